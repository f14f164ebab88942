"""Quotas inform (seed 八(二), 九(三)3)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.kinds import QuotaBasis
from baixing_desktop.domain.outputs import Premium
from baixing_desktop.domain.rules.quotas import (
    MonthStanding,
    QuotaMonth,
    QuotaPolicy,
    committee_year,
    may_report_nil,
    month_quota,
    year_grid,
)
from baixing_desktop.domain.states import PremiumState
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.usecases.setup import load_reference

POLICY = QuotaPolicy()
UNITS = load_reference().units_of(UnitKind.WORKROOM, UnitKind.DIRECT_POINT)


@pytest.mark.parametrize("kind", UnitKind)
def test_only_workrooms_have_a_monthly_quota(kind: UnitKind) -> None:
    assert month_quota(kind, POLICY) == (2 if kind is UnitKind.WORKROOM else None)


@pytest.mark.parametrize(
    ("month", "count", "nil", "standing"),
    [
        (10, 2, False, MonthStanding.MET),
        (10, 1, False, MonthStanding.SHORT),
        (10, 0, True, MonthStanding.NIL_REPORTED),
        (10, 1, True, MonthStanding.SHORT),
        (11, 0, False, MonthStanding.RUNNING),
        (11, 5, False, MonthStanding.MET),
        (12, 0, False, MonthStanding.AHEAD),
    ],
)
def test_how_a_month_stands_in_november(month: int, count: int, *, nil: bool, standing: MonthStanding) -> None:
    assert QuotaMonth("SY", 2026, month, count, 2, nil).standing((2026, 11)) is standing


def test_a_direct_point_collects_without_quota() -> None:
    month = QuotaMonth("ZPZG", 2026, 1, 0, None)
    assert month.standing((2026, 11)) is MonthStanding.NO_QUOTA
    assert month.gap == 0


@given(st.dictionaries(st.tuples(st.sampled_from([u.code for u in UNITS]), st.integers(1, 12)), st.integers(0, 9)))
def test_the_grid_holds_every_unit_and_month_and_every_clue(counts: dict[tuple[str, int], int]) -> None:
    grid = year_grid(UNITS, 2026, counts, frozenset(), POLICY)
    assert list(grid) == [u.code for u in UNITS]
    assert all([m.month for m in months] == list(range(1, 13)) for months in grid.values())
    assert sum(m.count for months in grid.values() for m in months) == sum(counts.values())
    assert all(m.gap == max(2 - m.count, 0) for u in UNITS if u.kind is UnitKind.WORKROOM for m in grid[u.code])


def test_nil_can_be_reported_only_where_there_is_nothing() -> None:
    assert may_report_nil(0)
    assert not may_report_nil(1)


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 6)))
def test_the_two_readings_of_the_member_quota(counts: dict[str, int]) -> None:
    """Domain decision 3: each member two, or the committee two."""
    each = committee_year("JJW", counts, [], 2026, POLICY)
    assert each.quota == 2 * len(counts)
    assert set(each.short_members) == {m for m, n in counts.items() if n < 2}
    whole = committee_year("JJW", counts, [], 2026, QuotaPolicy(basis=QuotaBasis.PER_COMMITTEE))
    assert (whole.quota, whole.short_members) == (2, ())
    assert each.count == whole.count == sum(counts.values())


def test_one_premium_item_a_year_counts_once_and_only_when_selected() -> None:
    def premium(clue: str, state: PremiumState, year: int = 2026, committee: str = "JJW") -> Premium:
        return Premium(clue + state, clue, year, committee, state, date(2026, 3, 1), "x")

    nothing = [
        premium("A", PremiumState.NOMINATED),
        premium("A", PremiumState.NOT_SELECTED),
        premium("A", PremiumState.SELECTED, 2025),
        premium("A", PremiumState.SELECTED, committee="NNW"),
    ]
    assert committee_year("JJW", {}, nothing, 2026, POLICY).premium_gap == 1
    twice = [premium("A", PremiumState.SELECTED), premium("A", PremiumState.USED)]
    year = committee_year("JJW", {}, twice, 2026, POLICY)
    assert (year.premium, year.premium_gap) == (1, 0)
