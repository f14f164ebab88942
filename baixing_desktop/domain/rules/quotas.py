"""Quotas of workrooms, members and committees (seed 八(二), 九(三)3). They inform and never block."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from baixing_desktop.domain.kinds import QuotaBasis
from baixing_desktop.domain.outputs import Premium
from baixing_desktop.domain.states import PremiumState
from baixing_desktop.domain.units import Unit, UnitKind

_PREMIUM = frozenset({PremiumState.SELECTED, PremiumState.REPORTED, PremiumState.USED})


@dataclass(frozen=True, slots=True)
class QuotaPolicy:
    """The figures of the seed: 每月2条 of a workroom, 每年2条 of a member or committee (decision 3), 1个精品."""

    workroom_per_month: int = 2
    member_per_year: int = 2
    basis: QuotaBasis = QuotaBasis.PER_MEMBER
    premium_per_year: int = 1


class MonthStanding(StrEnum):
    """How a unit's month stands: derived, never stored."""

    NO_QUOTA = "no_quota"
    MET = "met"
    SHORT = "short"
    NIL_REPORTED = "nil_reported"
    RUNNING = "running"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class QuotaMonth:
    """One unit and month: how many clues came against how many are asked for (None: no quota)."""

    unit: str
    year: int
    month: int
    count: int
    quota: int | None
    nil_reported: bool = False

    @property
    def gap(self) -> int:
        """How many are missing."""
        return max((self.quota or 0) - self.count, 0)

    def standing(self, today: tuple[int, int]) -> MonthStanding:
        """How the month stands, seen from the year and month ``today``."""
        if self.quota is None:
            return MonthStanding.NO_QUOTA
        if not self.gap:
            return MonthStanding.MET
        when = (self.year, self.month)
        if when > today:
            return MonthStanding.AHEAD
        if not self.count and self.nil_reported:
            return MonthStanding.NIL_REPORTED
        return MonthStanding.RUNNING if when == today else MonthStanding.SHORT


def month_quota(kind: UnitKind, policy: QuotaPolicy) -> int | None:
    """The monthly quota of a unit: workrooms only; direct points collect without one (domain A1.4, 7)."""
    return policy.workroom_per_month if kind is UnitKind.WORKROOM else None


def may_report_nil(count: int) -> bool:
    """零报告 says that there was nothing, so only a month without a clue can have one."""
    return count == 0


def year_grid(
    units: Iterable[Unit],
    year: int,
    counts: Mapping[tuple[str, int], int],
    nil: Collection[tuple[str, int]],
    policy: QuotaPolicy,
) -> dict[str, tuple[QuotaMonth, ...]]:
    """The twelve months of every unit; ``counts`` and ``nil`` are by unit code and month."""
    return {
        unit.code: tuple(
            QuotaMonth(
                unit.code,
                year,
                month,
                counts.get((unit.code, month), 0),
                month_quota(unit.kind, policy),
                (unit.code, month) in nil,
            )
            for month in range(1, 13)
        )
        for unit in units
    }


@dataclass(frozen=True, slots=True)
class CommitteeYear:
    """A committee's year: what its members sent in, who is still short, and its premium items."""

    committee: str
    members: int
    count: int
    quota: int
    short_members: tuple[str, ...]
    premium: int
    premium_quota: int
    basis: QuotaBasis = QuotaBasis.PER_MEMBER

    @property
    def gap(self) -> int:
        """How many clues are missing."""
        return max(self.quota - self.count, 0)

    @property
    def premium_gap(self) -> int:
        """How many premium items are missing."""
        return max(self.premium_quota - self.premium, 0)


def committee_quota(members: int, policy: QuotaPolicy) -> int:
    """How many clues a year a committee of so many members is asked for (seed 八(二), decision 3)."""
    return policy.member_per_year * (members if policy.basis is QuotaBasis.PER_MEMBER else 1)


def committee_year(
    committee: str, counts: Mapping[str, int], premiums: Iterable[Premium], year: int, policy: QuotaPolicy
) -> CommitteeYear:
    """A committee's year; ``counts`` holds every member's number of clues, 0 included.

    Per member, each has to reach the figure and the committee's is their sum; per committee, the figure is the whole.
    """
    each = policy.basis is QuotaBasis.PER_MEMBER
    short = tuple(sorted(m for m, n in counts.items() if n < policy.member_per_year)) if each else ()
    chosen = {p.clue_id for p in premiums if p.committee == committee and p.year == year and p.state in _PREMIUM}
    return CommitteeYear(
        committee=committee,
        members=len(counts),
        count=sum(counts.values()),
        quota=committee_quota(len(counts), policy),
        short_members=short,
        premium=len(chosen),
        premium_quota=policy.premium_per_year,
        basis=policy.basis,
    )
