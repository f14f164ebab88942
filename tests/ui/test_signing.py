"""签字归档 by keyboard: print what waits, file what comes back, choose by hand, take back."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from baixing_desktop.domain.clue import Clue
from baixing_desktop.papers import page_png, page_texts
from baixing_desktop.usecases.drafting import register_clue, reopen_draft
from baixing_desktop.usecases.printing import attachment3, prints_of
from baixing_desktop.usecases.scanning import signed_copy
from tests.builders import SetClock, clue_content, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.pages.signing.page import SigningPage
from ui.paper import PaperDialog

Photograph = Callable[..., Path]


@pytest.fixture
def clues(workroom_home: Path, clock: SetClock) -> tuple[Clue, ...]:
    """Two registered clues."""
    desk = open_home(workroom_home, clock)
    made = tuple(register_clue(desk, clue_content(number))[0] for number in (1, 2))
    desk.close()
    return made


@pytest.fixture
def photograph(workroom_home: Path, clock: SetClock, tmp_path: Path) -> Photograph:
    """A photo of a clue's signed form; without its code when ``cut``."""

    def take(clue: Clue, name: str, *, cut: bool = False) -> Path:
        desk = open_home(workroom_home, clock)
        pdf = attachment3(desk, [clue.id], strict=cut)
        desk.close()
        path = tmp_path / name
        Image.open(BytesIO(page_png(pdf, 0, 150))).convert("L").save(path, quality=75)
        return path

    return take


def sat_down(sit: Sit, home: Path) -> tuple[Seat, SigningPage]:
    seat: Seat = sit(home).open()
    seat.press("Alt+8")
    page = seat.window.page
    assert isinstance(page, SigningPage)
    return seat, page


def signed_pieces(seat: Seat, clue: Clue) -> int:
    assert seat.session.desk is not None
    copy = signed_copy(seat.session.desk, clue.id)
    return sum(piece.replaced_at is None for piece, _ in copy.pieces)


def test_one_scan_after_another_is_chosen_from_where_the_keyboard_is(
    sit: Sit, workroom_home: Path, clues: tuple[Clue, ...], photograph: Photograph
) -> None:
    scan = photograph(clues[0], "甲.jpg")
    seat, page = sat_down(sit, workroom_home)
    seat.tab_to("选择扫描件")
    page.file([str(scan)])
    seat.settle()
    assert seat.at().accessibleName() == "选择扫描件"


def test_a_scan_leaves_the_list_and_comes_back_when_undone(
    sit: Sit, workroom_home: Path, clues: tuple[Clue, ...], photograph: Photograph
) -> None:
    scan = photograph(clues[0], "甲.jpg")
    seat, page = sat_down(sit, workroom_home)
    assert seat.sees("共 2 份")
    page.file([str(scan)])
    seat.settle()
    assert seat.sees("共 1 份")
    assert seat.sees("与电子版一致")
    seat.tab_to("撤销归档：甲.jpg")
    seat.press("Space")
    assert seat.sees("共 2 份")
    assert not seat.sees("与电子版一致")


def test_without_a_code_it_goes_to_the_chosen_clue(
    sit: Sit, workroom_home: Path, clues: tuple[Clue, ...], photograph: Photograph
) -> None:
    scan = photograph(clues[1], "乙.jpg", cut=True)
    seat, page = sat_down(sit, workroom_home)
    page.file([str(scan)])
    seat.settle()
    assert seat.sees("没有认出表上的二维码")
    seat.press("J")
    seat.tab_to("看一看")
    seat.press("Space")
    seat.tab_to("归到选中的线索")
    seat.press("Space")
    assert seat.sees(f"已归到 {clues[1].provisional_number}。")
    assert signed_pieces(seat, clues[1]) == 1
    seat.press("Ctrl+z")
    assert signed_pieces(seat, clues[1]) == 0


def test_an_old_paper_is_flagged_and_the_clue_still_waits(
    sit: Sit, workroom_home: Path, clock: SetClock, clues: tuple[Clue, ...], photograph: Photograph
) -> None:
    scan = photograph(clues[0], "旧.jpg")
    desk = open_home(workroom_home, clock)
    reopen_draft(desk, clues[0].id)
    register_clue(desk, clue_content(1, analysis="照明不足，已有四起。"), clue_id=clues[0].id)
    desk.close()
    seat, page = sat_down(sit, workroom_home)
    page.file([str(scan)])
    seat.settle()
    assert seat.sees("纸质件与电子版不一致")
    assert seat.sees("共 2 份")


def test_what_is_no_scan_is_said_and_loses_nothing(sit: Sit, workroom_home: Path, clues: tuple[Clue, ...]) -> None:
    bad = workroom_home.parent / "坏.jpg"
    bad.write_bytes(b"\xff\xd8\xff\xe0nothing")
    seat, page = sat_down(sit, workroom_home)
    page.file([str(bad), str(bad.with_name("不存在.pdf"))])
    seat.settle()
    assert seat.sees("坏.jpg：")
    assert seat.sees("不存在.pdf：")
    assert not seat.sees("归到选中的线索")
    assert seat.sees("共 2 份")


def test_a_watched_folder_files_by_itself(
    sit: Sit, workroom_home: Path, tmp_path: Path, clues: tuple[Clue, ...], photograph: Photograph
) -> None:
    folder = tmp_path / "扫描"
    folder.mkdir()
    scan = photograph(clues[0], "丙.jpg")
    seat, page = sat_down(sit, workroom_home)
    page.watch(str(folder))
    seat.settle()
    scan.rename(folder / scan.name)
    seat.until((folder / "已归档" / scan.name).exists, "it was never filed")
    seat.settle()
    assert seat.sees("正在监看“扫描”")
    assert seat.sees("共 1 份")
    seat.tab_to("停止监看")
    seat.press("Space")
    assert seat.sees("不再监看文件夹。")


def test_printing_registers_each_print_once(sit: Sit, workroom_home: Path, clues: tuple[Clue, ...]) -> None:
    seat, _ = sat_down(sit, workroom_home)
    seat.tab_to("背面印告知与同意")
    seat.press("Space")
    for _ in range(2):
        QTest.keyClick(seat.at(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    seat.settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PaperDialog)
    kept = workroom_home.parent / "表.pdf"
    dialog.save_to(str(kept))
    seat.settle()
    words = page_texts(kept.read_bytes())
    assert len(words) == 4, "two forms, each with the notice behind it"
    seat.press("Esc")
    assert seat.session.desk is not None
    assert [len(prints_of(seat.session.desk, clue.id)) for clue in clues] == [1, 1]
