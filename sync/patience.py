"""Shared folders that may hang: each is read in a thread of its own, and nobody waits for it longer than his patience.

A network drive whose server is gone can hold a call of the system for ever. Nothing can break that call off, so the
thread is left to it; it is asked for nothing more, and what it brings one day is taken like anything else.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import Generic, TypeVar

from baixing_desktop.errors import SyncError
from baixing_desktop.work import Work

SECONDS = 20.0
"""So long a folder may say nothing, neither a file nor its end, before the others go first."""
_GLANCE_SECONDS = 0.2
"""How soon a cancelled wait ends."""

T = TypeVar("T")


@dataclass
class _Reading(Generic[T]):
    """A reading under way; ``step`` is when it last got on."""

    step: float
    ended: Event = field(default_factory=Event)
    found: list[T] = field(default_factory=list[T])
    trouble: BaseException | None = None


@dataclass
class Patience(Generic[T]):
    """Reads folders, one after the other; remembers those that hang, and begins no second reading of them.

    ``now`` counts seconds and is never set.
    """

    seconds: float = SECONDS
    now: Callable[[], float] = monotonic
    _under_way: dict[Path, _Reading[T]] = field(default_factory=dict[Path, _Reading[T]])
    _turn: Lock = field(default_factory=Lock, repr=False)

    def read(self, folder: Path, read: Callable[[Work], T], work: Work) -> T:
        """What ``read`` finds in ``folder``, or what it found when it had begun before and hung.

        Raises:
            SyncError: ``SYNC_FOLDER``: it hangs.
            UserError: ``CANCELLED``, and whatever ``read`` raises.
        """
        with self._turn:
            reading = self._under_way.get(folder)
            if reading is None:
                reading = self._under_way[folder] = self._begun(read, work)
        while not reading.ended.wait(_GLANCE_SECONDS):
            work.unheard().at(0, 1, "")
            if self.now() - reading.step > self.seconds:
                reason = f"等了 {self.seconds:.0f} 秒没有反应，别的文件夹照常查看"
                raise SyncError("SYNC_FOLDER", name=folder.name, reason=reason)
        with self._turn:
            self._under_way.pop(folder, None)
        if reading.trouble is not None:
            raise reading.trouble
        return reading.found[0]

    def _begun(self, read: Callable[[Work], T], work: Work) -> _Reading[T]:
        reading: _Reading[T] = _Reading(self.now())

        def got_on(done: int, total: int, what: str) -> None:
            reading.step = self.now()
            work.progress(done, total, what)

        def run() -> None:
            try:
                reading.found.append(read(work.heard_by(got_on)))
            except BaseException as error:  # noqa: BLE001 - the boundary of the thread: whoever waits for it raises it
                reading.trouble = error
            finally:
                reading.ended.set()

        # Not waited for at the end of the program: it may never come back.
        Thread(target=run, name="shared folder", daemon=True).start()
        return reading
