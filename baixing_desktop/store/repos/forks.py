"""Quarantine: what came under a device's name and does not continue its log."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from baixing_desktop.domain.units import Fork
from baixing_desktop.errors import NotFoundError
from baixing_desktop.store.tables.office import fork


class ForkRepo:
    """Forks, open and settled."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entity: Fork) -> None:
        """Keep a fork; the same container twice is one fork."""
        known = self._connection.execute(select(fork.c.id).where(fork.c.sha256 == entity.sha256)).first()
        if known is None:
            self._connection.execute(insert(fork).values(**asdict(entity)))

    def get(self, fork_id: str) -> Fork:
        """One fork.

        Raises:
            NotFoundError: ``RECORD_NOT_FOUND``.
        """
        row = self._connection.execute(select(fork).where(fork.c.id == fork_id)).mappings().one_or_none()
        if row is None:
            raise NotFoundError("RECORD_NOT_FOUND", kind="待核实批次")
        return Fork(**row)

    def all(self) -> tuple[Fork, ...]:
        """Every fork, newest first."""
        rows = self._connection.execute(select(fork).order_by(fork.c.at.desc(), fork.c.id)).mappings()
        return tuple(Fork(**row) for row in rows)

    def open_of(self, device_id: str) -> int:
        """How many forks of a device nobody has settled."""
        counted = select(func.count()).where(fork.c.device_id == device_id, fork.c.settled_at.is_(None))
        return self._connection.execute(counted).scalar_one()

    def settle(self, device_id: str, at: datetime, settlement: str) -> None:
        """Say what became of the open forks of a device."""
        self._connection.execute(
            update(fork)
            .where(fork.c.device_id == device_id, fork.c.settled_at.is_(None))
            .values(settled_at=at, settlement=settlement)
        )
