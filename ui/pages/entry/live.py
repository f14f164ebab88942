"""The very page that prints, beside the fields, a moment after each pause."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.errors import UserError
from ui.context import Context
from ui.jobs import Lane
from ui.pages.entry.presenter import EntryPresenter
from ui.paper import pictures
from ui.widgets.preview import PaperPreview

REST_MS = 350
_A4_INCHES = 210 / 25.4
_PAGES = 4
_DPI = range(72, 221)


class LivePreview(QObject):
    """Draws anew in the background; while one drawing runs, only the newest wish is remembered."""

    def __init__(
        self,
        context: Context,
        presenter: EntryPresenter,
        content: Callable[[], ClueContent],
        preview: PaperPreview,
    ) -> None:
        super().__init__(preview)
        self._context, self._presenter, self._content, self._preview = context, presenter, content, preview
        self._running = False
        self._wanted = False
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._draw)

    def touch(self) -> None:
        """Something changed."""
        if self._preview.isVisible():
            self._timer.start()

    def draw_now(self) -> None:
        """Draw without waiting for a pause."""
        self._timer.stop()
        self._draw()

    def _draw(self) -> None:
        if self._running:
            self._wanted = True
            return
        self._running, self._wanted = True, False
        content = self._content()
        dpi = min(max(round(self._preview.width_in_dots() / _A4_INCHES), _DPI[0]), _DPI[-1])
        self._context.jobs.run(
            self,
            lambda: pictures(self._presenter.preview(content), dpi, _PAGES),
            self._show,
            self._failed,
            lane=Lane.PAPER,
        )

    def _show(self, pages: list[bytes]) -> None:
        self._preview.show_pages(pages, f"共 {len(pages)} 页　印出来就是这样")
        self._next()

    def _failed(self, error: UserError) -> None:
        self._preview.show_problem(error.sentences())
        self._next()

    def _next(self) -> None:
        self._running = False
        if self._wanted:
            self._draw()
