"""Building the tables of a new record at once, as the migrations would have left them.

The migrations take most of a second, and what runs them as long to load; a new record needs neither. What they build is
written down beside them for each engine (``python3 installer/dev.py schema`` writes it, a test compares).
"""

from sqlalchemy import Engine, inspect

from baixing_desktop.errors import ProgramError
from baixing_desktop.store.engine import use_write_ahead_log
from baixing_desktop.store.faults import explained
from baixing_desktop.store.postgres import UNFINISHED
from baixing_desktop.store.schema import MIGRATIONS

NEXT = "\n--\n"
"""What stands between two statements."""


def head_file(dialect: str) -> str:
    """The name, in the folder of the migrations, of the file for ``sqlite`` or ``postgresql``."""
    return f"head_{dialect}.sql"


def create_schema(engine: Engine, *, shared: bool = False) -> None:
    """Build all tables in an empty database; ``shared`` chooses WAL.

    Raises:
        StoreError: the file cannot be written or the key is wrong.
        ProgramError: the database already holds tables.
    """
    if shared:
        with explained():
            use_write_ahead_log(engine)
    statements = (MIGRATIONS / head_file(engine.dialect.name)).read_text(encoding="utf-8").split(NEXT)
    with explained(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        if set(inspect(connection).get_table_names()) - {UNFINISHED}:
            raise ProgramError("the database is not empty")
        for statement in statements:
            connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
