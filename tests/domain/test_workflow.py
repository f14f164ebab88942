"""The transition tables: every row works, everything else is refused with what is possible."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import Action, ForwardingState, Need, OfficeState, Role
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE, FORWARDING, MACHINES, Machine, Transition
from baixing_desktop.domain.workflow.one_way import ONE_WAY, UNDOES, leads_back
from baixing_desktop.errors import IllegalActionError, ProgramError

ROWS = [
    pytest.param(machine, row, id=f"{machine.subject}-{row.source}-{row.action}-{row.target}")
    for machine in MACHINES
    for row in machine.transitions
]


@pytest.mark.parametrize(("machine", "row"), ROWS)
def test_each_row_leads_to_its_target_for_each_of_its_roles(machine: Machine[Any], row: Transition[Any]) -> None:
    for role in row.roles:
        assert machine.advance(row.source, row.action, role, row.needs, target=row.target) == row.target
        assert machine.may(row.source, row.action, role)


@pytest.mark.parametrize(("machine", "row"), ROWS)
def test_each_row_refuses_other_roles_and_missing_gifts(machine: Machine[Any], row: Transition[Any]) -> None:
    for role in set(Role) - row.roles:
        with pytest.raises(IllegalActionError) as refused:
            machine.advance(row.source, row.action, role, row.needs, target=row.target)
        assert refused.value.code == "ACTION_NOT_ALLOWED"
        assert any(label(r) in refused.value.advice.todo for r in row.roles) or row.roles == {Role.SYSTEM}
    for need in row.needs:
        with pytest.raises(IllegalActionError) as refused:
            machine.advance(row.source, row.action, next(iter(row.roles)), row.needs - {need}, target=row.target)
        assert refused.value.code == "ACTION_NEEDS"
        assert label(need) in str(refused.value)


@pytest.mark.parametrize(("machine", "row"), ROWS)
def test_each_row_cites_the_seed_or_the_law_on_personal_data_and_is_given_to_nobody_who_only_administers(
    machine: Machine[Any], row: Transition[Any]
) -> None:
    del machine
    assert row.clause[0] in "七八九附" or row.clause.startswith("个人信息保护法第")
    assert row.roles
    assert not row.roles & {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.subject)
def test_a_machine_is_whole(machine: Machine[Any]) -> None:
    """No row twice, every state of its kind reached from a start, every start one of them."""
    keys = [(row.source, row.action, row.target) for row in machine.transitions]
    assert len(keys) == len(set(keys))
    reached = set(machine.starts)
    while grown := {row.target for row in machine.transitions if row.source in reached} - reached:
        reached |= grown
    assert reached == set(machine.states)


def test_each_kind_of_state_has_one_machine() -> None:
    kinds = {repr(machine.states) for machine in MACHINES}
    assert len(kinds) == len(MACHINES)
    assert len({machine.subject for machine in MACHINES}) == len(MACHINES) - 1, "a clue alone has two machines"


@given(st.sampled_from(MACHINES), st.data())
def test_what_is_not_in_the_table_is_refused_and_says_what_is_possible(
    machine: Machine[Any], data: st.DataObject
) -> None:
    state = data.draw(st.sampled_from(machine.states))
    action = data.draw(st.sampled_from(list(Action)))
    role = data.draw(st.sampled_from(list(Role)))
    if action in machine.actions(state):
        return
    with pytest.raises(IllegalActionError) as refused:
        machine.advance(state, action, role, frozenset(Need))
    assert refused.value.code == "ACTION_NOT_POSSIBLE"
    assert label(state) in refused.value.advice.what
    possible = machine.actions(state, role)
    assert all(label(action) in refused.value.advice.todo for action in possible)
    assert possible or "查看" in refused.value.advice.todo


@given(st.sampled_from(MACHINES), st.data())
def test_a_random_walk_moves_only_by_rows(machine: Machine[Any], data: st.DataObject) -> None:
    """Legal and illegal actions in any order: the state is always the target of a row, or unchanged after a refusal."""
    state = machine.begin(data.draw(st.sampled_from(machine.starts)))
    for _ in range(25):
        action = data.draw(st.sampled_from(machine.actions(state) or tuple(Action)) | st.sampled_from(list(Action)))
        role = data.draw(st.sampled_from(list(Role)))
        given = frozenset(data.draw(st.sets(st.sampled_from(list(Need))))) if data.draw(st.booleans()) else set(Need)
        target = data.draw(st.sampled_from([row.target for row in machine.rows_from(state)] or [None]))
        legal = [
            row
            for row in machine.rows_from(state, role)
            if row.action == action and row.target == target and row.needs <= given
        ]
        try:
            after = machine.advance(state, action, role, frozenset(given), target=target)
        except IllegalActionError:
            assert not legal
        else:
            assert [row.target for row in legal] == [after]
            state = after


def test_rows_that_differ_in_their_target_need_it_named() -> None:
    with pytest.raises(ProgramError):
        CLUE_IN_OFFICE.advance(OfficeState.MERGED, Action.UNDO_MERGE, Role.OFFICE)
    back = CLUE_IN_OFFICE.advance(OfficeState.MERGED, Action.UNDO_MERGE, Role.OFFICE, target=OfficeState.RETAINED)
    assert back is OfficeState.RETAINED
    with pytest.raises(IllegalActionError):
        CLUE_IN_OFFICE.advance(OfficeState.MERGED, Action.UNDO_MERGE, Role.OFFICE, target=OfficeState.CONCLUDED)


def test_nothing_begins_in_the_middle() -> None:
    with pytest.raises(ProgramError):
        FORWARDING.begin(ForwardingState.CLOSED)


@given(st.data())
def test_no_walk_closes_a_forwarding_before_the_citizen_was_contacted(data: st.DataObject) -> None:
    """Seed 八(四)1."""
    state, seen = ForwardingState.DRAFTED, {ForwardingState.DRAFTED}
    for _ in range(30):
        rows = FORWARDING.rows_from(state)
        if not rows:
            break
        row = data.draw(st.sampled_from(rows))
        state = FORWARDING.advance(state, row.action, next(iter(row.roles)), row.needs, target=row.target)
        seen.add(state)
    if state is ForwardingState.CLOSED:
        assert ForwardingState.CONTACTED in seen


def test_ends_are_final() -> None:
    """What is done with leads nowhere, except back, when it was entered wrongly; its handler may still speak of it."""
    mending = (Action.TAKE_BACK, Action.UNREMIND, Action.CORRECT_ISSUE, Action.RESPOND)
    onwards = [row for row in FORWARDING.transitions if row.action not in mending]
    assert set(ForwardingState) - {row.source for row in onwards} == {
        ForwardingState.CLOSED,
        ForwardingState.REASSIGNED,
        ForwardingState.NOTED,
        ForwardingState.WAIVED,
        ForwardingState.CANCELLED,
    }
    taken_back = {row for row in CLUE_IN_OFFICE.transitions if row.action is Action.WITHDRAW}
    others = [row for row in CLUE_IN_OFFICE.transitions if row not in taken_back and row.source != row.target]
    assert {row.source for row in others} == set(OfficeState) - {OfficeState.ARCHIVED}
    assert {row.source for row in taken_back} == set(OfficeState) - {OfficeState.WITHDRAWN}, "whatever became of it"


STEPS = [
    (machine, row)
    for machine in MACHINES
    for row in machine.transitions
    if row.roles - {Role.SYSTEM} and row.action not in UNDOES
]


def test_every_step_that_a_person_takes_has_a_way_back_or_its_reason() -> None:
    """Decision 0048; a reason for a step that can be taken back, or for none, is out of date."""
    lacking = {(machine.subject, row.source, row.action) for machine, row in STEPS if not leads_back(machine, row)}
    explained = {
        (machine.subject, row.source, row.action)
        for machine, row in STEPS
        for one in ONE_WAY
        if one.speaks_of(machine, row)
    }
    assert lacking == explained
    idle = [one for one in ONE_WAY if not any(one.speaks_of(machine, row) for machine, row in STEPS)]
    assert not idle
    assert all(one.why for one in ONE_WAY)


def test_what_undoes_one_step_only_does_not_stand_for_another() -> None:
    reminded = next(row for row in FORWARDING.transitions if row.action is Action.REMIND)
    answered = next(row for row in FORWARDING.transitions if row.action is Action.RESPOND)
    assert leads_back(FORWARDING, reminded)
    assert not leads_back(FORWARDING, answered)
