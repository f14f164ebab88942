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
    made.finished()
    yield made
    made.close()


@pytest.fixture(scope="module", params=ENGINES)
def shared_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[Store]:
    """A record on each engine for tests that do not mind what others left in it."""
    if request.param == "sqlcipher":
        made: Place = RecordFile(tmp_path_factory.mktemp("shared") / "record.db", os.urandom(32))
    else:
        database = request.getfixturevalue("postgres").new_database()
        made = RecordServer(database.address, database.password, Cipher(os.urandom(32)))
    store = made.create(shared=False)
    yield store
    store.close()
