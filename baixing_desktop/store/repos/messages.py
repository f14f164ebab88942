"""What a workroom tells its office beside clues: kept there until it is answered, in the office until settled."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from baixing_desktop.canonical import canonical
from baixing_desktop.domain.batch import ItemReceipt, ItemResult, LogPlace
from baixing_desktop.domain.messages import InboundMessage, Message
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.tables.log import notice
from baixing_desktop.store.tables.office import device, inbound_notice


class MessageRepo:
    """Messages of a workroom, and those that an office received."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, *messages: Message) -> None:
        """Keep messages that have to be sent."""
        rows = [
            {
                "id": message.id,
                "clue_id": message.clue_id,
                "type": message.type,
                "at": message.at,
                "actor": message.actor,
                "record": canonical(dict(message.record)).decode(),
            }
            for message in messages
        ]
        if rows:
            self._connection.execute(insert(notice), rows)

    def next_id(self) -> str:
        """The name of the next message: they are numbered, because two within a second must keep their order."""
        return next(self.next_ids())

    def next_ids(self) -> Iterator[str]:
        """The names of the next messages, for those that are added together."""
        last = self._connection.execute(select(func.max(notice.c.id))).scalar_one()
        return (f"{number:010d}" for number in count(int(last or 0) + 1))

    def of_clue(self, clue_id: str) -> tuple[Message, ...]:
        """The messages about one clue, oldest first."""
        return self._messages(notice.c.clue_id == clue_id)

    def of_clues(self, ids: Sequence[str], kind: str) -> Mapping[str, tuple[Message, ...]]:
        """The messages of one type about these clues, oldest first; without those clues about which there are none."""
        found: dict[str, tuple[Message, ...]] = {}
        for some in portions(ids):
            for message in self._messages(and_(notice.c.clue_id.in_(some), notice.c.type == kind)):
                found[message.clue_id] = (*found.get(message.clue_id, ()), message)
        return found

    def pending(self, limit: int, kinds: Iterable[str]) -> tuple[Message, ...]:
        """The messages of these types that stand in no log yet, oldest first."""
        return self._messages(and_(notice.c.epoch.is_(None), notice.c.type.in_([*kinds])), limit)

    def renew(self, message: Message) -> None:
        """Let a message that stands in no log yet say something else; it keeps its place among the others."""
        self._connection.execute(
            update(notice)
            .where(notice.c.id == message.id, notice.c.epoch.is_(None))
            .values(at=message.at, actor=message.actor, record=canonical(dict(message.record)).decode())
        )

    def drop(self, message: Message) -> None:
        """Forget a message that stands in no log yet."""
        self._connection.execute(delete(notice).where(notice.c.id == message.id, notice.c.epoch.is_(None)))

    def place(self, epoch: int, places: Mapping[str, int]) -> None:
        """These messages, by name, are the events of our log with these numbers."""
        rows = [{"name": name, "place": seq} for name, seq in places.items()]
        if rows:
            placing = update(notice).where(notice.c.id == bindparam("name"))
            self._connection.execute(placing.values(epoch=epoch, seq=bindparam("place")), rows)

    def answer(self, epoch: int, items: Iterable[ItemReceipt]) -> None:
        """Keep the office's answers to ``items``, which are messages."""
        rows = [{"place": item.seq, "said": item.result, "why": item.reason} for item in items]
        if rows:
            here = and_(notice.c.epoch == epoch, notice.c.seq == bindparam("place"))
            answering = update(notice).where(here).values(answer=bindparam("said"), reason=bindparam("why"))
            self._connection.execute(answering, rows)

    def take_back(self, behind: LogPlace) -> None:
        """Messages of our former log that the office does not have are to be sent again."""
        newer = or_(notice.c.epoch > behind.epoch, and_(notice.c.epoch == behind.epoch, notice.c.seq > behind.last))
        self._connection.execute(update(notice).where(newer).values(epoch=None, seq=None, answer=None, reason=None))

    def receive(self, message: InboundMessage) -> None:
        """Keep a message that arrived in the office."""
        self._connection.execute(
            insert(inbound_notice).values(
                device_id=message.device_id,
                epoch=message.epoch,
                seq=message.seq,
                clue_id=message.clue_id,
                type=message.type,
                at=message.at,
                actor=message.actor,
                record=canonical(dict(message.record)).decode(),
            )
        )

    def inbound(self, *, settled: bool = False, clue_id: str | None = None) -> tuple[InboundMessage, ...]:
        """Messages in the office, oldest first: open ones, or also those that are ``settled``."""
        found = select(inbound_notice, device.c.unit).join(device, device.c.id == inbound_notice.c.device_id)
        if not settled:
            found = found.where(inbound_notice.c.settled_at.is_(None))
        if clue_id is not None:
            found = found.where(inbound_notice.c.clue_id == clue_id)
        found = found.order_by(inbound_notice.c.at, inbound_notice.c.device_id, inbound_notice.c.seq)
        return tuple(_inbound(row) for row in self._connection.execute(found).mappings())

    def settle(self, message: InboundMessage, at: datetime, settlement: str) -> None:
        """Say what became of a message."""
        here = and_(
            inbound_notice.c.device_id == message.device_id,
            inbound_notice.c.epoch == message.epoch,
            inbound_notice.c.seq == message.seq,
        )
        self._connection.execute(update(inbound_notice).where(here).values(settled_at=at, settlement=settlement))

    def _messages(self, condition: ColumnElement[bool], limit: int | None = None) -> tuple[Message, ...]:
        rows = self._connection.execute(select(notice).where(condition).order_by(notice.c.id).limit(limit))
        return tuple(_message(row) for row in rows.mappings())


def _message(row: RowMapping) -> Message:
    return Message(
        id=row["id"],
        clue_id=row["clue_id"],
        type=row["type"],
        at=row["at"],
        actor=row["actor"],
        record=json.loads(row["record"]),
        epoch=row["epoch"],
        seq=row["seq"],
        answer=ItemResult(row["answer"]) if row["answer"] else None,
        reason=row["reason"],
    )


def _inbound(row: RowMapping) -> InboundMessage:
    values = dict(row)
    return InboundMessage(**{**values, "record": json.loads(values["record"])})
