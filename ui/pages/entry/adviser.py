"""Looks at what was written after each short rest: hints at once, clues that are alike a moment later."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.errors import UserError
from ui.context import Context
from ui.jobs import Lane
from ui.pages.entry.advice import AlikeLine
from ui.pages.entry.fields import EntryFields
from ui.pages.entry.hint_strip import HintStrip
from ui.pages.entry.presenter import EntryPresenter

REST_MS = 450


class Adviser(QObject):
    """Fills the strip and the remarks at the fields; while one search runs, only the newest wish is remembered."""

    def __init__(
        self,
        context: Context,
        presenter: EntryPresenter,
        content: Callable[[], ClueContent],
        fields: EntryFields,
        strip: HintStrip,
    ) -> None:
        super().__init__(strip)
        self._context, self._presenter, self._content = context, presenter, content
        self._fields, self._strip = fields, strip
        self._running = False
        self._asked: tuple[str, str, str] | None = None
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self.look)

    def touch(self) -> None:
        """Something was written."""
        self._timer.start()

    def begin(self) -> None:
        """Another clue."""
        self._asked = None
        self._strip.forget()
        self.look()

    def look(self) -> None:
        """Look now."""
        self._timer.stop()
        content = self._content()
        advice = self._presenter.advise(content)
        self._fields.advise(advice)
        self._strip.show_matters(advice.matters)
        words = (content.title, content.analysis, content.suggestions)
        if words != self._asked and not self._running:
            self._running, self._asked = True, words
            search = self._context.jobs.run
            search(self, lambda: self._presenter.alike(content), self._show, self._failed, lane=Lane.PAPER)

    def _show(self, lines: tuple[AlikeLine, ...]) -> None:
        self._running = False
        self._strip.show_alike(lines)
        content = self._content()
        if (content.title, content.analysis, content.suggestions) != self._asked:
            self._timer.start()

    def _failed(self, error: UserError) -> None:
        self._running = False
        self._context.frame.problem(error)
