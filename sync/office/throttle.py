"""Slows down who asks too often: guessing of one-time codes, and a sender that would take the service from all others.

How often one may ask is a matter of buckets: each request takes a token, tokens come back with time, and whoever finds
none is told after how many seconds there is one (429, ``Retry-After``). Nothing is lost by that: a workroom keeps what
it has and comes again. Many workstations behind one address are no reason to suspect any of them (safety R12), so an
address has room for all of them at once, and a workstation that has proved who it is has a bucket of its own.
"""

import math
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

PER_SOURCE = 5
IN_ALL = 50
WINDOW_SECONDS = 600.0

STRANGER_COST = 10.0
"""Tokens of its address for a request that no workstation of ours had signed, or that was too large."""
_MOST_KEPT = 10_000


class TooOftenError(Exception):
    """Somebody has to wait ``seconds`` (at least 1) before the next request."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


@dataclass
class Buckets:
    """One bucket of ``burst`` tokens for everybody who asks, into which ``per_second`` come back; from any thread."""

    burst: float
    per_second: float
    seconds: Callable[[], float] = monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict[str, tuple[float, float]])
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def renew(self, burst: float, per_second: float) -> None:
        """From now on buckets are so large and fill so fast; what somebody has taken stays taken."""
        with self._lock:
            now, more = self.seconds(), burst - self.burst
            self._left = {who: (self._now(who) + more, now) for who in self._left}
            self.burst, self.per_second = burst, per_second

    def take(self, who: str) -> None:
        """A request of ``who``.

        Raises:
            TooOftenError: its bucket is empty.
        """
        with self._lock:
            left = self._now(who)
            if left < 1:
                raise TooOftenError(max(1, math.ceil((1 - left) / self.per_second)))
            self._keep(who, left - 1)

    def charge(self, who: str, tokens: float) -> None:
        """What ``who`` asked for cost that much more; nobody gets into debt for longer than a full bucket takes."""
        with self._lock:
            self._keep(who, max(-self.burst, self._now(who) - tokens))

    def _now(self, who: str) -> float:
        left, at = self._left.get(who, (self.burst, 0.0))
        return min(self.burst, left + (self.seconds() - at) * self.per_second)

    def _keep(self, who: str, left: float) -> None:
        self._left[who] = (left, self.seconds())
        if len(self._left) > _MOST_KEPT:
            # A full bucket is the same as none.
            self._left = {one: self._left[one] for one in self._left if self._now(one) < self.burst}


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
