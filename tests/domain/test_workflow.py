"""The transition tables: every row works, everything else is refused with what is possible."""

from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain import outcomes, states
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import Action, ClueState, ForwardingState, Need, OfficeState, Role
from baixing_desktop.domain.workflow import (
    BATCH,
    CLUE_IN_OFFICE,
    CLUE_IN_WORKROOM,
    FORWARDING,
    Machine,
    Transition,
)
from baixing_desktop.errors import IllegalActionError

MACHINES: list[Machine[Any]] = [CLUE_IN_WORKROOM, BATCH, CLUE_IN_OFFICE, FORWARDING]
ROWS = [
    pytest.param(machine, row, id=f"{row.source}-{row.action}") for machine in MACHINES for row in machine.transitions
]


@pytest.mark.parametrize(("machine", "row"), ROWS)
def test_each_row_leads_to_its_target_for_each_of_its_roles(machine: Machine[Any], row: Transition[Any]) -> None:
    for role in row.roles:
        assert machine.advance(row.source, row.action, role, row.needs) == row.target


@pytest.mark.parametrize(("machine", "row"), ROWS)
def test_each_row_refuses_other_roles_and_missing_gifts(machine: Machine[Any], row: Transition[Any]) -> None:
    for role in set(Role) - row.roles:
        with pytest.raises(IllegalActionError) as refused:
            machine.advance(row.source, row.action, role, row.needs)
        assert refused.value.code == "ACTION_NOT_ALLOWED"
    for need in row.needs:
        with pytest.raises(IllegalActionError) as refused:
            machine.advance(row.source, row.action, next(iter(row.roles)), row.needs - {need})
        assert refused.value.code == "ACTION_NEEDS"
        assert label(need) in str(refused.value)


def test_no_machine_has_two_rows_for_one_state_and_action() -> None:
    for machine in MACHINES:
        keys = [(row.source, row.action) for row in machine.transitions]
        assert len(keys) == len(set(keys)), machine.subject


@given(st.sampled_from(MACHINES), st.data())
def test_what_is_not_in_the_table_is_refused_and_says_what_is_possible(
    machine: Machine[Any], data: st.DataObject
) -> None:
    state = data.draw(st.sampled_from([row.source for row in machine.transitions]))
    action = data.draw(st.sampled_from(list(Action)))
    role = data.draw(st.sampled_from(list(Role)))
    if any(row.action == action for row in machine.rows_from(state)):
        return
    with pytest.raises(IllegalActionError) as refused:
        machine.advance(state, action, role, frozenset(Need))
    assert refused.value.code == "ACTION_NOT_POSSIBLE"
    for row in machine.rows_from(state, role):
        assert label(row.action) in refused.value.advice.todo


@given(st.data())
def test_no_walk_closes_a_forwarding_before_the_citizen_was_contacted(data: st.DataObject) -> None:
    """Seed 八(四)1."""
    state, seen = ForwardingState.DRAFTED, {ForwardingState.DRAFTED}
    for _ in range(30):
        rows = FORWARDING.rows_from(state)
        if not rows:
            break
        row = data.draw(st.sampled_from(rows))
        state = FORWARDING.advance(state, row.action, next(iter(row.roles)), row.needs)
        seen.add(state)
    if state is ForwardingState.CLOSED:
        assert ForwardingState.CONTACTED in seen


def test_every_office_state_can_be_reached() -> None:
    reached = {OfficeState.RECEIVED} | {row.target for row in CLUE_IN_OFFICE.transitions}
    assert reached == set(OfficeState)


CODES = [
    code
    for module in (states, outcomes)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    for code in kind
]


@pytest.mark.parametrize("code", CODES, ids=repr)
def test_every_code_has_a_chinese_word(code: StrEnum) -> None:
    assert label(code)


def test_codes_with_the_same_text_keep_their_own_words() -> None:
    """Python holds them equal; people must not."""
    words = {kind: label(kind("received")) for kind in (OfficeState, ForwardingState)}
    assert words == {OfficeState: "待审核", ForwardingState: "单位已收函"}
    assert label(ClueState.RETURNED) == "退回补充"
    assert label(OfficeState.RETURNED) == "已退回补充"
