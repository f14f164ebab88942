"""Looking into a whole record with its key, as whoever stole both would."""

from sqlalchemy import select

from baixing_desktop.store.tables import METADATA
from baixing_desktop.usecases.desk import Desk


def readable(desk: Desk) -> str:
    """Everything that can be read in the record by whoever has its key, as one text."""
    with desk.store.reading() as tx:
        rows = [row for table in METADATA.sorted_tables for row in tx.connection.execute(select(table))]
    whole = (value.decode(errors="replace") for row in rows for value in row if isinstance(value, bytes))
    return "\n".join((*(str(tuple(row)) for row in rows), *whole))
