"""The office's casework: classifications, forwardings and the news going down to the workrooms."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from baixing_desktop.canonical import canonical
from baixing_desktop.domain.batch import GENESIS
from baixing_desktop.domain.casework import CitizenContact, Classification, Forwarding, Reply
from baixing_desktop.domain.kinds import DispatchKind, HandlerPart
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.progress import (
    DownlinkItem,
    ProgressStep,
    news_head,
    plain_news_head,
    step_from_record,
    step_to_record,
)
from baixing_desktop.domain.states import ForwardingState
from baixing_desktop.errors import ConflictError, NotFoundError
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.office import classification, downlink, forwarding

_RUNNING = (ForwardingState.TAKEN_OVER, ForwardingState.RETURN_REQUESTED)
_NO_DECISION = (
    ForwardingState.DRAFTED,
    ForwardingState.CANCELLED,
    ForwardingState.WAIVED,
    ForwardingState.REASSIGNED,
    ForwardingState.RETURN_REQUESTED,
)


class CaseworkRepo:
    """Classifications, forwardings, downlink."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_classification(self, entity: Classification) -> None:
        """Keep one decision of 八(三); earlier ones stay."""
        last = select(func.max(classification.c.ordinal)).where(classification.c.clue_id == entity.clue_id)
        self._connection.execute(
            insert(classification).values(
                clue_id=entity.clue_id,
                ordinal=(self._connection.execute(last).scalar_one() or 0) + 1,
                route=entity.route,
                reason=entity.reason,
                at=entity.at,
                actor=entity.actor,
            )
        )

    def classifications(self, clue_id: str) -> tuple[Classification, ...]:
        """The decisions on one clue, oldest first; the last one holds."""
        rows = self._connection.execute(
            select(classification).where(classification.c.clue_id == clue_id).order_by(classification.c.ordinal)
        ).mappings()
        return tuple(Classification(r["clue_id"], Route(r["route"]), r["reason"], r["at"], r["actor"]) for r in rows)

    def last_routes(self, ids: Sequence[str]) -> dict[str, Route]:
        """The decision that holds, for each of these clues that was classified."""
        found: dict[str, Route] = {}
        for some in portions(ids):
            rows = self._connection.execute(
                select(classification.c.clue_id, classification.c.route)
                .where(classification.c.clue_id.in_(some))
                .order_by(classification.c.ordinal)
            )
            found |= {row.clue_id: Route(row.route) for row in rows}
        return found

    def decided_routes(self, newest: int) -> dict[str, str]:
        """The route that holds for each of the ``newest`` clues classified last and not withdrawn, oldest first."""
        last = select(classification.c.clue_id, func.max(classification.c.ordinal).label("ordinal"))
        latest = last.group_by(classification.c.clue_id).subquery()
        found = (
            select(classification.c.clue_id, classification.c.route)
            .join(
                latest,
                (latest.c.clue_id == classification.c.clue_id) & (latest.c.ordinal == classification.c.ordinal),
            )
            .join(clue, clue.c.id == classification.c.clue_id)
            .where(clue.c.withdrawn_at.is_(None))
            .order_by(classification.c.at.desc(), classification.c.clue_id)
            .limit(newest)
        )
        return {row.clue_id: row.route for row in reversed(self._connection.execute(found).all())}

    def decided_handlers(self, newest: int) -> dict[str, str]:
        """Who answers alone or leads, by the last line that was issued and kept: the ``newest`` clues, oldest first.

        A draft is no decision yet; a line that was given back, reassigned or waived was a wrong one.
        """
        found = (
            select(forwarding.c.clue_id, forwarding.c.handler)
            .join(clue, clue.c.id == forwarding.c.clue_id)
            .where(
                clue.c.withdrawn_at.is_(None),
                forwarding.c.part.in_((HandlerPart.SOLE, HandlerPart.LEAD)),
                forwarding.c.state.not_in(_NO_DECISION),
            )
            .order_by(forwarding.c.drafted_at.desc(), forwarding.c.id)
            .limit(newest)
        )
        return {row.clue_id: row.handler for row in reversed(self._connection.execute(found).all())}

    def add_forwarding(self, entity: Forwarding) -> None:
        """Insert a drafted forwarding."""
        self._connection.execute(insert(forwarding).values(**_columns(entity)))

    def save_forwarding(self, entity: Forwarding, *, expected: int) -> None:
        """Write ``entity`` over the version ``expected``.

        Raises:
            ConflictError: ``CHANGED_MEANWHILE``; nothing was written.
        """
        changed = self._connection.execute(
            update(forwarding)
            .where(forwarding.c.id == entity.id, forwarding.c.version == expected)
            .values(**_columns(entity))
        )
        if changed.rowcount != 1:
            raise ConflictError("CHANGED_MEANWHILE", mine=entity, current=self.forwarding(entity.id))

    def forwarding(self, forwarding_id: str) -> Forwarding:
        """One forwarding.

        Raises:
            NotFoundError: ``RECORD_NOT_FOUND``.
        """
        row = (
            self._connection.execute(select(forwarding).where(forwarding.c.id == forwarding_id))
            .mappings()
            .one_or_none()
        )
        if row is None:
            raise NotFoundError("RECORD_NOT_FOUND", kind="转送件")
        return _forwarding(row)

    def forwardings(self, clue_id: str) -> tuple[Forwarding, ...]:
        """The forwardings of one clue, oldest first."""
        rows = self._connection.execute(
            select(forwarding).where(forwarding.c.clue_id == clue_id).order_by(forwarding.c.drafted_at, forwarding.c.id)
        ).mappings()
        return tuple(_forwarding(row) for row in rows)

    def forwardings_of(self, ids: Sequence[str]) -> dict[str, tuple[Forwarding, ...]]:
        """The forwardings of each of these clues that has any, oldest first."""
        found: dict[str, tuple[Forwarding, ...]] = {}
        for some in portions(ids):
            rows = self._connection.execute(
                select(forwarding)
                .where(forwarding.c.clue_id.in_(some))
                .order_by(forwarding.c.drafted_at, forwarding.c.id)
            ).mappings()
            for line in map(_forwarding, rows):
                found[line.clue_id] = (*found.get(line.clue_id, ()), line)
        return found

    def running_limits(self) -> tuple[Forwarding, ...]:
        """The forwardings taken over whose reply is awaited by a day, the earliest day first."""
        rows = self._connection.execute(
            select(forwarding)
            .where(forwarding.c.state.in_(_RUNNING), forwarding.c.due_on.is_not(None))
            .order_by(forwarding.c.due_on, forwarding.c.drafted_at, forwarding.c.id)
        ).mappings()
        return tuple(_forwarding(row) for row in rows)

    def running_dues(self) -> Iterator[tuple[str, str, date | None, date]]:
        """Of each of :meth:`running_limits`: its clue, handler, the day of taking over and the day it is due."""
        of = forwarding.c
        found = select(of.clue_id, of.handler, of.taken_over_on, of.due_on)
        for row in self._connection.execute(found.where(of.state.in_(_RUNNING), of.due_on.is_not(None))):
            yield row[0], row[1], row[2], row[3]

    def overdue(self, today: date) -> int:
        """How many of :meth:`running_limits` should have been answered before ``today``."""
        late = (forwarding.c.state.in_(_RUNNING), forwarding.c.due_on < today)
        return self._connection.execute(select(func.count()).select_from(forwarding).where(*late)).scalar_one()

    def several(self, ids: Sequence[str]) -> dict[str, Forwarding]:
        """These forwardings by their identities; those that are gone are left out."""
        asked = (select(forwarding).where(forwarding.c.id.in_(some)) for some in portions(ids))
        return {row["id"]: _forwarding(row) for one in asked for row in self._connection.execute(one).mappings()}

    def tell(self, unit: str, step: ProgressStep) -> int:
        """Append one piece of news to the stream of ``unit``; returns its position."""
        last = self._connection.execute(
            select(downlink.c.position, downlink.c.head)
            .where(downlink.c.unit == unit)
            .order_by(downlink.c.position.desc())
            .limit(1)
        ).one_or_none()
        position, prev = (last.position + 1, last.head) if last else (1, GENESIS)
        record = canonical(step_to_record(step))
        self._connection.execute(
            insert(downlink).values(
                unit=unit,
                position=position,
                clue_id=step.clue_id,
                step=step.heard,
                at=step.at,
                record=record.decode(),
                head=news_head(prev, record),
            )
        )
        return position

    def knows_head(self, unit: str, position: int, head: str) -> bool:
        """Whether ``head`` names the stream of ``unit`` at ``position``, as it was told or as a reader of an earlier
        version names it who heard it after words in it were erased.
        """
        if position == 0:
            return head == GENESIS
        kept = downlink.c.unit == unit, downlink.c.position <= position
        told = self._connection.execute(
            select(downlink.c.head).where(*kept, downlink.c.position == position)
        ).scalar_one_or_none()
        if told is None or told == head:
            return told == head
        plain = GENESIS
        for record in self._connection.execute(
            select(downlink.c.record).where(*kept).order_by(downlink.c.position)
        ).scalars():
            plain = plain_news_head(plain, record.encode())
        return plain == head

    def news(self, unit: str, after: int, limit: int) -> tuple[DownlinkItem, ...]:
        """The next ``limit`` pieces of news of ``unit`` behind position ``after``, oldest first."""
        rows = self._connection.execute(
            select(downlink.c.position, downlink.c.record)
            .where(downlink.c.unit == unit, downlink.c.position > after)
            .order_by(downlink.c.position)
            .limit(limit)
        )
        return tuple(DownlinkItem(r.position, step_from_record(json.loads(r.record)), r.record.encode()) for r in rows)

    def last_steps(self, ids: Sequence[str]) -> dict[str, datetime]:
        """When the office last did something with each of these clues that its workroom hears of."""
        last: dict[str, datetime] = {}
        for some in portions(ids):
            newest = select(downlink.c.clue_id, func.max(downlink.c.at)).where(downlink.c.clue_id.in_(some))
            last |= {row[0]: row[1] for row in self._connection.execute(newest.group_by(downlink.c.clue_id))}
        return last

    def steps_of(self, clue_id: str) -> tuple[ProgressStep, ...]:
        """What the office has done with one clue, as its workroom hears it, oldest first."""
        rows = self._connection.execute(
            select(downlink.c.record).where(downlink.c.clue_id == clue_id).order_by(downlink.c.position)
        )
        return tuple(step_from_record(json.loads(row.record)) for row in rows)


