"""Papers on a real queue of a real printing system: A4, at true size, the pages and copies that were chosen."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton

from baixing_desktop.errors import PaperError, UserError
from baixing_desktop.papers import attachment3_book_pdf, attachment3_pdf
from baixing_desktop.papers.preview import page_count, page_png, page_sizes, page_texts
from baixing_desktop.work import Work
from tests.papers.test_looks import FORM, LONG
from tests.ui.cups import QUEUE, Cups, running
from tests.ui.seat import Seat, below
from ui.paper import PAGES_AT_ONCE, PaperDialog
from ui.printing import hand_over, paint, send

Sit = Callable[..., Seat]

DPI = 300
PAPER = attachment3_pdf(replace(FORM, content=LONG))


def ink(pdf: bytes, page: int) -> tuple[float, ...]:
    """The box of the ink of a page in millimetres."""
    picture = Image.open(BytesIO(page_png(pdf, page, DPI))).convert("L")
    # Pale edges of letters differ from renderer to renderer; dark ink does not.
    box = ImageOps.posterize(ImageOps.invert(picture), 1).getbbox()
    assert box
    return tuple(edge / DPI * 25.4 for edge in box)


@pytest.fixture(scope="module")
def cups() -> Generator[Cups]:
    """A printing system; its folders must be open to its own user, so they do not lie among pytest's."""
    if not (shutil.which("cupsd") or Path("/usr/sbin/cupsd").exists()) or os.geteuid() != 0:
        pytest.skip("no cupsd, or not root: dev.py test installs cups-daemon on a Debian")
    base = Path(tempfile.mkdtemp(prefix="baixing-cups-"))
    try:
        with running(base) as system:
            yield system
    finally:
        shutil.rmtree(base)


@pytest.mark.parametrize("way", ["lp", "paint"])
def test_a_job_comes_out_at_true_size(cups: Cups, tmp_path: Path, way: str) -> None:
    paper = tmp_path / "附件3.pdf"
    paper.write_bytes(PAPER)
    assert page_count(PAPER) == 2
    printed = cups.printed([sys.executable, "-m", "tests.ui.print_one", str(paper), QUEUE, way, "1", "1", "2"])
    assert page_count(printed) == 2
    for page, size in enumerate(page_sizes(printed)):
        assert size == pytest.approx((210, 297), abs=0.3)
        assert ink(printed, page) == pytest.approx(ink(PAPER, page), abs=0.3)
    if way == "lp":
        assert page_texts(printed) == page_texts(PAPER)  # letters stay letters


def test_copies_and_pages_are_those_that_were_chosen(cups: Cups, tmp_path: Path) -> None:
    paper = tmp_path / "附件3.pdf"
    paper.write_bytes(PAPER)
    printed = cups.printed([sys.executable, "-m", "tests.ui.print_one", str(paper), QUEUE, "lp", "2", "2", "2"])
    assert [text for text in page_texts(printed) if text.strip()] == [page_texts(PAPER)[1]] * 2


@pytest.fixture
def file_printer(tmp_path: Path) -> QPrinter:
    """A printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    return printer


def test_pages_are_painted_one_by_one_and_counted(file_printer: QPrinter, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    file_printer.setFromTo(2, 2)
    assert send(PAPER, file_printer, Work(lambda done, total, what: heard.append((done, total)))) == 1
    assert heard == [(0, 1), (0, 1), (1, 1)]
    printed = (tmp_path / "out.pdf").read_bytes()
    assert page_count(printed) == 1
    assert ink(printed, 0) == pytest.approx(ink(PAPER, 1), abs=0.3)


def test_printing_can_be_stopped(file_printer: QPrinter) -> None:
    def stop(done: int, total: int, what: str) -> None:
        if done == 1:
            work.cancel()

    work = Work(stop)
    with pytest.raises(UserError) as stopped:
        paint(PAPER, file_printer, [1, 2, 1, 2], page_sizes(PAPER), work)
    assert stopped.value.code == "CANCELLED"


def test_a_queue_that_takes_nothing_is_said(
    cups: Cups, file_printer: QPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", cups.environment["CUPS_SERVER"])
    with pytest.raises(PaperError) as failed:
        hand_over(PAPER, file_printer, [1, 2], 2)
    assert failed.value.code == "PRINT_FAILED"
    assert cups.ask("lpstat", "-o") == ""


def test_a_long_book_is_looked_at_in_parts(sit: Sit, workroom_home: Path) -> None:
    forms = [replace(FORM, number=f"SY-2026-K3F-{n:04d}-X") for n in range(PAGES_AT_ONCE + 3)]
    book = attachment3_book_pdf(forms, Work())
    seat: Seat = sit(workroom_home).open()
    page = seat.window.page
    assert page is not None
    dialog = PaperDialog.present(seat.window, page.context, "一叠", book)
    seat.until(lambda: seat.sees(f"共 {PAGES_AT_ONCE + 3} 页，第 1 至 {PAGES_AT_ONCE} 页"))
    buttons = [widget for widget in below(dialog) if isinstance(widget, QPushButton)]
    next(one for one in buttons if one.text() == f"后 {PAGES_AT_ONCE} 页").click()
    seat.until(lambda: seat.sees(f"第 {PAGES_AT_ONCE + 1} 至 {PAGES_AT_ONCE + 3} 页 · 字体 思源宋体"))
    dialog.reject()
    seat.settle()
