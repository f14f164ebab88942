"""The bytes of an event and the chain over them."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from baixing_desktop.canonical import canonical
from baixing_desktop.domain.batch import GENESIS, EventType, NewEvent, StoredEvent, SubmittedClue, event_hash
from baixing_desktop.domain.record import content_hash
from baixing_desktop.errors import SyncError
from sync.log import Span, verify_chain, write_event
from tests.builders import STREETLIGHTS

DEVICE = "0b6f4c1e-8a57-4f0e-9a6b-0d8f6a2f7c31"
AT = datetime(2026, 11, 23, 7, 21, 7, tzinfo=UTC)
CONTENT = replace(STREETLIGHTS, received_on=date(2026, 11, 20))


def clue(number: int = 1) -> SubmittedClue:
    content = replace(CONTENT, title=f"建议{number}")
    return SubmittedClue(
        f"00000000-0000-4000-8000-{number:012d}",
        "SY",
        f"SY-2026-K3F-{number:04d}-7",
        1,
        content,
        content_hash(content),
        "李某",
        AT,
    )


def chain(count: int) -> list[StoredEvent]:
    events: list[StoredEvent] = []
    prev = GENESIS
    for seq in range(1, count + 1):
        event = write_event(
            clue(seq), type=EventType.SUBMIT, device=DEVICE, epoch=1, seq=seq, prev=prev, at=AT, actor="李某"
        )
        events.append(event)
        prev = event.hash
    return events


def span(events: list[StoredEvent], **changes: Any) -> Span:
    first = events[0]
    return replace(Span(DEVICE, 1, first.seq, events[-1].seq, first.prev, events[-1].hash), **changes)


def verified(events: list[StoredEvent], **changes: Any) -> tuple[NewEvent, ...]:
    return verify_chain([event.data for event in events], span(events, **changes))


def forged(change: Callable[[dict[str, Any]], None]) -> tuple[NewEvent, ...]:
    """A chain of one event whose bytes were written by somebody else, and correctly chained."""
    record = json.loads(chain(1)[0].data)
    change(record)
    data = canonical(record)
    return verify_chain([data], Span(DEVICE, 1, 1, 1, GENESIS, event_hash(GENESIS, data)))


def test_what_was_written_is_read() -> None:
    events = chain(5)
    found = verified(events)
    assert [event.stored for event in found] == events
    assert [event.clue for event in found] == [clue(seq) for seq in range(1, 6)]
    assert [event.problem for event in found] == [None] * 5


def test_the_hash_is_the_documented_one() -> None:
    first, second = chain(2)
    by_hand = hashlib.sha256(b"bx-ev1" + bytes.fromhex(first.hash) + second.data).hexdigest()
    assert (second.prev, second.hash) == (first.hash, by_hand)
    assert first.prev == GENESIS


def test_a_run_in_the_middle_links_to_what_went_before() -> None:
    assert len(verified(chain(5)[2:])) == 3


def test_an_empty_run_is_a_chain() -> None:
    tail = chain(2)[-1].hash
    assert verify_chain([], Span(DEVICE, 1, 3, 2, tail, tail)) == ()
    with pytest.raises(SyncError, match="损坏"):
        verify_chain([], Span(DEVICE, 1, 3, 2, tail, GENESIS))


Events = list[StoredEvent]


def _retold(event: StoredEvent) -> StoredEvent:
    return replace(event, data=event.data.replace("李某".encode(), "王某".encode()))


CHANGES: dict[str, Callable[[Events], Events]] = {
    "last left out": lambda e: e[:-1],
    "first left out": lambda e: e[1:],
    "two swapped": lambda e: [e[1], e[0], e[2]],
    "one twice instead of another": lambda e: [e[0], e[2], e[2]],
    "one twice": lambda e: [e[0], e[0], e[1], e[2]],
    "another actor": lambda e: [e[0], _retold(e[1]), e[2]],
    "a blank more": lambda e: [e[0], replace(e[1], data=e[1].data + b" "), e[2]],
    "an empty line": lambda e: [e[0], replace(e[1], data=b""), e[2]],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_event_can_be_left_out_moved_or_changed(change: Callable[[Events], Events]) -> None:
    events = chain(3)
    with pytest.raises(SyncError) as caught:
        verify_chain([event.data for event in change(events)], span(events))
    assert caught.value.code == "BATCH_DAMAGED"


@pytest.mark.parametrize(
    "lie",
    [
        {"device": "1b6f4c1e-8a57-4f0e-9a6b-0d8f6a2f7c31"},
        {"epoch": 2},
        {"first": 2, "last": 4},
        {"prev": "11" * 32},
        {"head": "11" * 32},
    ],
)
def test_the_run_stands_where_it_says(lie: dict[str, Any]) -> None:
    with pytest.raises(SyncError) as caught:
        verified(chain(3), **lie)
    assert caught.value.code == "BATCH_DAMAGED"


def test_a_log_begins_at_its_beginning() -> None:
    prev = "11" * 32
    event = write_event(clue(), type=EventType.SUBMIT, device=DEVICE, epoch=1, seq=1, prev=prev, at=AT, actor="李某")
    with pytest.raises(SyncError) as caught:
        verified([event])
    assert caught.value.code == "BATCH_DAMAGED"


@pytest.mark.parametrize("key", ["v", "suite", "device", "epoch", "seq", "prev", "type", "clue"])
def test_an_envelope_without_its_keys_condemns_the_batch(key: str) -> None:
    with pytest.raises(SyncError) as caught:
        forged(lambda record: record.pop(key))
    assert caught.value.code == "BATCH_DAMAGED"


@pytest.mark.parametrize(
    ("key", "value"), [("type", "Clue Submit"), ("type", ""), ("clue", "../../x"), ("seq", True), ("prev", "AA" * 32)]
)
def test_an_envelope_of_another_form_condemns_the_batch(key: str, value: object) -> None:
    with pytest.raises(SyncError) as caught:
        forged(lambda record: record.update({key: value}))
    assert caught.value.code == "BATCH_DAMAGED"


@pytest.mark.parametrize(("key", "value"), [("v", 2), ("suite", "S2")])
def test_a_later_envelope_is_told_from_a_damaged_one(key: str, value: object) -> None:
    with pytest.raises(SyncError) as caught:
        forged(lambda record: record.update({key: value}))
    assert caught.value.code == "BATCH_TOO_NEW"


def test_later_keys_are_left_alone() -> None:
    def later(record: dict[str, Any]) -> None:
        record["mood"] = "good"
        record["body"]["weather"] = "rain"
        record["body"]["content"]["language"] = "yue"
        record["body"]["content_hash"] = hashlib.sha256(canonical(record["body"]["content"])).hexdigest()

    (event,) = forged(later)
    assert event.problem is None
    assert event.clue is not None
    assert event.clue.content == clue().content


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("type", "clue.sing", "不认识"),
        ("rev", 0, "格式不对"),
        ("rev", 2**40, "格式不对"),
        ("body", None, "格式不对"),
        ("body.typist", None, "格式不对"),
        ("body.registered_at", "yesterday", "格式不对"),
        ("body.number", "", "格式不对"),
        ("body.unit", "X" * 40, "格式不对"),
        ("body.content_hash", "00" * 32, "校验值"),
        ("body.content.form", 2, "格式不对"),
        ("body.content.title", None, "格式不对"),
        ("body.content.title", "一\x00二", "格式不对"),
        ("body.content.analysis", "一\r\n二", "格式不对"),
        ("body.content.received_on", "2026-02-31", "格式不对"),
        ("body.content.source.category", "X" * 33, "格式不对"),
        ("body.content.contributor.anonymous", True, "格式不对"),
        ("body.content.attachments", [{"sha256": "0" * 64, "name": "a", "mime": "a/b", "length": -1}], "格式不对"),
        ("body.content.attachments", [{"sha256": "x", "name": "a", "mime": "a/b", "length": 1}], "格式不对"),
    ],
)
def test_a_faulty_body_is_rejected_by_itself(path: str, value: object, reason: str) -> None:
    def change(record: dict[str, Any]) -> None:
        *steps, last = path.split(".")
        place = record
        for step in steps:
            place = place[step]
        place[last] = value
        if "content" in steps:
            record["body"]["content_hash"] = hashlib.sha256(canonical(record["body"]["content"])).hexdigest()

    (event,) = forged(change)
    assert event.clue is None
    assert event.problem is not None
    assert reason in event.problem
    assert event.stored.seq == 1


def test_content_that_is_not_what_was_registered_is_rejected() -> None:
    (event,) = forged(lambda record: record["body"]["content"].update(title="别的"))
    assert event.problem is not None
    assert "校验值" in event.problem


def test_one_bad_event_does_not_stop_the_others() -> None:
    first, second, third = chain(3)
    record = json.loads(second.data)
    record["type"] = "clue.sing"
    bad = canonical(record)
    prev = event_hash(first.hash, bad)
    record = json.loads(third.data)
    record["prev"] = prev
    last = canonical(record)
    found = verify_chain([first.data, bad, last], Span(DEVICE, 1, 1, 3, GENESIS, event_hash(prev, last)))
    assert [event.problem is None for event in found] == [True, False, True]
