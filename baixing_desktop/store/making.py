"""Running migrations. Apart from the rest of the store, because Alembic takes a while to load."""

from threading import Lock

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from baixing_desktop.store.schema import MIGRATIONS

_ONE_MIGRATION = Lock()
"""Alembic hands the running migration to its scripts through a module: one at a time in a process."""


def migrate(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to ``revision`` inside the caller's transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    with _ONE_MIGRATION:
        command.upgrade(config, revision)
