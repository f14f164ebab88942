"""Recognising an existing record."""

from sqlalchemy import Engine, text

from baixing_desktop.errors import StoreError
from baixing_desktop.store.faults import explained

HEAD = "0001"
"""The newest revision in ``migrations/``; a test compares it with the scripts."""


def check_schema(engine: Engine) -> None:
    """Make sure that this version can work with the database.

    Raises:
        StoreError: ``STORE_NEWER`` for a revision this version does not know, ``STORE_WRONG_KEY``.
    """
    with explained(), engine.connect() as connection, connection.begin():
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if found != HEAD:
        raise StoreError("STORE_NEWER")
