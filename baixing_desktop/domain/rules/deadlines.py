"""The one-month reply limit (seed 八(四)1), counted by Civil Code 201–203 (domain decision 4)."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Public holidays: ``off`` are days off, ``work`` the weekend days that are worked instead (调休)."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    @classmethod
    def from_years(cls, years: Mapping[str, Mapping[str, list[str]]]) -> "WorkCalendar":
        """From the reference file: ``{"2026": {"off": ["2026-01-01", …], "work": […]}}``."""

        def days(key: str) -> frozenset[date]:
            return frozenset(date.fromisoformat(day) for year in years.values() for day in year[key])

        return cls(days("off"), days("work"))

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


def one_month_after(day: date) -> date:
    """The corresponding day of the next month, or that month's last day if it has none (Civil Code 202)."""
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def reply_due(taken_over_on: date, calendar: WorkCalendar) -> date:
    """Last day for the reply: one month from take-over, the take-over day not counted (Civil Code 201),
    and the next working day if that is a day off (203). Seed 八(四)1: 接办之日起1个月内予以答复.
    """
    return calendar.next_working_day(one_month_after(taken_over_on))
