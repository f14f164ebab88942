"""Several windows of one sitting on one computer: each on a page of its own, one lock, one record."""

from pathlib import Path

import pytest

from baixing_desktop.clock import Clock
from baixing_desktop.domain.lists import ClueQuery, OfficeQueue
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.usecases.drafting import save_draft
from baixing_desktop.usecases.history import clue_history
from baixing_desktop.usecases.reading import find_clue, list_clues, office_queue
from tests.builders import PASSPHRASE, clue_content, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.pages.entry.page import EntryPage
from ui.pages.screening.race import GONE
from ui.shell.page import Page
from ui.shell.window import Window
from ui.widgets.marked_text import MarkedText

OPEN_TOO = "您在另一个窗口也打开了这一条。"


def turn_to(seat: Seat, window: Window) -> None:
    """Go on at another window."""
    seat.window = window
    window.activateWindow()
    seat.settle()
    assert seat.session.windows.front is window


def another(seat: Seat) -> Window:
    """A further window, in front."""
    before = set(seat.session.windows)
    seat.press("F4")
    (made,) = set(seat.session.windows) - before
    turn_to(seat, made)
    return made


def page_of(window: Window) -> Page:
    assert window.page is not None
    return window.page


@pytest.fixture
def seat(sit: Sit, district: Path) -> Seat:
    """In the office, at the screening page."""
    taken = sit(district / "office").open()
    taken.window.go("screening")
    taken.settle()
    return taken


def test_a_window_that_is_still_being_opened_is_covered_too(seat: Seat) -> None:
    """It is furnished in several turns; a lock may come between them."""
    session = seat.session
    session.open_another()
    seat.until(lambda: len(session.windows) > 1)
    session.locker.lock("idle")
    seat.until(lambda: not session.jobs.busy)
    assert [window.page for window in session.windows] == [None, None], "behind the lock"
    seat.type(PASSPHRASE)
    seat.press("Enter")
    assert [page_of(window).name for window in session.windows] == ["screening", "bench"]


def test_a_second_window_has_a_page_of_its_own_and_one_lock_covers_both(seat: Seat, clock: Clock) -> None:
    first, session = seat.window, seat.session
    second = another(seat)
    assert (page_of(first).name, page_of(second).name) == ("screening", "bench")
    assert not seat.sees("正在打开工作台")
    assert second.windowTitle() == f"{first.windowTitle()}（窗口 2）"
    assert second.size() == first.size()
    seat.press("Alt+3")
    assert page_of(second).name == "screening"
    assert seat.sees(OPEN_TOO)
    assert OPEN_TOO in seat.words(first), "and there as well"
    mine = office_queue(session.desk, OfficeQueue.TO_SCREEN).items[0].id if session.desk else ""
    seat.press("A")
    assert find(seat.home, mine, clock) is OfficeState.ACCEPTED
    assert seat.sees("已受理")
    assert "已受理" not in seat.words(first), "said in the window where it was done"
    turn_to(seat, first)
    seat.press("Ctrl+L")
    assert session.locker.locked
    assert first.page is None
    assert second.page is None
    turn_to(seat, second)
    seat.type(f"{PASSPHRASE}错")
    seat.press("Enter")
    assert seat.sees("口令不对。")
    assert "口令不对。" not in seat.words(first)
    seat.press(*["Backspace"] * (len(PASSPHRASE) + 1))
    seat.type(PASSPHRASE)
    seat.press("Enter")
    assert not session.locker.locked
    assert (page_of(first).name, page_of(second).name) == ("screening", "screening")
    seat.press("Ctrl+=")
    assert first.font().pixelSize() == second.font().pixelSize()
    first.close()
    seat.settle()
    assert session.window is second
    assert not seat.sees(OPEN_TOO)
    seat.press("J", "A")
    assert seat.sees("已受理"), "the record is still open"


def test_a_lost_race_between_two_windows_shows_both_and_loses_nothing(seat: Seat) -> None:
    """Both word the same clue anew; whoever is second sees the other's words before theirs stand."""
    first, session = seat.window, seat.session
    clue = office_queue(session.desk, OfficeQueue.TO_SCREEN).items[0] if session.desk else None
    assert clue is not None
    seat.press("E", "Ctrl+A")
    seat.type("第一个窗口的标题")
    second = another(seat)
    second.go("screening")
    seat.settle()
    seat.press("E", "Ctrl+A")
    seat.type("第二个窗口的标题")
    seat.press("Ctrl+Enter")
    turn_to(seat, first)
    seat.press("Ctrl+Enter")
    assert seat.sees("这条线索刚被别处改过。")
    read = [one.property("plainText") for one in below(first) if isinstance(one, MarkedText)]
    assert "第二个窗口的标题" in read, "the other's version is in sight"
    assert seat.at().property("text") == "第一个窗口的标题", "and what was typed here"
    seat.press("Ctrl+Enter")
    assert session.desk is not None
    assert [one.title for one in clue_history(session.desk, clue.id).editions] == [
        "第二个窗口的标题",
        "第一个窗口的标题",
    ]
    seat.press("R")
    seat.type("请写明路段")
    turn_to(seat, second)
    seat.press("A")
    turn_to(seat, first)
    assert seat.sees(GONE)
    assert seat.at().property("plainText") == "请写明路段"
    seat.press("Ctrl+Enter")
    assert seat.sees("这条线索刚被别处改过。")
    seat.press("Esc", "Esc")
    assert not seat.sees(GONE)
    assert not seat.sees("请写明路段")


def find(home: Path, clue_id: str, clock: Clock) -> OfficeState | None:
    desk = open_home(home, clock)
    try:
        return find_clue(desk, clue_id).office_state
    finally:
        desk.close()


def test_a_draft_is_written_in_one_window_only_and_kept_when_that_closes(sit: Sit, workroom_home: Path) -> None:
    desk = open_home(workroom_home)
    draft, _ = save_draft(desk, clue_content())
    desk.close()
    seat: Seat = sit(workroom_home).open()
    first = seat.window
    first.go("entry", draft.id)
    seat.settle()
    second = another(seat)
    second.go("entry", draft.id)
    seat.until(first.isActiveWindow, "the one that has it comes forward")
    entry = page_of(second)
    assert isinstance(entry, EntryPage)
    assert entry.editor.clue_id == ""
    assert seat.session.windows.front is first
    turn_to(seat, second)
    second.go("today")
    seat.press("Ctrl+N")
    seat.type("第二个窗口里写的")
    second.close()
    seat.window = first
    seat.settle()
    desk = open_home(workroom_home)
    titles = {item.title for item in list_clues(desk, ClueQuery()).items}
    desk.close()
    assert titles == {clue_content().title, "第二个窗口里写的"}


def test_a_window_is_out_of_sight_while_its_last_work_is_done(sit: Sit, workroom_home: Path) -> None:
    window = sit(workroom_home).open().window
    seen: list[bool] = []
    window.on_close(lambda: seen.append(window.isVisible()))
    window.close()
    assert seen == [False]
