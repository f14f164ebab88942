"""What the rows of SM4 cannot say (seed 八(四)1)."""

from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.kinds import DispatchKind, HandlerPart
from baixing_desktop.domain.outcomes import Satisfaction
from baixing_desktop.domain.rules.handling import (
    REDO_TIMES,
    after_contact,
    after_opinions,
    awaited,
    barred,
    may_conclude,
    may_only_note,
    may_waive,
    settled,
    still_to_tell,
)
from baixing_desktop.domain.states import Action, Need, Role
from baixing_desktop.domain.states import ForwardingState as F
from baixing_desktop.domain.workflow import FORWARDING

AT = datetime(2026, 11, 23, tzinfo=UTC)
clues = st.lists(st.sampled_from("ABCDE"))


def line(
    state: F,
    part: HandlerPart = HandlerPart.SOLE,
    kind: DispatchKind = DispatchKind.ASSIGN,
    *,
    limited: bool = True,
    group: str = "a",
) -> Forwarding:
    return Forwarding("x", "c", "QSWJ", state, AT, limited, kind=kind, part=part, assignment_id=group)


lines = st.builds(
    line,
    st.sampled_from(F),
    st.sampled_from(HandlerPart),
    st.sampled_from(DispatchKind),
    limited=st.booleans(),
    group=st.sampled_from(["a", "b"]),
)


@given(lines, st.lists(lines, max_size=6))
def test_a_lead_waits_for_exactly_its_own_open_co_handlers(lead: Forwarding, others: list[Forwarding]) -> None:
    waiting = awaited(lead, others)
    if lead.part is not HandlerPart.LEAD:
        assert waiting == ()
    for other in others:
        open_co = other.part is HandlerPart.CO and other.assignment_id == lead.assignment_id
        open_co &= other.state in {F.DRAFTED, F.APPROVED, F.ISSUED, F.RECEIVED, F.RETURN_REQUESTED, F.TAKEN_OVER}
        assert (other in waiting) == (open_co and lead.part is HandlerPart.LEAD)


def test_returning_or_waiving_the_last_co_handler_frees_the_lead() -> None:
    lead = line(F.TAKEN_OVER, HandlerPart.LEAD)
    replied, open_line = line(F.REPLIED, HandlerPart.CO), line(F.TAKEN_OVER, HandlerPart.CO)
    assert awaited(lead, [replied, open_line]) == (open_line,)
    assert not awaited(lead, [replied, line(F.WAIVED, HandlerPart.CO)])


@pytest.mark.parametrize("part", HandlerPart)
def test_only_a_co_handler_can_be_waived(part: HandlerPart) -> None:
    assert may_waive(line(F.TAKEN_OVER, part)) == (part is HandlerPart.CO)


@pytest.mark.parametrize(
    ("kind", "limited", "may"),
    [
        (DispatchKind.FORWARD, False, True),
        (DispatchKind.FORWARD, True, False),
        (DispatchKind.ASSIGN, False, False),
        (DispatchKind.ASSIGN, True, False),
    ],
)
def test_a_letter_for_study_may_end_at_the_reply(kind: DispatchKind, *, limited: bool, may: bool) -> None:
    letter = line(F.REPLIED, kind=kind, limited=limited)
    assert may_only_note(letter) is may
    assert settled(letter) is may
    assert not settled(line(F.TAKEN_OVER, kind=kind, limited=limited))
    assert not settled(line(F.CONTACTED, kind=kind, limited=limited)), "what the citizen thinks of it counts"


def test_a_co_handler_is_done_with_its_answer_and_the_others_with_the_citizen() -> None:
    assert settled(line(F.REPLIED, HandlerPart.CO))
    assert not settled(line(F.CONTACTED, HandlerPart.LEAD))
    assert settled(line(F.CLOSED, HandlerPart.LEAD))
    assert may_conclude([line(F.CLOSED, HandlerPart.LEAD), line(F.WAIVED, HandlerPart.CO)])
    assert not may_conclude([line(F.CLOSED, HandlerPart.LEAD), line(F.TAKEN_OVER, HandlerPart.CO)])


@given(clues, clues)
def test_each_contributor_is_told_once_and_the_last_moves_on(contributing: list[str], told: list[str]) -> None:
    left = still_to_tell(contributing, told)
    assert len(left) == len(set(left))
    assert set(left) == set(contributing) - set(told)
    assert after_contact(contributing, told) is (F.REPLIED if left else F.CONTACTED)


def test_dissatisfaction_leads_to_one_redo_and_then_to_a_reason() -> None:
    for opinions, redone in product([[], [Satisfaction.SATISFIED], [Satisfaction.FAIRLY_SATISFIED]], [0, 1]):
        assert after_opinions(opinions, redone) is Action.CLOSE
    assert after_opinions([Satisfaction.SATISFIED, Satisfaction.DISSATISFIED], 0) is Action.REDO
    assert after_opinions([Satisfaction.DISSATISFIED], 1) is Action.CLOSE_ANYWAY


@given(st.data())
def test_no_walk_closes_over_dissatisfaction_before_it_was_done_again(data: st.DataObject) -> None:
    """Any way from take-over to the end by the rows of SM4 and the rule: redone at most once, closed with a reason."""
    state, redone, heard, walked = F.TAKEN_OVER, 0, list[Satisfaction](), list[Action]()
    needs = frozenset[Need]()
    while state is not F.CLOSED and len(walked) < 40:
        follows = after_opinions(heard, redone)
        others = {Action.CLOSE, Action.REDO, Action.CLOSE_ANYWAY} - {follows}
        rows = [
            row
            for row in FORWARDING.rows_from(state, Role.OFFICE)
            if row.action not in others and row.target in {F.TAKEN_OVER, F.REPLIED, F.CONTACTED, F.EVALUATED, F.CLOSED}
        ]
        row = data.draw(st.sampled_from(rows))
        state = FORWARDING.advance(state, row.action, Role.OFFICE, row.needs, target=row.target)
        walked.append(row.action)
        needs = row.needs
        if row.action in (Action.CONTACT, Action.EVALUATE):
            heard = [data.draw(st.sampled_from(Satisfaction))]
        if row.action in (Action.REDO, Action.REJECT_REPLY):
            heard, redone = [], redone + (row.action is Action.REDO)
    assert walked.count(Action.REDO) <= REDO_TIMES
    if state is F.CLOSED:
        dissatisfied = Satisfaction.DISSATISFIED in heard
        assert walked[-1] is (Action.CLOSE_ANYWAY if dissatisfied else Action.CLOSE)
        assert not dissatisfied or Action.REDO in walked
        assert needs == ({Need.REASON} if dissatisfied else set())


def test_a_unit_complained_about_gets_nothing() -> None:
    """信访工作条例 30; safety P17."""
    assert barred(["QCGJ", "QSWJ", "QCGJ"], ["QCGJ", "QJYJ"]) == ("QCGJ",)
    assert barred(["QSWJ"], ["QCGJ"]) == barred(["QSWJ"], []) == ()
