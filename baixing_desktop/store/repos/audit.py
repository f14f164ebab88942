"""The append-only audit trail."""

import json
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select

from baixing_desktop.canonical import Plain, canonical
from baixing_desktop.domain.audit import AuditEntry, audit_hash
from baixing_desktop.domain.batch import GENESIS
from baixing_desktop.store.tables.system import audit


class AuditRepo:
    """Appends and reads; there is deliberately nothing that changes or deletes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(
        self, at: datetime, actor: str, role: str, action: str, kind: str, object_id: str, detail: dict[str, Plain]
    ) -> None:
        """Add the next entry to the chain."""
        last, prev = self.last()
        seq = last + 1
        entry = AuditEntry(seq, at, actor, role, action, kind, object_id, detail, prev, "")
        entry = replace(entry, hash=audit_hash(entry))
        self._connection.execute(
            insert(audit).values(
                seq=seq,
                at=at,
                actor=actor,
                role=role,
                action=action,
                kind=kind,
                object_id=object_id,
                detail=canonical(detail).decode(),
                prev=prev,
                hash=entry.hash,
            )
        )

    def last(self) -> tuple[int, str]:
        """Number and hash of the newest entry; 0 and :data:`GENESIS` before the first."""
        row = self._connection.execute(
            select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
        ).one_or_none()
        return (row.seq, row.hash) if row else (0, GENESIS)

    def hash_at(self, seq: int) -> str | None:
        """The hash of entry ``seq``, or None if the trail is not that long."""
        return self._connection.execute(select(audit.c.hash).where(audit.c.seq == seq)).scalar_one_or_none()

    def of_object(self, object_id: str) -> tuple[AuditEntry, ...]:
        """Everything that happened to one object, oldest first."""
        rows = self._connection.execute(select(audit).where(audit.c.object_id == object_id).order_by(audit.c.seq))
        return tuple(_entry(row) for row in rows.mappings())

    def all(self) -> tuple[AuditEntry, ...]:
        """The whole trail, oldest first."""
        return tuple(_entry(row) for row in self._connection.execute(select(audit).order_by(audit.c.seq)).mappings())


def _entry(row: RowMapping) -> AuditEntry:
    values = dict(row)
    values["detail"] = json.loads(values["detail"])
    return AuditEntry(**values)
