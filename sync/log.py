"""The batch log: the exact bytes of an event and the hash chain over them (PROTOCOL.md 2).

Order and idempotence come from (device, epoch, seq) and the chain, never from a clock.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from baixing_desktop import __version__
from baixing_desktop.canonical import Plain, canonical, parse_canonical
from baixing_desktop.clock import stamp
from baixing_desktop.domain.batch import (
    ERASED,
    GENESIS,
    EventType,
    NewEvent,
    StoredEvent,
    Subject,
    SubmittedClue,
    schema_of,
    subject_of,
)
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.messages import Message
from baixing_desktop.errors import SyncError
from baixing_desktop.ids import is_id
from sync.suites import KNOWN
from sync.wire import v1, v2, v3
from sync.wire.v1 import SUITE

VERSION = 1
"""Version of the event envelope: ``v``."""

_TYPE = re.compile(r"[a-z][a-z0-9_.]{0,31}")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a run of events claims to stand: ``first``–``last`` of one device and epoch, after ``prev``, ending
    in ``head``. An empty run has ``last == first - 1`` and ``prev == head``."""

    device: str
    epoch: int
    first: int
    last: int
    prev: str
    head: str

    @property
    def count(self) -> int:
        """Number of events."""
        return self.last - self.first + 1


def write_event(
    subject: SubmittedClue | Message,
    *,
    type: EventType,  # noqa: A002 - the name is given by EventWriter
    device: str,
    epoch: int,
    seq: int,
    prev: str,
    at: datetime,
    actor: str,
    unit: str = "",
    suite: str = SUITE,
) -> StoredEvent:
    """Make the next event of a device's log (``usecases.sealing.EventWriter``).

    ``prev`` is the hash of event ``seq - 1``, or GENESIS for the first of an epoch; a message says its ``unit``, as a
    clue does by itself. Each event names its ``suite``: a log may go over to another one.
    """
    is_clue = isinstance(subject, SubmittedClue)
    record: dict[str, Plain] = {
        "v": VERSION,
        "suite": suite,
        "device": device,
        "epoch": epoch,
        "seq": seq,
        "prev": prev,
        "type": type.value,
        "clue": subject.clue_id,
        "rev": subject.revision if is_clue else 0,
        "actor": actor,
        "at": stamp(at),
        "app": __version__,
        "schema": schema_of(type),
        "body": v1.clue_body(subject) if is_clue else v2.message_body(subject, unit),
    }
    if subject_of(type) is not Subject.CLUE:
        record["kind"] = subject_of(type).value
    data = canonical(record)
    return StoredEvent(seq, subject.clue_id, type.value, prev, KNOWN[suite].chain(prev, data), data)


def erased_line(event: StoredEvent, span: Span) -> bytes:
    """What is sent in place of an erased event: its place in the chain, whose hash cannot be recomputed any more."""
    record: dict[str, Plain] = {
        "v": VERSION,
        "suite": SUITE,
        "device": span.device,
        "epoch": span.epoch,
        "seq": event.seq,
        "prev": event.prev,
        "type": event.type,
        "clue": event.clue_id,
        "erased": event.hash,
    }
    return canonical(record)


def verify_chain(lines: Sequence[bytes], span: Span) -> tuple[NewEvent, ...]:
    """Read the events of ``span`` and recompute the chain from ``span.prev`` to ``span.head``.

    An event of a type or form that this version does not know, or with a faulty body, is returned with its
    ``problem``: it will be rejected by itself and the chain goes on. A faulty envelope condemns the whole run.

    Raises:
        SyncError: ``BATCH_DAMAGED``, or ``BATCH_TOO_NEW`` for a later envelope.
    """
    if len(lines) != span.count or (span.first == 1 and span.prev != GENESIS):
        raise SyncError("BATCH_DAMAGED")
    events: list[NewEvent] = []
    prev = span.prev
    for seq, data in enumerate(lines, span.first):
        event = _read_one(data, span, seq, prev)
        prev = event.stored.hash
        events.append(event)
    if prev != span.head:
        raise SyncError("BATCH_DAMAGED")
    return tuple(events)


def _read_one(data: bytes, span: Span, seq: int, prev: str) -> NewEvent:
    try:
        record = parse_canonical(data)
        fields = Fields(record)
        suite = fields.text("suite")
        newer = fields.number("v") > VERSION or suite not in KNOWN
        place = (fields.text("device"), fields.number("epoch"), fields.number("seq"), fields.digest("prev"))
        kind, clue_id = fields.text("type"), fields.text("clue")
        v3.kind_in(record)
    except ValueError as error:
        raise SyncError("BATCH_DAMAGED") from error
    if newer:
        raise SyncError("BATCH_TOO_NEW")
    if place != (span.device, span.epoch, seq, prev) or not _TYPE.fullmatch(kind) or not is_id(clue_id):
        raise SyncError("BATCH_DAMAGED")
    if fields.has("erased"):
        return NewEvent(StoredEvent(seq, clue_id, kind, prev, _erased_hash(fields), ERASED), None)
    stored = StoredEvent(seq, clue_id, kind, prev, KNOWN[suite].chain(prev, data), data)
    if v3.knows(kind):
        message, problem = v3.read_message(record)
        return NewEvent(stored, None, problem, message)
    clue, problem = v1.read_event(record)
    return NewEvent(stored, clue, problem)


def _erased_hash(fields: Fields) -> str:
    try:
        return fields.digest("erased")
    except ValueError as error:
        raise SyncError("BATCH_DAMAGED") from error
