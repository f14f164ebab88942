"""Recognising an existing record: of which revision of the schema it is."""

from pathlib import Path

from sqlalchemy import Connection, Engine, text

from baixing_desktop.errors import StoreError
from baixing_desktop.store.faults import explained

HEAD = "0037"
"""The newest revision in ``migrations/``; a test compares it with the scripts."""

MIGRATIONS = Path(__file__).parent / "migrations"


def needs_upgrade(engine: Engine) -> bool:
    """Whether an earlier version wrote this record, so that it has to be upgraded before it is used.

    Raises:
        StoreError: ``STORE_NEWER`` for a revision this version does not know, ``STORE_WRONG_KEY``.
    """
    with explained(), engine.connect() as connection, connection.begin():
        found = revision_in(connection)
    return found != HEAD


def revision_in(connection: Connection) -> str:
    """The revision of the record on this connection.

    Raises:
        StoreError: ``STORE_NEWER``: no migration of this version made it.
    """
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if found is None or not is_known(found):
        raise StoreError("STORE_NEWER")
    return found


def is_known(revision: str) -> bool:
    """Whether this version has the migration that made ``revision``."""
    return revision.isalnum() and any((MIGRATIONS / "versions").glob(f"{revision}_*.py"))
