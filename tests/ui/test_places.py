"""Where a clue belongs is chosen on 登记 by keyboard, and offered to the next clue of the same session."""

from pathlib import Path

import pytest

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.gathering import SessionForm, context_of, place_clue, save_session
from baixing_desktop.usecases.reading import list_clues
from tests.builders import SetClock, clue_content, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.pages.entry.page import EntryPage
from ui.widgets.fields import Choice


@pytest.fixture
def held(workroom_home: Path, clock: SetClock) -> str:
    """A session of today."""
    desk = open_home(workroom_home, clock)
    session, _ = save_session(desk, SessionForm(desk.today(), "金沙社区居委会", ("陈委员",)))
    desk.close()
    return session.id


def test_chosen_kept_and_offered_to_the_next(sit: Sit, workroom_home: Path, held: str) -> None:
    seat: Seat = sit(workroom_home).open()
    desk = seat.session.desk
    assert desk is not None
    seat.press("Ctrl+n")
    seat.type("路灯不亮")
    seat.tab_to("接访活动")
    seat.press("Down")
    seat.press("Tab", "Tab")
    assert seat.at().accessibleName() == "社区"
    seat.press("Down")
    seat.press("Ctrl+s")
    (line,) = list_clues(desk, ClueQuery()).items
    kept = context_of(desk, line.id)
    assert kept is not None
    assert kept.session_id == held
    assert kept.community == desk.reference.communities_of(desk.unit.code)[0].code
    seat.tab_to("接访活动")
    seat.press("Up")
    seat.press("Ctrl+s")
    changed = context_of(desk, line.id)
    assert changed is not None
    assert changed.session_id is None
    choice, page = seat.at(), seat.window.page
    assert isinstance(choice, Choice)
    assert page is not None
    _, changes = save_session(desk, SessionForm(desk.today(), "石溪社区居委会", ("陈委员",)))
    page.context.hub.announce(changes)
    seat.settle()
    assert {choice.itemText(number)[-7:] for number in range(1, choice.count())} == {"石溪社区居委会", "金沙社区居委会"}
    assert (choice.code, seat.at()) == ("", choice), "offered at once, and what was chosen stays"


def test_the_session_of_the_last_clue_is_offered_on_its_day_only(
    sit: Sit, workroom_home: Path, held: str, clock: SetClock
) -> None:
    seat: Seat = sit(workroom_home).open()
    page = _new(seat)
    page.context.preferences.session = held
    page = _new(seat)
    seat.type("同一次接访的第二条")
    seat.press("Ctrl+s")
    desk = seat.session.desk
    assert desk is not None
    (line,) = list_clues(desk, ClueQuery()).items
    kept = context_of(desk, line.id)
    assert kept is not None
    assert kept.session_id == held
    clock.forward(days=1)
    _new(seat)
    seat.type("第二天的一条")
    seat.press("Ctrl+s")
    later = next(item for item in list_clues(desk, ClueQuery()).items if item.id != line.id)
    assert context_of(desk, later.id) is None


def test_what_is_no_longer_offered_stays(sit: Sit, workroom_home: Path, clock: SetClock, held: str) -> None:
    desk = open_home(workroom_home, clock)
    clue, _ = register_clue(desk, clue_content(1))
    place_clue(desk, clue.id, session_id=held, community="没有这个社区")
    desk.close()
    seat: Seat = sit(workroom_home).open()
    seat.window.go("entry", clue.id)
    seat.settle()
    seat.tab_to("社区")
    assert seat.at().property("currentText") == "（已不在列表里）"
    seat.press("Ctrl+s")
    assert seat.session.desk is not None
    kept = context_of(seat.session.desk, clue.id)
    assert kept is not None
    assert kept.community == "没有这个社区"


def _new(seat: Seat) -> EntryPage:
    seat.press("Ctrl+n")
    seat.settle()
    page = seat.window.page
    assert isinstance(page, EntryPage)
    return page
