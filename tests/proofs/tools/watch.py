"""Watches the thread of the window: how much processor time it works at a stretch before it looks at what people do.

Processor time and not the clock decides: other programs may take the processor away, ours may not. Time in which a
worker holds the interpreter shows on the clock only, so both are told.
"""

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

ROOT = Path(__file__).resolve().parents[3]
BEAT_MS = 4
_SAMPLE_S = 0.008
_FROM = 0.02
"""Shorter pieces are not looked into."""
_DEEP = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of work: what a person was doing, seconds of the processor and of the clock, and where it was."""

    doing: str
    cpu: float
    wall: float
    where: str

    def __str__(self) -> str:
        return f"{self.doing}: {self.cpu * 1000:.0f} ms ({self.wall * 1000:.0f} ms on the clock) in {self.where}"


class Watch:
    """Begins with the thread in which it is made. ``doing`` is what the person does now; ``pieces`` are those that took
    longer than ``limit`` seconds, ``longest`` the longest of each doing.
    """

    def __init__(self, limit: float) -> None:
        self.limit, self.doing = limit, ""
        self.pieces: list[Piece] = []
        self.longest: dict[str, Piece] = {}
        self._seen: Counter[str] = Counter()
        self._thread = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._thread)
        self._cpu, self._wall = time.thread_time(), time.monotonic()
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

    @contextmanager
    def ourselves(self) -> Generator[None]:
        """What is done within, the proof does and not the program."""
        self._beat()
        yield
        self._forget()

    def _beat(self) -> None:
        cpu, wall = time.thread_time() - self._cpu, time.monotonic() - self._wall
        longest = self.longest.get(self.doing)
        if longest is None or cpu > longest.cpu:
            where = " + ".join(f"{times}× {place}" for place, times in self._seen.most_common(3))
            self.longest[self.doing] = longest = Piece(self.doing, cpu, wall, where)
        if cpu > self.limit:
            where = " + ".join(f"{times}× {place}" for place, times in self._seen.most_common(3))
            self.pieces.append(Piece(self.doing, cpu, wall, where))
        self._forget()

    def _forget(self) -> None:
        self._seen.clear()
        self._cpu, self._wall = time.thread_time(), time.monotonic()

    def _sample(self) -> None:
        while not self._over.wait(_SAMPLE_S):
            if time.clock_gettime(self._clock) - self._cpu > _FROM:
                # The only way to see another thread.
                frame = sys._current_frames().get(self._thread)  # pyright: ignore[reportPrivateUsage]
                self._seen[_place(frame)] += 1


def _place(frame: FrameType | None) -> str:
    """The innermost calls of our own code."""
    calls: list[str] = []
    while frame is not None and len(calls) < _DEEP:
        file = frame.f_code.co_filename
        if file.startswith(f"{ROOT}/") and not file.startswith(f"{ROOT}/tests/") and "site-packages" not in file:
            calls.append(f"{file.removeprefix(f'{ROOT}/')}:{frame.f_lineno}:{frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(calls) or "Qt"