def _columns(entity: Forwarding) -> dict[str, object]:
    reply, contact = entity.reply, entity.contact
    return {
        "id": entity.id,
        "clue_id": entity.clue_id,
        "handler": entity.handler,
        "state": entity.state,
        "drafted_at": entity.drafted_at,
        "limited": entity.limited,
        "version": entity.version,
        "letter_number": entity.letter_number,
        "issued_on": entity.issued_on,
        "received_on": entity.received_on,
        "taken_over_on": entity.taken_over_on,
        "due_on": entity.due_on,
        "outcome": reply and reply.outcome,
        "reply_text": reply and reply.text,
        "replied_on": reply and reply.replied_on,
        "on_time": reply and reply.on_time,
        "channel": contact and contact.channel,
        "contacted_on": contact and contact.contacted_on,
        "contact_person": contact and contact.person,
        "contact_note": contact and contact.note,
        "satisfaction": contact and contact.satisfaction,
        "closed_on": entity.closed_on,
        "replaces_id": entity.replaces_id,
        "assignment_id": entity.assignment_id,
        "part": entity.part,
        "kind": entity.kind,
        "redone": entity.redone,
        "closing_reason": entity.closing_reason,
    }


def _forwarding(row: RowMapping) -> Forwarding:
    reply = (
        Reply(Outcome(row["outcome"]), row["reply_text"], row["replied_on"], row["on_time"]) if row["outcome"] else None
    )
    contact = (
        CitizenContact(
            ContactChannel(row["channel"]),
            row["contacted_on"],
            row["contact_person"],
            row["contact_note"],
            Satisfaction(row["satisfaction"]) if row["satisfaction"] else None,
        )
        if row["channel"]
        else None
    )
    return Forwarding(
        id=row["id"],
        clue_id=row["clue_id"],
        handler=row["handler"],
        state=ForwardingState(row["state"]),
        drafted_at=row["drafted_at"],
        limited=row["limited"],
        version=row["version"],
        letter_number=row["letter_number"],
        issued_on=row["issued_on"],
        received_on=row["received_on"],
        taken_over_on=row["taken_over_on"],
        due_on=row["due_on"],
        reply=reply,
        contact=contact,
        closed_on=row["closed_on"],
        kind=DispatchKind(row["kind"]),
        part=HandlerPart(row["part"]),
        assignment_id=row["assignment_id"],
        replaces_id=row["replaces_id"],
        redone=row["redone"],
        closing_reason=row["closing_reason"],
    )
