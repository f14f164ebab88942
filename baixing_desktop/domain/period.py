"""A span of whole days that papers and statistics speak of: a month, a year, or several months."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_TEXT = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:\.\.(?:(\d{4})-)?(\d{1,2}))?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 2000, 2999


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """Year and month of every month it touches, in order."""
        begin = self.first.year * 12 + self.first.month - 1
        end = self.last.year * 12 + self.last.month - 1
        return tuple((n // 12, n % 12 + 1) for n in range(begin, end + 1))

    @property
    def whole_months(self) -> bool:
        """Whether it begins with the first and ends with the last day of a month."""
        return self.first.day == 1 and self.last.day == monthrange(self.last.year, self.last.month)[1]

    @property
    def before(self) -> "Period":
        """The one before it, to compare with: as many whole months, else as many days."""
        last = self.first - timedelta(days=1)
        if not self.whole_months:
            return Period(last - (self.last - self.first), last)
        month = self.first.year * 12 + self.first.month - 1 - len(self.months)
        return Period(date(month // 12, month % 12 + 1, 1), last)

    @property
    def words(self) -> str:
        """``2026年11月``, ``2026年``, ``2026年1月至3月``, ``2025年12月至2026年2月``; days unless months are whole."""
        if not self.whole_months:
            days = [f"{day.year}年{day.month}月{day.day}日" for day in (self.first, self.last)]
            return days[0] if self.first == self.last else "至".join(days)
        (first_year, first_month), *_, (last_year, last_month) = (self.months[0], *self.months)
        if first_year == last_year:
            if (first_month, last_month) == (1, 12):
                return f"{first_year}年"
            if first_month == last_month:
                return f"{first_year}年{first_month}月"
            return f"{first_year}年{first_month}月至{last_month}月"
        return f"{first_year}年{first_month}月至{last_year}年{last_month}月"


def month_period(year: int, month: int) -> Period:
    """One calendar month."""
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_period(year: int) -> Period:
    """One calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def parse_period(text: str) -> Period:
    """``2026-11`` a month, ``2026`` a year, ``2026-01..03`` and ``2025-12..2026-02`` several months.

    Raises:
        ValueError: another form, or an end before the beginning.
    """
    match = _TEXT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, last_year, last_month = (int(part) if part else None for part in match.groups())
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR or (last_month and not month):
        raise ValueError(text)
    if month is None:
        return year_period(year)
    first = month_period(year, month).first
    last = month_period(last_year or year, last_month or month).last
    if last < first:
        raise ValueError(text)
    return Period(first, last)
