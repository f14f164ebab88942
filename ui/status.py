"""Keeps status line and counts in the navigation of all windows true, also when another process writes the store."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from baixing_desktop.changes import Changes, Kind
from ui.context import Context
from ui.windows import Windows

WATCH_MS = 4000
"""How often the store is looked at for what the receiving service or a terminal command brought."""


@dataclass(frozen=True, slots=True)
class Status:
    """The sentence of the status line, the counts beside page names, a mark that differs when the store does, and the
    number of the edition of reference data in force.
    """

    sentence: str
    counts: Mapping[str, int]
    mark: Hashable
    edition: int = 0


class StatusKeeper(QObject):
    """Reads in the background after every change; while one reading runs, at most one more is remembered."""

    def __init__(self, windows: Windows, context: Context, read: Callable[[], Status]) -> None:
        super().__init__(windows)
        self._windows, self._context, self._read = windows, context, read
        self._running = False
        self._again = False
        self._mark: Hashable = None
        self._edition = context.desk.in_force.edition.number
        self._watching = False
        context.hub.changed.connect(self._changed)
        self._timer = QTimer(self, interval=WATCH_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.refresh()

    def refresh(self) -> None:
        """Read now."""
        if self._running:
            self._again = True
            return
        self._running, self._again = True, False
        self._context.jobs.run(self, self._read, self._show, self._windows.problem)

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._context.hub.changed.disconnect(self._changed)
        self.deleteLater()

    def look(self) -> None:
        """Look whether somebody else wrote; then every page may read again."""
        if not self._running:
            self._watching = True
            self.refresh()

    def _changed(self, _changes: Changes) -> None:
        self._watching = False
        self.refresh()

    def _show(self, status: Status) -> None:
        self._running = False
        outside = self._watching and status.mark != self._mark
        self._watching = False
        self._mark = status.mark
        edited, self._edition = status.edition != self._edition, status.edition
        self._windows.status(status.sentence)
        for page, count in status.counts.items():
            self._windows.badge(page, count)
        if outside:
            self._context.hub.announce(Changes(frozenset((kind, "outside") for kind in Kind)))
        elif edited:
            self._context.hub.announce(Changes.of(Kind.REFERENCE, str(status.edition)))
        elif self._again:
            self.refresh()
