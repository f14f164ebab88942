"""核对异常: where both sides of a log counted the same things differently."""

import json
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from baixing_desktop.canonical import canonical
from baixing_desktop.domain.batch import Discrepancy
from baixing_desktop.store.tables.system import discrepancy


class DiscrepancyRepo:
    """Discrepancies, open and settled."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entity: Discrepancy) -> bool:
        """Keep one; False when the same is open already."""
        if any(d.device_id == entity.device_id and d.settled_at is None for d in self.all()):
            return False
        self._connection.execute(
            insert(discrepancy).values(
                id=entity.id,
                at=entity.at,
                device_id=entity.device_id,
                detail=canonical({"ours": entity.ours, "theirs": entity.theirs}).decode(),
            )
        )
        return True

    def all(self) -> tuple[Discrepancy, ...]:
        """Every one, newest first."""
        rows = self._connection.execute(select(discrepancy).order_by(discrepancy.c.at.desc(), discrepancy.c.id))
        return tuple(
            Discrepancy(r["id"], r["at"], r["device_id"], **json.loads(r["detail"]), settled_at=r["settled_at"])
            for r in rows.mappings()
        )

    def settle(self, discrepancy_id: str, at: datetime) -> None:
        """Somebody looked into it."""
        self._connection.execute(update(discrepancy).where(discrepancy.c.id == discrepancy_id).values(settled_at=at))
