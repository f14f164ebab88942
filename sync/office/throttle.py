"""Slows down guessing: a one-time code has fifty bits, so a handful of wrong tries is all that anyone needs."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

PER_SOURCE = 5
IN_ALL = 50
WINDOW_SECONDS = 600.0


@dataclass
class Throttle:
    """Counts wrong tries per source and in all, over a sliding window; lives as long as the server."""

    seconds: Callable[[], float] = monotonic
    _wrong: deque[tuple[float, str]] = field(default_factory=deque[tuple[float, str]])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def blocked(self, source: str) -> bool:
        """Whether ``source`` (an IP address) has to wait."""
        with self._lock:
            start = self.seconds() - WINDOW_SECONDS
            while self._wrong and self._wrong[0][0] <= start:
                self._wrong.popleft()
            return len(self._wrong) >= IN_ALL or sum(who == source for _, who in self._wrong) >= PER_SOURCE

    def count_wrong(self, source: str) -> None:
        """``source`` tried a wrong code."""
        with self._lock:
            self._wrong.append((self.seconds(), source))
