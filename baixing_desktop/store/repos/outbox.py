"""The workroom's side of the log: events and batches going up, receipts coming down."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, and_, delete, func, insert, or_, select, update

from baixing_desktop.domain.batch import CLUE_EVENTS, GENESIS, Batch, ItemReceipt, ItemResult, LogPlace, StoredEvent
from baixing_desktop.domain.states import BatchState
from baixing_desktop.errors import NotFoundError
from baixing_desktop.store.tables.log import batch, event, item_receipt


@dataclass(frozen=True, slots=True)
class Heard:
    """One of our events: what it speaks of, whether it carries a whole clue and is no message about one, and whether
    the office has answered it."""

    clue_id: str
    carries_clue: bool
    answered: bool


class OutboxRepo:
    """Events, batches and receipts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tail(self, epoch: int) -> tuple[int, str]:
        """Sequence and hash of the newest event of ``epoch``; 0 and :data:`GENESIS` before the first."""
        row = self._connection.execute(
            select(event.c.seq, event.c.hash).where(event.c.epoch == epoch).order_by(event.c.seq.desc()).limit(1)
        ).one_or_none()
        return (row.seq, row.hash) if row else (0, GENESIS)

    def receipted(self, epoch: int) -> int:
        """The highest sequence of ``epoch`` that the office has confirmed, 0 for none."""
        found = select(func.max(item_receipt.c.seq)).where(item_receipt.c.epoch == epoch)
        return self._connection.execute(found).scalar_one() or 0

    def hash_at(self, epoch: int, seq: int) -> str | None:
        """The hash of one of our events; :data:`GENESIS` for 0, None if there is no such event."""
        if seq == 0:
            return GENESIS
        return self._connection.execute(
            select(event.c.hash).where(event.c.epoch == epoch, event.c.seq == seq)
        ).scalar_one_or_none()

    def add_batch(self, entity: Batch, events: Sequence[StoredEvent]) -> None:
        """Insert a sealed batch with its events."""
        self._connection.execute(
            insert(batch).values(
                id=entity.id,
                epoch=entity.epoch,
                first=entity.first,
                last=entity.last,
                head=entity.head,
                sealed_at=entity.sealed_at,
                state=entity.state,
                version=entity.version,
            )
        )
        rows = [
            {
                "epoch": entity.epoch,
                "seq": e.seq,
                "batch_id": entity.id,
                "clue_id": e.clue_id,
                "type": e.type,
                "prev": e.prev,
                "hash": e.hash,
                "data": e.data,
            }
            for e in events
        ]
        self._connection.execute(insert(event), rows)

    def first_sealed(self, clue_ids: Collection[str]) -> Batch:
        """The oldest batch with one of these clues that is sealed and has not left.

        Raises:
            NotFoundError: ``RECORD_NOT_FOUND``.
        """
        found = (
            select(batch)
            .join(event, event.c.batch_id == batch.c.id)
            .where(batch.c.state == BatchState.SEALED, event.c.clue_id.in_(clue_ids), event.c.type.in_(CLUE_EVENTS))
            .order_by(batch.c.epoch.desc(), batch.c.first)
            .limit(1)
        )
        row = self._connection.execute(found).mappings().one_or_none()
        if row is None:
            raise NotFoundError("RECORD_NOT_FOUND", kind="批次")
        return _batch(row)

    def drop_batches(self, ids: Sequence[str]) -> None:
        """Forget batches at the end of the log, with their events: they never left."""
        self._connection.execute(delete(event).where(event.c.batch_id.in_(ids)))
        self._connection.execute(delete(batch).where(batch.c.id.in_(ids)))

    def batch(self, batch_id: str) -> Batch:
        """One batch.

        Raises:
            NotFoundError: ``RECORD_NOT_FOUND``.
        """
        row = self._connection.execute(select(batch).where(batch.c.id == batch_id)).mappings().one_or_none()
        if row is None:
            raise NotFoundError("RECORD_NOT_FOUND", kind="批次")
        return _batch(row)

    def batches(self) -> tuple[Batch, ...]:
        """All batches, oldest first."""
        rows = self._connection.execute(select(batch).order_by(batch.c.epoch, batch.c.first)).mappings()
        return tuple(_batch(row) for row in rows)

    def move_batch(self, batch_id: str, state: BatchState, at: datetime) -> None:
        """Write the new state of a batch with the moment that belongs to it."""
        moment = "receipted_at" if state is BatchState.RECEIPTED else "exported_at"
        self._connection.execute(update(batch).where(batch.c.id == batch_id).values({"state": state, moment: at}))

    def events(self, batch_id: str) -> tuple[StoredEvent, ...]:
        """The events of one batch, in order."""
        rows = self._connection.execute(select(event).where(event.c.batch_id == batch_id).order_by(event.c.seq))
        return tuple(
            StoredEvent(r["seq"], r["clue_id"], r["type"], r["prev"], r["hash"], r["data"]) for r in rows.mappings()
        )

    def events_behind(self, epoch: int, seq: int, limit: int | None = None) -> tuple[StoredEvent, ...]:
        """The first ``limit`` events of ``epoch`` behind ``seq``, in order."""
        behind = select(event).where(event.c.epoch == epoch, event.c.seq > seq).order_by(event.c.seq).limit(limit)
        return tuple(
            StoredEvent(r["seq"], r["clue_id"], r["type"], r["prev"], r["hash"], r["data"])
            for r in self._connection.execute(behind).mappings()
        )

    def heard_of(self, epoch: int, first: int, last: int) -> Mapping[int, Heard]:
        """What is known of our events ``first`` to ``last``, by number."""
        answered = and_(item_receipt.c.epoch == event.c.epoch, item_receipt.c.seq == event.c.seq)
        asked = (
            select(event.c.seq, event.c.clue_id, event.c.type, item_receipt.c.seq.is_not(None).label("answered"))
            .select_from(event.outerjoin(item_receipt, answered))
            .where(event.c.epoch == epoch, event.c.seq.between(first, last))
        )
        rows = self._connection.execute(asked)
        return {r.seq: Heard(r.clue_id, r.type in CLUE_EVENTS, bool(r.answered)) for r in rows}

    def add_receipts(self, epoch: int, items: Iterable[ItemReceipt], at: datetime) -> None:
        """Keep the office's answers to events that had none yet."""
        rows = [
            {
                "epoch": epoch,
                "seq": i.seq,
                "clue_id": i.clue_id,
                "result": i.result,
                "receipt_number": i.receipt_number,
                "reason": i.reason,
                "received_at": at,
            }
            for i in items
        ]
        if rows:
            self._connection.execute(insert(item_receipt), rows)

    def answers(self, epoch: int) -> tuple[ItemReceipt, ...]:
        """The office's answers to our log, in order."""
        rows = self._connection.execute(
            select(item_receipt).where(item_receipt.c.epoch == epoch).order_by(item_receipt.c.seq)
        ).mappings()
        return tuple(
            ItemReceipt(r["seq"], r["clue_id"], ItemResult(r["result"]), r["receipt_number"], r["reason"]) for r in rows
        )

    def last_receipt_at(self) -> datetime | None:
        """When the newest receipt was given."""
        return self._connection.execute(select(func.max(item_receipt.c.received_at))).scalar_one()

    def all_behind(self, clue_id: str, place: LogPlace) -> bool:
        """Whether every event about a clue lies at or before ``place``."""
        newest = select(event.c.epoch, event.c.seq).where(event.c.clue_id == clue_id)
        row = self._connection.execute(newest.order_by(event.c.epoch.desc(), event.c.seq.desc()).limit(1)).first()
        return row is not None and LogPlace(row.epoch, row.seq) <= place

    def unconfirmed(self, behind: LogPlace) -> tuple[str, ...]:
        """The clues in events that the office does not have, as far as it has our log up to ``behind``; each once."""
        newer = or_(event.c.epoch > behind.epoch, and_(event.c.epoch == behind.epoch, event.c.seq > behind.last))
        carrying = select(event.c.clue_id).where(newer, event.c.type.in_(CLUE_EVENTS))
        rows = self._connection.execute(carrying.order_by(event.c.epoch, event.c.seq))
        return tuple(dict.fromkeys(rows.scalars()))


def _batch(row: RowMapping) -> Batch:
    values = dict(row)
    values["state"] = BatchState(values["state"])
    return Batch(**values)
