"""The workroom's side of the batch log: seal, send, confirm, learn the news (seed 八(二); SM1, SM2)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.batch import (
    Batch,
    EventType,
    ItemReceipt,
    ItemResult,
    Receipt,
    StoredEvent,
    SubmittedClue,
)
from baixing_desktop.domain.clue import Attachment, Clue
from baixing_desktop.domain.progress import DownlinkItem, Step
from baixing_desktop.domain.states import Action, BatchState, ClueState, Need, OfficeState, Role
from baixing_desktop.domain.units import Face, OfficeContact
from baixing_desktop.domain.workflow import BATCH, CLUE_IN_WORKROOM
from baixing_desktop.errors import ProgramError, SyncError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face, role_of

BATCH_LIMIT = 1000
"""Most events in one batch: one request carries it."""


class EventWriter(Protocol):
    """Writes the bytes of an event and chains them; the format is the business of ``sync``."""

    def __call__(
        self,
        clue: SubmittedClue,
        *,
        type: EventType,  # noqa: A002 - the event's own word
        device: str,
        epoch: int,
        seq: int,
        prev: str,
        at: datetime,
        actor: str,
    ) -> StoredEvent:
        """The event at ``seq`` behind the one whose hash is ``prev``."""
        ...


def seal_batch(desk: Desk, write_event: EventWriter) -> tuple[Batch | None, Changes]:
    """Turn registered clues (at most :data:`BATCH_LIMIT`) into a batch of immutable events; None if there are none.

    Raises:
        SyncError: ``SYNC_NOT_ENROLLED``: only an enrolled workstation has a place in the office's log.
    """
    with desk.store.writing() as tx:
        me, now = tx.system.installation(), desk.now()
        require_face(me, Face.WORKROOM)
        if me.epoch == 0:
            raise SyncError("SYNC_NOT_ENROLLED")
        clues = tx.clues.in_workroom_state(ClueState.REGISTERED)[:BATCH_LIMIT]
        if not clues:
            return None, Changes()
        last, prev = tx.outbox.tail(me.epoch)
        events: list[StoredEvent] = []
        for seq, clue in enumerate(clues, start=last + 1):
            event = write_event(
                _submitted(tx, clue),
                type=EventType.SUBMIT if clue.revision == 1 else EventType.REVISE,
                device=me.device_id,
                epoch=me.epoch,
                seq=seq,
                prev=prev,
                at=now,
                actor=me.operator,
            )
            events.append(event)
            prev = event.hash
            _move(desk, tx, clue, CLUE_IN_WORKROOM.advance(ClueState.REGISTERED, Action.SEAL, role_of(me)))
        state = BATCH.advance(BATCH.begin(BatchState.OPEN), Action.SEAL, role_of(me))
        batch = Batch(new_id(), me.epoch, last + 1, events[-1].seq, prev, now, state)
        tx.outbox.add_batch(batch, events)
        note(desk, tx, Action.SEAL, Kind.BATCH, batch.id, first=batch.first, last=batch.last, head=batch.head)
    return batch, Changes.of(Kind.BATCH, batch.id) | Changes.of(Kind.CLUE, *(c.id for c in clues))


def open_batches(desk: Desk) -> tuple[Batch, ...]:
    """The batches that have no receipt yet, oldest first."""
    with desk.store.reading() as tx:
        return tuple(b for b in tx.outbox.batches() if b.state is not BatchState.RECEIPTED)


def batch_events(desk: Desk, batch_id: str) -> tuple[StoredEvent, ...]:
    """The events of one batch, in order."""
    with desk.store.reading() as tx:
        return tx.outbox.events(batch_id)


def mark_exported(desk: Desk, batch_id: str) -> tuple[Batch, Changes]:
    """Note, before the first byte leaves, that the batch is on its way; its clues are 报送中.

    Raises:
        NotFoundError: no such batch.
        IllegalActionError: it has its receipt already.
    """
    with desk.store.writing() as tx:
        role, batch = role_of(tx.system.installation()), tx.outbox.batch(batch_id)
        state = BATCH.advance(batch.state, Action.EXPORT, role)
        tx.outbox.move_batch(batch.id, state, desk.now())
        for clue in _clues_of(tx, batch):
            if clue.workroom_state is ClueState.SEALED:
                _move(desk, tx, clue, CLUE_IN_WORKROOM.advance(ClueState.SEALED, Action.SUBMIT, role))
        note(desk, tx, Action.EXPORT, Kind.BATCH, batch.id)
        batch = tx.outbox.batch(batch.id)
    return batch, Changes.of(Kind.BATCH, batch.id)


def apply_receipt(desk: Desk, receipt: Receipt) -> tuple[int, Changes]:
    """Take over what the office confirmed; returns how many items were news.

    The caller verified the signature; here the receipt must be about us and its head must equal our own chain,
    otherwise nothing is believed (safety 0.1).

    Raises:
        SyncError: ``SYNC_BAD_ANSWER``.
    """
    with desk.store.writing() as tx:
        me = tx.system.installation()
        ours = tx.outbox.hash_at(receipt.epoch, receipt.last)
        if receipt.device != me.device_id or receipt.epoch != me.epoch or ours != receipt.head:
            raise SyncError("SYNC_BAD_ANSWER")
        fresh = [item for item in receipt.items if _is_news(tx, receipt, item)]
        tx.outbox.add_receipts(receipt.epoch, fresh, receipt.received_at)
        for item in fresh:
            _acknowledge(desk, tx, item, receipt.received_at)
        done = [b for b in tx.outbox.batches() if b.epoch == me.epoch and b.last <= tx.outbox.receipted(me.epoch)]
        confirmed = [b.id for b in done if b.state is not BatchState.RECEIPTED]
        for batch_id in confirmed:
            tx.outbox.move_batch(batch_id, BatchState.RECEIPTED, receipt.received_at)
            note(desk, tx, Action.ACKNOWLEDGE, Kind.BATCH, batch_id, last=receipt.last, head=receipt.head)
    return len(fresh), Changes.of(Kind.CLUE, *(i.clue_id for i in fresh)) | Changes.of(Kind.BATCH, *confirmed)


def apply_downlink(desk: Desk, items: Sequence[DownlinkItem]) -> tuple[int, Changes]:
    """Apply the office's news in order; returns how many pieces were new. Repeated ones are passed over.

    Raises:
        SyncError: ``SYNC_BAD_ANSWER``: a position is missing; nothing was applied.
    """
    with desk.store.writing() as tx:
        position = tx.outbox.position()
        fresh = [item for item in items if item.position > position]
        for expected, item in enumerate(fresh, start=position + 1):
            if item.position != expected:
                raise SyncError("SYNC_BAD_ANSWER")
            tx.outbox.add_progress(item)
            _learn(desk, tx, item)
    changed = Changes.of(Kind.PROGRESS, *(i.step.clue_id for i in fresh))
    return len(fresh), changed | Changes.of(Kind.CLUE, *(i.step.clue_id for i in fresh))


def downlink_position(desk: Desk) -> int:
    """How far the office's news has been applied."""
    with desk.store.reading() as tx:
        return tx.outbox.position()


