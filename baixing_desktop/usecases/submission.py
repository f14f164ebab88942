"""The workroom's side of the batch log: send, confirm, learn the news (seed 八(二); SM1, SM2)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.batch import (
    CLUE_EVENTS,
    NUMBER_TAKEN,
    Batch,
    ItemReceipt,
    ItemResult,
    Receipt,
    StoredEvent,
)
from baixing_desktop.domain.clue import Attachment, Clue
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope, Tombstone
from baixing_desktop.domain.progress import DownlinkItem, ProgressStep, Step
from baixing_desktop.domain.states import Action, BatchState, ClueState, Need, OfficeState, Role
from baixing_desktop.domain.workflow import BATCH, CLUE_IN_WORKROOM
from baixing_desktop.errors import SyncError
from baixing_desktop.store.repos.underway import Confirmed
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.drafting import renumbered
from baixing_desktop.usecases.erasing import erase_in, sweep
from baixing_desktop.usecases.permissions import intention


@intention
def unconfirmed(
    desk: Desk, behind: int = 0, limit: int | None = None
) -> tuple[tuple[Batch, ...], tuple[StoredEvent, ...], int]:
    """What the office lacks of our present log: the batches, oldest first; the first ``limit`` events, as far as they
    lie behind ``behind``; and how many events that are in all.
    """
    with desk.store.reading() as tx:
        epoch = tx.system.installation().epoch
        start = max(_first_unconfirmed(tx, epoch), behind + 1)
        batches = tuple(b for b in tx.outbox.batches() if b.epoch == epoch and b.last >= start)
        events = tx.outbox.events_behind(epoch, start - 1, limit) if batches else ()
    return batches, events, max(0, batches[-1].last - start + 1) if batches else 0


@intention
def mark_exported(desk: Desk, batch_id: str) -> tuple[Batch, Changes]:
    """Note, before the first byte leaves, that the batch is on its way; its clues are 报送中.

    A batch that has its receipt stays as it is: it goes out again because the office lost it.

    Raises:
        NotFoundError: no such batch.
    """
    with desk.store.writing(much=True) as tx:
        role, batch = desk.role, tx.outbox.batch(batch_id)
        if batch.state is BatchState.RECEIPTED:
            return batch, Changes()
        state = BATCH.advance(batch.state, Action.EXPORT, role)
        tx.outbox.move_batch(batch.id, state, desk.now())
        submitted = CLUE_IN_WORKROOM.advance(ClueState.SEALED, Action.SUBMIT, role)
        tx.underway.move_batch(batch.id, ClueState.SEALED, submitted, desk.now())
        note(desk, tx, Action.EXPORT, Kind.BATCH, batch.id)
        batch = tx.outbox.batch(batch.id)
    return batch, Changes.of(Kind.BATCH, batch.id)


@intention
def apply_receipt(desk: Desk, receipt: Receipt) -> tuple[int, Changes]:
    """Take over what the office confirmed; returns how many items were news.

    The caller verified the signature; here the receipt must be about us and its head must equal our own chain,
    otherwise nothing is believed (safety 0.1).

    Raises:
        SyncError: ``SYNC_BAD_ANSWER``.
    """
    with desk.store.writing(much=True) as tx:
        me = tx.system.installation()
        ours = tx.outbox.hash_at(receipt.epoch, receipt.last)
        if receipt.device != me.device_id or receipt.epoch != me.epoch or ours != receipt.head:
            raise SyncError("SYNC_BAD_ANSWER")
        fresh, carrying = _news_in(tx, receipt)
        _hear(desk, tx, receipt)
        tx.outbox.add_receipts(receipt.epoch, fresh, receipt.received_at)
        tx.messages.answer(receipt.epoch, [item for item in fresh if item.seq not in carrying])
        _acknowledge(desk, tx, [item for item in fresh if item.seq in carrying], receipt.received_at)
        reached = tx.outbox.receipted(me.epoch)
        done = [b for b in tx.outbox.batches() if b.epoch == me.epoch and b.last <= reached]
        confirmed = [b.id for b in done if b.state is not BatchState.RECEIPTED]
        for batch_id in confirmed:
            tx.outbox.move_batch(batch_id, BatchState.RECEIPTED, receipt.received_at)
            note(desk, tx, Action.ACKNOWLEDGE, Kind.BATCH, batch_id, last=receipt.last, head=receipt.head)
    return len(fresh), Changes.of(Kind.CLUE, *(i.clue_id for i in fresh)) | Changes.of(Kind.BATCH, *confirmed)


@intention
def apply_downlink(desk: Desk, items: Sequence[DownlinkItem], *, anew: bool = False) -> tuple[int, Changes]:
    """Apply the office's news in order; returns how many pieces were new. Repeated ones are passed over.

    ``anew``: the office began another stream, because it was restored from an older backup. What it told before is
    put aside, and every clue is what the new stream says.

    Raises:
        SyncError: ``SYNC_BAD_ANSWER``: a position is missing; nothing was applied.
    """
    with desk.store.writing() as tx:
        forgotten = _forget_news(desk, tx) if anew else ()
        position, _ = tx.news.place()
        fresh = [item for item in items if item.position > position]
        for expected, item in enumerate(fresh, start=position + 1):
            if item.position != expected:
                raise SyncError("SYNC_BAD_ANSWER")
            tx.news.add(item)
            _learn(desk, tx, item)
        stones = [erase_in(desk, tx, _stone(item.step)) for item in fresh if item.step.step is Step.ERASED]
    sweep(desk, stones)
    ids = (*forgotten, *(i.step.clue_id for i in fresh))
    return len(fresh), Changes.of(Kind.PROGRESS, *ids) | Changes.of(Kind.CLUE, *ids)


@intention
def news_place(desk: Desk) -> tuple[int, str]:
    """How far the office's news has been applied, and the hash that names the stream up to there."""
    with desk.store.reading() as tx:
        return tx.news.place()


