"""Screening with alike clues, by keyboard: compare, tell apart, merge, and take each back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.clock import Clock
from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.rules.merging import MergeObstacle
from baixing_desktop.domain.rules.similarity import SOMEWHAT_FROM
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.duplicates import Candidate, candidates_for
from baixing_desktop.usecases.reading import find_clue, office_queue
from baixing_desktop.usecases.similar import rarity_here
from tests.builders import open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.pages.screening.alike import ComparePanel, faint, reasons
from ui.shell.page import Page
from ui.widgets.marked_text import MarkedText

RAILS = "滨江步道夜间照明不足，老人出门容易摔倒。"


@pytest.fixture
def first(district: Path, clock: Clock) -> tuple[str, Candidate]:
    """The clue that is screened first and the candidate offered first, which is accepted."""
    desk = open_home(district / "office", clock)
    try:
        mine = office_queue(desk, OfficeQueue.TO_SCREEN).items[0].id
        candidate = candidates_for(desk, mine, rarity_here(desk))[0]
        if candidate.obstacle is MergeObstacle.MASTER_NOT_ACCEPTED:
            casework.accept_clue(desk, candidate.clue.id)
        return mine, candidates_for(desk, mine, rarity_here(desk))[0]
    finally:
        desk.close()


@pytest.fixture
def seat(sit: Sit, district: Path, first: tuple[str, Candidate]) -> Seat:
    """At the screening page."""
    taken = sit(district / "office").open()
    taken.window.go("screening", first[0])
    taken.settle()
    return taken


def state(home: Path, clue_id: str, clock: Clock) -> OfficeState | None:
    desk = open_home(home, clock)
    try:
        return find_clue(desk, clue_id).office_state
    finally:
        desk.close()


def test_the_reasons_stand_beside_the_candidate(seat: Seat, first: tuple[str, Candidate]) -> None:
    assert seat.sees("疑似重复")
    assert seat.sees(first[1].clue.number)
    assert seat.sees(reasons(first[1]))


def test_a_comparison_marks_what_both_say(seat: Seat, first: tuple[str, Candidate]) -> None:
    seat.press("c")
    panel = seat.window.findChild(ComparePanel)
    assert panel is not None
    assert panel.isVisible()
    marked = [words for text in below(panel) if isinstance(text, MarkedText) for words in text.marked]
    assert any(words in first[1].likeness.passages for words in marked)
    seat.press("Esc")
    assert not panel.isVisible()


def test_told_apart_and_taken_back(seat: Seat, first: tuple[str, Candidate]) -> None:
    number = first[1].clue.number
    seat.press("n")
    assert seat.sees(f"已记下：与 {number} 不是同一件。")
    assert not seat.sees(f"{number}　")
    seat.press("Ctrl+z")
    assert seat.sees(f"{number}　")


def test_merged_and_taken_back(seat: Seat, first: tuple[str, Candidate], clock: Clock) -> None:
    mine, candidate = first
    seat.press("c", "m")
    assert seat.sees(f"已并入 {candidate.clue.number}")
    assert state(seat.home, mine, clock) is OfficeState.MERGED
    seat.press("Ctrl+z")
    assert state(seat.home, mine, clock) is OfficeState.SCREENING
    assert not seat.session.jobs.busy


def test_what_is_compared_is_what_is_merged(
    sit: Sit, district: Path, first: tuple[str, Candidate], clock: Clock
) -> None:
    """The second candidate is compared, news comes in, and M still means the one in sight."""
    mine, _ = first
    desk = open_home(district / "office", clock)
    second = candidates_for(desk, mine, rarity_here(desk))[1]
    if second.obstacle is MergeObstacle.MASTER_NOT_ACCEPTED:
        casework.accept_clue(desk, second.clue.id)
    desk.close()
    seat = sit(district / "office").open()
    seat.window.go("screening")
    seat.settle()
    number = next(c.clue.number for c in offered(seat, mine) if c.clue.id == second.clue.id)
    seat.tab_to(f"对照：{number}")
    seat.press("Space")
    page = seat.window.page
    assert isinstance(page, Page)
    page.context.hub.announce(Changes.of(Kind.CLUE, "elsewhere"))
    seat.settle()
    for _ in range(2):
        QTest.keyClick(seat.at(), Qt.Key.Key_M)
    seat.settle()
    assert seat.sees(f"已并入 {number}"), "and the second press is no error"
    assert state(seat.home, mine, clock) is OfficeState.MERGED


def test_after_a_comparison_the_letters_mean_the_first_again(seat: Seat, first: tuple[str, Candidate]) -> None:
    second = offered(seat, first[0])[1].clue.number
    seat.tab_to(f"对照：{second}")
    seat.press("Space", "Esc", "n")
    assert seat.sees(f"已记下：与 {first[1].clue.number} 不是同一件。")


def test_the_somewhat_alike_can_be_compared_but_are_neither_counted_nor_offered(
    sit: Sit, district: Path, first: tuple[str, Candidate], clock: Clock
) -> None:
    """A clue about another matter: nothing is like it but by some words."""
    mine, _ = first
    desk = open_home(district / "office", clock)
    with desk.store.writing() as tx:
        clue = tx.clues.get(mine)
        other = replace(clue.content, title="建议在江边步道加装扶手", analysis=RAILS, suggestions="加装扶手。")
        tx.clues.save(replace(clue, content=other, version=clue.version + 1), expected=clue.version)
    desk.close()
    seat = sit(district / "office").open()
    seat.window.go("screening", mine)
    seat.settle()
    assert seat.session.desk is not None
    found = candidates_for(seat.session.desk, mine, rarity_here(seat.session.desk), faintly=True)
    assert found[0].likeness.score >= SOMEWHAT_FROM
    assert all(faint(each) for each in found)
    assert seat.sees("没有找到相近的线索。")
    assert seat.sees("只是有些相近")
    assert seat.sees(reasons(found[0]))
    names = {one.accessibleName() for one in below(seat.window) if isinstance(one, QPushButton)}
    assert f"对照：{found[0].clue.number}" in names
    assert not names & {f"{act}：{each.clue.number}" for act in ("并案", "不是同一件") for each in found}
    seat.press("m", "n")
    assert not seat.sees("已记下"), "a letter never means one of these unseen"
    assert state(seat.home, mine, clock) is OfficeState.RECEIVED
    seat.press("c", "n")
    assert seat.sees(f"已记下：与 {found[0].clue.number} 不是同一件。")


def offered(seat: Seat, clue_id: str) -> tuple[Candidate, ...]:
    """What is offered for a clue now."""
    assert seat.session.desk is not None
    return candidates_for(seat.session.desk, clue_id, rarity_here(seat.session.desk))
