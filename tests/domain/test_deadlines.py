"""The one-month reply limit against dates worked out by hand (seed 八(四)1, Civil Code 201–203)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.rules.deadlines import WorkCalendar, one_month_after, reply_due
from baixing_desktop.usecases.setup import load_reference

CALENDAR = load_reference().calendar


@pytest.mark.parametrize(
    ("taken_over", "due"),
    [
        ("2022-10-20", "2022-11-21"),  # 20 November is a Sunday
        ("2023-01-31", "2023-02-28"),  # no 31 February
        ("2024-01-31", "2024-02-29"),  # leap year
        ("2024-01-30", "2024-02-29"),
        ("2024-02-29", "2024-03-29"),
        ("2023-12-15", "2024-01-15"),  # over the end of the year
        ("2026-09-01", "2026-10-08"),  # National Day holiday 1–7 October
        ("2024-01-12", "2024-02-18"),  # Spring Festival 10–17 February; Sunday the 18th is worked
        ("2024-03-28", "2024-04-28"),  # a Sunday that is worked (调休)
        ("2026-11-23", "2026-12-23"),
    ],
)
def test_reply_due(taken_over: str, due: str) -> None:
    assert reply_due(date.fromisoformat(taken_over), CALENDAR) == date.fromisoformat(due)


days = st.dates(date(2022, 1, 1), date(2026, 11, 30))


@given(days)
def test_due_is_a_working_day_and_never_before_a_calendar_month(day: date) -> None:
    due = reply_due(day, CALENDAR)
    assert CALENDAR.is_working_day(due)
    assert timedelta(days=28) <= due - day <= timedelta(days=31 + 11)
    between = one_month_after(day)
    while between < due:
        assert not CALENDAR.is_working_day(between)
        between += timedelta(days=1)


@given(days, days)
def test_later_take_over_is_never_due_earlier(one: date, other: date) -> None:
    first, second = sorted((one, other))
    assert reply_due(first, CALENDAR) <= reply_due(second, CALENDAR)


def test_without_holidays_only_weekends_roll_over() -> None:
    assert reply_due(date(2026, 9, 1), WorkCalendar()) == date(2026, 10, 1)