@intention
def log_tail(desk: Desk) -> tuple[int, str, int]:
    """Our newest sequence, its hash, and the newest sequence of which the office has everything."""
    with desk.store.reading() as tx:
        epoch = tx.system.installation().epoch
        return *tx.outbox.tail(epoch), _first_unconfirmed(tx, epoch) - 1


@intention
def outgoing_blobs(desk: Desk, batch_id: str) -> tuple[Attachment, ...]:
    """The attachments of the clues in one batch, each file once."""
    with desk.store.reading() as tx:
        files = {a.sha256: a for clue in _clues_of(tx, tx.outbox.batch(batch_id)) for a in clue.content.attachments}
    return tuple(files.values())


@intention
def blob_bytes(desk: Desk, sha256: str) -> bytes:
    """The plain bytes of one attachment.

    Raises:
        NotFoundError: it is not here.
        VaultError: ``VAULT_DAMAGED``.
    """
    return desk.blobs.get(sha256)


def _first_unconfirmed(tx: Transaction, epoch: int) -> int:
    """The first event that the office lacks: behind the last receipt, or where a restored office has to be refilled."""
    behind = tx.outbox.receipted(epoch) + 1
    return min(behind, tx.system.memory().resend_from or behind)


def _hear(desk: Desk, tx: Transaction, receipt: Receipt) -> None:
    """What a receipt tells beside its items: how far a restored office has got again, and the time there."""
    memory = tx.system.memory()
    # A receipt that was given before the loss, and comes late, says nothing about what is there now.
    if memory.resend_from is not None and (memory.lost_at is None or receipt.received_at >= memory.lost_at):
        refilled = receipt.last >= tx.outbox.receipted(receipt.epoch)
        memory = replace(memory, resend_from=None if refilled else receipt.last + 1)
    skew = round((desk.now() - receipt.received_at).total_seconds())
    tx.system.remember(replace(memory, heard_at=desk.now(), skew=skew))


def _forget_news(desk: Desk, tx: Transaction) -> tuple[str, ...]:
    """Put the old stream aside and with it what it said of our clues; the words of a return stay with the liaison."""
    told = tx.news.begin_anew(desk.now())
    me, ids = tx.system.installation(), tx.news.told_of()
    for clue_id in ids:
        clue = tx.clues.get(clue_id)
        bare = replace(clue, office_state=None, formal_number=None, version=clue.version + 1, updated_at=desk.now())
        tx.clues.save(bare, expected=clue.version)
    note(desk, tx, "news_anew", "installation", me.device_id, told=told, clues=len(ids))
    return ids


