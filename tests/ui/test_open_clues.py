"""Several clues open at the same time: begun, changed between, put away; no stroke goes astray and none is lost."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.reading import list_clues
from tests.builders import open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.pages.entry.page import MOST_OPEN, EntryPage


def titles(home: Path) -> list[str]:
    desk = open_home(home)
    try:
        return sorted(item.title for item in list_clues(desk, ClueQuery()).items)
    finally:
        desk.close()


def page_of(seat: Seat) -> EntryPage:
    page = seat.window.page
    assert isinstance(page, EntryPage)
    return page


def test_the_next_citizen_comes_before_the_first_is_done(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("第一位")
    seat.press("Ctrl+N")
    seat.type("第二位")
    assert seat.sees("第一位")
    assert seat.sees("第二位")
    seat.press("Ctrl+Tab")
    seat.type("的事")
    seat.press("Ctrl+Shift+Tab")
    seat.type("的事")
    seat.press("Alt+1")
    assert titles(workroom_home) == ["第一位的事", "第二位的事"]


def test_strokes_right_after_the_command_belong_to_the_new_clue(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("旧的")
    QTest.keyClick(seat.at(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    seat.type("新的")  # not a moment's wait
    seat.press("Alt+1")
    assert titles(workroom_home) == ["新的", "旧的"]


def test_putting_away_keeps_a_draft(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("等一下再写")
    seat.press("Ctrl+W")
    assert seat.sees("已收起，存为草稿。")
    assert seat.window.page is not None
    assert seat.window.page.name == "today"
    assert titles(workroom_home) == ["等一下再写"]


def test_a_clue_is_open_only_once(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("只开一次")
    seat.press("Alt+3", "Enter", "Alt+3", "Enter")
    assert page_of(seat).editor.label == "只开一次"
    seat.press("Ctrl+Tab")
    assert page_of(seat).editor.label == "只开一次"


def test_more_than_the_desk_holds(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    for number in range(MOST_OPEN + 2):
        seat.press("Ctrl+N")
        seat.type(f"线索{number}")
    seat.press("Alt+1")
    assert titles(workroom_home) == [f"线索{number}" for number in range(MOST_OPEN + 2)]
