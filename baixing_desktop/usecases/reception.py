"""The office's side of the batch log: receive batches, hand out the news (safety 4.4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Self

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.backups import BackupMark
from baixing_desktop.domain.batch import (
    ERASED,
    NUMBER_TAKEN,
    ItemReceipt,
    ItemResult,
    NewEvent,
    Receipt,
    StoredEvent,
    Subject,
    SubmittedClue,
    subject_of,
)
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.privacy import ErasureScope, Tombstone
from baixing_desktop.domain.progress import DownlinkItem, ProgressStep, Step
from baixing_desktop.domain.rules.erasure import erased_content
from baixing_desktop.domain.rules.numbering import is_provisional_number
from baixing_desktop.domain.states import Action, OfficeState, Role
from baixing_desktop.domain.units import Device, Face
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE
from baixing_desktop.errors import InputError, SyncError
from baixing_desktop.ids import CODE_ALPHABET
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases import mailbox
from baixing_desktop.usecases.barring import renew_bars
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.erasing import tell_erased
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.revisions import TWO_VERSIONS, another_is_kept, keep_rival
from baixing_desktop.usecases.standing import withdrawal_in_force
from baixing_desktop.usecases.withdrawals import hand_in_again


@dataclass(frozen=True, slots=True)
class Arrival:
    """A verified batch: signature, hashes and chain were checked by ``sync``.

    ``last`` is ``first - 1`` when the workstation only asks for news; ``head`` is then the hash at ``last``.
    """

    device_id: str
    epoch: int
    batch_id: str
    first: int
    last: int
    head: str
    events: tuple[NewEvent, ...]
    carrier: str
    app_version: str
    schema: int = 1
    sent_at: datetime | None = None
    waiting: tuple[int, int] | None = None
    """Events and attachments that the workstation said it still holds."""


@intention
def device(desk: Desk, device_id: str) -> Device | None:
    """The enrolled workstation with this identity."""
    with desk.store.reading() as tx:
        return tx.reception.device(device_id)


@intention
def receive_batch(desk: Desk, arrival: Arrival) -> tuple[Receipt, Changes]:
    """Receive a batch, all of it in one transaction, and answer every item; a resend gets the same answers.

    Raises:
        SyncError: ``BATCH_UNKNOWN_DEVICE`` (not enrolled, revoked, other epoch), ``BATCH_FORK`` (other content at a
            sequence we have), ``BATCH_GAP`` (an earlier batch is missing). Nothing was taken over.
    """
    with desk.store.writing(much=True) as tx, tx.clues.many_at_a_time():
        require_face(tx.system.installation(), Face.OFFICE)
        sender, now = _sender(tx, arrival), desk.now()
        fresh = _news(tx, sender, arrival)
        if fresh and not tx.reception.has_batch(arrival.batch_id):
            span = (arrival.first, arrival.last)
            tx.reception.add_batch(arrival.batch_id, sender, span, arrival.head, arrival.carrier, now)
        known = _Known.of(tx, fresh)
        answered: list[tuple[StoredEvent, ItemReceipt]] = []
        for event in fresh:
            kept = _as_may_be_kept(tx, sender, event, known, now)
            answered.append((kept.stored, _take_in(desk, tx, sender, kept, known)))
        known.settle(tx)
        tx.reception.add_events(sender, arrival.batch_id, answered, now)
        sender = _contacted(sender, arrival, fresh, now)
        tx.reception.save_device(sender)
        items = tx.reception.receipts(sender, arrival.first, arrival.last)
        if fresh:
            note(
                desk, tx, "receive", Kind.BATCH, arrival.batch_id, device=sender.id, last=sender.last, head=sender.head
            )
    changes = changes_of((e.stored.type, e.stored.clue_id) for e in fresh) | Changes.of(Kind.DEVICE, sender.id)
    return Receipt(sender.id, sender.epoch, sender.last, sender.head, now, items), changes


@dataclass(frozen=True, slots=True)
class _Known:
    """What the office has of what a batch speaks of: most clues are new here, and asking that once for all of them
    leaves time for the other workrooms that wait on the last day of a month (safety R12). For the same reason the new
    ones are written together: ``unwritten`` holds them, each with the time of its registration, until somebody asks
    for one or refers to one."""

    stones: Mapping[str, Tombstone]
    clues: set[str]
    numbers: set[str]
    unwritten: list[tuple[Clue, datetime]] = field(default_factory=list[tuple[Clue, datetime]])

    @classmethod
    def of(cls, tx: Transaction, events: Iterable[NewEvent]) -> Self:
        ids, clues = {e.stored.clue_id for e in events}, [e.clue for e in events if e.clue]
        numbers = tx.clues.provisional_numbers_taken({one.provisional_number for one in clues})
        return cls(tx.erasing.tombstones_of(ids), tx.clues.those_here(ids), numbers)

    def find(self, tx: Transaction, clue_id: str) -> Clue | None:
        """The clue as it is now, if it is here."""
        if clue_id not in self.clues:
            return None
        self.settle(tx)
        return tx.clues.find(clue_id)

    def add(self, clue: SubmittedClue) -> None:
        """It is here from now on: another event of the same batch may speak of it, or want its number."""
        self.clues.add(clue.clue_id)
        self.numbers.add(clue.provisional_number)

    def settle(self, tx: Transaction) -> None:
        """Write the new clues: from here on the record holds all that was taken in."""
        tx.clues.add_all([clue for clue, _ in self.unwritten])
        tx.clues.add_revisions(self.unwritten)
        self.unwritten.clear()


_KINDS = {Subject.CLUE: Kind.CLUE, Subject.SESSION: Kind.SESSION, Subject.NIL_REPORT: Kind.QUOTA}


def changes_of(events: Iterable[tuple[str, str]]) -> Changes:
    """What events, by type and identity, speak of."""
    return Changes(frozenset((_KINDS[subject_of(kind)], identity) for kind, identity in events))


@intention
def backed_up(desk: Desk, sender: Device) -> int:
    """How far the log of ``sender`` is in a backup of this office that was tried."""
    with desk.store.reading() as tx:
        marks = tx.of(BackupMark).where(device_id=sender.id, epoch=sender.epoch)
    return marks[0].last if marks else 0


@intention
def downlink_page(desk: Desk, unit: str, after: int, limit: int) -> tuple[DownlinkItem, ...]:
    """The next ``limit`` pieces of news for ``unit`` behind position ``after``, oldest first."""
    with desk.store.reading() as tx:
        return tx.casework.news(unit, after, limit)


@intention
def knows_news(desk: Desk, unit: str, position: int, head: str) -> bool:
    """Whether ``head`` is the hash that names the news of ``unit`` up to ``position``."""
    with desk.store.reading() as tx:
        return tx.casework.knows_head(unit, position, head)


@intention
def missing_blobs(desk: Desk, digests: Iterable[str]) -> tuple[str, ...]:
    """Which of these attachments (SHA-256) are not here yet."""
    with desk.store.reading() as tx:
        return tuple(digest for digest in digests if not tx.system.has_blob(digest))


@intention
def store_blob(desk: Desk, digest: str, data: bytes) -> None:
    """Keep an attachment that arrived; the same one twice costs nothing.

    Raises:
        InputError: ``FILE_UNREADABLE``: the bytes do not have this SHA-256.
        StoreError: it could not be written.
    """
    if sha256_hex(data) != digest:
        raise InputError("FILE_UNREADABLE", name="附件", reason="内容与校验码不符")
    desk.blobs.put(data)
    with desk.store.writing() as tx:
        tx.system.add_blob(digest, len(data), desk.now())


_MOST_SKEW = 10**9
"""Seconds; a clock beyond that is wrong by decades, and how much is of no use."""


def receipt_number(device_id: str, epoch: int, seq: int, event_hash: str) -> str:
    """回执号: six characters that can be read out on the telephone, derived from the event so it never changes."""
    digest = sha256(f"bx-receipt1|{device_id}|{epoch}|{seq}|{event_hash}".encode()).digest()
    return "".join(CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in digest[:6])


def _sender(tx: Transaction, arrival: Arrival) -> Device:
    sender = tx.reception.device(arrival.device_id)
    if sender is None or sender.revoked_at is not None:
        raise SyncError("BATCH_UNKNOWN_DEVICE")
    if sender.epoch != arrival.epoch:
        raise SyncError("BATCH_UNKNOWN_DEVICE", epoch=sender.epoch)
    if sender.quarantined_at is not None:
        raise SyncError("BATCH_FORK")
    return sender


def _news(tx: Transaction, sender: Device, arrival: Arrival) -> tuple[NewEvent, ...]:
    """The events of ``arrival`` that are not here yet; those that are must be the same ones."""
    if arrival.first > sender.last + 1:
        raise SyncError("BATCH_GAP", expected=sender.last + 1)
    known = tx.reception.known_hashes(sender, arrival.first, arrival.last)
    if any(known[e.stored.seq] != e.stored.hash for e in arrival.events if e.stored.seq in known):
        raise SyncError("BATCH_FORK")
    fresh = tuple(e for e in arrival.events if e.stored.seq > sender.last)
    if fresh and (fresh[0].stored.seq != sender.last + 1 or fresh[0].stored.prev != sender.head):
        raise SyncError("BATCH_FORK")
    if not arrival.events and arrival.last == sender.last and arrival.head != sender.head:
        raise SyncError("BATCH_FORK")
    return fresh


def _contacted(sender: Device, arrival: Arrival, fresh: tuple[NewEvent, ...], now: datetime) -> Device:
    if fresh:
        sender = replace(sender, last=fresh[-1].stored.seq, head=fresh[-1].stored.hash)
    skew = round((arrival.sent_at - now).total_seconds()) if arrival.sent_at else sender.skew
    events, files = arrival.waiting or (sender.waiting_events, sender.waiting_files)
    return replace(
        sender,
        last_contact=now,
        app_version=arrival.app_version,
        schema=arrival.schema,
        skew=max(-_MOST_SKEW, min(_MOST_SKEW, skew)),
        waiting_events=events,
        waiting_files=files,
    )


GONE = "内容已按规定删除，不再保存"
"""What the receipt says of an event whose content was erased."""
WITHOUT_CONTACT = "联系方式已按规定删除，其余内容已收到"
"""What the receipt says of a clue of which only what leads to the person was erased."""


def _as_may_be_kept(tx: Transaction, sender: Device, event: NewEvent, known: _Known, now: datetime) -> NewEvent:
    """The event as far as it may be kept and read, if its clue was erased here: its place in the log stays, and where
    only what leads to the person was erased, the matter and messages about it still count.
    """
    stone = known.stones.get(event.stored.clue_id)
    if stone is None or event.stored.data == ERASED:
        return event
    known.settle(tx)
    _remind(tx, sender, stone, now)
    bare = replace(event, stored=replace(event.stored, data=ERASED), message=None)
    if stone.scope is ErasureScope.ALL:
        return replace(bare, clue=None)
    return event if event.message is not None else bare


def _remind(tx: Transaction, sender: Device, stone: Tombstone, now: datetime) -> None:
    """A workstation has in full what was erased, and the stream does not tell it so: we were restored meanwhile."""
    if all(step.step is not Step.ERASED for step in tx.casework.steps_of(stone.clue_id)):
        known = tx.clues.find(stone.clue_id)
        state = known.office_state if known else None
        tell_erased(tx, sender.unit, stone, state or OfficeState.RECEIVED, now)


def _take_in(desk: Desk, tx: Transaction, sender: Device, event: NewEvent, known: _Known) -> ItemReceipt:
    """Give one event its effect, or the reason why it has none."""
    result, reason = ItemResult.ACCEPTED, event.problem
    if event.stored.data == ERASED and event.clue is None:
        # Taken note of, and nothing else: the workstation hears of the erasure in the same answer.
        reason = GONE
    elif event.message is not None:
        known.settle(tx)
        result, reason = mailbox.take_in(desk, tx, sender, event.stored, event.message)
    elif event.clue is None:
        result, reason = ItemResult.REJECTED, event.problem or "内容看不懂"
    else:
        result, reason = _take_in_clue(desk, tx, sender, event.clue, known)
    stored = event.stored
    number = receipt_number(sender.id, sender.epoch, stored.seq, stored.hash)
    return ItemReceipt(stored.seq, stored.clue_id, result, number, reason)


def _take_in_clue(
    desk: Desk, tx: Transaction, sender: Device, clue: SubmittedClue, batch: _Known
) -> tuple[ItemResult, str | None]:
    known = batch.find(tx, clue.clue_id)
    reason = _objection(tx, sender, known, clue, batch)
    if reason:
        return ItemResult.REJECTED, reason
    if known is None:
        batch.add(clue)
    stone = batch.stones.get(clue.clue_id)
    if stone is not None:
        # Its hash stays that of what was registered and signed: it names the paper, which has the contact still.
        clue = replace(clue, content=erased_content(clue.content, stone.scope))
    told = WITHOUT_CONTACT if stone else None
    if known is not None and _is_rival(tx, known, clue):
        _note_other_numbers(tx, known, clue, desk.now())
        fresh = keep_rival(tx, clue, desk.now())
        return (ItemResult.ACCEPTED, TWO_VERSIONS) if fresh else (ItemResult.DUPLICATE, None)
    if known is None:
        _write_new(desk, tx, clue, batch)
        return ItemResult.ACCEPTED, told
    return (ItemResult.ACCEPTED, told) if _write_again(desk, tx, known, clue) else (ItemResult.DUPLICATE, told)


def _objection(tx: Transaction, sender: Device, known: Clue | None, clue: SubmittedClue, batch: _Known) -> str | None:
    """Why the office cannot take this clue in, in Chinese; None when it can.

    That the content has its hash was checked over the record as it was sent: a later minor form has keys that are not
    understood here, and would not have it any more.
    """
    if clue.unit != sender.unit:
        return "单位与登记的工作站不符"
    if not is_provisional_number(clue.provisional_number):
        return "临时编号不合规则"
    if known is None:
        return NUMBER_TAKEN if clue.provisional_number in batch.numbers else None
    return _objection_to_revision(tx, known, clue)


def _objection_to_revision(tx: Transaction, known: Clue, clue: SubmittedClue) -> str | None:
    if known.unit != clue.unit:
        return "与区办公室已有的同一条线索不符"
    if not _is_rival(tx, known, clue):
        return None
    if withdrawal_in_force(tx, known.id):
        return "这条线索已撤回，修改请以新线索报送"
    if known.office_state is OfficeState.DECLINED:
        return "区办公室已决定不予采用，修改请以新线索报送"
    return another_is_kept(tx, clue)


def _is_rival(tx: Transaction, known: Clue, clue: SubmittedClue) -> bool:
    """Whether people have to decide between two versions: ``clue`` revises what was accepted meanwhile, or two copies
    of a record revised the same clue, each in its own way. Nothing is overwritten then.
    """
    if clue.revision == known.revision:
        return clue.content_hash != known.content_hash
    newer = clue.revision > known.revision
    return newer and not CLUE_IN_OFFICE.may(_standing(tx, known), Action.RECEIVE_AGAIN, Role.SYSTEM)


def _standing(tx: Transaction, known: Clue) -> OfficeState:
    """Where the clue stands; one that was withdrawn before it was accepted can be handed in again, no other."""
    state = known.office_state or OfficeState.RECEIVED
    withdrawal = withdrawal_in_force(tx, known.id)
    if withdrawal is None or withdrawal.former_state is OfficeState.SCREENING:
        return state
    return withdrawal.former_state


def _write_new(desk: Desk, tx: Transaction, submitted: SubmittedClue, batch: _Known) -> None:
    """Take a clue into the office's record, at the latest when the batch is settled."""
    now = desk.now()
    clue = _office_copy(None, submitted, now)
    batch.unwritten.append((clue, submitted.registered_at))
    if submitted.former or submitted.not_to:
        batch.settle(tx)
        _note_other_numbers(tx, clue, submitted, now)
    if submitted.not_to:
        renew_bars(desk, tx, clue.id, submitted.not_to, submitted.typist)


