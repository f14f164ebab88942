"""Rows of imported tables: for which clue they stand, and whether anybody has worked on it since."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Select, Table, exists, select, text, update

from baixing_desktop.domain.imports import ImportedLine, ImportedTable
from baixing_desktop.domain.kinds import RowOutcome
from baixing_desktop.domain.lists import Provenance
from baixing_desktop.domain.seats import AtWork
from baixing_desktop.domain.withdrawals import Withdrawal
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.tables import METADATA
from baixing_desktop.store.tables.clues import attachment, clue, clue_revision, former_number
from baixing_desktop.store.tables.entities import ENTITIES
from baixing_desktop.store.tables.entities.imports import STANDING
from baixing_desktop.store.tables.search import clue_search

line, table = ENTITIES[ImportedLine], ENTITIES[ImportedTable]
_BECAME_CLUES = (RowOutcome.REGISTERED, RowOutcome.DRAFT)
_NO_WORK = {
    each.name
    for each in (attachment, clue_revision, former_number, clue_search, line, ENTITIES[AtWork], ENTITIES[Withdrawal])
}
"""What every clue has, who looks at it, and withdrawals that were undone. All other tables that name a clue say that
somebody worked on it, so a table that is added later is not forgotten."""


def went_with_its_table() -> ColumnElement[bool]:
    """The clue was taken back with the table that brought it: it is as if it had never been imported."""
    return exists().where(line.c.clue_id == clue.c.id, line.c.taken_back)


def clues_taken_back() -> Select[str]:
    """Identities of all such clues, for a condition: read once for a whole list, and not asked for each of its rows."""
    return select(line.c.clue_id).where(line.c.taken_back, line.c.clue_id.is_not(None))


class ImportRepo:
    """What is asked of imported rows beyond reading and writing them one by one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def standing(self, fingerprints: Sequence[str]) -> Mapping[str, str]:
        """The clue for which the row with each of these fingerprints stands, as far as there is one: a clue that was
        taken back is none. In a few queries however many they are.
        """
        # In the very words of the unique index: with values that are bound SQLite cannot tell that it may use it.
        found = select(line.c.fingerprint, line.c.clue_id).where(text(STANDING))
        asked = (found.where(line.c.fingerprint.in_(some)) for some in portions(fingerprints))
        return {row[0]: row[1] for each in asked for row in self._connection.execute(each)}

    def provenance(self, clue_id: str) -> Provenance | None:
        """Where an imported clue came from; None for one that was taken down here or reported."""
        found = (
            select(table.c.file_name, line.c.row_number, line.c.external_number, table.c.at)
            .join(table, table.c.id == line.c.table_id)
            .where(line.c.clue_id == clue_id, line.c.outcome.in_(_BECAME_CLUES))
        )
        row = self._connection.execute(found).first()
        return None if row is None else Provenance(row.file_name, row.row_number, row.external_number, row.at)

    def taken_back(self) -> frozenset[str]:
        """Identities of the clues that were taken back with their table."""
        return frozenset(self._connection.execute(clues_taken_back()).scalars())

    def forget(self, clue_id: str) -> None:
        """A clue is deleted: its row may be imported again, and nothing is left here of what it said."""
        nothing = {"clue_id": None, "fingerprint": None, "external_number": "", "taken_back": False}
        self._connection.execute(update(line).where(line.c.clue_id == clue_id).values(nothing))

    def worked_on(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of these clues to which anything belongs that somebody did or wrote, in a few queries however many."""
        found: set[str] = set()
        for each in METADATA.sorted_tables:
            if each.name not in _NO_WORK:
                found |= self._named_in(each, ids)
        return frozenset(found)

    def _named_in(self, each: Table, ids: Sequence[str]) -> set[str]:
        columns = [key.parent for key in each.foreign_keys if key.column.table is clue]
        asked = [select(column).where(column.in_(some)) for column in columns for some in portions(ids)]
        return {value for query in asked for value in self._connection.execute(query).scalars()}
