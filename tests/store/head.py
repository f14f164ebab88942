"""What the migrations leave on an empty database, as the statements that build it at once.

``python3 installer/dev.py schema`` writes them beside the migrations, for both engines.
"""

import os
import tempfile
from pathlib import Path

from sqlalchemy import Engine, event

from baixing_desktop.store.engine import open_engine
from baixing_desktop.store.making import migrate
from baixing_desktop.store.new_record import NEXT, head_file
from baixing_desktop.store.postgres import open_server
from baixing_desktop.store.schema import HEAD, MIGRATIONS
from baixing_desktop.store.secrecy import Whole
from tests.postgres import cluster

_BUILDING = {"CREATE", "ALTER", "DROP", "INSERT", "COMMENT"}
_MARKING = "INSERT INTO alembic_version"
_AT_HEAD = f"{_MARKING} VALUES ('{HEAD}')"


def head_statements(engine: Engine) -> str:
    """Migrate the empty database of ``engine``; the text of its head file."""
    ran: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        ran.append(statement.strip())

    event.listen(engine, "before_cursor_execute", remember)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        migrate(connection)
        if engine.dialect.name == "sqlite":
            ran = _in_the_end([tuple(row) for row in connection.exec_driver_sql(_EVERYTHING)])
    event.remove(engine, "before_cursor_execute", remember)
    kept = [
        one
        for one in ran
        if one.split(maxsplit=1)[0].upper() in _BUILDING and not one.startswith("INSERT INTO alembic")
    ]
    return NEXT.join([*kept, _AT_HEAD])


_EVERYTHING = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"


def _in_the_end(rows: list[tuple[str, str]]) -> list[str]:
    """SQLite says itself what it has; the tables behind a full-text index it makes itself."""
    behind = tuple(f"{name}_" for name, sql in rows if "VIRTUAL" in sql)
    return [sql for name, sql in rows if not name.startswith(behind)]


def main() -> None:
    """Write both files."""
    with tempfile.TemporaryDirectory() as folder, cluster() as server:
        database = server.new_database()
        for engine in (
            open_engine(Path(folder) / "record.db", os.urandom(32)),
            open_server(database.address, database.password, Whole()),
        ):
            path = MIGRATIONS / head_file(engine.dialect.name)
            path.write_text(head_statements(engine), encoding="utf-8")
            engine.dispose()


if __name__ == "__main__":
    main()
