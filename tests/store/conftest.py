"""A new, empty record on each engine."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from baixing_desktop.store.place import Place, RecordFile, RecordServer
from baixing_desktop.store.store import Store
from baixing_desktop.usecases.databases import Server
from baixing_desktop.vault.cipher import Cipher
from baixing_desktop.work import Work
from tests.postgres import Cluster

ENGINES = ("sqlcipher", "postgresql")
_KEY = os.urandom(32)


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a record can be made: in a file, or in an empty database on a server."""
    if request.param == "sqlcipher":
        return RecordFile(tmp_path / "record.db", os.urandom(32))
    cluster: Cluster = request.getfixturevalue("postgres")
    database = cluster.copy("empty", _make) if "store" in request.fixturenames else cluster.new_database()
    return _server(database)


def _server(database: Server) -> RecordServer:
    return RecordServer(database.address, database.password, Cipher(_KEY))


def _make(database: Server) -> None:
    made = _server(database).create(shared=False)
    made.finished()
    made.close()


@pytest.fixture
def store(place: Place) -> Generator[Store]:
    """A new, empty record; on a server a copy of one, which is made four times as fast."""
    made = place.create(shared=False) if isinstance(place, RecordFile) else place.open(Work())
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
