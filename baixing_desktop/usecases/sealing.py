"""Sealing: what a workroom has to report becomes immutable events (seed 八(二); SM1, SM2)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.batch import (
    CLUE_EVENTS,
    Batch,
    EventType,
    LogPlace,
    StoredEvent,
    SubmittedClue,
    schema_of,
)
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.gathering import UnitBar
from baixing_desktop.domain.messages import Message
from baixing_desktop.domain.states import Action, BatchState, ClueState
from baixing_desktop.domain.units import Face, Installation
from baixing_desktop.domain.workflow import BATCH, CLUE_IN_WORKROOM
from baixing_desktop.errors import SyncError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.reporting import report_places

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
def seal_batch(
    desk: Desk, write_event: EventWriter, only: Collection[str] | None = None, *, leaving: bool = False
) -> tuple[Batch | None, Changes]:
    """Turn registered clues, and what is to be told beside them (together at most :data:`BATCH_LIMIT`), into a batch
    of immutable events; None if there is nothing. ``only`` these clues, and what is to be told of them. ``leaving``: it
    is 已送出 from the beginning, because it is sent at once: what ``submission.mark_exported`` would write later.

    Raises:
        SyncError: ``SYNC_NOT_ENROLLED``: only an enrolled workstation has a place in the office's log;
            ``SYNC_ENROL_ANEW``: it has lost that place.
    """
    with desk.store.writing(much=True) as tx:
        me, now = tx.system.installation(), desk.now()
        _require_place(me)
        going = tx.underway.registered(BATCH_LIMIT, only)
        report_places(desk, tx, going)
        messages = _messages(tx, going, only)
        if not going and not messages:
            return None, Changes()
        last, prev = tx.outbox.tail(me.epoch)
        events: list[StoredEvent] = []
        for seq, subject in enumerate((*_submitted(tx, going), *messages), start=last + 1):
            event = write_event(
                subject,
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
        standing = CLUE_IN_WORKROOM.advance(ClueState.REGISTERED, Action.SEAL, desk.role)
        if leaving:
            standing = CLUE_IN_WORKROOM.advance(standing, Action.SUBMIT, desk.role)
        tx.underway.move(going, ClueState.REGISTERED, standing, now)
        tx.messages.place(me.epoch, {one.id: last + 1 + len(going) + n for n, one in enumerate(messages)})
        batch = Batch(new_id(), me.epoch, last + 1, events[-1].seq, prev, now, BatchState.SEALED)
        tx.outbox.add_batch(batch, events)
        note(desk, tx, Action.SEAL, Kind.BATCH, batch.id, first=batch.first, last=batch.last, head=batch.head)
        if leaving:
            batch = _leave(desk, tx, batch)
    return batch, Changes.of(Kind.BATCH, batch.id) | Changes.of(Kind.CLUE, *going)


def _leave(desk: Desk, tx: Transaction, batch: Batch) -> Batch:
    state, now = BATCH.advance(batch.state, Action.EXPORT, desk.role), desk.now()
    tx.outbox.move_batch(batch.id, state, now)
    note(desk, tx, Action.EXPORT, Kind.BATCH, batch.id)
    return replace(batch, state=state, exported_at=now)


def move_clue(desk: Desk, tx: Transaction, clue: Clue, state: ClueState) -> None:
    """Write the new workroom state of a clue, inside the transaction of whatever moved it."""
    tx.clues.save(
        replace(clue, workroom_state=state, version=clue.version + 1, updated_at=desk.now()), expected=clue.version
    )


@intention
def unseal(desk: Desk, clue_ids: Collection[str]) -> tuple[int, Changes]:
    """Take the seal of these clues back before anything left: they are 已登记 and may be changed again.

    Their batches, and what was sealed after those, are taken back whole: each event says what stands before it. Returns
    how many clues that were. A batch is 已送出 before the first byte of it leaves (``submission.mark_exported``), so
    nobody has seen the events that are dropped here, and their places in the log may be given again (decision 42).

    Raises:
        NotFoundError: no such clue.
        IllegalActionError: ``ACTION_NOT_POSSIBLE``: none of them is sealed and still here.
    """
    with desk.store.writing() as tx:
        states = [tx.clues.get(clue_id).workroom_state for clue_id in clue_ids]
        if ClueState.SEALED not in states:
            CLUE_IN_WORKROOM.advance(next((s for s in states if s), ClueState.DRAFT), Action.UNSEAL, desk.role)
        start = tx.outbox.first_sealed(clue_ids)
        going = [one for one in tx.outbox.batches() if one.epoch == start.epoch and one.first >= start.first]
        for one in going:
            BATCH.advance(one.state, Action.UNSEAL, desk.role)
        ids = dict.fromkeys(e.clue_id for one in going for e in tx.outbox.events(one.id) if e.type in CLUE_EVENTS)
        reopened = CLUE_IN_WORKROOM.advance(ClueState.SEALED, Action.UNSEAL, desk.role)
        for clue_id in ids:
            move_clue(desk, tx, tx.clues.get(clue_id), reopened)
        tx.messages.take_back(LogPlace(start.epoch, start.first - 1))
        tx.outbox.drop_batches([one.id for one in going])
        for one in going:
            note(desk, tx, Action.UNSEAL, Kind.BATCH, one.id, first=one.first, last=one.last, head=one.head)
    return len(ids), Changes.of(Kind.BATCH, *(one.id for one in going)) | Changes.of(Kind.CLUE, *ids)


@intention
def anything_to_seal(desk: Desk) -> bool:
    """Whether there is anything that the next batch would take along."""
    with desk.store.reading() as tx:
        return bool(tx.underway.registered(1) or _messages(tx, (), None))


def _require_place(me: Installation) -> None:
    require_face(me, Face.WORKROOM)
    if me.epoch == 0:
        raise SyncError("SYNC_NOT_ENROLLED")
    if me.doubt:
        raise SyncError("SYNC_ENROL_ANEW")


def _messages(tx: Transaction, going: Sequence[str], only: Collection[str] | None) -> tuple[Message, ...]:
    """What is told behind the clues that are ``going``, as far as the office can read it and the batch has room."""
    understood = tx.system.memory().schema
    readable = [kind for kind in EventType if schema_of(kind) <= understood]
    room = BATCH_LIMIT - len(going)
    if only is None:
        return tx.messages.pending(room, readable)
    sealed = frozenset(going)
    about = [message for message in tx.messages.pending(BATCH_LIMIT, readable) if message.clue_id in sealed]
    return tuple(about[:room])


def _type_of(subject: SubmittedClue | Message) -> EventType:
    if isinstance(subject, Message):
        return EventType(subject.type)
    return EventType.SUBMIT if subject.revision == 1 else EventType.REVISE


def _submitted(tx: Transaction, ids: Sequence[str]) -> Iterator[SubmittedClue]:
    former, bars = tx.numbers.former_of(ids), dict[str, tuple[str, ...]]()
    for bar in tx.of(UnitBar).of_many("clue_id", ids, order="unit"):
        bars[bar.clue_id] = (*bars.get(bar.clue_id, ()), bar.unit)
    for clue in tx.underway.registrations(ids):
        also = clue.clue_id in former or clue.clue_id in bars
        yield replace(clue, former=former.get(clue.clue_id, ()), not_to=bars.get(clue.clue_id, ())) if also else clue
