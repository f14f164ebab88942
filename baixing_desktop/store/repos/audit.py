"""The append-only audit trail."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, insert, or_, select

from baixing_desktop.canonical import canonical
from baixing_desktop.domain.audit import AuditEntry, AuditHead, AuditQuery, linked
from baixing_desktop.domain.batch import GENESIS
from baixing_desktop.store.tables.system import audit, audit_floor, installation

_AT_ONCE = 1000
_ADD = insert(audit)
_NAMES = tuple(column.name for column in audit.columns)
_NEWEST = select(audit.c.seq, audit.c.hash, audit.c.at).order_by(audit.c.seq.desc()).limit(1)


class AuditRepo:
    """Appends and reads. Nothing here changes an entry, and the database itself refuses to (triggers).

    What one transaction appends is written together: before anything here reads the trail, and when it ends.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: list[AuditEntry] = []
        self._end: tuple[int, str, datetime | None] | None = None

    def append(self, fresh: AuditEntry) -> AuditEntry:
        """Add the next entry to the chain; its sequence, ``prev`` and hash are given here."""
        entry = linked(fresh, self.last())
        self._waiting.append(entry)
        self._end = (entry.seq, entry.hash, entry.at)
        if len(self._waiting) >= _AT_ONCE:
            self.settle()
        return entry

    def settle(self) -> None:
        """Write the entries that wait: from here on the record holds all of them."""
        if self._waiting:
            self._connection.execute(_ADD, [_columns(entry) for entry in self._waiting])
            self._waiting.clear()

    def last(self) -> tuple[int, str]:
        """Sequence and hash of the newest entry; 0 and :data:`GENESIS` before the first."""
        return self._newest()[:2]

    def last_moment(self) -> datetime | None:
        """When the newest entry was written."""
        return self._newest()[2]

    def _newest(self) -> tuple[int, str, datetime | None]:
        """Asked once in a transaction: nobody else writes meanwhile, and what is appended here is known."""
        if self._end is None:
            row = self._connection.execute(_NEWEST).one_or_none()
            self._end = (row.seq, row.hash, row.at) if row else (*self.floor(), None)
        return self._end

    def of_object(self, object_id: str) -> tuple[AuditEntry, ...]:
        """Everything that happened to one object, oldest first."""
        self.settle()
        rows = self._connection.execute(select(audit).where(audit.c.object_id == object_id).order_by(audit.c.seq))
        return tuple(_entry(row) for row in rows.mappings())

    def all(self) -> tuple[AuditEntry, ...]:
        """The whole trail, oldest first."""
        return tuple(self.each())

    def each(self) -> Iterator[AuditEntry]:
        """The whole trail, oldest first, a thousand entries at a time."""
        self.settle()
        after = 0
        while True:
            rows = self._connection.execute(
                select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(_AT_ONCE)
            ).mappings()
            entries = [_entry(row) for row in rows]
            yield from entries
            if len(entries) < _AT_ONCE:
                return
            after = entries[-1].seq

    def found(self, query: AuditQuery) -> tuple[AuditEntry, ...]:
        """The newest entries that fit ``query``, newest first."""
        self.settle()
        rows = self._connection.execute(
            select(audit).where(*_conditions(query)).order_by(audit.c.seq.desc()).limit(query.limit)
        ).mappings()
        return tuple(_entry(row) for row in rows)

    def head(self) -> AuditHead | None:
        """The end of the trail; None while it is empty."""
        self.settle()
        row = self._connection.execute(_NEWEST).one_or_none()
        device = self._connection.execute(select(installation.c.device_id)).scalar_one_or_none() or ""
        return AuditHead(row.seq, row.hash, row.at, device) if row else None

    def hash_at(self, seq: int) -> str | None:
        """The hash of one entry, also of the newest archived one; None when it is not here."""
        self.settle()
        if (floor := self.floor())[0] == seq:
            return floor[1]
        return self._connection.execute(select(audit.c.hash).where(audit.c.seq == seq)).scalar_one_or_none()

    def floor(self) -> tuple[int, str]:
        """Sequence and hash of the newest entry that was archived and taken out; (0, :data:`GENESIS`) if none was."""
        row = self._connection.execute(
            select(audit_floor.c.seq, audit_floor.c.hash).order_by(audit_floor.c.seq.desc()).limit(1)
        ).one_or_none()
        return (row.seq, row.hash) if row else (0, GENESIS)

    def last_before(self, moment: datetime) -> tuple[int, str] | None:
        """Sequence and hash of the newest entry older than ``moment``, never the newest of all."""
        self.settle()
        newest = select(func.max(audit.c.seq)).scalar_subquery()
        row = self._connection.execute(
            select(audit.c.seq, audit.c.hash)
            .where(audit.c.at < moment, audit.c.seq < newest)
            .order_by(audit.c.seq.desc())
            .limit(1)
        ).one_or_none()
        return (row.seq, row.hash) if row else None

    def take_out(self, seq: int, digest: str, at: datetime, actor: str) -> int:
        """Take out the entries up to ``seq``, whose hash is ``digest``; returns how many. They were archived before."""
        self.settle()
        self._connection.execute(insert(audit_floor).values(seq=seq, hash=digest, at=at, actor=actor))
        return self._connection.execute(delete(audit).where(audit.c.seq <= seq)).rowcount


def _conditions(query: AuditQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.actor:
        conditions.append(audit.c.actor == query.actor)
    if query.action:
        conditions.append(audit.c.action == query.action)
    if query.object_id:
        # A batch is found with all that was done in it.
        within = audit.c.detail.contains(f'"batch":"{query.object_id}"', autoescape=True)
        conditions.append(or_(audit.c.object_id == query.object_id, within))
    if query.since:
        conditions.append(audit.c.at >= query.since)
    if query.until:
        conditions.append(audit.c.at < query.until)
    if query.before:
        conditions.append(audit.c.seq < query.before)
    return conditions


def _columns(entry: AuditEntry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in _NAMES}
    values["detail"] = canonical(entry.detail).decode()
    return values


def _entry(row: RowMapping) -> AuditEntry:
    values = dict(row)
    values["detail"] = json.loads(values["detail"])
    return AuditEntry(**values)
