"""The one-month reply limit against a table worked out by hand (seed 八(四)1, Civil Code 201–203)."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.kinds import LimitRule
from baixing_desktop.domain.rules.deadlines import (
    RETURN_LIMIT,
    SCREENING_LIMIT,
    LimitPolicy,
    Standing,
    WorkCalendar,
    clock_start,
    due_in_force,
    due_on,
    one_month_after,
    replied_in_time,
    reply_due,
    standing,
)
from baixing_desktop.usecases.setup import load_reference

CALENDAR = load_reference().calendar
TABLE = list(csv.DictReader((Path(__file__).parent / "reply_limits.csv").read_text(encoding="utf-8").splitlines()))
THIRTY_DAYS = LimitPolicy(LimitRule.DAYS)
WORKING_DAYS = LimitPolicy(LimitRule.WORKING_DAYS)
days = st.dates(date(2022, 1, 1), date(2026, 11, 30))
policies = st.sampled_from([LimitPolicy(), THIRTY_DAYS, WORKING_DAYS, RETURN_LIMIT, SCREENING_LIMIT])


def test_the_table_is_worth_its_name() -> None:
    """Leap years, month ends, National Day, Spring Festival and worked weekends of five years are in it."""
    assert len(TABLE) >= 200
    assert len({row["接办日期"] for row in TABLE}) == len(TABLE)
    notes = "".join(row["说明"] for row in TABLE)
    assert all(word in notes for word in ("取月末", "调休上班", "放假", "连休", "工作日"))
    assert {row["接办日期"][:4] for row in TABLE} == {"2022", "2023", "2024", "2025", "2026"}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["接办日期"])
def test_reply_due(row: dict[str, str]) -> None:
    taken_over = date.fromisoformat(row["接办日期"])
    corresponding = one_month_after(taken_over)
    assert corresponding == date.fromisoformat(row["次月对应日"])
    assert row["星期"] == "星期" + "一二三四五六日"[corresponding.weekday()]
    assert reply_due(taken_over, CALENDAR) == date.fromisoformat(row["最后答复日"])


@pytest.mark.parametrize(
    ("start", "policy", "due"),
    [
        ("2026-09-01", THIRTY_DAYS, "2026-10-08"),  # 1 October is off until the 7th
        ("2024-01-31", THIRTY_DAYS, "2024-03-01"),  # leap year: 30 days reach March
        ("2023-01-31", THIRTY_DAYS, "2023-03-02"),
        ("2026-09-21", SCREENING_LIMIT, "2026-09-29"),  # 22, 23, 24 September, then 28 and 29
        ("2026-09-18", LimitPolicy(LimitRule.WORKING_DAYS, working_days=1), "2026-09-20"),  # a worked Sunday
        ("2026-11-23", RETURN_LIMIT, "2026-12-03"),
    ],
)
def test_other_ways_of_counting(start: str, policy: LimitPolicy, due: str) -> None:
    assert due_on(date.fromisoformat(start), CALENDAR, policy) == date.fromisoformat(due)


@given(days, policies)
def test_due_is_a_working_day_after_the_start(day: date, policy: LimitPolicy) -> None:
    due = due_on(day, CALENDAR, policy)
    assert due > day
    assert CALENDAR.is_working_day(due)


@given(days)
def test_due_is_never_before_a_calendar_month_and_no_working_day_is_given_away(day: date) -> None:
    due = reply_due(day, CALENDAR)
    assert timedelta(days=28) <= due - day <= timedelta(days=31 + 11)
    between = one_month_after(day)
    while between < due:
        assert not CALENDAR.is_working_day(between)
        between += timedelta(days=1)


@given(days, days, policies)
def test_later_start_is_never_due_earlier(one: date, other: date, policy: LimitPolicy) -> None:
    first, second = sorted((one, other))
    assert due_on(first, CALENDAR, policy) <= due_on(second, CALENDAR, policy)


@given(days, st.integers(1, 40))
def test_working_days_are_counted_both_ways(day: date, count: int) -> None:
    assert CALENDAR.working_days_between(day, CALENDAR.working_days_after(day, count)) == count


def test_without_holidays_only_weekends_roll_over() -> None:
    assert reply_due(date(2026, 9, 1), WorkCalendar()) == date(2026, 10, 1)


def test_the_calendar_says_which_years_it_knows() -> None:
    """The notice for 2027 is not out: dates there are provisional."""
    assert CALENDAR.covers(date(2026, 12, 31))
    assert not CALENDAR.covers(date(2027, 1, 1))


def test_the_clock_falls_back_to_receipt() -> None:
    assert clock_start(date(2026, 9, 3), date(2026, 9, 1)) == date(2026, 9, 3)
    assert clock_start(None, date(2026, 9, 1)) == date(2026, 9, 1)
    assert clock_start(None, None) is None


@given(days, st.lists(days))
def test_an_extension_only_ever_gives_time(first: date, granted: list[date]) -> None:
    assert due_in_force(first, granted) >= first


@pytest.mark.parametrize(
    ("replied", "due", "verdict"),
    [("2026-10-08", "2026-10-08", True), ("2026-10-09", "2026-10-08", False), ("2026-10-09", None, None)],
)
def test_the_last_day_is_in_time(replied: str, due: str | None, *, verdict: bool | None) -> None:
    assert replied_in_time(date.fromisoformat(replied), (due and date.fromisoformat(due)) or None) is verdict


@given(st.none() | days, days)
def test_standing_agrees_with_the_verdict_of_a_reply_today(due: date | None, today: date) -> None:
    now = standing(due, today)
    assert (now is Standing.OPEN_ENDED) == (due is None)
    assert (now is Standing.OVERDUE) == (replied_in_time(today, due) is False)
    if due and now is Standing.DUE_SOON:
        assert 0 <= (due - today).days <= 7
