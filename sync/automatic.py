"""Synchronising by itself when a network is there; whoever owns the threads calls :meth:`Automatic.step` now and then.

An office that has too much to do says how long to wait, and that is kept to. After failures it waits a random time up
to 1, 2, 4 … 300 seconds, so that two hundred workrooms that lost the office together do not come back together; and it
sends less at once, so that a poor line gets something through.

A new version of the program that the office hands out is fetched between the exchanges, for a few seconds at a time,
and makes way at once for whatever is to be sent.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Lock

from baixing_desktop.errors import InputError, StoreError, SyncError, UserError
from baixing_desktop.usecases import membership
from baixing_desktop.usecases.arriving import Program
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.work import Work
from sync.batch import REQUEST, Room
from sync.online import state, synchronise
from sync.report import Notify, SyncReport, nobody
from sync.shared import exchange_shared
from sync.transport import retry_delay
from sync.updates import Fetched, fetch_from, fetch_online, needed

POLL_SECONDS = 300.0
"""How often the office's news are fetched when nothing is to be sent."""
LOOK_SECONDS = 30.0
"""How often a shared folder is looked into: nobody else is kept waiting by that."""
SOON_SECONDS = 5.0
"""How long after a registration the sending starts: the liaison may still correct a slip."""
FETCH_SECONDS = 5.0
"""How long a new version of the program is fetched at a time."""
REST_SECONDS = 2.0
"""The rest between two such times."""
WORRYING_FAILURES = 3
WORRYING_TIME = timedelta(hours=24)


