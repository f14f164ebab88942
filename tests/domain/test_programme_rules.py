"""Incentives, look-back, scores, retention and routes (seed 八(三)–(五), 九)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.encouragement import ScoreEntry
from baixing_desktop.domain.handling import HandlerReply
from baixing_desktop.domain.outcomes import Outcome, Route
from baixing_desktop.domain.rules.incentives import incentive_start, may_invite
from baixing_desktop.domain.rules.look_back import back_on_list, eligible, has_joint_office, has_method, is_over
from baixing_desktop.domain.rules.retention import Kept, RetentionAction, RetentionRule, expires_on, proposals
from baixing_desktop.domain.rules.routing import ROUTES, Judgement, counterparts, suggested_route
from baixing_desktop.domain.rules.scoring import ScoreRule, already_scored, year_scores
from baixing_desktop.domain.states import IncentiveState, LookBackState
from baixing_desktop.domain.supervision import LookBack
from baixing_desktop.usecases.setup import load_reference

REFERENCE = load_reference()
TODAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, tzinfo=UTC)


# -- incentives


@pytest.mark.parametrize(
    ("person", "state"),
    [
        (Contributor(name="张三"), IncentiveState.DUE),
        (Contributor(name="  "), IncentiveState.NOT_APPLICABLE),
        (Contributor(anonymous=True), IncentiveState.NOT_APPLICABLE),
    ],
)
def test_a_real_name_is_owed_feedback(person: Contributor, state: IncentiveState) -> None:
    start = incentive_start(person, date(2026, 9, 1), REFERENCE.calendar)
    assert start.state is state
    assert start.due_on == (date(2026, 10, 8) if state is IncentiveState.DUE else None)
    assert may_invite(person, adopted=True) is (state is IncentiveState.DUE)
    assert not may_invite(person, adopted=False)


# -- look-back


def reply(outcome: Outcome = Outcome.PLANNED, promised: date | None = date(2026, 11, 24)) -> HandlerReply:
    return HandlerReply("r", "f", 1, outcome, "x", date(2026, 6, 1), None, promised)


def look(state: LookBackState, new: date | None = None) -> LookBack:
    return LookBack("l", "r", date(2026, 11, 24), state, TODAY, new_promised_on=new)


@pytest.mark.parametrize("outcome", Outcome)
def test_only_planned_items_past_their_date_come_back(outcome: Outcome) -> None:
    """Seed 八(四)3: 列入计划办理、规定期限内尚未落实到位."""
    assert eligible(reply(outcome), [], TODAY) is (outcome is Outcome.PLANNED)
    assert not eligible(reply(outcome, TODAY), [], TODAY), "the last day is not over yet"
    assert not eligible(reply(outcome, None), [], TODAY)
    assert not eligible(replace(reply(outcome), completed_on=TODAY), [], TODAY)
    assert not eligible(replace(reply(outcome), rejected_on=TODAY), [], TODAY)
    assert not eligible(reply(outcome), [look(LookBackState.LISTED)], TODAY), "never listed twice"


@pytest.mark.parametrize("state", LookBackState)
def test_a_continued_one_returns_after_its_new_date(state: LookBackState) -> None:
    assert back_on_list(look(state, date(2026, 11, 24)), TODAY) is (state is LookBackState.CONTINUED)
    assert not back_on_list(look(state, TODAY), TODAY)
    assert is_over(look(state)) is (state in {LookBackState.COMPLETED, LookBackState.NOT_DONE})


def test_a_check_has_a_method_and_a_joint_office() -> None:
    bare = look(LookBackState.CHECKED)
    assert not has_method(bare)
    assert not has_joint_office(bare)
    for way in ("heard", "read", "visited", "inspected"):
        assert has_method(replace(bare, **{way: True}))
    assert has_joint_office(replace(bare, with_party_office=True))
    assert has_joint_office(replace(bare, with_government_office=True))


# -- scores

entries = st.lists(
    st.builds(
        ScoreEntry,
        st.just("e"),
        st.sampled_from(["m", "n"]),
        st.sampled_from([2025, 2026]),
        st.sampled_from(["A", "B", "GONE"]),
        st.integers(0, 20),
        st.just("o"),
        st.just(AT),
    ),
    max_size=30,
)
RULES = {"A": ScoreRule("A", "a", 5, 30), "B": ScoreRule("B", "b", 5)}


@given(entries)
def test_a_cap_holds_and_nothing_else_is_lost(found: list[ScoreEntry]) -> None:
    scores = year_scores(found, RULES, 2026)
    for member in ("m", "n"):
        mine = [e for e in found if e.member_id == member and e.year == 2026]
        capped = min(sum(e.points for e in mine if e.rule == "A"), 30)
        rest = sum(e.points for e in mine if e.rule != "A")
        assert (scores[member].total if member in scores else 0) == capped + rest


def test_nothing_is_scored_twice() -> None:
    entry = ScoreEntry("e", "m", 2026, "A", 5, "clue", AT)
    assert already_scored([entry], "m", "A", "clue")
    assert not already_scored([entry], "m", "B", "clue")
    assert not already_scored([entry], "n", "A", "clue")


# -- retention


@pytest.mark.parametrize(
    ("closed", "years", "days", "expires"),
    [
        ("2024-02-29", 1, 0, "2025-02-28"),
        ("2024-02-29", 4, 0, "2028-02-29"),
        ("2026-11-25", 3, 0, "2029-11-25"),
        ("2026-12-31", 0, 90, "2027-03-31"),
    ],
)
def test_when_a_term_ends(closed: str, years: int, days: int, expires: str) -> None:
    rule = RetentionRule("X", "x", RetentionAction.DELETE, years, days, "")
    assert expires_on(rule, date.fromisoformat(closed)) == date.fromisoformat(expires)


@given(
    st.lists(
        st.builds(
            Kept,
            st.uuids().map(str),
            st.sampled_from([*REFERENCE.retention, "UNKNOWN"]),
            st.none() | st.dates(date(2015, 1, 1), date(2027, 1, 1)),
            st.booleans(),
        )
    )
)
def test_only_what_is_closed_and_expired_is_proposed(things: list[Kept]) -> None:
    proposed = proposals(things, REFERENCE.retention, TODAY)
    assert [p for p, _ in proposed] == sorted(
        (p for p, _ in proposed),
        key=lambda p: (expires_on(REFERENCE.retention[p.rule], p.closed_on or TODAY), p.object_id),
    )
    for thing in things:
        ready = thing.closed_on is not None and thing.rule in REFERENCE.retention and not thing.held_for_archive
        ready = ready and expires_on(REFERENCE.retention[thing.rule], thing.closed_on or TODAY) <= TODAY
        assert any(p is thing for p, _ in proposed) is ready


def test_records_of_provision_are_kept_three_years() -> None:
    """网络数据安全管理条例 12; safety P13. Audit never less than six months (D6)."""
    day = date(2026, 1, 1)
    assert expires_on(REFERENCE.retention["PROVISION_RECORD"], day) >= date(2029, 1, 1)
    assert expires_on(REFERENCE.retention["AUDIT"], day) - day >= timedelta(days=183)


# -- routes


@given(st.builds(Judgement, *[st.booleans()] * 6))
def test_the_suggested_route_follows_the_seed(judgement: Judgement) -> None:
    route = suggested_route(judgement)
    assert route is not Route.CITY_PREMIUM
    assert route.value.startswith("DISTRICT" if judgement.within_district else "CITY")
    if route is Route.DISTRICT_URGENT:
        assert judgement.urgent
        assert judgement.important
    if route is Route.CITY_DEPARTMENT:
        assert judgement.city_department
        assert judgement.concrete


def test_every_route_has_its_clause_and_its_next_step() -> None:
    assert set(ROUTES) == set(Route)
    for rule in ROUTES.values():
        assert rule.clause.startswith("八(三)")
        assert rule.actor
        assert not (rule.by_letter and rule.outputs)
    assert {route for route, rule in ROUTES.items() if rule.by_letter} == {Route.DISTRICT_URGENT, Route.CITY_DEPARTMENT}


def test_counterparts_follow_the_table() -> None:
    assert counterparts("QSWJ", REFERENCE.counterparts) == ("NNW",)
    assert counterparts("QGHF", REFERENCE.counterparts) == ()
