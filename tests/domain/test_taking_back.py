"""Where taking back the last step of a handler's line leads (SM4): the rule and the table say the same."""

from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.rules.taking_back import Trail, state_before
from baixing_desktop.domain.states import Action
from baixing_desktop.domain.states import ForwardingState as F
from baixing_desktop.domain.workflow import FORWARDING
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
    if one.state in (F.DRAFTED, F.APPROVED, F.ISSUED, F.REASSIGNED, F.CANCELLED):
        assert before is None
    else:
        assert before is not None or (one.state is F.TAKEN_OVER and trail.more_time)
