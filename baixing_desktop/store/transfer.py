"""Copying a whole record from one engine to another, value by value: for backups of a server, and for moving to one."""

from collections.abc import Iterator

from sqlalchemy import Column, Connection, Table, delete, func, insert, select, update

from baixing_desktop.store.repos.clues import ClueRepo
from baixing_desktop.store.tables import METADATA
from baixing_desktop.store.tables.counts import KEPT_BY_TRIGGERS
from baixing_desktop.store.tables.figures import DERIVED
from baixing_desktop.store.tables.search import clue_search
from baixing_desktop.store.tables.system import attachment_box, audit_floor
from baixing_desktop.work import Work

_AT_ONCE = 500


def transfer(source: Connection, target: Connection, work: Work) -> dict[str, int]:
    """Fill the empty record behind ``target`` with everything behind ``source``; rows by table.

    Both are of the same revision. The search index is built anew: each engine has its own. The kept figures are counted
    anew when they are first wanted; the kept counts grow with the rows that are put in. Attachments are not copied:
    they have their own places (``store/blobs.py``).

    Raises:
        UserError: ``CANCELLED``.
    """
    # The audit trail goes on from its floor, so that comes first; otherwise parents come before children.
    tables = sorted(METADATA.sorted_tables, key=lambda table: table is not audit_floor)
    tables.remove(clue_search)
    tables.remove(attachment_box)
    for table in KEPT_BY_TRIGGERS:
        tables.remove(table)
    for table in DERIVED:
        target.execute(delete(table))
        tables.remove(table)
    for table in reversed(tables):
        target.execute(delete(table))
    counts: dict[str, int] = {}
    for done, table in enumerate(tables):
        work.at(done, len(tables), "正在复制数据")
        counts[table.name] = _copy(source, target, table)
        _continue_counting(target, table)
    ClueRepo(target).reindex()
    return counts


def _copy(source: Connection, target: Connection, table: Table) -> int:
    """Rows may refer to others of their own table, so those references are written when all rows are there."""
    own = [column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]
    keys = list(table.primary_key.columns)
    count = 0
    for rows in _pieces(source, table):
        target.execute(insert(table), [row | {column.name: None for column in own} for row in rows])
        count += len(rows)
    for column in own:
        referring = source.execute(select(*keys, column).where(column.is_not(None))).mappings().all()
        for row in referring:
            here = [key == row[key.name] for key in keys]
            target.execute(update(table).where(*here).values({column.name: row[column.name]}))
    return count


def _pieces(source: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    rows = source.execution_options(yield_per=_AT_ONCE).execute(select(table).order_by(*table.primary_key.columns))
    for piece in rows.mappings().partitions():
        yield [dict(row) for row in piece]


def _continue_counting(target: Connection, table: Table) -> None:
    """A server counts on from where it counts itself, not from what was put in."""
    column: Column[int] | None = table.autoincrement_column
    if target.dialect.name != "postgresql" or column is None:
        return
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    highest = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
    target.execute(select(func.setval(sequence, highest, False)).where(sequence.is_not(None)))
