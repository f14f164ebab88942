"""Sealing: what a workroom has to report becomes immutable events (seed 八(二); SM1, SM2)."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.batch import Batch, EventType, StoredEvent, SubmittedClue, schema_of
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.gathering import UnitBar
from baixing_desktop.domain.messages import Message
from baixing_desktop.domain.states import Action, BatchState, ClueState
from baixing_desktop.domain.units import Face, Installation
from baixing_desktop.domain.workflow import CLUE_IN_WORKROOM
from baixing_desktop.errors import ProgramError, SyncError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.reporting import report_place

BATCH_LIMIT = 1000
"""Most events in one batch: one request carries it."""


class EventWriter(Protocol):
    """Writes the bytes of an event and chains them; the format is the business of ``sync``."""

    def __call__(
        self,
        subject: SubmittedClue | Message,
        *,
        type: EventType,  # noqa: A002 - the event's own word
        device: str,
        epoch: int,
        seq: int,
        prev: str,
        at: datetime,
        actor: str,
        unit: str,
    ) -> StoredEvent:
        """The event at ``seq`` about ``subject``, behind the one whose hash is ``prev``."""
        ...


@intention
def seal_batch(desk: Desk, write_event: EventWriter) -> tuple[Batch | None, Changes]:
    """Turn registered clues, and what is to be told beside them (together at most :data:`BATCH_LIMIT`), into a batch
    of immutable events; None if there is nothing.

    Raises:
        SyncError: ``SYNC_NOT_ENROLLED``: only an enrolled workstation has a place in the office's log;
            ``SYNC_ENROL_ANEW``: it has lost that place.
    """
    with desk.store.writing() as tx:
        me, now = tx.system.installation(), desk.now()
        _require_place(me)
        for clue in tx.clues.in_workroom_state(ClueState.REGISTERED)[:BATCH_LIMIT]:
            report_place(desk, tx, clue.id)
        clues, messages = _to_seal(tx)
        if not clues and not messages:
            return None, Changes()
        last, prev = tx.outbox.tail(me.epoch)
        events: list[StoredEvent] = []
        for seq, subject in enumerate((*clues, *messages), start=last + 1):
            event = write_event(
                _submitted(tx, subject) if isinstance(subject, Clue) else subject,
                type=_type_of(subject),
                device=me.device_id,
                epoch=me.epoch,
                seq=seq,
                prev=prev,
                at=now,
                actor=desk.actor.name,
                unit=me.unit,
            )
            events.append(event)
            prev = event.hash
            if isinstance(subject, Clue):
                move_clue(desk, tx, subject, CLUE_IN_WORKROOM.advance(ClueState.REGISTERED, Action.SEAL, desk.role))
            else:
                tx.messages.place(subject.id, me.epoch, seq)
        batch = Batch(new_id(), me.epoch, last + 1, events[-1].seq, prev, now, BatchState.SEALED)
        tx.outbox.add_batch(batch, events)
        note(desk, tx, Action.SEAL, Kind.BATCH, batch.id, first=batch.first, last=batch.last, head=batch.head)
    return batch, Changes.of(Kind.BATCH, batch.id) | Changes.of(Kind.CLUE, *(c.id for c in clues))


def move_clue(desk: Desk, tx: Transaction, clue: Clue, state: ClueState) -> None:
    """Write the new workroom state of a clue, inside the transaction of whatever moved it."""
    tx.clues.save(
        replace(clue, workroom_state=state, version=clue.version + 1, updated_at=desk.now()), expected=clue.version
    )


@intention
def anything_to_seal(desk: Desk) -> bool:
    """Whether there is anything that the next batch would take along."""
    with desk.store.reading() as tx:
        return any(_to_seal(tx))


def _require_place(me: Installation) -> None:
    require_face(me, Face.WORKROOM)
    if me.epoch == 0:
        raise SyncError("SYNC_NOT_ENROLLED")
    if me.doubt:
        raise SyncError("SYNC_ENROL_ANEW")


def _to_seal(tx: Transaction) -> tuple[tuple[Clue, ...], tuple[Message, ...]]:
    clues = tx.clues.in_workroom_state(ClueState.REGISTERED)[:BATCH_LIMIT]
    # Messages come behind the clues they speak of, and wait for an office that can read them.
    readable = [kind for kind in EventType if schema_of(kind) <= tx.system.memory().schema]
    return clues, tx.messages.pending(BATCH_LIMIT - len(clues), readable)


def _type_of(subject: Clue | Message) -> EventType:
    if isinstance(subject, Message):
        return EventType(subject.type)
    return EventType.SUBMIT if subject.revision == 1 else EventType.REVISE


def _submitted(tx: Transaction, clue: Clue) -> SubmittedClue:
    kept = tx.clues.revision(clue.id, clue.revision)
    if kept is None or clue.provisional_number is None:
        raise ProgramError("a registered clue without revision or number")
    content, digest, registered_at = kept
    return SubmittedClue(
        clue.id,
        clue.unit,
        clue.provisional_number,
        clue.revision,
        content,
        digest,
        clue.typist,
        registered_at,
        tx.numbers.former(clue.id),
        tuple(bar.unit for bar in tx.of(UnitBar).where(clue_id=clue.id, order="unit")),
    )
