"""A finished paper on the screen: look, print, keep as a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Self

from PySide6.QtCore import QByteArray, QRectF, QStandardPaths, Qt, Signal
from PySide6.QtGui import QAction, QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from baixing_desktop.errors import UserError
from baixing_desktop.files import write_durably
from baixing_desktop.papers.preview import page_count, page_png
from ui.context import Context
from ui.jobs import Lane
from ui.qt import set_shortcuts
from ui.shell.notices import ProblemBar
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import card, column, row
from ui.widgets.preview import PaperPreview

PRINT_DPI = 300
SCREEN_DPI = 110
_NOT_IN_NAMES = '\\/:*?"<>|\n\r\t'


def pictures(pdf: bytes, dpi: int, limit: int | None = None) -> list[bytes]:
    """The pages of ``pdf`` (at most ``limit``) as PNG."""
    count = page_count(pdf)
    return [page_png(pdf, number, dpi) for number in range(min(count, limit or count))]


class PaperDialog(QDialog):
    """Shows a PDF page by page. With a printer at hand the print dialog opens at once when asked to."""

    put_away = Signal()

    def __init__(self, context: Context, title: str, pdf: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.resize(min(parent.width() - 80, 860), parent.height() - 40)
        self.setWindowTitle(title)
        self._context, self._title, self._pdf = context, title, pdf
        self._printer: QPrinter | None = None
        self._print_dialog: QPrintDialog | None = None
        self._done = plain("", "soft", wrap=True)
        self._problem = ProblemBar(context.style)
        self._preview = PaperPreview(title)
        self._print = button(context.style, "打印", self.print_now, kind="primary", icon="printer", keys="Ctrl+P")
        self._save = button(context.style, "存为文件", self.save_as, icon="save", keys="Ctrl+S")
        self._close = button(context.style, "完成", self.accept, keys="Esc")
        self._build()
        context.jobs.run(self, lambda: pictures(pdf, SCREEN_DPI), self._show, self._failed, lane=Lane.PAPER)

    @classmethod
    def present(
        cls,
        parent: QWidget,
        context: Context,
        title: str,
        pdf: bytes,
        *,
        at_once: bool = False,
        done: Callable[[], None] | None = None,
    ) -> Self:
        """Open over ``parent``'s window; ``at_once`` goes on to the print dialog if this computer has a printer;
        ``done`` is called when the paper is put away.
        """
        dialog = cls(context, title, pdf, parent.window())
        dialog.finished.connect(dialog.deleteLater)
        if done is not None:
            dialog.put_away.connect(done)
        dialog.open()
        if at_once and has_printer():
            dialog.print_now()
        return dialog

    def print_now(self) -> None:
        """Choose a printer and print."""
        if not has_printer():
            self._done.setText("这台电脑没有装打印机。可以存为文件，拿到别处打印。")
            return
        # Both are kept: a print dialog over a printer that is gone crashes.
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(self._title)
        self._print_dialog = QPrintDialog(self._printer, self)
        self._print_dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self._print_dialog.finished.connect(self._chosen)
        self._print_dialog.show()

    def save_as(self) -> None:
        """Choose a file and keep the paper there."""
        folder = self._context.preferences.folder or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        chosen = QFileDialog(self, "存为文件", str(Path(folder) / file_name(self._title)), "PDF 文件 (*.pdf)")
        chosen.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chosen.setDefaultSuffix("pdf")
        chosen.fileSelected.connect(self.save_to)
        chosen.finished.connect(chosen.deleteLater)
        chosen.open()

    def save_to(self, path: str) -> None:
        """Keep the paper at ``path``."""
        self._context.preferences.folder = str(Path(path).parent)

        def saved(_nothing: None) -> None:
            self._done.setText(f"已存为 {path}")

        self._context.jobs.run(self, lambda: write_durably(Path(path), self._pdf), saved, self._failed, lane=Lane.PAPER)

    def _build(self) -> None:
        foot = card("bar")
        bar = row(gap=2, parent=foot)
        bar.setContentsMargins(16, 10, 16, 10)
        bar.addWidget(self._done, 1)
        for made in (self._save, self._close, self._print):
            bar.addWidget(made)
        layout = column(self._problem, gap=0, parent=self)
        layout.addWidget(self._preview, 1)
        layout.addWidget(foot)
        for keys, made in (("Ctrl+P", self._print), ("Ctrl+S", self._save)):
            action = QAction(self)
            set_shortcuts(action, [keys])
            action.triggered.connect(made.click)
            self.addAction(action)
        self.finished.connect(self._leave)
        self._print.setFocus()

    def _leave(self) -> None:
        self.put_away.emit()

    def _show(self, pages: list[bytes]) -> None:
        self._preview.show_pages(pages, f"共 {len(pages)} 页")

    def _failed(self, error: UserError) -> None:
        self._problem.show_problem(error)

    def print_on(self, printer: QPrinter) -> None:
        """Send every page to ``printer``, at the size it has on the paper."""

        def send(pages: list[bytes]) -> None:
            self._send(printer, pages)

        self._context.jobs.run(self, lambda: pictures(self._pdf, PRINT_DPI), send, self._failed, lane=Lane.PAPER)

    def _chosen(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted and self._printer is not None:
            self.print_on(self._printer)

    def _send(self, printer: QPrinter, pages: list[bytes]) -> None:
        printer.setFullPage(True)
        painter = QPainter(printer)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, page in enumerate(pages):
            if number:
                printer.newPage()
            sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
            painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), QImage.fromData(QByteArray(page)))
        painter.end()
        self._done.setText("已送到打印机。")


def has_printer() -> bool:
    """Whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def file_name(title: str) -> str:
    """A file name made from ``title``."""
    return "".join("-" if c in _NOT_IN_NAMES else c for c in title) + ".pdf"
