"""Background work: nothing slow runs where the window is drawn.

No QObject is made or dropped in a worker. Answers come back through one long-lived bridge: a queue of closures
and one signal; an answer whose owner has gone is dropped.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Any, Generic, TypeVar, cast

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from baixing_desktop.errors import UserError
from baixing_desktop.work import Work

T = TypeVar("T")
_log = logging.getLogger(__name__)

Failed = Callable[[UserError], None]
Broken = Callable[[BaseException], None]


class Lane(StrEnum):
    """Where a piece of work runs. ``STORE`` keeps the order in which it was asked for; ``STUDY`` is for what reads much
    of the record at leisure, so that no paper waits for it."""

    STORE = "store"
    NETWORK = "network"
    PAPER = "paper"
    STUDY = "study"


AT_A_STRETCH_S = 0.01
"""After so many seconds of giving answers the window first looks at keys, mouse and what is to be painted."""

_WORKERS = {Lane.STORE: 1, Lane.NETWORK: 2, Lane.PAPER: 1, Lane.STUDY: 1}


class _Bridge(QObject):
    """Carries closures from any thread into the thread of the window."""

    knock = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Callable[[], None]] = deque()
        self.knock.connect(self._run, Qt.ConnectionType.QueuedConnection)
        # What was posted is run before any key is looked at, what a timer asks for takes its turn.
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._run)

    def post(self, call: Callable[[], None]) -> None:
        """Run ``call`` in the thread of the window, after everything posted before."""
        self._waiting.append(call)
        self.knock.emit()

    def _run(self) -> None:
        begun = time.monotonic()
        while self._waiting and not self._turn.isActive():
            if time.monotonic() - begun > AT_A_STRETCH_S:
                self._turn.start()
                return
            self._waiting.popleft()()


@dataclass(slots=True)
class _Job(Generic[T]):
    owner: QObject
    task: Callable[[], T]
    done: Callable[[T], object]
    failed: Failed
    value: T | None = None
    error: BaseException | None = None

    def work(self) -> None:
        """In the worker: keep the value or the error."""
        try:
            self.value = self.task()
        except BaseException as error:  # noqa: BLE001 - the boundary of a worker: every error is handed to the window
            self.error = error


class Jobs:
    """The lanes of one window. ``broken`` hears of errors that are ours, after they are logged."""

    def __init__(self, broken: Broken) -> None:
        self._broken = broken
        self._bridge = _Bridge()
        self._closed = False
        self._works: set[Work] = set()
        self._keys = count()
        # Jobs live here until their answer is given, so nothing of a window is ever dropped in a worker.
        self._jobs: dict[int, _Job[Any]] = {}
        self._turns: dict[int, Iterator[None]] = {}
        self._turn = QTimer(self._bridge, singleShot=True, interval=0)
        self._turn.timeout.connect(self._take_turn)
        self._lanes = {
            lane: ThreadPoolExecutor(workers, thread_name_prefix=f"baixing-{lane}")
            for lane, workers in _WORKERS.items()
        }

    @property
    def busy(self) -> bool:
        """Whether anything asked for has not been answered yet."""
        return bool(self._jobs)

    def run(
        self,
        owner: QObject,
        task: Callable[[], T],
        done: Callable[[T], object],
        failed: Failed,
        *,
        lane: Lane = Lane.STORE,
    ) -> None:
        """Run ``task`` in ``lane``; then, in the window's thread, ``done(value)`` or ``failed(error)``.

        Neither is called when ``owner`` was destroyed meanwhile. Any error but a UserError goes to ``broken``.
        """
        if self._closed:
            return
        key = next(self._keys)
        self._jobs[key] = _Job(owner, task, done, failed)
        self._lanes[lane].submit(self._work, key)

    def long(
        self,
        owner: QObject,
        task: Callable[[Work], T],
        done: Callable[[T], object],
        failed: Failed,
        progress: Callable[[int, int, str], None],
        *,
        lane: Lane = Lane.NETWORK,
    ) -> Work:
        """Like :meth:`run` for work that reports and can be stopped; ``progress(done, total, what)`` is called in the
        window's thread. Returns the handle to cancel it.
        """

        def tell(done: int, total: int, what: str) -> None:
            self._bridge.post(lambda: progress(done, total, what) if shiboken6.isValid(owner) else None)

        work = Work(tell)
        self._works.add(work)
        give = done

        def finish(value: T) -> None:
            self._works.discard(work)
            give(value)

        def fail(error: UserError) -> None:
            self._works.discard(work)
            failed(error)

        self.run(owner, lambda: task(work), finish, fail, lane=lane)
        return work

    def in_turns(self, owner: QObject, steps: Iterator[None]) -> None:
        """Do ``steps`` in the window's thread, one each turn, so that keys and clicks get in between; nothing more is
        done once ``owner`` was destroyed. It counts as asked for until it is through.
        """
        if self._closed:
            return
        key = next(self._keys)
        self._jobs[key] = _Job(owner, lambda: None, lambda _none: None, lambda _error: None)
        self._turns[key] = steps
        self._turn.start()

    def _take_turn(self) -> None:
        key, steps = next(iter(self._turns.items()))
        over = True
        try:
            over = self._closed or not shiboken6.isValid(self._jobs[key].owner) or next(steps, True) is True
        finally:
            if over:
                self._turns.pop(key, None)
                self._jobs.pop(key, None)
            if self._turns:
                self._turn.start()

    def post(self, call: Callable[[], None]) -> None:
        """Run ``call`` soon in the window's thread; may be asked from any thread."""
        self._bridge.post(call)

    def close(self) -> None:
        """Stop what can be stopped, finish what is running and every save asked for. Answers no longer arrive."""
        self._closed = True
        for work in list(self._works):
            work.cancel()
        for lane, executor in self._lanes.items():
            executor.shutdown(wait=True, cancel_futures=lane is not Lane.STORE)
        self._jobs.clear()
        self._turns.clear()

    def _work(self, key: int) -> None:
        self._jobs[key].work()
        self._bridge.post(lambda: self._deliver(key))

    def _deliver(self, key: int) -> None:
        job = self._jobs.pop(key, None)
        if job is None or self._closed or not shiboken6.isValid(job.owner):
            return
        if job.error is None:
            cast("Callable[[object], object]", job.done)(job.value)
        elif isinstance(job.error, UserError):
            job.failed(job.error)
        else:
            _log.error("background work failed", exc_info=job.error)
            self._broken(job.error)
