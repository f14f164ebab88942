"""Periods as people write and read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.period import Period, month_period, parse_period


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30), "2026年11月"),
        ("2024-2", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
        ("2026-01..03", date(2026, 1, 1), date(2026, 3, 31), "2026年1月至3月"),
        ("2025-12..2026-02", date(2025, 12, 1), date(2026, 2, 28), "2025年12月至2026年2月"),
        ("2026-01..12", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
    ],
)
def test_what_is_written_is_what_is_meant(text: str, first: date, last: date, words: str) -> None:
    period = parse_period(text)
    assert period == Period(first, last)
    assert period.words == words


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026-13", "2026-0", "2026-03..01", "2026..03", "2026-1..", "二〇二六", "1999", "2026-1-1", "今年"],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_period(text)


@given(st.integers(2000, 2999), st.integers(1, 12), st.integers(0, 40))
def test_the_months_of_a_period_are_its_days(year: int, month: int, more: int) -> None:
    end = year * 12 + month - 1 + more
    period = Period(month_period(year, month).first, month_period(end // 12, end % 12 + 1).last)
    parts = [month_period(*one) for one in period.months]
    assert len(parts) == more + 1
    assert sum((part.last - part.first).days + 1 for part in parts) == (period.last - period.first).days + 1
    assert all(part.first in period and part.last in period for part in parts)
    assert "x" not in period


def test_the_period_before_is_as_long() -> None:
    assert parse_period("2026-11").before == parse_period("2026-10")
    assert parse_period("2026-01..03").before == parse_period("2025-10..12")
    assert parse_period("2026").before == parse_period("2025")
    days = Period(date(2026, 11, 3), date(2026, 11, 5))
    assert days.before == Period(date(2026, 10, 31), date(2026, 11, 2))
    assert days.words == "2026年11月3日至2026年11月5日"
    assert Period(date(2026, 11, 3), date(2026, 11, 3)).words == "2026年11月3日"
