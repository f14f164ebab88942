"""The injected clock: the only place that asks the machine for the time."""

import re
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

# Guangzhou keeps UTC+8 all year; a fixed offset needs no time zone database on old Windows PCs.
CHINA = timezone(timedelta(hours=8), "CST")


class Clock(Protocol):
    """Tells the time. Every use case takes one, so tests and replays choose it."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def steady(self) -> float:
        """Seconds from some beginning that only time itself moves on, nobody who sets the clock."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC, in whole seconds: that is what the record keeps."""
        return datetime.now(UTC).replace(microsecond=0)

    def steady(self) -> float:
        """Seconds since the computer started, those in which it slept included."""
        # On Linux Python's own steady clock stands still while the computer sleeps; waking up is no jump.
        return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Pace:
    """Compares a clock with the time that has really passed since it was last looked at."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._now, self._steady = clock.now(), clock.steady()

    def jumped(self) -> timedelta:
        """How far the clock was put forward (negative: back) since the last look."""
        now, steady = self._clock.now(), self._clock.steady()
        jump = (now - self._now) - timedelta(seconds=steady - self._steady)
        self._now, self._steady = now, steady
        return jump


def local(moment: datetime) -> datetime:
    """``moment`` as wall-clock time in Guangzhou."""
    return moment.astimezone(CHINA)


def today(clock: Clock) -> date:
    """Today's date in Guangzhou."""
    return local(clock.now()).date()


def stamp(moment: datetime) -> str:
    """UTC text ``2026-11-23T07:21:07Z`` (whole seconds): the form kept in events and papers' records."""
    # A batch has thousands of moments, and strftime takes five times as long.
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def wall_clock(moment: datetime) -> str:
    """``moment`` as this device's own clock shows it, with its time zone: ``2026-11-23T15:21:07+08:00``."""
    return moment.astimezone().isoformat(timespec="seconds")


def parse_stamp(text: str) -> datetime:
    """The moment that :func:`stamp` wrote.

    Raises:
        ValueError: the text has another form.
    """
    # A list of clues has thousands of moments, and strptime takes ten times as long.
    if not _STAMP.fullmatch(text):
        raise ValueError("no moment as we write them")
    return datetime.fromisoformat(text)


_STAMP = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
