"""Looking: lists, one clue, what happened to it, what waits. Contacts are masked unless revealed on the record."""

from dataclasses import replace
from datetime import date, datetime, time

from baixing_desktop.changes import Kind
from baixing_desktop.clock import CHINA, local
from baixing_desktop.domain.batch import Batch
from baixing_desktop.domain.casework import Classification, Forwarding
from baixing_desktop.domain.clue import Clue, Contributor
from baixing_desktop.domain.lists import (
    ClueList,
    ClueQuery,
    InboundBatch,
    OfficeQueue,
    OfficeToday,
    TimelineEntry,
    WorkroomQueue,
    WorkroomToday,
)
from baixing_desktop.domain.rules.redaction import masked, tells_a_number
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.domain.units import Device, Face, UnitKind
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.board import policy_in
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.lineage import lineage_entries
from baixing_desktop.usecases.officework import is_own
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.wording import step_sentence

LIST_LIMIT = 500


@intention
def list_clues(desk: Desk, query: ClueQuery) -> ClueList:
    """The clues that match ``query``, newest change first; with contact data as :func:`look_in_contacts`."""
    if query.contacts and tells_a_number(query.text):
        look_in_contacts(desk)
    with desk.store.reading() as tx:
        return tx.listing.clues(query)


@intention
def count_clues(desk: Desk, query: ClueQuery) -> int:
    """How many clues match ``query``, however many; with contact data as :func:`look_in_contacts`."""
    if query.contacts and tells_a_number(query.text):
        look_in_contacts(desk)
    with desk.store.reading() as tx:
        return tx.listing.count(query)


@intention
def clue_ids(desk: Desk, query: ClueQuery, *, in_order: bool = False) -> tuple[str, ...]:
    """Identities of all clues that match ``query``, by number; ``in_order`` as the list shows them. With contact data
    as :func:`look_in_contacts`."""
    if query.contacts and tells_a_number(query.text):
        look_in_contacts(desk)
    with desk.store.reading() as tx:
        return tx.listing.ids_in_order(query) if in_order else tx.listing.ids(query)


@intention
def look_in_contacts(desk: Desk) -> None:
    """Somebody looks for a telephone number, or a part of one, in contact data: who is found is revealed by that, so
    it is recorded (P10)."""
    with desk.store.writing() as tx:
        note(desk, tx, "search_contact", "list", "contributor")


@intention
def find_clue(desk: Desk, id_or_number: str) -> Clue:
    """One clue with its contact data masked.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    with desk.store.reading() as tx:
        clue = tx.clues.get(id_or_number)
    return replace(clue, content=replace(clue.content, contributor=masked(clue.content.contributor)))


@intention
def editable_clue(desk: Desk, id_or_number: str) -> Clue:
    """One clue with everything the entry page needs, contact data in full.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    with desk.store.writing() as tx:
        clue = tx.clues.get(id_or_number)
        _note_reveal(desk, tx, clue, "edit")
    return clue


