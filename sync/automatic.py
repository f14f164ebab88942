"""Synchronising by itself when a network is there; whoever owns the threads calls :meth:`Automatic.step` now and then.

After failures it waits a random time up to 1, 2, 4 … 300 seconds, so that two hundred workrooms that lost the office
together do not come back together; and it sends less at once, so that a poor line gets something through.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

from baixing_desktop.errors import SyncError
from baixing_desktop.usecases import membership
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.work import Work
from sync.batch import REQUEST, Room
from sync.online import state, synchronise
from sync.report import Notify, SyncReport, nobody
from sync.transport import retry_delay

POLL_SECONDS = 300.0
"""How often the office's news are fetched when nothing is to be sent."""
SOON_SECONDS = 5.0
"""How long after a registration the sending starts: the liaison may still correct a slip."""
WORRYING_FAILURES = 3
WORRYING_TIME = timedelta(hours=24)


@dataclass
class Automatic:
    """The pace of one workroom. Attempts of several threads follow one another.

    ``last_error`` is what the newest attempt failed with; ``failures`` counts attempts in a row.
    """

    desk: Desk
    seconds: Callable[[], float] = time.monotonic
    dice: Callable[[], float] = random.random
    failures: int = 0
    last_error: SyncError | None = None
    _next: float | None = None
    _room: Room = field(default=REQUEST)
    _turn: Lock = field(default_factory=Lock, repr=False)

    @property
    def due(self) -> bool:
        """Whether the next attempt's time has come."""
        return self._next is None or self.seconds() >= self._next

    def hurry(self) -> None:
        """Something was registered: send soon, unless the line has just failed."""
        if not self.failures and self._next is not None:
            self._next = min(self._next, self.seconds() + SOON_SECONDS)

    def begin_anew(self) -> None:
        """The workstation was enrolled, or its line changed: earlier failures say nothing any more."""
        self.failures, self.last_error, self._room, self._next = 0, None, REQUEST, None

    def step(self, work: Work | None = None, notify: Notify = nobody) -> SyncReport | None:
        """Synchronise if it is time; None if it was not, if there is no line (not enrolled, or by files only), or if
        it failed (see ``last_error``).

        Raises:
            UserError: anything but a failure of the exchange, such as ``CANCELLED`` or a full disk.
        """
        if not self.due or not self._has_line():
            return None
        try:
            return self.now(work, notify)
        except SyncError:
            return None

    def now(self, work: Work | None = None, notify: Notify = nobody) -> SyncReport:
        """Synchronise at once, as the button does, and set the pace by how it went.

        Raises:
            SyncError: as :func:`sync.online.synchronise`.
        """
        with self._turn:
            return self._attempt(work, notify)

    def _attempt(self, work: Work | None, notify: Notify) -> SyncReport:
        try:
            report = synchronise(self.desk, work, notify, self._room)
        except SyncError as error:
            self.failures += 1
            self.last_error = error
            self._room = Room(max(1, self._room.events // 2), max(2**16, self._room.size // 2))
            self._next = self.seconds() + retry_delay(self.failures, self.dice)
            raise
        self.failures, self.last_error, self._room = 0, None, REQUEST
        self._next = self.seconds() + POLL_SECONDS * (0.5 + self.dice() / 2)
        return report

    def _has_line(self) -> bool:
        contact = membership.office_contact(self.desk)
        return contact is not None and bool(contact.address) and self.desk.installation.doubt is None

    @property
    def failing(self) -> bool:
        """Whether so many attempts in a row failed that the line is down rather than unlucky."""
        return self.failures >= WORRYING_FAILURES

    @property
    def worrying(self) -> bool:
        """Whether the liaison should be told: three attempts in a row failed, or something has been only on this
        computer for a day."""
        oldest = state(self.desk).oldest
        stale = oldest is not None and self.desk.now() - oldest >= WORRYING_TIME
        return self.failing or stale