def office_contact(desk: Desk) -> OfficeContact | None:
    """How to reach the office, once enrolled."""
    with desk.store.reading() as tx:
        return tx.system.office_contact()


def log_tail(desk: Desk) -> tuple[int, str, int]:
    """Our newest sequence, its hash, and the newest sequence the office has confirmed."""
    with desk.store.reading() as tx:
        epoch = tx.system.installation().epoch
        return *tx.outbox.tail(epoch), tx.outbox.receipted(epoch)


def complete_enrolment(desk: Desk, contact: OfficeContact, *, epoch: int, device_code: str) -> tuple[None, Changes]:
    """Remember the office and the epoch and code it gave to this workstation.

    Raises:
        SyncError: ``ENROL_ALREADY``.
    """
    with desk.store.writing() as tx:
        me = tx.system.installation()
        require_face(me, Face.WORKROOM)
        if me.epoch:
            raise SyncError("ENROL_ALREADY")
        tx.system.enrol(contact, epoch, device_code, desk.now())
        note(desk, tx, "enrol", "installation", me.device_id, epoch=epoch, fingerprint=contact.fingerprint)
    return None, Changes.of(Kind.SETTING, "office")


def outgoing_blobs(desk: Desk, batch_id: str) -> tuple[Attachment, ...]:
    """The attachments of the clues in one batch, each file once."""
    with desk.store.reading() as tx:
        files = {a.sha256: a for clue in _clues_of(tx, tx.outbox.batch(batch_id)) for a in clue.content.attachments}
    return tuple(files.values())