def _clues_of(tx: Transaction, batch: Batch) -> list[Clue]:
    ids = dict.fromkeys(event.clue_id for event in tx.outbox.events(batch.id) if event.type in CLUE_EVENTS)
    return [tx.clues.get(clue_id) for clue_id in ids]


def _news_in(tx: Transaction, receipt: Receipt) -> tuple[list[ItemReceipt], set[int]]:
    """The items that answer events of ours which had no answer yet, and the numbers of the events that carry a clue.

    Raises:
        SyncError: ``SYNC_BAD_ANSWER``: we never wrote such an event.
    """
    numbers = [item.seq for item in receipt.items] or [0]
    ours = tx.outbox.heard_of(receipt.epoch, min(numbers), max(numbers))
    for item in receipt.items:
        if item.seq > receipt.last or item.seq not in ours or ours[item.seq].clue_id != item.clue_id:
            raise SyncError("SYNC_BAD_ANSWER")
    fresh = [item for item in receipt.items if not ours[item.seq].answered]
    return fresh, {item.seq for item in fresh if ours[item.seq].carries_clue}


def _acknowledge(desk: Desk, tx: Transaction, items: Sequence[ItemReceipt], at: datetime) -> None:
    """Write what receipts say of clues. Nearly all are taken in and named once: those are written together."""
    named = Counter(item.clue_id for item in items)
    standings = tx.underway.standings(tuple(named))
    confirmed: list[Confirmed] = []
    for item in items:
        known = standings.get(item.clue_id)
        if known is None or item.result is ItemResult.REJECTED or named[item.clue_id] > 1:
            _acknowledge_one(desk, tx, item, at)
        elif known.state is not None and CLUE_IN_WORKROOM.may(known.state, Action.ACKNOWLEDGE, Role.SYSTEM):
            state = CLUE_IN_WORKROOM.advance(known.state, Action.ACKNOWLEDGE, Role.SYSTEM)
            confirmed.append(Confirmed(item.clue_id, known.version, state, item.receipt_number))
    tx.underway.confirm(confirmed, at, desk.now())


def _acknowledge_one(desk: Desk, tx: Transaction, item: ItemReceipt, at: datetime) -> None:
    clue = tx.clues.get(item.clue_id)
    state = clue.workroom_state
    if state is None or not CLUE_IN_WORKROOM.may(state, Action.ACKNOWLEDGE, Role.SYSTEM):
        return
    if item.result is ItemResult.REJECTED and item.reason == NUMBER_TAKEN:
        again = CLUE_IN_WORKROOM.advance(ClueState.ACKNOWLEDGED, Action.REISSUE, Role.SYSTEM)
        tx.clues.save(replace(renumbered(desk, tx, clue), workroom_state=again), expected=clue.version)
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
        withdrawn_at=None if item.step.resumed else clue.withdrawn_at,
        version=clue.version + 1,
        updated_at=desk.now(),
    )
    if item.step.step is Step.RETURNED and clue.workroom_state is ClueState.ACKNOWLEDGED:
        changed = _returned(changed, item.step.reason or "")
    elif item.step.state is not OfficeState.RETURNED:
        changed = replace(changed, return_reason=item.step.reason)
    tx.clues.save(changed, expected=clue.version)


def _stone(step: ProgressStep) -> Tombstone:
    """The erasure that the office decided; a step that does not say how much means everything."""
    scope, ground = step.erased or ErasureScope.ALL, step.ground or ErasureGround.ASKED
    return Tombstone(step.clue_id, scope, ground, step.at)


def _returned(clue: Clue, reason: str) -> Clue:
    state = CLUE_IN_WORKROOM.advance(
        ClueState.ACKNOWLEDGED, Action.RETURN_FOR_MORE, Role.SYSTEM, frozenset({Need.REASON})
    )
    return replace(clue, workroom_state=state, return_reason=reason)
