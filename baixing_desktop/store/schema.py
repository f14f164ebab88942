"""Making a new record and recognising an existing one."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, text

from baixing_desktop.errors import ProgramError, StoreError
from baixing_desktop.store.engine import use_write_ahead_log
from baixing_desktop.store.faults import explained

HEAD = "0001"
"""The newest revision in ``migrations/``; a test compares it with the scripts."""


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
        if inspect(connection).get_table_names():
            raise ProgramError("the database is not empty")
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check_schema(engine: Engine) -> None:
    """Make sure that this version can work with the database.

    Raises:
        StoreError: ``STORE_NEWER`` for a revision this version does not know, ``STORE_WRONG_KEY``.
    """
    with explained(), engine.connect() as connection, connection.begin():
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if found != HEAD:
        raise StoreError("STORE_NEWER")
