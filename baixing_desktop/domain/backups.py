"""Backups and their rehearsals (safety 4.14, D10).

For the database: ``BackupRun``: ``verified_at`` and ``fault`` exclude each other. ``BackupMark``: one row per device
and epoch.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAILY, WEEKLY, MONTHLY = 7, 4, 3
"""How many backups are kept: the newest of each of the last days, weeks and months that have one."""

EVERY = timedelta(hours=20)
"""A backup is due when the last good one is older: a computer that is on by day only still makes one each day."""


@dataclass(frozen=True, slots=True)
class BackupRun:
    """One backup: made, read back and tried by restoring it. ``audit_seq`` says how far it reaches.

    ``fault`` names what was wrong when it was tried; such a backup is worth nothing.
    """

    id: str
    made_at: datetime
    file_name: str
    length: int
    sha256: str
    clues: int
    attachments: int
    audit_seq: int
    verified_at: datetime | None = None
    fault: str = ""
    version: int = 1

    @property
    def good(self) -> bool:
        """Whether it was tried and can be restored."""
        return self.verified_at is not None


@dataclass(frozen=True, slots=True)
class BackupMark:
    """How far a workstation's log is in a good backup of the office: until then the workstation keeps what it sent."""

    id: str
    device_id: str
    epoch: int
    last: int
    version: int = 1


def is_due(last_good: datetime | None, now: datetime) -> bool:
    """Whether another backup should be made; a clock that was put back is no reason to stop making them."""
    return last_good is None or not timedelta() <= now - last_good < EVERY


def to_keep(moments: Iterable[datetime]) -> frozenset[datetime]:
    """Which of the backups made at ``moments`` are kept; the newest always is."""
    newest_first = sorted(moments, reverse=True)
    kept: set[datetime] = set()
    for many, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        first_of: dict[tuple[int, ...], datetime] = {}
        for moment in newest_first:
            first_of.setdefault(period(moment.date()), moment)
        kept.update(list(first_of.values())[:many])
    return frozenset(kept)


def _day(day: date) -> tuple[int, ...]:
    return (day.toordinal(),)


def _week(day: date) -> tuple[int, ...]:
    return tuple(day.isocalendar())[:2]


def _month(day: date) -> tuple[int, ...]:
    return (day.year, day.month)
