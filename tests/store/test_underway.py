"""Clues that move together: the same on either engine, beyond one portion, and nothing is written over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from baixing_desktop.domain.batch import GENESIS, Batch, EventType, ItemReceipt, ItemResult, StoredEvent
from baixing_desktop.domain.clue import Clue, ClueContent
from baixing_desktop.domain.messages import Message
from baixing_desktop.domain.record import content_hash
from baixing_desktop.domain.states import BatchState, ClueState
from baixing_desktop.errors import ConflictError, ProgramError
from baixing_desktop.ids import new_id
from baixing_desktop.store.repos.underway import Confirmed, Standing
from baixing_desktop.store.store import Store

NOW = datetime(2026, 11, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
MANY = 601
REGISTERED, SEALED, SUBMITTED, ACKNOWLEDGED = (
    ClueState.REGISTERED,
    ClueState.SEALED,
    ClueState.SUBMITTED,
    ClueState.ACKNOWLEDGED,
)


def registered(store: Store, count: int) -> list[Clue]:
    """``count`` registered clues, their numbers in order."""
    clues: list[Clue] = []
    for number in range(count):
        content = ClueContent(title=f"第{number}条")
        clue = Clue(new_id(), "SY", content, NOW, NOW, "林", 1, 1, REGISTERED)
        numbered = replace(clue, provisional_number=f"SY-01-2026-{number:04}", content_hash=content_hash(content))
        clues.append(numbered)
    with store.writing(much=True) as tx:
        tx.clues.add_all(clues)
        tx.clues.add_revisions((clue, NOW) for clue in clues)
    return clues


def test_many_move_at_once_and_each_is_a_version_further(store: Store) -> None:
    clues = registered(store, MANY)
    ids = [clue.id for clue in clues]
    with store.writing(much=True) as tx:
        assert tx.underway.registered(MANY + 1) == tuple(ids)
        tx.underway.move(ids[1:], REGISTERED, SEALED, LATER)
        assert tx.underway.registered(MANY) == (ids[0],)
        assert tx.underway.standings(ids) == {
            one: Standing(SEALED, 2) if one != ids[0] else Standing(REGISTERED, 1) for one in ids
        }
        confirmed = [Confirmed(one, 2, ACKNOWLEDGED, f"N{number:05}") for number, one in enumerate(ids[1:])]
        tx.underway.confirm(confirmed, NOW, LATER)
        last = tx.clues.get(ids[-1])
    assert (last.workroom_state, last.version, last.receipt_number) == (ACKNOWLEDGED, 3, f"N{MANY - 2:05}")
    assert (last.receipt_at, last.updated_at, last.content) == (NOW, LATER, clues[-1].content)


def test_the_first_ones_go_and_only_those_that_are_wanted(store: Store) -> None:
    ids = [clue.id for clue in registered(store, 4)]
    with store.reading() as tx:
        assert tx.underway.registered(2) == (ids[0], ids[1])
        assert tx.underway.registered(9, {ids[3], ids[1], new_id()}) == (ids[1], ids[3])
        told = tx.underway.registrations((ids[2], ids[0]))
    assert [(one.clue_id, one.content.title, one.provisional_number) for one in told] == [
        (ids[2], "第2条", "SY-01-2026-0002"),
        (ids[0], "第0条", "SY-01-2026-0000"),
    ]


def test_what_is_not_where_it_was_thought_to_be_stops_all(store: Store) -> None:
    ids = [clue.id for clue in registered(store, 3)]
    with store.writing() as tx:
        tx.underway.move(ids[:1], REGISTERED, SEALED, NOW)
    with pytest.raises(ConflictError), store.writing() as tx:
        tx.underway.move(ids, REGISTERED, SEALED, NOW)
    stale = [Confirmed(one, 1, ACKNOWLEDGED, "N00000") for one in ids]
    with pytest.raises(ConflictError), store.writing() as tx:
        tx.underway.confirm(stale, NOW, NOW)
    with pytest.raises(ProgramError), store.reading() as tx:
        tx.underway.registrations([*ids, new_id()])
    with store.reading() as tx:
        assert [one.state for one in tx.underway.standings(ids).values()].count(REGISTERED) == 2


def test_a_batch_takes_along_what_still_stands_as_it_was_sealed(store: Store) -> None:
    first, second, outside = registered(store, 3)
    with store.writing() as tx:
        tx.underway.move([first.id, second.id, outside.id], REGISTERED, SEALED, NOW)
        tx.underway.move([second.id], SEALED, ACKNOWLEDGED, NOW)
        batch = _sealed(store_events := _log(first.id, second.id))
        tx.outbox.add_batch(batch, store_events)
        tx.underway.move_batch(batch.id, SEALED, SUBMITTED, LATER)
        states = {one: standing.state for one, standing in tx.underway.standings([first.id, second.id]).items()}
        assert tx.underway.standings([outside.id])[outside.id].state is SEALED
    assert states == {first.id: SUBMITTED, second.id: ACKNOWLEDGED}


def test_the_log_tells_what_it_holds_behind_a_place_and_what_was_answered(store: Store) -> None:
    clues = registered(store, 3)
    events = _log(*(clue.id for clue in clues))
    with store.writing() as tx:
        tx.outbox.add_batch(_sealed(events), events)
        tx.outbox.add_receipts(1, [ItemReceipt(2, clues[1].id, ItemResult.ACCEPTED, "AAAAAA")], NOW)
        assert [event.seq for event in tx.outbox.events_behind(1, 1)] == [2, 3]
        assert tx.outbox.events_behind(1, 0, 2) == tuple(events[:2])
        assert tx.outbox.events_behind(2, 0) == ()
        heard = tx.outbox.heard_of(1, 2, 9)
    assert {seq: (one.clue_id, one.carries_clue, one.answered) for seq, one in heard.items()} == {
        2: (clues[1].id, True, True),
        3: (clues[2].id, True, False),
    }


def test_messages_are_placed_and_answered_together(store: Store) -> None:
    ids = [new_id() for _ in range(3)]
    with store.writing() as tx:
        names = tx.messages.next_ids()
        told = [Message(next(names), one, EventType.PLACE, NOW, "林", {"community": "440105001"}) for one in ids]
        tx.messages.add(*told)
        tx.messages.place(1, {message.id: 10 + number for number, message in enumerate(told)})
        answers = [
            ItemReceipt(10, ids[0], ItemResult.ACCEPTED, "A"),
            ItemReceipt(11, ids[1], ItemResult.REJECTED, "B", "无"),
        ]
        tx.messages.answer(1, answers)
        tx.messages.answer(1, [])
        found = tx.messages.of_clues([*ids, new_id()], EventType.PLACE)
        assert tx.messages.of_clues(ids, EventType.WITHDRAW) == {}
        assert tx.messages.next_id() == next(names)
    assert {one: (m.seq, m.answer, m.reason) for one, (m,) in found.items()} == {
        ids[0]: (10, ItemResult.ACCEPTED, None),
        ids[1]: (11, ItemResult.REJECTED, "无"),
        ids[2]: (12, None, None),
    }


def test_former_numbers_of_many_are_those_of_each(store: Store) -> None:
    ids = [clue.id for clue in registered(store, 3)]
    with store.writing() as tx:
        tx.numbers.add_former("SY-09-2025-0002", ids[0], NOW)
        tx.numbers.add_former("SY-09-2025-0001", ids[0], LATER)
        tx.numbers.add_former("SY-09-2025-0003", ids[2], NOW)
        found = tx.numbers.former_of(ids)
        assert found == {one: tx.numbers.former(one) for one in ids if tx.numbers.former(one)}
    assert found[ids[0]] == ("SY-09-2025-0002", "SY-09-2025-0001")


def _log(*ids: str) -> list[StoredEvent]:
    hashes = [GENESIS, *(f"{number:064}" for number in range(1, len(ids) + 1))]
    return [
        StoredEvent(number + 1, one, EventType.SUBMIT, hashes[number], hashes[number + 1], b"{}")
        for number, one in enumerate(ids)
    ]


def _sealed(events: list[StoredEvent]) -> Batch:
    return Batch(new_id(), 1, 1, len(events), events[-1].hash, NOW, BatchState.SEALED)
