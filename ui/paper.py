"""A finished paper on the screen: look, print, keep as a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Self

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from baixing_desktop.errors import UserError
from baixing_desktop.files import write_durably
from baixing_desktop.papers import fonts
from baixing_desktop.papers.preview import page_count, page_png
from baixing_desktop.work import Work
from ui.choosing import choose_name
from ui.context import Context
from ui.jobs import Lane
from ui.printing import has_printer, new_printer, send
from ui.qt import set_shortcuts
from ui.shell.notices import ProblemBar
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import card, column, row
from ui.widgets.preview import PaperPreview

SCREEN_DPI = 110
PAGES_AT_ONCE = 20
"""So many pages are looked at together: a book of a thousand forms must not fill the memory with pictures."""
_NOT_IN_NAMES = '\\/:*?"<>|\n\r\t'


def pictures(pdf: bytes, dpi: int, limit: int, first: int = 0) -> list[bytes]:
    """Pages of ``pdf`` as PNG, at most ``limit``, from ``first`` (0: the first page)."""
    return [page_png(pdf, number, dpi) for number in range(first, min(page_count(pdf), first + limit))]


class PaperDialog(QDialog):
    """Shows a PDF page by page. With a printer at hand the print dialog opens at once when asked to."""

    put_away = Signal()

    def __init__(self, context: Context, title: str, pdf: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.resize(min(parent.width() - 80, 860), parent.height() - 40)
        self.setWindowTitle(title)
        self._context, self._title, self._pdf = context, title, pdf
        self._count, self._first = page_count(pdf), 0
        self._printer: QPrinter | None = None
        self._print_dialog: QPrintDialog | None = None
        self._done = plain("", "soft", wrap=True)
        self._problem = ProblemBar(context.style)
        self._preview = PaperPreview(title)
        self._print = button(context.style, "打印", self.print_now, kind="primary", icon="printer", keys="Ctrl+P")
        self._save = button(context.style, "存为文件", self.save_as, icon="save", keys="Ctrl+S")
        self._close = button(context.style, "完成", self.accept, keys="Esc")
        self._stop = button(context.style, "停止打印", self._stop_printing)
        self._before = button(context.style, f"前 {PAGES_AT_ONCE} 页", lambda: self._look(-PAGES_AT_ONCE))
        self._after = button(context.style, f"后 {PAGES_AT_ONCE} 页", lambda: self._look(PAGES_AT_ONCE))
        self._printing: Work | None = None
        self._build()
        self._look(0)

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
        self._printer = new_printer(self._title, self._context.preferences.printer)
        self._print_dialog = QPrintDialog(self._printer, self)
        self._print_dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        self._print_dialog.setMinMax(1, self._count)
        self._print_dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self._print_dialog.finished.connect(self._chosen)
        self._print_dialog.show()

    def save_as(self) -> None:
        """Choose a file and keep the paper there."""
        folder = self._context.preferences.folder or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        choose_name(self, "存为文件", Path(folder) / file_name(self._title), "PDF 文件 (*.pdf)", self.save_to)

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
        for made in (self._before, self._after, self._stop, self._save, self._close, self._print):
            bar.addWidget(made)
        layout = column(self._problem, gap=0, parent=self)
        layout.addWidget(self._preview, 1)
        layout.addWidget(foot)
        for keys, made in (("Ctrl+P", self._print), ("Ctrl+S", self._save)):
            action = QAction(self)
            set_shortcuts(action, [keys])
            action.triggered.connect(made.click)
            self.addAction(action)
        self._stop.hide()
        for made in (self._before, self._after):
            made.setVisible(self._count > PAGES_AT_ONCE)
        self.finished.connect(self._leave)
        self._print.setFocus()

    def _leave(self) -> None:
        self.put_away.emit()

    def _look(self, further: int) -> None:
        """Show the pages ``further`` on (or back) from those on the screen."""
        self._first = min(max(self._first + further, 0), max(self._count - 1, 0))
        first = self._first
        self._before.setEnabled(first > 0)
        self._after.setEnabled(first + PAGES_AT_ONCE < self._count)

        def look() -> tuple[list[bytes], str]:
            return pictures(self._pdf, SCREEN_DPI, PAGES_AT_ONCE, first), fonts.names_in_use()[0]

        def show(found: tuple[list[bytes], str]) -> None:
            pages, font = found
            part = f"，第 {first + 1} 至 {first + len(pages)} 页" if len(pages) < self._count else ""
            self._preview.show_pages(pages, f"共 {self._count} 页{part} · 字体 {font}")

        self._context.jobs.run(self, look, show, self._failed, lane=Lane.PAPER)

    def _failed(self, error: UserError) -> None:
        self._ended()
        self._problem.show_problem(error)

    def print_on(self, printer: QPrinter) -> None:
        """Send the pages that were chosen to ``printer``, at the size they have on the paper."""

        def sent(pages: int) -> None:
            self._ended()
            self._done.setText(f"已送到打印机，{pages} 页。")

        def tell(done: int, total: int, what: str) -> None:
            self._done.setText(f"{what}：{done} / {total} 页")

        self._print.setEnabled(False)
        self._stop.show()
        self._printing = self._context.jobs.long(
            self, lambda work: send(self._pdf, printer, work), sent, self._failed, tell, lane=Lane.PAPER
        )

    def _stop_printing(self) -> None:
        if self._printing is not None:
            self._printing.cancel()

    def _ended(self) -> None:
        self._printing = None
        self._print.setEnabled(True)
        self._stop.hide()

    def _chosen(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted and self._printer is not None:
            self.print_on(self._printer)


def file_name(title: str) -> str:
    """A file name made from ``title``."""
    return "".join("-" if c in _NOT_IN_NAMES else c for c in title) + ".pdf"
