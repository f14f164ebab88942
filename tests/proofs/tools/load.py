"""How much of the processors other programs take while something is measured."""

import os
import resource
from pathlib import Path

_STAT = Path("/proc/stat")


class Load:
    """Begins to measure when it is made. Children count as ours once they have ended and were waited for."""

    def __init__(self) -> None:
        self._busy, self._whole = _machine()
        self._own = _own()

    def others(self) -> float:
        """The share (0–1) of all processors that went to others since; 0 where the system does not tell."""
        busy, whole = _machine()
        if whole == self._whole:
            return 0.0
        ours = (_own() - self._own) * os.sysconf("SC_CLK_TCK")
        return max(0.0, busy - self._busy - ours) / (whole - self._whole)


def _machine() -> tuple[float, float]:
    """Ticks in which the processors worked, and all ticks, since the start."""
    if not _STAT.exists():
        return 0.0, 0.0
    ticks = [float(word) for word in _STAT.read_text().splitlines()[0].split()[1:9]]
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)


def _own() -> float:
    """Seconds of processor time of this process and its children that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
