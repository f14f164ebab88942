"""Events, batches and receipts as facts; their bytes are the business of ``sync``."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from baixing_desktop.canonical import Plain, sha256_hex
from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.states import BatchState

GENESIS = "0" * 64
"""The ``prev`` of a device's first event in an epoch."""

ERASED = b'{"erased":true}'
"""What stands in place of an erased event's bytes; the chain goes on over its hash (safety 4.7)."""

_CHAINED = b"bx-ev1"


def event_hash(prev: str, data: bytes) -> str:
    """SHA-256 over ``bx-ev1``, the 32 raw bytes of ``prev`` (64 hex digits) and the event's bytes; 64 hex digits."""
    return hashlib.sha256(_CHAINED + bytes.fromhex(prev) + data).hexdigest()


CHAINS: dict[str, Callable[[str, bytes], str]] = {"S1": event_hash}
"""How an event is chained behind the one before, by the suite that it names; ``sync/suites.py`` has the rest of a
suite. Here, because a record is checked without the network's part."""


class EventType(StrEnum):
    """What a workstation tells the office (safety 4.3)."""

    SUBMIT = "clue.submit"
    REVISE = "clue.revise"
    WITHDRAW = "clue.withdraw"
    CONSENT = "consent.change"
    ERASE = "person.erase.request"
    HANDOVER = "clue.handover"
    TOLD = "ack.downlink"
    PLACE = "clue.place"
    SESSION = "session.report"
    SESSION_GONE = "session.remove"
    NIL = "nil.report"
    NIL_GONE = "nil.withdraw"


CLUE_EVENTS = frozenset({EventType.SUBMIT, EventType.REVISE})
"""The events that carry a whole clue; every other one is a message."""


class Subject(StrEnum):
    """What the identity in an event names."""

    CLUE = "clue"
    SESSION = "session"
    NIL_REPORT = "nil_report"


_SUBJECTS: Mapping[str, Subject] = {
    EventType.SESSION: Subject.SESSION,
    EventType.SESSION_GONE: Subject.SESSION,
    EventType.NIL: Subject.NIL_REPORT,
    EventType.NIL_GONE: Subject.NIL_REPORT,
}


def subject_of(kind: str) -> Subject:
    """What an event of type ``kind`` speaks of: a clue, unless it is known to speak of something else."""
    return _SUBJECTS.get(kind, Subject.CLUE)


_SINCE: Mapping[str, int] = {
    **dict.fromkeys((EventType.SUBMIT, EventType.REVISE), 1),
    **dict.fromkeys((EventType.PLACE, *_SUBJECTS), 3),
}


def schema_of(kind: EventType) -> int:
    """The first schema of the log that knows events of type ``kind`` (PROTOCOL.md 3)."""
    return _SINCE.get(kind, 2)


class ItemResult(StrEnum):
    """What the office did with one event (SM1); a rejection never blocks the rest of the batch."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


NUMBER_TAKEN = "临时编号已被另一条线索使用"
"""Why the office rejects a clue whose number another one bears; a workroom that reads this numbers it anew."""


@dataclass(frozen=True, slots=True)
class SubmittedClue:
    """The body of a submit or revise event: one registered revision of a clue."""

    clue_id: str
    unit: str
    provisional_number: str
    revision: int
    content: ClueContent
    content_hash: str
    typist: str
    registered_at: datetime
    former: tuple[str, ...] = ()
    """Numbers that it bore before its workstation was enrolled anew, and that may stand on paper."""
    not_to: tuple[str, ...] = ()
    """Codes of units that are complained about and must not get it (safety P17)."""


@dataclass(frozen=True, order=True, slots=True)
class LogPlace:
    """How far a log is known: ``last`` in ``epoch``, and everything of earlier epochs."""

    epoch: int
    last: int


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it is kept: its place in the chain and its exact bytes.

    ``clue_id`` names what it speaks of: a clue, or what :func:`subject_of` its type says.
    """

    seq: int
    clue_id: str
    type: str
    prev: str
    hash: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message as it stands in an event that was verified and decoded; ``clue_id`` as in :class:`StoredEvent`."""

    clue_id: str
    type: str
    unit: str
    actor: str
    record: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that was verified and decoded: a clue, or a message about one. Both are None for a type or form this
    version does not know; ``problem`` then says why."""

    stored: StoredEvent
    clue: SubmittedClue | None
    problem: str | None = None
    message: SentMessage | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Events ``first``–``last`` of one device and epoch; ``head`` is the hash of the last."""

    id: str
    epoch: int
    first: int
    last: int
    head: str
    sealed_at: datetime
    state: BatchState
    exported_at: datetime | None = None
    receipted_at: datetime | None = None
    version: int = 1

    @property
    def count(self) -> int:
        """Number of events in the batch."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class ItemReceipt:
    """回执 for one item: the result and the short number that the liaison can read out."""

    seq: int
    clue_id: str
    result: ItemResult
    receipt_number: str
    reason: str | None = None


def log_digest(items: Iterable[ItemReceipt]) -> str:
    """SHA-256 over all answers of a log, in order: equal on both sides, or one of them has lost or changed some."""
    lines = (f"{i.seq} {i.clue_id} {i.result.value} {i.receipt_number}\n" for i in items)
    return sha256_hex("".join(lines).encode())


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """核对异常: both sides have answered logs of ``device_id`` with different digests."""

    id: str
    at: datetime
    device_id: str
    ours: str
    theirs: str
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the office confirms: everything of this device and epoch up to ``last``, whose hash is ``head``."""

    device: str
    epoch: int
    last: int
    head: str
    received_at: datetime
    items: tuple[ItemReceipt, ...]
