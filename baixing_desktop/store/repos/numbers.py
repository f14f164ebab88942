"""The numbers that clues bore before: on printed paper they still lead to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.tables.clues import clue, former_number


class NumberRepo:
    """Former numbers, and which clues are still known by a number of their workstation's only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_former(self, number: str, clue_id: str, at: datetime) -> None:
        """Remember a number that the clue bore; noting it twice changes nothing."""
        if number not in self.former(clue_id):
            self._connection.execute(insert(former_number).values(number=number, clue_id=clue_id, at=at))

    def former(self, clue_id: str) -> tuple[str, ...]:
        """The numbers that a clue bore before, oldest first."""
        rows = self._connection.execute(
            select(former_number.c.number)
            .where(former_number.c.clue_id == clue_id)
            .order_by(former_number.c.at, former_number.c.number)
        )
        return tuple(rows.scalars())

    def former_of(self, ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """The same for many clues at once; without those that never bore another."""
        found: dict[str, tuple[str, ...]] = {}
        for some in portions(ids):
            asked = select(former_number.c.clue_id, former_number.c.number).where(former_number.c.clue_id.in_(some))
            for row in self._connection.execute(asked.order_by(former_number.c.at, former_number.c.number)):
                found[row.clue_id] = (*found.get(row.clue_id, ()), row.number)
        return found

    def without_receipt(self) -> tuple[str, ...]:
        """The clues with a provisional number that the office never confirmed, in the order of their numbers."""
        rows = self._connection.execute(
            select(clue.c.id)
            .where(clue.c.provisional_number.is_not(None), clue.c.receipt_number.is_(None))
            .order_by(clue.c.provisional_number)
        )
        return tuple(rows.scalars())
