"""A finished paper on its way to a printer: the pages, copies and sides that were chosen, at true size.

A queue of the system (CUPS) gets the very bytes of the paper, so letters stay letters; every other printer gets
pictures of the pages, made one by one, so a book of a thousand forms needs no more memory than a leaf.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from baixing_desktop.errors import PaperError
from baixing_desktop.papers.preview import page_png, page_sizes
from baixing_desktop.work import Work

PRINT_DPI = 300
_MM_IN_INCH = 25.4
_STEP = "正在打印"
_HAND_OVER_S = 120
_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


def new_printer(title: str, name: str = "") -> QPrinter:
    """The printer called ``name``, else the usual one, set to A4; ``title`` is what the queue shows, without personal
    data.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(name)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return printer


def has_printer() -> bool:
    """Whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def send(pdf: bytes, printer: QPrinter, work: Work) -> int:
    """Print what ``printer`` is set to; gives the number of pages. May run in any thread.

    Raises:
        PaperError: ``PRINT_FAILED``.
        UserError: ``CANCELLED`` by way of ``work``; pages painted so far may come out.
    """
    sizes = page_sizes(pdf)
    pages = _chosen(printer, len(sizes))
    work.at(0, len(pages), _STEP)
    if sys.platform == "linux" and printer.outputFormat() == QPrinter.OutputFormat.NativeFormat and shutil.which("lp"):
        hand_over(pdf, printer, pages, len(sizes))
    else:
        paint(pdf, printer, pages, sizes, work)
    work.at(len(pages), len(pages), _STEP)
    return len(pages)


def paint(
    pdf: bytes, printer: QPrinter, pages: Sequence[int], sizes: Sequence[tuple[float, float]], work: Work
) -> None:
    """Draw pictures of ``pages`` (from 1), each as large as the page itself; ``sizes`` in millimetres.

    Raises:
        PaperError: ``PRINT_FAILED``.
        UserError: ``CANCELLED``.
    """
    again = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    run = [page for _ in range(again) for page in pages]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        run.reverse()
    # The paper has its own margins; the printer's would move and shrink it.
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    try:
        for done, page in enumerate(run):
            work.at(done, len(run), _STEP)
            wide, high = sizes[page - 1]
            printer.setPageOrientation(
                QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
            )
            if not (printer.newPage() if done else painter.begin(printer)):
                raise PaperError("PRINT_FAILED", reason="打印机没有应答")
            _paint_page(painter, printer, page_png(pdf, page - 1, PRINT_DPI), wide, high)
    finally:
        if painter.isActive():
            painter.end()


def _paint_page(painter: QPainter, printer: QPrinter, png: bytes, wide: float, high: float) -> None:
    dots = printer.resolution() / _MM_IN_INCH
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.drawImage(QRectF(0, 0, wide * dots, high * dots), QImage.fromData(QByteArray(png)))


def _chosen(printer: QPrinter, count: int) -> list[int]:
    """The pages (from 1) that were asked for, all where nothing was."""
    ranges = printer.pageRanges()
    asked = [page for page in range(1, count + 1) if ranges.contains(page)]
    return asked or list(range(1, count + 1))


def hand_over(pdf: bytes, printer: QPrinter, pages: Sequence[int], count: int) -> None:
    """Give the paper to the system's queue as it is; ``pages`` (from 1) of its ``count``.

    Raises:
        PaperError: ``PRINT_FAILED``.
    """
    line = ["lp", "-d", printer.printerName(), "-t", printer.docName(), "-n", str(max(printer.copyCount(), 1))]
    options = ["print-scaling=none", f"collate={str(printer.collateCopies()).lower()}"]
    if printer.duplex() in _SIDES:
        options.append(f"sides={_SIDES[printer.duplex()]}")
    if printer.colorMode() == QPrinter.ColorMode.GrayScale:
        options.append("print-color-mode=monochrome")
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        options.append("outputorder=reverse")
    if len(pages) < count:
        options.append(f"page-ranges={','.join(map(str, pages))}")
    for option in options:
        line += ["-o", option]
    try:
        ended = subprocess.run([*line, "--", "-"], input=pdf, capture_output=True, timeout=_HAND_OVER_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PaperError("PRINT_FAILED", reason="打印系统没有应答") from error
    if ended.returncode:
        raise PaperError("PRINT_FAILED", reason=f"打印系统没有接收“{printer.printerName()}”的任务")