def blob_bytes(desk: Desk, sha256: str) -> bytes:
    """The plain bytes of one attachment.

    Raises:
        NotFoundError: it is not here.
        VaultError: ``VAULT_DAMAGED``.
    """
    return desk.blobs.get(sha256)


def _submitted(tx: Transaction, clue: Clue) -> SubmittedClue:
    kept = tx.clues.revision(clue.id, clue.revision)
    if kept is None or clue.provisional_number is None:
        raise ProgramError("a registered clue without revision or number")
    content, digest, registered_at = kept
    return SubmittedClue(
        clue.id, clue.unit, clue.provisional_number, clue.revision, content, digest, clue.typist, registered_at
    )


def _clues_of(tx: Transaction, batch: Batch) -> list[Clue]:
    ids = dict.fromkeys(event.clue_id for event in tx.outbox.events(batch.id))
    return [tx.clues.get(clue_id) for clue_id in ids]


def _move(desk: Desk, tx: Transaction, clue: Clue, state: ClueState) -> None:
    tx.clues.save(
        replace(clue, workroom_state=state, version=clue.version + 1, updated_at=desk.now()), expected=clue.version
    )


def _is_news(tx: Transaction, receipt: Receipt, item: ItemReceipt) -> bool:
    """Whether ``item`` answers an event of ours that had no answer yet.

    Raises:
        SyncError: ``SYNC_BAD_ANSWER``: we never wrote such an event.
    """
    if item.seq > receipt.last or tx.outbox.clue_of(receipt.epoch, item.seq) != item.clue_id:
        raise SyncError("SYNC_BAD_ANSWER")
    return not tx.outbox.has_receipt(receipt.epoch, item.seq)


def _acknowledge(desk: Desk, tx: Transaction, item: ItemReceipt, at: datetime) -> None:
    clue = tx.clues.get(item.clue_id)
    state = clue.workroom_state
    if state is None or not CLUE_IN_WORKROOM.may(state, Action.ACKNOWLEDGE, Role.SYSTEM):
        return
    changed = replace(
        clue,
        workroom_state=CLUE_IN_WORKROOM.advance(state, Action.ACKNOWLEDGE, Role.SYSTEM),
        receipt_number=item.receipt_number,
        receipt_at=at,
        version=clue.version + 1,
        updated_at=desk.now(),
    )
    if item.result is ItemResult.REJECTED:
        changed = _returned(changed, item.reason or "区办公室未说明原因")
    tx.clues.save(changed, expected=clue.version)


def _learn(desk: Desk, tx: Transaction, item: DownlinkItem) -> None:
    clue = tx.clues.find(item.step.clue_id)
    # News of a clue that another workstation of the unit took down is kept in the timeline only.
    if clue is None:
        return
    changed = replace(
        clue,
        office_state=item.step.state,
        formal_number=item.step.formal_number or clue.formal_number,
        version=clue.version + 1,
        updated_at=desk.now(),
    )
    if item.step.step is Step.RETURNED and clue.workroom_state is ClueState.ACKNOWLEDGED:
        changed = _returned(changed, item.step.reason or "")
    elif item.step.state is not OfficeState.RETURNED:
        changed = replace(changed, return_reason=item.step.reason)
    tx.clues.save(changed, expected=clue.version)


def _returned(clue: Clue, reason: str) -> Clue:
    state = CLUE_IN_WORKROOM.advance(
        ClueState.ACKNOWLEDGED, Action.RETURN_FOR_MORE, Role.SYSTEM, frozenset({Need.REASON})
    )
    return replace(clue, workroom_state=state, return_reason=reason)
