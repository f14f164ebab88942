"""The office's side of the log: devices, enrolment codes and what arrived."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, case, func, insert, select, update

from baixing_desktop.domain.batch import CLUE_EVENTS, ItemReceipt, ItemResult, StoredEvent
from baixing_desktop.domain.lists import InboundBatch, InboundItem
from baixing_desktop.domain.units import Device, EnrolmentCode
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.tables.office import device, enrolment_code, inbound_batch, inbound_event


class ReceptionRepo:
    """Devices and their received logs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def device(self, device_id: str) -> Device | None:
        """The enrolled device with this identity."""
        row = self._connection.execute(select(device).where(device.c.id == device_id)).mappings().one_or_none()
        return _device(row) if row else None

    def devices(self) -> tuple[Device, ...]:
        """All enrolled devices by unit."""
        rows = self._connection.execute(select(device).order_by(device.c.unit, device.c.device_code)).mappings()
        return tuple(_device(row) for row in rows)

    def device_code_taken(self, unit: str, device_code: str, besides: str) -> bool:
        """Whether another device than ``besides`` of this unit already numbers with this code."""
        found = select(device.c.id).where(
            device.c.unit == unit, device.c.device_code == device_code, device.c.id != besides
        )
        return self._connection.execute(found).first() is not None

    def add_device(self, entity: Device) -> None:
        """Insert a newly enrolled device."""
        self._connection.execute(insert(device).values(**_device_columns(entity)))

    def save_device(self, entity: Device) -> None:
        """Write how far the device's log was received, and its last contact."""
        self._connection.execute(update(device).where(device.c.id == entity.id).values(**_device_columns(entity)))

    def add_code(self, code: EnrolmentCode, at: datetime) -> None:
        """Insert a one-time enrolment code."""
        self._connection.execute(
            insert(enrolment_code).values(
                code=code.code, unit=code.unit, created_at=at, expires_at=code.expires_at, replaces=code.replaces
            )
        )

    def open_codes(self, unit: str, now: datetime) -> tuple[EnrolmentCode, ...]:
        """The codes of ``unit`` that are neither used nor expired."""
        rows = self._connection.execute(
            select(enrolment_code).where(
                enrolment_code.c.unit == unit, enrolment_code.c.used_at.is_(None), enrolment_code.c.expires_at > now
            )
        ).mappings()
        return tuple(EnrolmentCode(r["code"], r["unit"], r["expires_at"], r["replaces"]) for r in rows)

    def code_known(self, code: str) -> bool:
        """Whether this code was ever issued or used: none is used twice."""
        found = select(enrolment_code.c.code).where(enrolment_code.c.code == code)
        return self._connection.execute(found).first() is not None

    def use_code(self, code: str, device_id: str, at: datetime) -> None:
        """Mark a code as used by a device."""
        self._connection.execute(
            update(enrolment_code).where(enrolment_code.c.code == code).values(used_at=at, device_id=device_id)
        )

    def has_batch(self, batch_id: str) -> bool:
        """Whether this batch has arrived before, by whatever carrier."""
        return (
            self._connection.execute(select(inbound_batch.c.id).where(inbound_batch.c.id == batch_id)).first()
            is not None
        )

    def add_batch(
        self, batch_id: str, sender: Device, span: tuple[int, int], head: str, carrier: str, at: datetime
    ) -> None:
        """Note the arrival of a batch with events ``span[0]`` to ``span[1]``."""
        self._connection.execute(
            insert(inbound_batch).values(
                id=batch_id,
                device_id=sender.id,
                epoch=sender.epoch,
                first=span[0],
                last=span[1],
                head=head,
                carrier=carrier,
                received_at=at,
            )
        )

    def add_events(
        self, sender: Device, batch_id: str, answered: Iterable[tuple[StoredEvent, ItemReceipt]], at: datetime
    ) -> None:
        """Keep events, each with the answer it was given."""
        rows = [
            {
                "device_id": sender.id,
                "epoch": sender.epoch,
                "seq": stored.seq,
                "batch_id": batch_id,
                "clue_id": stored.clue_id,
                "type": stored.type,
                "prev": stored.prev,
                "hash": stored.hash,
                "result": receipt.result,
                "receipt_number": receipt.receipt_number,
                "reason": receipt.reason,
                "received_at": at,
                "data": stored.data,
            }
            for stored, receipt in answered
        ]
        if rows:
            self._connection.execute(insert(inbound_event), rows)

    def known_hashes(self, sender: Device, first: int, last: int) -> dict[int, str]:
        """Hash by sequence of what this device and epoch already sent between ``first`` and ``last``."""
        rows = self._connection.execute(
            select(inbound_event.c.seq, inbound_event.c.hash).where(*_span(sender, first, last))
        )
        return {row.seq: row.hash for row in rows}

    def receipts(self, sender: Device, first: int, last: int) -> tuple[ItemReceipt, ...]:
        """The answers given to events ``first`` to ``last``."""
        event = inbound_event.c
        asked = select(event.seq, event.clue_id, event.result, event.receipt_number, event.reason)
        rows = self._connection.execute(asked.where(*_span(sender, first, last)).order_by(event.seq))
        return tuple(ItemReceipt(r.seq, r.clue_id, ItemResult(r.result), r.receipt_number, r.reason) for r in rows)

    def items(self, batch_id: str) -> tuple[InboundItem, ...]:
        """What one batch brought and what became of it, in the order in which it was reported."""
        found = select(inbound_event).where(inbound_event.c.batch_id == batch_id).order_by(inbound_event.c.seq)
        return tuple(
            InboundItem(r["seq"], r["type"], r["clue_id"], ItemResult(r["result"]), r["receipt_number"], r["reason"])
            for r in self._connection.execute(found).mappings()
        )

    def arrivals(self, ids: Sequence[str]) -> dict[str, datetime]:
        """When the newest accepted revision of each of these clues arrived."""
        event = inbound_event.c
        found = select(event.clue_id, func.max(event.received_at)).group_by(event.clue_id)
        found = found.where(event.result == ItemResult.ACCEPTED, event.type.in_(CLUE_EVENTS))
        asked = (found.where(event.clue_id.in_(some)) for some in portions(ids))
        return {row[0]: row[1] for one in asked for row in self._connection.execute(one)}

    def inbound_batches(self) -> tuple[InboundBatch, ...]:
        """What arrived, newest first, with the outcome of its items."""
        accepted = func.coalesce(func.sum(case((inbound_event.c.result == ItemResult.ACCEPTED, 1), else_=0)), 0)
        rejected = func.coalesce(func.sum(case((inbound_event.c.result == ItemResult.REJECTED, 1), else_=0)), 0)
        rows = self._connection.execute(
            select(
                inbound_batch.c.id,
                device.c.unit,
                device.c.device_code,
                inbound_batch.c.first,
                inbound_batch.c.last,
                inbound_batch.c.carrier,
                inbound_batch.c.received_at,
                accepted.label("accepted"),
                rejected.label("rejected"),
            )
            .join(device, device.c.id == inbound_batch.c.device_id)
            .outerjoin(inbound_event, inbound_event.c.batch_id == inbound_batch.c.id)
            .group_by(inbound_batch.c.id, device.c.id)
            .order_by(inbound_batch.c.received_at.desc(), inbound_batch.c.id)
        ).mappings()
        return tuple(InboundBatch(**row) for row in rows)


def _span(sender: Device, first: int, last: int) -> tuple[ColumnElement[bool], ...]:
    return (
        inbound_event.c.device_id == sender.id,
        inbound_event.c.epoch == sender.epoch,
        inbound_event.c.seq.between(first, last),
    )


def _device(row: RowMapping) -> Device:
    return Device(**row)


def _device_columns(entity: Device) -> dict[str, object]:
    return {column.name: getattr(entity, column.name) for column in device.columns}