@dataclass
class Automatic:
    """The pace of one workroom. Attempts of several threads follow one another.

    ``last_error`` is what the newest attempt failed with; ``failures`` counts attempts in a row. ``program`` is what
    runs here, None when new versions are not fetched; ``fetch_error`` is why the newest fetch got no further.
    """

    desk: Desk
    seconds: Callable[[], float] = time.monotonic
    dice: Callable[[], float] = random.random
    failures: int = 0
    last_error: SyncError | None = None
    fetch_error: UserError | None = None
    program: Program | None = None
    _fetch: float | None = None
    _hurried: int = 0
    _next: float | None = None
    _asked: float | None = None
    _room: Room = field(default=REQUEST)
    _turn: Lock = field(default_factory=Lock, repr=False)

    @property
    def due(self) -> bool:
        """Whether the next attempt's time has come, or that of fetching a new version."""
        return self._exchange_due or self._fetch_due

    @property
    def hurried(self) -> bool:
        """Whether somebody presses the button and waits for an exchange just now."""
        return self._hurried > 0

    @property
    def _exchange_due(self) -> bool:
        return self._next is None or self.seconds() >= self._next

    @property
    def _fetch_due(self) -> bool:
        return self._fetch is not None and self.seconds() >= self._fetch

    def hurry(self) -> None:
        """Something was registered: send soon, unless the line has just failed or the office asked for patience."""
        if self.last_error is None and self._next is not None:
            self._next = min(self._next, self.seconds() + SOON_SECONDS)

    def begin_anew(self) -> None:
        """The workstation was enrolled, or its line changed: earlier failures say nothing any more."""
        self.failures, self.last_error, self._room = 0, None, REQUEST
        self._next = self._asked = self._fetch = None

    def step(self, work: Work | None = None, notify: Notify = nobody) -> SyncReport | None:
        """Synchronise if it is time; None if it was not, if there is no line (not enrolled, or by files that are
        carried), or if it failed (see ``last_error``).

        Raises:
            UserError: anything but a failure of the exchange, such as ``CANCELLED`` or a full disk.
        """
        if not self._has_line():
            return None
        if not self._exchange_due:
            return self._fetch_some(work, notify) if self._fetch_due else None
        try:
            return self._in_turn(work, notify, by_hand=False)
        except SyncError:
            return None

    def now(self, work: Work | None = None, notify: Notify = nobody) -> SyncReport:
        """Synchronise at once, as the button does, and set the pace by how it went.

        Raises:
            SyncError: as :func:`sync.online.synchronise` or, by a folder, :func:`sync.shared.exchange_shared`.
        """
        self._hurried += 1
        try:
            return self._in_turn(work, notify, by_hand=True)
        finally:
            self._hurried -= 1

    def _in_turn(self, work: Work | None, notify: Notify, *, by_hand: bool) -> SyncReport:
        with self._turn:
            try:
                report = self._by_folder(work, notify, by_hand) if self._folder() else self._by_network(work, notify)
            except SyncError as error:
                # A line that answers is not down, however busy the office is.
                self.failures = 0 if error.code == "SYNC_BUSY" else self.failures + 1
                self.last_error = error
                raise
            self._plan_fetch()
            return report

    def _by_network(self, work: Work | None, notify: Notify) -> SyncReport:
        try:
            report = synchronise(self.desk, work, notify, self._room)
        except SyncError as error:
            if error.code == "SYNC_BUSY":
                # Not before the time it named, and not all at the same moment.
                self._next = self.seconds() + int(str(error.facts["seconds"])) * (1 + self.dice() / 2)
                raise
            self._room = Room(max(1, self._room.events // 2), max(2**16, self._room.size // 2))
            self._next = self.seconds() + retry_delay(self.failures + 1, self.dice)
            raise
        self.failures, self.last_error, self._room = 0, None, REQUEST
        self._next = self.seconds() + POLL_SECONDS * (0.5 + self.dice() / 2)
        return report

    def _by_folder(self, work: Work | None, notify: Notify, by_hand: bool) -> SyncReport:
        now = self.seconds()
        ask = by_hand or self._asked is None or now - self._asked >= POLL_SECONDS
        self._next = now + LOOK_SECONDS * (0.5 + self.dice() / 2)
        report = exchange_shared(self.desk, work, notify, ask_for_news=ask)
        self.failures, self.last_error = 0, None
        self._asked = now if ask else self._asked
        return report

    def _plan_fetch(self) -> None:
        """After an exchange it is known what the office hands out. One that is under way keeps its own pace."""
        if self.program is None or needed(self.desk, self.program) is None:
            self._fetch, self.fetch_error = None, None
        elif self._fetch is None:
            self._fetch = self.seconds() + REST_SECONDS

    def _fetch_some(self, work: Work | None, notify: Notify) -> SyncReport | None:
        with self._turn:
            program, end = self.program, self.seconds() + FETCH_SECONDS
            if program is None:
                return None
            try:
                fetched = self._fetched(program, work, lambda: self.hurried or self.seconds() >= end)
            except (SyncError, StoreError, InputError) as error:
                self.fetch_error = error
                self._fetch = self.seconds() + self._wait_after(error)
                return None
            self.fetch_error = None
            rest = POLL_SECONDS if fetched.away else REST_SECONDS
            self._fetch = None if fetched.done or fetched.offered is None else self.seconds() + rest
            if fetched.done:
                # The office hears soon that it is here.
                self._next = min(self._next or 0.0, self.seconds() + SOON_SECONDS)
                notify(fetched.changes)
        return None

    def _fetched(self, program: Program, work: Work | None, over: Callable[[], bool]) -> Fetched:
        def enough() -> bool:
            return over() or self._exchange_due

        folder = self._folder()
        if folder:
            return fetch_from(self.desk, program, Path(folder), work, enough)
        return fetch_online(self.desk, program, work, enough)

    def _wait_after(self, error: UserError) -> float:
        if error.code == "SYNC_BUSY":
            return int(str(error.facts["seconds"])) * (1 + self.dice() / 2)
        return POLL_SECONDS * (0.5 + self.dice() / 2)

    def _folder(self) -> str:
        """The shared folder, where it is the way."""
        contact = membership.office_contact(self.desk)
        return "" if contact is None or contact.address else membership.shared_folder(self.desk)

    def _has_line(self) -> bool:
        contact = membership.office_contact(self.desk)
        if contact is None or self.desk.installation.doubt is not None:
            return False
        return bool(contact.address or self._folder())

    @property
    def folder_away(self) -> bool:
        """Whether it was the shared folder that the newest attempt failed by."""
        return self.last_error is not None and self.last_error.code == "SYNC_FOLDER"

    @property
    def failing(self) -> bool:
        """Whether so many attempts in a row failed that the line is down rather than unlucky; a folder that is away
        is away."""
        return self.failures >= WORRYING_FAILURES or self.folder_away

    @property
    def worrying(self) -> bool:
        """Whether the liaison should be told: three attempts in a row failed, or something has been only on this
        computer for a day."""
        oldest = state(self.desk).oldest
        stale = oldest is not None and self.desk.now() - oldest >= WORRYING_TIME
        return self.failing or stale
