"""The pages of a book as they will print, a moment after each change; a drawing that is no longer wanted is stopped."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from baixing_desktop.errors import UserError
from baixing_desktop.papers import page_count
from baixing_desktop.work import Work
from ui.context import Context
from ui.jobs import Lane
from ui.paper import pictures
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row
from ui.widgets.preview import PaperPreview

_REST_MS = 250
_AT_ONCE = 8
_DPI = 90
_CANCELLED = "CANCELLED"


class BookPreview(QWidget):
    """Eight pages at a time. ``make`` is called in the background and returns the whole PDF."""

    def __init__(self, context: Context, name: str, make: Callable[[], Callable[[Work], bytes] | None]) -> None:
        super().__init__()
        self._context, self._make = context, make
        self._work: Work | None = None
        self._wanted = False
        self._pdf = b""
        self._first = 0
        self._preview = PaperPreview(name)
        self._before = button(context.style, f"前 {_AT_ONCE} 页", lambda: self._look(-_AT_ONCE))
        self._after = button(context.style, f"后 {_AT_ONCE} 页", lambda: self._look(_AT_ONCE))
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self._draw)
        body = column(gap=2, parent=self)
        body.addWidget(self._preview, 1)
        body.addLayout(row(None, self._before, self._after, gap=2))
        self._turnable(0)

    def touch(self) -> None:
        """Something changed: draw anew after a pause."""
        self._timer.start()

    def _draw(self) -> None:
        if self._work is not None:
            self._wanted = True
            self._work.cancel()
            return
        task = self._make()
        if task is None:
            self._pdf = b""
            self._preview.show_pages([], "")
            self._turnable(0)
            return
        self._wanted = False
        first = self._first

        def make(work: Work) -> tuple[bytes, int, list[bytes], int]:
            pdf = task(work)
            count = page_count(pdf)
            begin = first if first < count else 0
            return pdf, count, pictures(pdf, _DPI, _AT_ONCE, begin), begin

        self._work = self._context.jobs.long(self, make, self._show, self._failed, self._tell, lane=Lane.PAPER)

    def _show(self, made: tuple[bytes, int, list[bytes], int]) -> None:
        self._pdf, count, pages, self._first = made
        last = self._first + len(pages)
        part = f"，这里是第 {self._first + 1} 至 {last} 页" if len(pages) < count else ""
        self._preview.show_pages(pages, f"共 {count} 页{part}　印出来就是这样")
        self._turnable(count)
        self._next()

    def _failed(self, error: UserError) -> None:
        if error.code != _CANCELLED:
            self._preview.show_pages([], "")
            self._preview.show_problem(error.sentences())
            self._turnable(0)
        self._next()

    def _next(self) -> None:
        self._work = None
        if self._wanted:
            self._draw()

    def _tell(self, done: int, total: int, what: str) -> None:
        self._preview.caption.setText(f"{what} {done} / {total}")

    def _turnable(self, count: int) -> None:
        for made, possible in ((self._before, self._first > 0), (self._after, self._first + _AT_ONCE < count)):
            made.setVisible(count > _AT_ONCE)
            made.setEnabled(possible)

    def _look(self, further: int) -> None:
        pdf, count = self._pdf, page_count(self._pdf)
        first = min(max(self._first + further, 0), max(count - 1, 0))

        def look() -> tuple[bytes, int, list[bytes], int]:
            return pdf, count, pictures(pdf, _DPI, _AT_ONCE, first), first

        self._context.jobs.run(self, look, self._show, self._failed, lane=Lane.PAPER)
