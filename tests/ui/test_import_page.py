"""导入 by keyboard: tried first, brought in once, never twice, and nothing of a broken table."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.usecases.casework import accept_clue
from baixing_desktop.usecases.imported import imported_tables
from baixing_desktop.usecases.reading import list_clues, office_today
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.pages.importing.page import ImportPage


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """One complete clue, one without a title, one with a title alone, as an old computer writes it."""
    path = tmp_path / "线索.csv"
    rows = ("标题,情况分析,具体建议", "路灯不亮,天黑难走。,加装路灯。", ",没有标题,", "只有标题,,")
    path.write_text("\n".join(rows), encoding="gb18030")
    return path


def sat_down(sit: Sit, home: Path) -> tuple[Seat, ImportPage]:
    seat: Seat = sit(home).open()
    seat.window.go("importing")
    seat.settle()
    page = seat.window.page
    assert isinstance(page, ImportPage)
    return seat, page


def clues_of(seat: Seat) -> int:
    assert seat.session.desk is not None
    return list_clues(seat.session.desk, ClueQuery(limit=1)).total


def test_a_table_is_tried_then_brought_in_and_never_twice(sit: Sit, workroom_home: Path, table: Path) -> None:
    seat, page = sat_down(sit, workroom_home)
    page.attempt(str(table))
    seat.settle()
    assert seat.sees("还没有写入：登记 2 条，草稿 0 条，已导入过 0 条，未导入 1 条。"), seat.words()
    assert clues_of(seat) == 0
    for _ in range(2):
        QTest.keyClick(seat.at(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    assert seat.sees("已导入 线索.csv")
    assert clues_of(seat) == 2
    page.attempt(str(table))
    seat.settle()
    assert seat.sees("登记 0 条，草稿 0 条，已导入过 2 条，未导入 1 条。")
    seat.press("Ctrl+Enter")
    assert clues_of(seat) == 2


def test_the_office_imports_what_the_platforms_send(sit: Sit, office_home: Path, table: Path) -> None:
    seat, page = sat_down(sit, office_home)
    seat.tab_to("来源")
    source = seat.at()
    seat.press("Down")
    page.attempt(str(table))
    assert not source.isEnabled(), "another source meanwhile would stand there and not be taken"
    seat.settle()
    assert source.isEnabled()
    assert seat.sees("登记 2 条，已导入过 0 条，未导入 1 条。"), seat.words()
    seat.press("Ctrl+Enter")
    assert seat.sees("已导入 线索.csv")
    assert seat.session.desk is not None
    found = list_clues(seat.session.desk, ClueQuery()).items
    assert [(one.office_state, one.source) for one in found] == [(OfficeState.RECEIVED, "ONLINE_DISTRICT")] * 2
    page.attempt(str(table))
    seat.settle()
    assert seat.sees("登记 0 条，已导入过 2 条，未导入 1 条。")
    assert seat.sees("那时登记 2 条；没有新的线索可以导入")


def test_an_imported_table_stands_on_the_inbox_and_is_taken_back_and_put_back(
    sit: Sit, office_home: Path, table: Path
) -> None:
    seat, page = sat_down(sit, office_home)
    page.attempt(str(table))
    seat.settle()
    seat.press("Ctrl+Enter")
    desk = seat.session.desk
    assert desk is not None
    seat.window.go("inbox")
    seat.settle()
    assert seat.sees("表格 线索.csv")
    assert seat.sees("收下 2 条，未导入 1 条")
    seat.tab_to("哪个单位的批次")
    seat.press("Down")
    assert getattr(seat.at(), "code", "") == "市政协线上平台"
    assert seat.sees("共 1 批")
    seat.tab_to("看每一行：市政协线上平台，表格 线索.csv，今天")
    seat.press("Space")
    assert seat.window.page is page
    rows = seat.at()
    assert rows.accessibleName() == "逐行结果"
    assert seat.sees("线索.csv　今天")

    seat.press("Ctrl+Shift+Delete")
    assert seat.sees("撤回 2 条还没有人办理的线索")
    seat.press("Enter")
    assert office_today(desk).to_screen.count == 2, "no reason, nothing done"
    seat.type("选错了表格")
    seat.tab_to("不做了")
    seat.press("Enter")
    assert office_today(desk).to_screen.count == 2, "Enter presses what has the keyboard"
    seat.press("Ctrl+Shift+Delete")
    seat.type("选错了表格")
    seat.press("Enter")
    assert seat.sees("已从“线索.csv”撤回 2 条线索。")
    assert (office_today(desk).to_screen.count, imported_tables(desk)[0].taken_back) == (0, 2)
    seat.press("Ctrl+Shift+Delete")
    assert imported_tables(desk)[0].taken_back == 2, "there is nothing left to take back"
    seat.press("Ctrl+Z")
    assert seat.sees("已恢复“线索.csv”的 2 条线索。")
    assert office_today(desk).to_screen.count == 2

    # One is worked on at another seat while the question stands: it stays, and that is said.
    seat.press("Ctrl+Shift+Delete")
    accept_clue(desk, list_clues(desk, ClueQuery()).items[0].id)
    seat.type("选错了表格")
    seat.press("Enter")
    assert seat.sees("撤回 1 条线索，留下 1 条已有人办理的。")
    seat.press("Esc", "Enter", "Ctrl+E")
    assert seat.window.page is not page
    seat.window.go("importing")
    seat.press("Esc")
    assert seat.at().accessibleName() == "导入过的表格"
    assert imported_tables(desk)[0].taken_back == 1


def test_what_is_no_table_is_explained(sit: Sit, workroom_home: Path, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    seat, page = sat_down(sit, workroom_home)
    page.attempt(str(broken))
    seat.settle()
    assert seat.sees("坏.xlsx")
    seat.press("Ctrl+Enter")
    assert clues_of(seat) == 0


def test_a_table_that_went_away_changes_nothing(sit: Sit, workroom_home: Path, table: Path) -> None:
    seat, page = sat_down(sit, workroom_home)
    page.attempt(str(table))
    seat.settle()
    table.unlink()
    seat.press("Ctrl+Enter")
    assert seat.sees("线索.csv")
    assert clues_of(seat) == 0
