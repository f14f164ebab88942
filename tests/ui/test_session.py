"""From the first paint to the last save: unlocking, errors of ours, what another process brings."""

import gc
import logging
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QAbstractItemModel, QBuffer, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.papers.preview import page_count, page_png
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import editable_clue, list_clues
from tests.builders import PASSPHRASE, clue_content, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, set_urls
from ui.errors import IncidentDialog, incident
from ui.pages.entry.page import EntryPage
from ui.pages.today.presenter import TodayPresenter
from ui.paper import PaperDialog
from ui.shell.window import Window
from ui.widgets.fields import TextLine
from ui.widgets.preview import PaperPreview, Sheet


def open_desk_of(seat: Seat) -> Desk:
    assert seat.session.desk is not None
    return seat.session.desk


def ink_box(page: QImage) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of everything dark."""
    grey = page.convertToFormat(QImage.Format.Format_Grayscale8)  # pyright: ignore[reportUnknownMemberType] - open type
    width, height = grey.width(), grey.height()
    data, stride = bytes(grey.constBits()), grey.bytesPerLine()
    rows = [data[y * stride : y * stride + width] for y in range(height)]
    ys = [y for y, row in enumerate(rows) if min(row) < 128]
    xs = [x for x in range(width) if min(row[x] for row in rows) < 128]
    return xs[0], ys[0], xs[-1], ys[-1]


ROOT = Path(__file__).resolve().parents[2]


def test_after_unlocking_the_keyboard_is_where_it_was(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("路灯")
    seat.press("Tab")
    for words in ("天黑", "老人摔倒"):
        seat.type(words)
        seat.press("Ctrl+L")
        seat.type(PASSPHRASE)
        seat.press("Enter")
        assert seat.at().accessibleName() == "情况分析"
    analysis = seat.at()
    assert isinstance(analysis, QPlainTextEdit)
    assert analysis.toPlainText() == "天黑老人摔倒"


def test_a_late_answer_does_not_take_the_keyboard_behind_the_lock(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    title = seat.at()
    seat.press("Ctrl+L")
    asked = seat.at()
    # What a page does when something that it asked for is there.
    title.setFocus()
    seat.settle()
    assert seat.at() is asked
    seat.type(PASSPHRASE)
    seat.press("Enter")
    assert seat.at() is title


def test_the_passphrase_is_asked_for_and_a_wrong_one_is_said(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open(None)
    assert seat.sees("请输入口令")
    seat.type("不是这个口令")
    seat.press("Enter")
    assert seat.sees("口令不对。")
    seat.press(*["Backspace"] * 8)
    seat.type(PASSPHRASE)
    seat.press("Enter")
    assert seat.sees("今天要做的")


def test_closing_while_it_opens_is_no_accident(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home)
    seat.session.start(PASSPHRASE)
    seat.close()
    open_home(workroom_home).close()


def test_closing_the_first_start_leaves_nothing_behind(sit: Sit, tmp_path: Path) -> None:
    home = tmp_path / "new"
    home.mkdir()
    seat: Seat = sit(home).open(None)
    assert seat.sees("建立工作台")
    seat.close()
    assert list(home.iterdir()) == []


def test_an_error_of_ours_is_said_plainly_after_saving(
    sit: Sit, workroom_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("没来得及存")

    def fail() -> None:
        raise ValueError("里面有反映人的话")

    page = seat.window.page
    assert page is not None
    page.ask(fail, lambda _none: None)
    seat.settle()
    dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, IncidentDialog) and w.isVisible()]
    assert len(dialogs) == 1
    words = seat.words(dialogs[0])
    assert "程序内部出错，这一步没有完成。" in words
    assert "ValueError" not in words
    dialogs[0].accept()
    desk = open_home(workroom_home)
    assert [item.title for item in list_clues(desk, ClueQuery()).items] == ["没来得及存"]
    desk.close()
    kept = (workroom_home / "window.log").read_text(encoding="utf-8")
    assert "ValueError" in kept
    assert "里面有反映人的话" not in kept
    caplog.clear()


def test_one_fault_has_one_code(caplog: pytest.LogCaptureFixture) -> None:
    codes: set[str] = set()
    for words in ("一", "二"):
        with pytest.raises(KeyError) as caught:
            {}[words]
        codes.add(incident(caught.value))
    assert len(codes) == 1
    caplog.clear()


def test_what_another_process_wrote_appears(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    assert seat.sees("还没有登记线索 · 已加密")
    desk = open_home(workroom_home)
    register_clue(desk, clue_content())
    desk.close()
    seat.until(lambda: seat.sees("仅在本机 1 条"))
    seat.settle()
    assert seat.sees("1 条只在这台电脑上，请及时报送。")


def test_the_preview_follows_what_is_typed(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    page = seat.window.page
    assert isinstance(page, EntryPage)
    preview = page.editor.findChild(PaperPreview)
    assert isinstance(preview, PaperPreview)
    seat.until(lambda: preview.findChild(Sheet) is not None)
    sheet = preview.findChild(Sheet)
    assert isinstance(sheet, Sheet)
    before = sheet.grab().toImage()
    seat.type("纸上应当出现这些字")
    seat.until(lambda: sheet.grab().toImage() != before)
    assert seat.sees("共 1 页")
    seat.type("囧" * 5)
    seat.press("F8")
    assert not preview.isVisible()


def test_the_enter_key_presses_the_button_that_has_the_keyboard(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+Shift+P")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.tab_to("完成")
    seat.press("Enter")
    assert QApplication.activeModalWidget() is None


def test_a_paper_is_printed_at_its_own_size(sit: Sit, workroom_home: Path, tmp_path: Path) -> None:
    """To a file instead of a device; the way there is the same."""
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+Shift+P")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PaperDialog)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    dialog.print_on(printer)
    seat.settle()
    assert seat.sees("已送到打印机，1 页。")
    printed = QImage.fromData(page_png((tmp_path / "out.pdf").read_bytes(), 0, 100))
    paper = TodayPresenter(open_desk_of(seat)).blank_form()
    wanted = QImage.fromData(page_png(paper, 0, 100))
    assert page_count((tmp_path / "out.pdf").read_bytes()) == page_count(paper)
    assert printed.size() == wanted.size()
    assert ink_box(printed) == pytest.approx(ink_box(wanted), abs=2)
    seat.press("Esc")


def test_a_character_no_font_has_is_named_and_the_page_stays(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("𱍐")
    seat.until(lambda: seat.sees("字体里没有这些字"))
    seat.settle()


def test_files_are_attached_by_pasting_and_taken_out_again(sit: Sit, workroom_home: Path, tmp_path: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportArgumentType, reportCallIssue] - the stub wants bytes
    (tmp_path / "现场.png").write_bytes(bytes(buffer.data().data()) + b"\0")
    (tmp_path / "程序.exe").write_bytes(b"MZ")
    data = QMimeData()
    set_urls(data, [QUrl.fromLocalFile(str(tmp_path / "现场.png"))])
    QGuiApplication.clipboard().setMimeData(data)
    seat.press("Ctrl+Shift+V")
    assert seat.sees("现场.png")
    QGuiApplication.clipboard().setImage(image)
    seat.press("Ctrl+Shift+V")
    assert seat.sees("粘贴的照片.png")
    seat.tab_to("附件 现场.png")
    seat.press("Delete")
    assert not seat.sees("现场.png")
    wrong = QMimeData()
    set_urls(wrong, [QUrl.fromLocalFile(str(tmp_path / "程序.exe"))])
    QGuiApplication.clipboard().setMimeData(wrong)
    seat.press("Ctrl+Shift+V")
    assert seat.sees("不支持“程序.exe”这种文件。")
    seat.press("Ctrl+S")
    desk = open_home(workroom_home)
    clue = editable_clue(desk, list_clues(desk, ClueQuery()).items[0].id)
    desk.close()
    assert [a.name for a in clue.content.attachments] == ["粘贴的照片.png"]


def test_the_shell_paints_without_the_heavy_libraries() -> None:
    """The store, the papers and the network are loaded after the first paint (speed.md 5)."""
    code = "import sys, ui.main; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    heavy = {"sqlalchemy", "reportlab", "requests", "keyring", "pypdfium2", "cryptography", "uvicorn"}
    assert not heavy & set(loaded.stdout.split())


def test_the_passphrase_can_be_typed_before_anything_is_loaded(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom")
    seat.session.start()
    assert seat.session.jobs.busy
    field = seat.window.findChild(TextLine)
    assert isinstance(field, TextLine)
    assert field.isVisible()
    field.setText(PASSPHRASE)
    field.returnPressed.emit()
    seat.settle()
    assert seat.session.desk is not None
    assert seat.window.page is not None


def test_whatever_is_drawn_belongs_to_a_window(sit: Sit, district: Path) -> None:
    """What stands nowhere is let go of by whichever thread the collector runs in, and that ends the program."""

    def nowhere() -> dict[int, str]:
        found = [each for each in gc.get_objects() if isinstance(each, QWidget | QAbstractItemModel)]
        alone = [each for each in found if shiboken6.isValid(each) and shiboken6.ownedByPython(each)]
        return {id(each): type(each).__name__ for each in alone if not isinstance(each, Window)}

    before = nowhere()
    seat: Seat = sit(district / "office").open()
    for name in ("screening", "routing", "claims", "clues", "statistics", "compendium"):
        seat.window.go(name)
        seat.settle()
    assert [kind for each, kind in nowhere().items() if each not in before] == []


def test_nothing_is_logged_on_the_happy_way(sit: Sit, workroom_home: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "ui")
    seat: Seat = sit(workroom_home).open()
    seat.press("Alt+2", "Alt+3", "Alt+4")
    assert not [r for r in caplog.records if r.name.startswith("ui")]
    assert not (workroom_home / "window.log").exists()
