"""Keeps what is typed: a save at most :data:`PAUSE_MS` after the first unsaved stroke, one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from baixing_desktop.changes import Changes
from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.errors import UserError
from ui.context import Context
from ui.pages.entry.presenter import EntryPresenter, Kept

PAUSE_MS = 350
"""With the save itself, on a slow and busy machine too, less than a second of typing (R19)."""


class Keeper(QObject):
    """Saves the draft of one entry page."""

    def __init__(
        self,
        context: Context,
        presenter: EntryPresenter,
        content: Callable[[], ClueContent],
        kept: Callable[[Kept], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._presenter, self._content, self._kept = context, presenter, content, kept
        self._dirty = False
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.save)

    @property
    def dirty(self) -> bool:
        """Whether something typed is not on its way to the store yet."""
        return self._dirty

    def touch(self) -> None:
        """Something was typed. The timer is not started anew: somebody who never pauses is saved as well."""
        self._dirty = True
        if not self._timer.isActive():
            self._timer.start()

    def save(self) -> None:
        """Keep what is there now, if anything is new."""
        self._timer.stop()
        if not self._dirty:
            return
        self._dirty = False
        content = self._content()
        self._context.jobs.run(self, lambda: self._presenter.save(content), self._saved, self._failed)

    def forget(self) -> None:
        """Nothing more is to be kept (registered, or another clue)."""
        self._timer.stop()
        self._dirty = False

    def _saved(self, result: tuple[Kept, Changes]) -> None:
        kept, changes = result
        self._kept(kept)
        self._context.hub.announce(changes)

    def _failed(self, error: UserError) -> None:
        self._dirty = True
        self._context.frame.problem(error)
