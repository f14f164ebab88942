"""The numbers that clues bore before: on printed paper they still lead to them."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

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

    def without_receipt(self) -> tuple[str, ...]:
        """The clues with a provisional number that the office never confirmed, in the order of their numbers."""
        rows = self._connection.execute(
            select(clue.c.id)
            .where(clue.c.provisional_number.is_not(None), clue.c.receipt_number.is_(None))
            .order_by(clue.c.provisional_number)
        )
        return tuple(rows.scalars())
