"""Runs of events: how they are cut, what they are called, which headers are believed."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.batch import GENESIS, Batch, StoredEvent
from baixing_desktop.domain.states import BatchState
from baixing_desktop.errors import SyncError
from baixing_desktop.vault.sealing import new_identity, recipient_of
from sync.batch import EVENTS_LIMIT, FILE, Room, blob_name, pack_batch, pack_blob, part_of, read_batch_header
from sync.container import UP, Envelope, pack, read_single

DEVICE = "0b6f4c1e-8a57-4f0e-9a6b-0d8f6a2f7c31"
AT = datetime(2026, 11, 23, 7, 21, 7, tzinfo=UTC)
ENVELOPE = Envelope(bytes(32), recipient_of(new_identity()), DEVICE, 1, AT)
IDS = ("7d1f0f2e-95a4-4b0c-8f0f-5c1b7a6f4e21", "8d1f0f2e-95a4-4b0c-8f0f-5c1b7a6f4e21")


def events(count: int, size: int = 10) -> list[StoredEvent]:
    return [StoredEvent(n, "x", "clue.submit", f"{n - 1:064d}", f"{n:064d}", b"e" * size) for n in range(1, count + 1)]


NOTHING = (0, GENESIS)

BATCHES = (
    Batch(IDS[0], 1, 1, 3, f"{3:064d}", AT, BatchState.EXPORTED),
    Batch(IDS[1], 1, 4, 6, f"{6:064d}", AT, BatchState.SEALED),
)


def test_a_whole_batch_keeps_its_name() -> None:
    part = part_of(BATCHES, events(6), DEVICE, NOTHING, Room(3, 1000))
    assert (part.identity, part.span.first, part.span.last, part.span.head) == (IDS[0], 1, 3, f"{3:064d}")
    assert part.batches == BATCHES[:1]
    part = part_of(BATCHES, events(6)[3:], DEVICE, NOTHING, FILE)
    assert (part.identity, part.span.prev, part.batches) == (IDS[1], f"{3:064d}", BATCHES[1:])


def test_any_other_run_has_a_name_of_its_own_each_time_the_same() -> None:
    runs = [
        part_of(BATCHES, events(6)[start:stop], DEVICE, (held, GENESIS), FILE)
        for start, stop, held in [(0, 6, 0), (1, 3, 0), (1, 4, 0), (0, 2, 0), (0, 6, 5)]
    ]
    names = [run.identity for run in runs]
    assert names[0] == names[4]
    assert len({*names, *IDS}) == 6
    assert runs[2].batches == BATCHES


@pytest.mark.parametrize(
    ("room", "taken"), [(Room(4, 1000), 4), (Room(100, 35), 3), (Room(100, 30), 3), (Room(1, 1), 1), (Room(100, 5), 1)]
)
def test_a_container_is_filled_and_never_empty(room: Room, taken: int) -> None:
    assert len(part_of(BATCHES, events(6), DEVICE, NOTHING, room).events) == taken


def test_a_header_reads_back() -> None:
    part = part_of(BATCHES, events(6), DEVICE, (9, GENESIS), FILE)
    header = read_batch_header(read_single(pack_batch(part, ENVELOPE), UP))
    assert (header.batch_id, header.span, header.held) == (part.identity, part.span, 9)


GOOD: dict[str, Plain] = {
    "batch": IDS[0],
    "first": 1,
    "last": 3,
    "prev": GENESIS,
    "head": "11" * 32,
    "count": 3,
    "held": 0,
}


def header_code(kind: str, epoch: int = 1, **facts: Plain) -> str | None:
    data = pack(UP, kind, replace(ENVELOPE, epoch=epoch), {**GOOD, **facts}, b"")
    try:
        read_batch_header(read_single(data, UP))
    except SyncError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    "facts",
    [
        {"batch": "../x"},
        {"first": 0, "count": 4},
        {"first": 5, "count": -1},
        {"last": 2**31, "count": 2**31},
        {"count": 2},
        {"last": EVENTS_LIMIT + 1, "count": EVENTS_LIMIT + 1},
        {"prev": "x"},
        {"head": None},
        {"held": -1},
        {"held": 2**40},
        {"held": "0"},
    ],
)
def test_a_header_that_cannot_be_is_damaged(facts: dict[str, Any]) -> None:
    assert header_code("batch", **facts) == "BATCH_DAMAGED"


def test_other_kinds_and_epochs_are_damaged() -> None:
    assert header_code("batch") is None
    assert header_code("blob") == "BATCH_DAMAGED"
    assert header_code("batch", epoch=0) == "BATCH_DAMAGED"
    assert header_code("batch", epoch=2**31) == "BATCH_DAMAGED"
    assert header_code("batch", last=0, count=0) is None


def test_a_blob_names_its_content() -> None:
    assert blob_name(read_single(pack_blob(b"abc", ENVELOPE), UP)).startswith("ba7816bf")
    for data in (pack(UP, "blob", ENVELOPE, {"blob": "x"}, b""), pack(UP, "batch", ENVELOPE, GOOD, b"")):
        with pytest.raises(SyncError):
            blob_name(read_single(data, UP))