def _write_again(desk: Desk, tx: Transaction, known: Clue, submitted: SubmittedClue) -> bool:
    """Renew the office's copy; False when this revision is here already."""
    now = desk.now()
    _note_other_numbers(tx, known, submitted, now)
    if known.revision >= submitted.revision:
        return False
    clue = _office_copy(known, submitted, now)
    tx.clues.save(clue, expected=known.version)
    hand_in_again(desk, tx, clue.id)
    # In the stream, so that the workroom sees it in its place between the return and what follows.
    tx.casework.tell(clue.unit, ProgressStep(clue.id, Step.RECEIVED_AGAIN, now, OfficeState.RECEIVED))
    tx.clues.add_revision(clue, submitted.registered_at)
    renew_bars(desk, tx, clue.id, submitted.not_to, submitted.typist)
    return True


def _office_copy(known: Clue | None, submitted: SubmittedClue, now: datetime) -> Clue:
    return Clue(
        id=submitted.clue_id,
        unit=submitted.unit,
        content=submitted.content,
        created_at=known.created_at if known else now,
        updated_at=now,
        typist=submitted.typist,
        revision=submitted.revision,
        version=known.version + 1 if known else 1,
        office_state=OfficeState.RECEIVED
        if known is None
        else CLUE_IN_OFFICE.advance(known.office_state or OfficeState.RECEIVED, Action.RECEIVE_AGAIN, Role.SYSTEM),
        provisional_number=known.provisional_number if known else submitted.provisional_number,
        content_hash=submitted.content_hash,
    )


def _note_other_numbers(tx: Transaction, clue: Clue, submitted: SubmittedClue, now: datetime) -> None:
    """Two copies of a record number the same clue differently; whichever came first stays, every other is found."""
    for number in (submitted.provisional_number, *submitted.former):
        if number != clue.provisional_number:
            tx.numbers.add_former(number, clue.id, now)
