"""Every kind of record is kept as it was given, by version, within what the programme allows."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import count
from typing import Any, get_args, get_type_hints

import pytest
from sqlalchemy import Table

from baixing_desktop.domain.batch import GENESIS
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import Clue, ClueContent
from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.gathering import NilReport, Session, SessionMember, Topic
from baixing_desktop.domain.handling import HandlerReply
from baixing_desktop.domain.people import Person, PersonState
from baixing_desktop.domain.proposals import Claim, Proposal, ProposalClue
from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.domain.states import ForwardingState, OfficeState, Role, TopicState
from baixing_desktop.domain.supervision import Supervision
from baixing_desktop.domain.units import Device
from baixing_desktop.errors import ConflictError, NotFoundError, ProgramError, StoreError
from baixing_desktop.ids import new_id
from baixing_desktop.store.mapping import PARENTS
from baixing_desktop.store.store import Store, Transaction
from baixing_desktop.store.tables.entities import ENTITIES

NOW = datetime(2026, 11, 25, 3, 4, 5, tzinfo=UTC)
DAY = date(2026, 11, 25)
NUMBERS = count(1)
KINDS = {table.name: kind for kind, table in ENTITIES.items()}

# What a rule of the table asks for beyond a value in every field.
VALID: dict[str, dict[str, Any]] = {
    "assignment": {"kind": "forward", "proposal_id": None},
    "backup_run": {"fault": ""},
    "commendation": {"unit": None, "member_id": None},
    "extension": {"new_due_on": date(2026, 12, 25)},
    "incentive": {"state": "rewarded"},
    "look_back": {"heard": True, "with_party_office": True},
    "nil_report": {"month": 7},
    "nomination": {"unit": None, "member_id": None, "post_id": None},
    "output": {"dropped_on": None},
    "proposal": {"master_id": None},
    "receiver": {"kind": "member"},
    "telling": {"channel": "phone"},
}


def sample(tx: Transaction, kind: type[Entity], **changes: Any) -> Any:
    """A record of ``kind`` with a value in every field that can have one; what it refers to is added."""
    table, hints, values = ENTITIES[kind], get_type_hints(kind), dict[str, Any]()
    wanted = VALID.get(table.name, {}) | changes
    for field in fields(kind):  # pyright: ignore[reportArgumentType] - every entity is a dataclass
        plain = next(iter(get_args(hints[field.name])), hints[field.name])
        if field.name in wanted:
            value = wanted[field.name]
            values[field.name] = plain(value) if issubclass(plain, StrEnum) else value
        else:
            values[field.name] = _value(tx, table, field.name, plain)
    for pair in _IN_ORDER.get(table.name, ()):
        values |= zip(pair, sorted(values[name] for name in pair), strict=True)
    return kind(**values)


_IN_ORDER = {"distinction": (("clue_id", "other_id"),)}
"""Fields of which the first must be the lesser."""


def _value(tx: Transaction, table: Table, name: str, plain: type) -> Any:
    parents = {key.column.table.name for key in table.c[name].foreign_keys}
    if name == "version":
        return 1
    if parents:
        return _parent(tx, parents.pop())
    if issubclass(plain, StrEnum):
        # The last one: it has gone through the most.
        return list(plain)[-1]
    return {str: f"{name}-{new_id()}"[-36:], bool: True, int: next(NUMBERS), date: DAY, datetime: NOW}[plain]


def _parent(tx: Transaction, table: str) -> str:
    identity = new_id()
    if table == "clue":
        tx.clues.add(Clue(identity, "SY", ClueContent(title="路灯"), NOW, NOW))
    elif table == "forwarding":
        tx.casework.add_forwarding(Forwarding(identity, _parent(tx, "clue"), "QJYJ", ForwardingState.DRAFTED, NOW))
    elif table == "device":
        tx.reception.add_device(Device(identity, 1, "SY", identity[:8], "", "", 0, GENESIS, NOW))
    elif table == "person":
        tx.people.add(Person(identity, identity, Role.OFFICE, None, PersonState.ACTIVE, NOW))
    else:
        tx.of(KINDS[table]).add(sample(tx, KINDS[table], id=identity))
    return identity


def test_every_entity_has_a_table_and_every_reference_its_parent() -> None:
    assert set(PARENTS.values()) <= {*KINDS, "clue", "forwarding", "device"}
    for table in ENTITIES.values():
        orphans = [c.name for c in table.columns if c.name.endswith("_id") and not c.foreign_keys]
        assert set(orphans) <= {"object_id", "user_id"}, table.name


@pytest.mark.parametrize("name", KINDS)
def test_a_record_is_kept_as_it_was_given(shared_store: Store, name: str) -> None:
    with shared_store.writing() as tx:
        records, record = tx.of(KINDS[name]), sample(tx, KINDS[name])
        records.add(record)
        assert records.get(record.id) == record
        # Less is kept as faithfully: nothing where there may be nothing.
        optional = {c.name: None for c in ENTITIES[KINDS[name]].columns if c.nullable}
        bare = _bare(record, optional)
        if bare is not None:
            records.save(bare)
            assert records.get(record.id) == bare


# Their last state asks for what is optional before.
_ASKING = {
    *(
        "assignment",
        "city_report",
        "claim",
        "erasure",
        "extension",
        "person_request",
        "handler_reply",
        "incentive",
        "letter_entry",
        "look_back",
    ),
    *("merge_link", "pilot", "premium", "proposal", "return_request", "supervision"),
}


def _bare(record: Any, optional: dict[str, None]) -> Any:
    asks = ENTITIES[type(record)].name in _ASKING
    return None if asks or not optional else replace(record, version=2, **optional)


def test_the_slower_of_two_sees_both_texts_and_loses_nothing(store: Store) -> None:
    with store.writing() as tx:
        topic = sample(tx, Topic)
        tx.of(Topic).add(topic)
        tx.of(Topic).save(first := replace(topic, title="甲的改动", version=2))
    mine = replace(topic, title="乙的改动", version=2)
    with pytest.raises(ConflictError) as lost, store.writing() as tx:
        tx.of(Topic).save(mine)
    assert (lost.value.mine, lost.value.current) == (mine, first)
    with pytest.raises(ConflictError) as gone, store.writing() as tx:
        tx.of(Topic).remove(topic)
    assert gone.value.current == first
    with store.writing() as tx:
        assert tx.of(Topic).get(topic.id) == first
        tx.of(Topic).remove(first)
        with pytest.raises(NotFoundError):
            tx.of(Topic).get(topic.id)


def test_lists_are_chosen_ordered_and_counted(store: Store) -> None:
    with store.writing() as tx:
        topics = [
            sample(tx, Topic, title=str(number), year=2020 + number % 2, state=state)
            for number, state in enumerate([*TopicState, TopicState.CLOSED])
        ]
        tx.of(Topic).add(*topics)
        records = tx.of(Topic)
        assert [t.title for t in records.where(order="year -title")] == ["4", "2", "0", "5", "3", "1"]
        assert [t.title for t in records.where(state=TopicState.CLOSED, order="title", limit=1)] == ["3"]
        assert records.count(state=(TopicState.CLOSED, TopicState.CANCELLED), year=2021) == 2
        assert records.counts("state", year=2021) == {
            TopicState.APPROVED: 1,
            TopicState.CLOSED: 2,
        }
        assert records.where(theme=None) == ()
        with pytest.raises(ProgramError):
            records.where(colour="red")
    with pytest.raises(ProgramError):
        tx.of(Clue)


def test_children_go_with_the_parent_that_owns_them(store: Store) -> None:
    with store.writing() as tx:
        member = sample(tx, SessionMember)
        tx.of(SessionMember).add(member)
        tx.of(Session).remove(tx.of(Session).get(member.session_id))
        assert tx.of(SessionMember).count() == 0


def _forbidden(tx: Transaction) -> Iterator[tuple[Entity, ...]]:
    clue, proposal = _parent(tx, "clue"), _parent(tx, "proposal")
    merge = sample(tx, MergeLink, clue_id=clue, undone_at=None, undone_by=None)
    yield merge, replace(merge, id=new_id())
    yield (sample(tx, MergeLink, clue_id=clue, master_id=clue),)
    yield (sample(tx, NilReport, month=13),)
    yield (sample(tx, Topic, opens_on=DAY, closes_on=date(2026, 1, 1)),)
    yield (sample(tx, Topic, state=TopicState.PUBLISHED, opens_on=None),)
    yield (sample(tx, HandlerReply, outcome="planned", promised_on=None),)
    yield (sample(tx, Proposal, state="filed", number=None),)
    yield sample(tx, ProposalClue, proposal_id=proposal), sample(tx, ProposalClue, proposal_id=proposal)
    yield sample(tx, Claim, clue_id=clue, state="offered"), sample(tx, Claim, clue_id=clue, state="claimed")
    yield (sample(tx, Supervision, forwarding_id=None, proposal_id=None),)
    yield (sample(tx, Topic, version=0),)
    yield (replace(sample(tx, SessionMember), session_id=new_id()),)


@pytest.mark.parametrize("number", range(12))
def test_what_must_never_be_is_refused_by_the_database(shared_store: Store, number: int) -> None:
    with pytest.raises(StoreError) as refused, shared_store.writing() as tx:
        _add_all(tx, list(_forbidden(tx))[number])
    assert refused.value.code == "STORE_FAILED"
    assert refused.value.facts["reason"] == "IntegrityError" or "Violation" in str(refused.value.facts["reason"])


def _add_all(tx: Transaction, records: tuple[Entity, ...]) -> None:
    for record in records:
        tx.of(type(record)).add(record)


def test_forwardings_keep_their_part(store: Store) -> None:
    with store.writing() as tx:
        first = tx.casework.forwarding(_parent(tx, "forwarding"))
        part = replace(first, id=new_id(), assignment_id=_parent(tx, "assignment"), replaces_id=first.id)
        for state in (ForwardingState.WAIVED, ForwardingState.NOTED, ForwardingState.CANCELLED):
            line = replace(part, id=new_id(), state=state, letter_number=state)
            tx.casework.add_forwarding(line)
            assert tx.casework.forwarding(line.id) == line
        clue = tx.clues.get(_parent(tx, "clue"))
        tx.clues.save(replace(clue, office_state=OfficeState.WITHDRAWN, version=2), expected=1)
