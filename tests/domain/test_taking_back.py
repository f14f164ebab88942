"""Where taking back the last step of a handler's line leads (SM4): the rule and the table say the same."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.handling import Extension
from baixing_desktop.domain.kinds import ProposalKind, ProposerKind
from baixing_desktop.domain.proposals import Claim, Proposal
from baixing_desktop.domain.rules.taking_back import Trail, claim_before, last_more_time, proposal_before, state_before
from baixing_desktop.domain.states import Action, ClaimState, ExtensionState, ProposalState
from baixing_desktop.domain.states import ForwardingState as F
from baixing_desktop.domain.workflow import CLAIM, FORWARDING, PROPOSAL
from tests.domain.test_handling import line

DAY = date(2026, 11, 23)
TRAILS = [Trail(*facts) for facts in product([False, True], repeat=5)]
DATES: tuple[dict[str, date], ...] = ({}, {"received_on": DAY}, {"received_on": DAY, "taken_over_on": DAY})


def lines() -> list[Forwarding]:
    """Every state with the dates that it can have; only a letter that was received is noted."""
    return [replace(line(state), **dates) for state in F for dates in DATES if dates or state is not F.NOTED]


def test_every_row_is_reached_by_the_rule_and_the_rule_leads_nowhere_else() -> None:
    rows = {(row.source, row.target) for row in FORWARDING.transitions if row.action is Action.TAKE_BACK}
    led = {(one.state, before) for one in lines() for trail in TRAILS if (before := state_before(one, trail))}
    assert led == rows


@given(st.sampled_from(lines()), st.sampled_from(TRAILS))
def test_nothing_is_taken_back_from_a_letter_that_is_not_out_or_just_went_out(one: Forwarding, trail: Trail) -> None:
    before = state_before(one, trail)
    if one.state in (F.DRAFTED, F.APPROVED, F.ISSUED, F.CANCELLED):
        assert before is None
    else:
        assert before is not None


def asked(state: ExtensionState, requested: date, decided: date | None = None, old: date = DAY) -> Extension:
    later = old + timedelta(days=30)
    return Extension("x", "f", state, requested, old, later, "需要施工", decided, later if decided else None)


def test_what_was_done_last_about_more_time() -> None:
    first = asked(ExtensionState.GRANTED, DAY, DAY)
    refused = asked(ExtensionState.REFUSED, DAY, DAY)
    further = asked(ExtensionState.REFUSED, DAY, DAY, old=DAY + timedelta(days=30))
    open_now = asked(ExtensionState.REQUESTED, DAY)
    for order in permutations([refused, first, further, open_now]):
        assert last_more_time(order) is open_now
        assert last_more_time([one for one in order if one is not open_now]) is further
        assert last_more_time([one for one in order if one in (first, refused)]) is first
    tomorrow = DAY + timedelta(days=1)
    assert last_more_time([first, open_now], tomorrow) is None, "before an answer that was put aside"
    late = asked(ExtensionState.GRANTED, DAY, tomorrow)
    assert last_more_time([first, late], tomorrow) is late, "asked for before it, granted after it"


def test_every_step_of_a_claim_and_of_a_proposal_is_taken_back_by_a_row() -> None:
    """What rests on a claim is taken back with the draft; these two rows are of no step of the claim itself."""
    paths = ((None, None), (DAY, None), (DAY, "p"))
    claims = (
        Claim("c", "k", state, DAY, cultivated_since=since, proposal_id=made)
        for state in ClaimState
        for since, made in paths
    )
    led = {(one.state, claim_before(one, logged=logged)) for one in claims for logged in (False, True)}
    drafted = ClaimState.PROPOSAL_DRAFTED
    rows = {(row.source, row.target) for row in CLAIM.transitions if row.action is Action.TAKE_BACK}
    assert led - {(drafted, None)} == rows - {(drafted, drafted), (drafted, ClaimState.CULTIVATING)}
    draft = Proposal("p", "路灯", ProposalKind.PLENARY, ProposalState.DRAFTED, ProposerKind.MEMBER, "王委员", DAY)
    days = ((None, None), (DAY, None), (DAY, DAY))
    made = (
        replace(draft, state=state, submitted_on=submitted, decided_on=decided)
        for state in ProposalState
        for submitted, decided in days
    )
    rows = {(row.source, row.target) for row in PROPOSAL.transitions if row.action is Action.TAKE_BACK}
    assert {(one.state, proposal_before(one)) for one in made} == rows
