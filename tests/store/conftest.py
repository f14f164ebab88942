"""A new, empty record on each engine."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from baixing_desktop.store.place import Place, RecordFile, RecordServer
from baixing_desktop.store.store import Store
from baixing_desktop.vault.cipher import Cipher
from tests.postgres import Cluster

ENGINES = ("sqlcipher", "postgresql")


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a record can be made: in a file, or in an empty database on a server."""
    if request.param == "sqlcipher":
        return RecordFile(tmp_path / "record.db", os.urandom(32))
    cluster: Cluster = request.getfixturevalue("postgres")
    database = cluster.new_database()
    return RecordServer(database.address, database.password, Cipher(os.urandom(32)))


@pytest.fixture
def store(place: Place) -> Generator[Store]:
    """A new, empty record."""
    made = place.create(shared=False)
    yield made
    made.close()
