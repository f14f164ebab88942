"""The receiving service looks into the shared folders too, so that every window of the office may be closed."""

import logging
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event, Lock, Thread

from baixing_desktop.errors import UserError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.work import Work
from sync.folder import FolderReceived
from sync.patience import Patience
from sync.shared import FolderLook, receive_shared

LOOK_SECONDS = 20.0
"""How often the service looks into the shared folders."""
_END_SECONDS = 10.0
"""How long a look under way may take to end: a network drive that hangs must not keep the service from stopping."""

_LOG = logging.getLogger("baixing.office")


@dataclass(frozen=True, slots=True)
class Watched:
    """How the newest look into one folder went, and when a batch last came out of it; None: not since the start."""

    look: FolderLook
    at: datetime
    last_batch: datetime | None = None


@dataclass
class FolderWatch:
    """Looks now and then into every folder that is set in the office, and into ``extra`` ones that are named at the
    start; what is set anew holds from the next look on.

    ``patience`` knows which of them hang; ``trouble`` is why a round could not be made at all, such as a full disk.
    """

    desk: Desk
    extra: tuple[Path, ...] = ()
    patience: Patience[FolderReceived] = field(default_factory=Patience[FolderReceived], repr=False)
    trouble: UserError | None = None
    _watched: tuple[Watched, ...] = ()
    _told: dict[Path, str] = field(default_factory=dict[Path, str])
    _turn: Lock = field(default_factory=Lock, repr=False)

    @property
    def watched(self) -> tuple[Watched, ...]:
        """Every folder as the newest round found it."""
        return self._watched

    @contextmanager
    def running(self) -> Generator[None]:
        """Look by itself, in a thread of its own, as long as the block lasts."""
        ended, work = Event(), Work()
        watcher = Thread(target=self._watch, args=(ended, work), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            work.cancel()
            watcher.join(_END_SECONDS)

    def look(self, work: Work | None = None) -> None:
        """One round through all folders.

        Raises:
            UserError: ``CANCELLED``.
        """
        with self._turn:
            try:
                looks = receive_shared(self.desk, work, patience=self.patience, extra=self.extra)
                self.trouble = None
            except UserError as error:
                if error.code == "CANCELLED":
                    raise
                self.trouble = error
                _LOG.warning("shared folders: %s", error.code)
                return
            before = {one.look.folder: one.last_batch for one in self._watched}
            now = self.desk.now()
            self._watched = tuple(
                Watched(look, now, now if look.found.received else before.get(look.folder)) for look in looks
            )
            self._tell(looks)

    def _tell(self, looks: Iterable[FolderLook]) -> None:
        """Codes only, and each once as long as it stays so: a log holds no names."""
        codes = {look.folder: look.error.code for look in looks if look.error}
        for folder, code in codes.items():
            if self._told.get(folder) != code:
                _LOG.warning("shared folder: %s", code)
        self._told = codes

    def _watch(self, ended: Event, work: Work) -> None:
        while not ended.is_set():
            try:
                self.look(work)
            except UserError:
                # Only a stop is left to be told, and who stopped us knows.
                return
            ended.wait(LOOK_SECONDS)