@intention
def reveal_contact(desk: Desk, id_or_number: str) -> Contributor:
    """The contact data of one clue in full; that they were looked at is recorded.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    with desk.store.writing() as tx:
        clue = tx.clues.get(id_or_number)
        _note_reveal(desk, tx, clue, "reveal")
    return clue.content.contributor


@intention
def timeline(desk: Desk, clue_id: str) -> tuple[TimelineEntry, ...]:
    """Everything that happened to a clue as its people tell it, oldest first."""
    with desk.store.reading() as tx:
        clue = tx.clues.get(clue_id)
        face = tx.system.installation().face
        entries = _own_entries(tx, clue)
        steps = tx.news.of_clue(clue.id) if face is Face.WORKROOM else tx.casework.steps_of(clue.id)
        entries += lineage_entries(tx, clue.id)
    entries += [TimelineEntry(step.at, *step_sentence(step, desk.reference)) for step in steps]
    # Sorting is stable: what happened in the same second stays in the order in which it was written.
    return tuple(sorted(entries, key=lambda entry: entry.at))


@intention
def forwardings_of(desk: Desk, clue_id: str) -> tuple[Forwarding, ...]:
    """The forwardings of one clue, oldest first."""
    with desk.store.reading() as tx:
        return tx.casework.forwardings(clue_id)


@intention
def classifications_of(desk: Desk, clue_id: str) -> tuple[Classification, ...]:
    """The decisions of 八(三) on one clue, oldest first."""
    with desk.store.reading() as tx:
        return tx.casework.classifications(clue_id)


@intention
def workroom_today(desk: Desk) -> WorkroomToday:
    """今日: what waits on the liaison's desk."""
    with desk.store.reading() as tx:
        queues = {queue.value: tx.listing.workroom_queue(queue) for queue in WorkroomQueue}
        unit = desk.reference.units.get(tx.system.installation().unit)
        return WorkroomToday(
            **queues,
            month_count=tx.listing.registered_since(_month_start(desk.today())),
            # Direct points collect without a quota (seed 七).
            month_quota=policy_in(tx).workroom_per_month if unit and unit.kind is UnitKind.WORKROOM else None,
            last_receipt_at=tx.outbox.last_receipt_at(),
        )


@intention
def workroom_queue(desk: Desk, queue: WorkroomQueue) -> ClueList:
    """The clues in one of the liaison's queues."""
    with desk.store.reading() as tx:
        return tx.listing.workroom_list(queue, LIST_LIMIT)


@intention
def office_today(desk: Desk) -> OfficeToday:
    """工作台: the office's queues."""
    with desk.store.reading() as tx:
        return OfficeToday(**{queue.value: tx.listing.office_queue(queue, desk.today()) for queue in OfficeQueue})


@intention
def office_queue(desk: Desk, queue: OfficeQueue) -> ClueList:
    """The clues in one of the office's queues."""
    with desk.store.reading() as tx:
        return tx.listing.office_list(queue, desk.today(), LIST_LIMIT)


@intention
def batches(desk: Desk) -> tuple[Batch, ...]:
    """All batches of this workstation, oldest first."""
    with desk.store.reading() as tx:
        return tx.outbox.batches()


@intention
def inbound_batches(desk: Desk) -> tuple[InboundBatch, ...]:
    """What arrived at the office, newest first."""
    with desk.store.reading() as tx:
        return tx.reception.inbound_batches()


@intention
def devices(desk: Desk) -> tuple[Device, ...]:
    """The workstations enrolled with this office."""
    with desk.store.reading() as tx:
        return tx.reception.devices()


def _own_entries(tx: Transaction, clue: Clue) -> list[TimelineEntry]:
    entries: list[TimelineEntry] = []
    for revision in range(1, clue.revision + 1):
        kept = tx.clues.revision(clue.id, revision)
        if kept:
            what = "登记" if revision == 1 else f"第 {revision} 次登记（补充修改后）"
            entries.append(TimelineEntry(kept[2], what, clue.provisional_number or ""))
    table = tx.imports.provenance(clue.id)
    if table:
        other = f"，原编号 {table.external_number}" if table.external_number else ""
        entries.append(TimelineEntry(table.at, "从表格导入", f"{table.file_name} 第 {table.row_number} 行{other}"))
    if clue.receipt_number and clue.receipt_at:
        entries.append(TimelineEntry(clue.receipt_at, "区办已收到", f"回执 {clue.receipt_number}"))
    if clue.office_state is OfficeState.RECEIVED and clue.workroom_state is None and not is_own(tx, clue):
        entries.append(TimelineEntry(clue.created_at, "收到工作室报送", ""))
    return entries


def _note_reveal(desk: Desk, tx: Transaction, clue: Clue, action: str) -> None:
    person = clue.content.contributor
    if person.known:
        note(desk, tx, action, Kind.CLUE, clue.id, fields="contributor")


def _month_start(day: date) -> datetime:
    return local(datetime.combine(day.replace(day=1), time(), CHINA))
