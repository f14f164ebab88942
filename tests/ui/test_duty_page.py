"""接访活动 at the office: what a workroom told is seen by month and street, and its clues are one key away."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases import gathering
from baixing_desktop.usecases.reading import clue_ids
from tests.builders import SetClock, open_home
from tests.ui.conftest import Sit
from tests.ui.district import exchange
from tests.ui.seat import Seat, below
from ui.pages.duty.page import DutyPage


@pytest.fixture
def told(district: Path, clock: SetClock) -> str:
    """A session of the workroom with one clue, one of another month, a 零报告; the office has heard. The clue."""
    workroom, office = open_home(district / "workroom", clock), open_home(district / "office", clock)
    form = gathering.SessionForm(date(2026, 11, 20), "党群服务中心", ("张晓", "李明"), 6, "多人谈到路灯")
    held, _ = gathering.save_session(workroom, form)
    gathering.save_session(workroom, replace(form, held_on=date(2026, 10, 9), place="港海社区"))
    clue_id = clue_ids(office, ClueQuery())[0]
    gathering.place_clue(workroom, clue_id, session_id=held.id)
    gathering.report_nil(workroom, 2026, 10, "没有群众来访")
    exchange(workroom, office, district)
    for desk in (workroom, office):
        desk.close()
    return clue_id


def words(seat: Seat) -> str:
    return "\n".join(each.text() for each in below(seat.window) if isinstance(each, QLabel) and each.isVisible())


def test_sessions_are_seen_by_month_with_their_clues(sit: Sit, district: Path, told: str) -> None:
    seat: Seat = sit(district / "office").open()
    seat.window.go("duty")
    seat.settle()
    assert isinstance(seat.window.page, DutyPage)
    shown = words(seat)
    for part in (
        "1 个街道接访 1 次，来访 6 人，登记线索 1 条",
        "地点：党群服务中心",
        "张晓、李明",
        "多人谈到路灯",
        "没有。",
    ):
        assert part in shown
    seat.press("Ctrl+PgUp")
    assert "港海社区" in words(seat)
    assert "没有群众来访" in words(seat)
    assert "这次接访没有登记线索。" in words(seat)
    seat.press("Ctrl+PgDown", "Ctrl+e")
    assert seat.window.page.name == "clues"
    assert seat.session.desk is not None
    assert gathering.context_of(seat.session.desk, told) is not None
