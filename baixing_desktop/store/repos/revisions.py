"""Revisions that came after the acceptance of their clue."""

import json
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, update

from baixing_desktop.canonical import canonical
from baixing_desktop.domain.record import from_record, to_record
from baixing_desktop.domain.revisions import LateRevision, Settlement
from baixing_desktop.store.tables.office import proposal


class RevisionRepo:
    """Late revisions, open and settled."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, late: LateRevision) -> None:
        """Keep one that arrived."""
        self._connection.execute(
            insert(proposal).values(
                clue_id=late.clue_id,
                revision=late.revision,
                content_hash=late.content_hash,
                registered_at=late.registered_at,
                typist=late.typist,
                record=canonical(to_record(late.content)).decode(),
                received_at=late.received_at,
            )
        )

    def of_clue(self, clue_id: str) -> tuple[LateRevision, ...]:
        """All of one clue, the earliest revision first."""
        return self._where(proposal.c.clue_id == clue_id)

    def open(self) -> tuple[LateRevision, ...]:
        """Those on which nobody decided, in the order of their arrival."""
        found = self._where(proposal.c.settled_at.is_(None))
        return tuple(sorted(found, key=lambda one: (one.received_at, one.clue_id, one.revision)))

    def settle(self, late: LateRevision, settlement: Settlement, at: datetime) -> None:
        """Say what became of one."""
        here = (proposal.c.clue_id == late.clue_id) & (proposal.c.revision == late.revision)
        self._connection.execute(update(proposal).where(here).values(settled_at=at, settlement=settlement))

    def _where(self, condition: ColumnElement[bool]) -> tuple[LateRevision, ...]:
        rows = self._connection.execute(select(proposal).where(condition).order_by(proposal.c.revision))
        return tuple(_late(row) for row in rows.mappings())


def _late(row: RowMapping) -> LateRevision:
    values = dict(row)
    content, settlement = from_record(json.loads(values.pop("record"))), values.pop("settlement")
    return LateRevision(**values, content=content, settlement=Settlement(settlement) if settlement else None)
