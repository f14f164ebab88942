"""Keeps the status line and the counts in the navigation true."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from baixing_desktop.changes import Changes
from ui.context import Context
from ui.shell.window import Window


@dataclass(frozen=True, slots=True)
class Status:
    """The sentence of the status line, and the counts beside page names."""

    sentence: str
    counts: Mapping[str, int]


class StatusKeeper(QObject):
    """Reads in the background after every change; while one reading runs, at most one more is remembered."""

    def __init__(self, window: Window, context: Context, read: Callable[[], Status]) -> None:
        super().__init__(window)
        self._window, self._context, self._read = window, context, read
        self._running = False
        self._again = False
        context.hub.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Read now."""
        if self._running:
            self._again = True
            return
        self._running, self._again = True, False
        self._context.jobs.run(self, self._read, self._show, self._window.problem)

    def _changed(self, _changes: Changes) -> None:
        self.refresh()

    def _show(self, status: Status) -> None:
        self._window.status(status.sentence)
        for page, count in status.counts.items():
            self._window.badge(page, count)
        self._running = False
        if self._again:
            self.refresh()
