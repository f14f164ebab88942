"""导入 by keyboard: tried first, brought in once, never twice, and nothing of a broken table."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.usecases.reading import list_clues
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
