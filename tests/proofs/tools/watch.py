"""Watches the thread of the window: how long it works at a stretch before it looks at what people do."""

import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from PySide6.QtCore import Qt, QTimer

from tests.proofs.tools.piece import Piece

ROOT = Path(__file__).resolve().parents[3]
BEAT_MS = 4
_SAMPLE_S = 0.008
_FROM = 0.02
"""Shorter pieces are not looked into."""
_DEEP = 6


@dataclass(slots=True)
class _Mark:
    """The clocks at one instant."""

    cpu: float
    ours: float
    denied: float
    wall: float


class Watch:
    """Begins with the thread in which it is made. ``doing`` is what the person does now; ``pieces`` are those that took
    longer than ``limit`` seconds of the processor, ``longest`` the longest of each doing. Of those that took longer
    though this thread was not denied the processor, ``late`` are the ones in which all our threads together worked
    longer than ``limit``, so that a worker may have been in the way; ``waits`` are the others: whoever was in the way
    was itself kept waiting by the machine.
    """

    def __init__(self, limit: float) -> None:
        self.limit, self.doing = limit, ""
        self.pieces: list[Piece] = []
        self.late: list[Piece] = []
        self.waits: list[Piece] = []
        self.longest: dict[str, Piece] = {}
        self.beats = 0
        self._seen, self._beside = Counter[str](), Counter[str]()
        self._thread = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._thread)
        self._schedule = _schedule()
        self._last = self._mark()
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._over = threading.Event()
        self._sampler = threading.Thread(target=self._sample, daemon=True)
        self._sampler.start()

    def end(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._over.set()
        self._sampler.join()
        if self._schedule >= 0:
            os.close(self._schedule)

    @contextmanager
    def ourselves(self) -> Generator[None]:
        """What is done within, the proof does and not the program."""
        self._beat()
        yield
        self._forget()

    def _beat(self) -> None:
        now, last = self._mark(), self._last
        cpu, wall = now.cpu - last.cpu, now.wall - last.wall
        ours, held = now.ours - last.ours, max(cpu, wall - (now.denied - last.denied))
        longest = self.longest.get(self.doing)
        if longest is None or cpu > longest.cpu or held > self.limit:
            where, beside = _commonest(self._seen), _commonest(self._beside)
            piece = Piece(self.doing, cpu, ours, held, wall, where, beside)
            if longest is None or cpu > longest.cpu:
                self.longest[self.doing] = piece
            if cpu > self.limit:
                self.pieces.append(piece)
            elif held > self.limit:
                (self.late if ours > self.limit else self.waits).append(piece)
        self.beats += 1
        self._forget()

    def _forget(self) -> None:
        self._seen.clear()
        self._beside.clear()
        self._last = self._mark()

    def _mark(self) -> _Mark:
        denied = int(os.pread(self._schedule, 100, 0).split()[1]) / 1e9 if self._schedule >= 0 else 0.0
        return _Mark(time.thread_time(), time.process_time(), denied, time.monotonic())

    def _sample(self) -> None:
        ourselves = threading.get_ident()
        while not self._over.wait(_SAMPLE_S):
            if time.monotonic() - self._last.wall < _FROM:
                continue
            # The only way to see other threads.
            for thread, frame in sys._current_frames().items():  # pyright: ignore[reportPrivateUsage]
                if thread == self._thread:
                    self._seen[_place(frame) or "Qt"] += 1
                elif thread != ourselves and (place := _place(frame)):
                    self._beside[place] += 1


def _schedule() -> int:
    """Where Linux tells how long this thread waited for a processor, as an open file; -1 elsewhere."""
    try:
        return os.open(f"/proc/self/task/{threading.get_native_id()}/schedstat", os.O_RDONLY)
    except OSError:
        return -1


def _commonest(seen: Counter[str]) -> str:
    return " + ".join(f"{times}× {place}" for place, times in seen.most_common(3))


def _place(frame: FrameType | None) -> str:
    """The innermost calls of our own code; empty where there is none."""
    calls: list[str] = []
    while frame is not None and len(calls) < _DEEP:
        file = frame.f_code.co_filename
        if file.startswith(f"{ROOT}/") and not file.startswith(f"{ROOT}/tests/") and "site-packages" not in file:
            calls.append(f"{file.removeprefix(f'{ROOT}/')}:{frame.f_lineno}:{frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(calls)
