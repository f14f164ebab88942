"""The reply limit of one month (seed 八(四)1), counted by Civil Code 201–203 (domain decision 4), and other terms.

The Code governs civil matters; here it is a convention, so the office may count by 30 days or working days instead.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from baixing_desktop.domain.kinds import LimitRule


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Public holidays: ``off`` are days off, ``work`` the weekend days that are worked instead (调休).

    ``years`` are those whose notice is known; in any other year only weekends are days off.
    """

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    @classmethod
    def from_years(cls, years: Mapping[str, Mapping[str, list[str]]]) -> "WorkCalendar":
        """From the reference file: ``{"2026": {"off": ["2026-01-01", …], "work": […]}}``."""

        def days(key: str) -> frozenset[date]:
            return frozenset(date.fromisoformat(day) for year in years.values() for day in year[key])

        return cls(days("off"), days("work"), frozenset(map(int, years)))

    def covers(self, day: date) -> bool:
        """Whether the holidays of that year are known; a date in another year is provisional."""
        return day.year in self.years

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open on ``day``."""
        if day in self.work:
            return True
        return day not in self.off and day.weekday() < 5

    def next_working_day(self, day: date) -> date:
        """``day`` itself if it is worked, else the first working day after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def working_days_after(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``, which is not counted itself."""
        for _ in range(count):
            day = self.next_working_day(day + timedelta(days=1))
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days lie after ``first`` up to and with ``last``."""
        span = range(1, (last - first).days + 1)
        return sum(self.is_working_day(first + timedelta(days=days)) for days in span)


@dataclass(frozen=True, slots=True)
class LimitPolicy:
    """How a limit is counted. ``days`` and ``working_days`` matter only for their own rule."""

    rule: LimitRule = LimitRule.CALENDAR_MONTH
    days: int = 30
    working_days: int = 22


REPLY_LIMIT = LimitPolicy()
RETURN_LIMIT = LimitPolicy(LimitRule.DAYS, days=10)
"""退办 is asked for within ten days (domain A2); after that the office may still grant it."""
RETURN_DECISION_LIMIT = LimitPolicy(LimitRule.DAYS, days=7)
"""The office answers a request for 退办 within seven days, as the city's does (domain A2)."""
SCREENING_LIMIT = LimitPolicy(LimitRule.WORKING_DAYS, working_days=5)
"""A clue is screened within five working days (domain, default service clocks)."""
FEEDBACK_LIMIT = LimitPolicy(LimitRule.DAYS, days=30)
"""A contributor hears of the adoption within thirty days (domain, default service clocks)."""


def one_month_after(day: date) -> date:
    """The corresponding day of the next month, or that month's last day if it has none (Civil Code 202)."""
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def due_on(start: date, calendar: WorkCalendar, policy: LimitPolicy) -> date:
    """Last day of a limit that starts on ``start``, which is not counted (Civil Code 201);
    the next working day if that is a day off (203).
    """
    match policy.rule:
        case LimitRule.CALENDAR_MONTH:
            return calendar.next_working_day(one_month_after(start))
        case LimitRule.DAYS:
            return calendar.next_working_day(start + timedelta(days=policy.days))
        case LimitRule.WORKING_DAYS:
            return calendar.working_days_after(start, policy.working_days)


def reply_due(taken_over_on: date, calendar: WorkCalendar, policy: LimitPolicy = REPLY_LIMIT) -> date:
    """Last day for the reply. Seed 八(四)1: 接办之日起1个月内予以答复."""
    return due_on(taken_over_on, calendar, policy)


def clock_start(taken_over_on: date | None, received_on: date | None) -> date | None:
    """The day from which the limit counts: take-over, or receipt of the letter while no take-over is recorded."""
    return taken_over_on or received_on


def due_in_force(first_due: date, granted: Iterable[date]) -> date:
    """The date that counts after the extensions ``granted`` so far; the first date stays on record beside it."""
    return max((first_due, *granted))


def replied_in_time(replied_on: date, due: date | None) -> bool | None:
    """The verdict, frozen when the reply is recorded: later extensions or holidays never change it.
    None without a limit.
    """
    return None if due is None else replied_on <= due


class Standing(StrEnum):
    """How an open limit stands today: derived, never stored."""

    OPEN_ENDED = "open_ended"
    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"


def standing(due: date | None, today: date, *, warn_days: int = 7) -> Standing:
    """How an unanswered limit stands; the last day itself is not overdue yet (traffic light of F44)."""
    if due is None:
        return Standing.OPEN_ENDED
    if today > due:
        return Standing.OVERDUE
    return Standing.DUE_SOON if (due - today).days <= warn_days else Standing.IN_TIME
