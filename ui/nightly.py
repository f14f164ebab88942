"""What is done every day without being asked: the backup, and letting go of contacts that are kept no longer (P9).

Looked for soon after somebody sits down and every hour after, done when it is due.
"""

from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from baixing_desktop.errors import UserError
from baixing_desktop.usecases.backups import back_up_if_due
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.local_copy import let_go_of_contacts
from baixing_desktop.usecases.permissions import may
from baixing_desktop.work import Work
from ui.jobs import Jobs, Lane

SOON_MS = 120_000
"""Not at once: people sit down to work, and an old computer has enough to do."""
HOURLY_MS = 3_600_000


class Told(Protocol):
    """Where people hear of problems: the window."""

    def problem(self, error: UserError) -> None:
        """Say what went wrong."""
        ...


class Nightly(QObject):
    """Makes the backups of one person's desk, beside the work. A failure is told once, not every hour.

    ``looked`` counts how often it was seen whether one is due.
    """

    def __init__(
        self, desk: Desk, jobs: Jobs, window: Told, *, soon_ms: int = SOON_MS, every_ms: int = HOURLY_MS
    ) -> None:
        super().__init__()
        self._desk, self._jobs, self._window = desk, jobs, window
        self._told = ""
        self.looked = 0
        self._timer = QTimer(self)
        self._timer.setInterval(soon_ms)
        self._timer.timeout.connect(self._look)
        self._every_ms = every_ms
        if may(desk, "backups.back_up_if_due"):
            self._timer.start()

    def end(self) -> None:
        """Another person sits down, or the window closes."""
        self._timer.stop()
        self.deleteLater()

    def _look(self) -> None:
        self._timer.stop()
        self.looked += 1
        self._jobs.long(self, self._keep_house, self._made, self._failed, _unheard, lane=Lane.NETWORK)

    def _keep_house(self, work: Work) -> object:
        made = back_up_if_due(self._desk, work)
        if may(self._desk, "local_copy.let_go_of_contacts"):
            let_go_of_contacts(self._desk)
        return made

    def _made(self, _answer: object) -> None:
        self._told = ""
        self._timer.start(self._every_ms)

    def _failed(self, error: UserError) -> None:
        if error.code not in ("CANCELLED", self._told):
            self._window.problem(error)
        self._told = error.code
        self._timer.start(self._every_ms)


def _unheard(_done: int, _total: int, _what: str) -> None:
    """The backup says nothing while it is made: nobody is waiting for it."""
