"""Counting cases: what stands in the tables and briefs."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.casework import CitizenContact, Forwarding, Reply
from baixing_desktop.domain.clue import Clue, ClueContent
from baixing_desktop.domain.kinds import HandlerPart
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Satisfaction
from baixing_desktop.domain.states import ForwardingState, OfficeState
from baixing_desktop.domain.statistics import (
    CaseFile,
    Handling,
    count_by,
    count_closed,
    count_months,
    funnel,
    handling,
    together,
)

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LINE = Forwarding("f", "c", "QZJ", ForwardingState.TAKEN_OVER, NOW, limited=True, due_on=date(2026, 11, 20))
STATES = st.sampled_from(OfficeState)
LINE_STATES = st.sampled_from(ForwardingState)


def case(state: OfficeState | None, *lines: Forwarding, day: date | None = None) -> CaseFile:
    clue = Clue("c", "SY", ClueContent(received_on=day), NOW, NOW, office_state=state)
    return CaseFile(clue, None, lines)


def test_a_case_counts_for_the_day_it_was_received_else_entered_in_guangzhou() -> None:
    assert case(None, day=date(2026, 1, 2)).day == date(2026, 1, 2)
    assert case(None).day == date(2026, 11, 24)


def test_the_stages_of_the_programme() -> None:
    reply = Reply(Outcome.RESOLVED, "已装好。", date(2026, 11, 10), on_time=True)
    done = replace(LINE, state=ForwardingState.CLOSED, reply=reply, closed_on=date(2026, 11, 12))
    cases = [
        case(OfficeState.RECEIVED),
        case(OfficeState.RETAINED),
        case(OfficeState.ACCEPTED),
        case(OfficeState.CLASSIFIED, replace(LINE, state=ForwardingState.DRAFTED)),
        case(OfficeState.ROUTED, LINE),
        case(OfficeState.CONCLUDED, done),
    ]
    assert [count for _, count in funnel(cases)] == [6, 4, 3, 2, 1, 1]
    assert count_closed(cases, [(2026, 10), (2026, 11)]) == (0, 1)


@given(st.lists(st.tuples(STATES, st.lists(LINE_STATES, max_size=3)), max_size=20))
def test_no_more_cases_are_answered_than_issued_and_none_is_counted_twice(
    drawn: list[tuple[OfficeState, list[ForwardingState]]],
) -> None:
    cases = [case(state, *(replace(LINE, state=one) for one in lines)) for state, lines in drawn]
    counts = dict(funnel(cases))
    assert counts["收集"] == len(cases) >= counts["采用"] >= counts["分类处理"]
    assert len(cases) >= counts["转送交办"] >= counts["已答复"] >= counts["已办结"]
    assert sum(count for _, count in count_by(cases, lambda one: str(one.clue.office_state))) == len(cases)
    assert sum(count_months(cases, [(2026, month) for month in range(1, 13)])) == len(cases)


@given(st.lists(LINE_STATES, max_size=20))
def test_every_issued_line_is_in_one_column(states: list[ForwardingState]) -> None:
    lines = [replace(LINE, state=state) for state in states]
    counts = handling(lines, TODAY)
    drafts = {ForwardingState.DRAFTED, ForwardingState.APPROVED}
    assert counts.whole == sum(state not in drafts for state in states) == counts.lead + counts.co


def test_the_columns_of_a_handler() -> None:
    contact = CitizenContact(ContactChannel.PHONE, TODAY, "梁同志", "", Satisfaction.FAIRLY_SATISFIED)
    late = Reply(Outcome.PLANNED, "列入计划。", date(2026, 11, 21), on_time=False)
    free = Reply(Outcome.REFERENCE, "留作参考。", date(2026, 11, 1), on_time=None)
    lines = [
        LINE,
        replace(LINE, due_on=TODAY),
        replace(LINE, state=ForwardingState.CONTACTED, reply=late, contact=contact, part=HandlerPart.CO),
        replace(LINE, state=ForwardingState.REPLIED, reply=free, limited=False, due_on=None),
        replace(LINE, state=ForwardingState.REASSIGNED),
        replace(LINE, state=ForwardingState.ISSUED, due_on=None),
        replace(LINE, state=ForwardingState.APPROVED),
    ]
    assert handling(lines, TODAY) == Handling(
        waiting=1,
        working=2,
        returned=1,
        replied=2,
        lead=5,
        co=1,
        overdue=2,
        late=1,
        planned=1,
        reference=1,
        fairly=1,
    )


def test_punctuality_counts_answers_under_a_limit() -> None:
    assert Handling(replied=3).punctuality is None
    assert Handling(on_time=3, late=1).punctuality == 0.75


@given(st.lists(st.builds(Handling, *[st.integers(0, 9)] * 15), max_size=6))
def test_handlers_together_are_the_sum(parts: list[Handling]) -> None:
    whole = together(parts)
    assert whole.whole == sum(part.whole for part in parts)
    assert whole.dissatisfied == sum(part.dissatisfied for part in parts)
