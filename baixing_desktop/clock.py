"""The injected clock: the only place that asks the machine for the time."""

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


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC, in whole seconds: that is what the record keeps."""
        return datetime.now(UTC).replace(microsecond=0)


def local(moment: datetime) -> datetime:
    """``moment`` as wall-clock time in Guangzhou."""
    return moment.astimezone(CHINA)


def today(clock: Clock) -> date:
    """Today's date in Guangzhou."""
    return local(clock.now()).date()


def stamp(moment: datetime) -> str:
    """UTC text ``2026-11-23T07:21:07Z`` (whole seconds): the form kept in events and papers' records."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def wall_clock(moment: datetime) -> str:
    """``moment`` as this device's own clock shows it, with its time zone: ``2026-11-23T15:21:07+08:00``."""
    return moment.astimezone().isoformat(timespec="seconds")


def parse_stamp(text: str) -> datetime:
    """The moment that :func:`stamp` wrote.

    Raises:
        ValueError: the text has another form.
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
