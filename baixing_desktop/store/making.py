"""Running migrations. Apart from the rest of the store, because Alembic takes a while to load."""

from threading import Lock

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect

from baixing_desktop.errors import ProgramError
from baixing_desktop.store.engine import use_write_ahead_log
from baixing_desktop.store.faults import explained
from baixing_desktop.store.postgres import UNFINISHED
from baixing_desktop.store.schema import MIGRATIONS

_ONE_MIGRATION = Lock()
"""Alembic hands the running migration to its scripts through a module: one at a time in a process."""


def create_schema(engine: Engine, *, shared: bool = False) -> None:
    """Build all tables in an empty database by running every migration; ``shared`` chooses WAL.

    Raises:
        StoreError: the file cannot be written or the key is wrong.
        ProgramError: the database already holds tables.
    """
    if shared:
        with explained():
            use_write_ahead_log(engine)
    with explained(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        if set(inspect(connection).get_table_names()) - {UNFINISHED}:
            raise ProgramError("the database is not empty")
        migrate(connection)


def migrate(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to ``revision`` inside the caller's transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    with _ONE_MIGRATION:
        command.upgrade(config, revision)
