"""The migrations build exactly the tables of the models, on an encrypted file with durable settings."""

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any, cast

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text

import baixing_desktop.store
from baixing_desktop.errors import StoreError
from baixing_desktop.store.engine import open_engine
from baixing_desktop.store.new_record import create_schema, head_file
from baixing_desktop.store.place import Place, RecordFile
from baixing_desktop.store.postgres import open_server
from baixing_desktop.store.schema import HEAD, MIGRATIONS, needs_upgrade
from baixing_desktop.store.secrecy import Whole
from baixing_desktop.store.store import Store
from baixing_desktop.store.tables import METADATA
from tests.postgres import Cluster
from tests.store.head import head_statements

KEY = os.urandom(32)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = open_engine(tmp_path / "record.db", KEY)
    create_schema(made)
    return made


def test_head_is_the_newest_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(baixing_desktop.store.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_new_record_is_made_of_what_the_migrations_make(migrating: Engine) -> None:
    """After a new migration: ``python3 installer/dev.py schema``."""
    written = (MIGRATIONS / head_file(migrating.dialect.name)).read_text(encoding="utf-8")
    assert head_statements(migrating) == written


@pytest.fixture
def migrating(place: Place, tmp_path: Path) -> Generator[Engine]:
    """An empty database of the kind that ``place`` is, to run the migrations on."""
    if isinstance(place, RecordFile):
        made = open_engine(tmp_path / "migrated.db", KEY)
    else:
        made = open_server(place.address, place.password, Whole())
    yield made
    made.dispose()


def test_migrated_tables_equal_the_models(store: Store, twin: Engine) -> None:
    METADATA.create_all(twin)
    with store.reading() as tx, twin.connect() as models:
        context = MigrationContext.configure(tx.connection, opts={"include_name": _ours})
        assert compare_metadata(context, METADATA) == []
        ours, theirs = inspect(tx.connection), inspect(models)
        for table in METADATA.tables:
            for facts in ("get_check_constraints", "get_foreign_keys", "get_indexes", "get_pk_constraint"):
                assert _plain(getattr(ours, facts)(table)) == _plain(getattr(theirs, facts)(table)), (table, facts)


@pytest.fixture
def twin(place: Place, request: pytest.FixtureRequest) -> Generator[Engine]:
    """An empty database of the kind that ``place`` is, to build the models in."""
    if isinstance(place, RecordFile):
        made = create_engine("sqlite://")
    else:
        cluster: Cluster = request.getfixturevalue("postgres")
        database = cluster.new_database()
        made = open_server(database.address, database.password, Whole()).execution_options(writes=True)
    yield made
    made.dispose()


def _ours(name: str | None, kind: str, parents: object) -> bool:
    """Whether a reflected name is told by the models: the parts that only one engine has are made by the migrations."""
    return not str(name).startswith(("clue_fts", "ix_clue_search_tokens", "ux_"))


def _plain(facts: Any) -> Any:
    """Reflected facts as texts that compare, without the index that only one engine has."""
    if isinstance(facts, dict):
        given = cast("dict[str, Any]", facts)
        # A foreign key that came later with its column has no name in SQLite.
        nameless = "referred_table" in given
        return str({name: _plain(value) for name, value in given.items() if not (nameless and name == "name")})
    if isinstance(facts, list):
        return sorted(text for text in map(_plain, cast("list[Any]", facts)) if "ix_clue_search_tokens" not in text)
    return str(facts)


@pytest.mark.parametrize(("shared", "journal"), [(False, "truncate"), (True, "wal")])
def test_settings_survive_a_power_cut(tmp_path: Path, *, shared: bool, journal: str) -> None:
    made = open_engine(tmp_path / "record.db", KEY)
    create_schema(made, shared=shared)
    made.dispose()
    again = open_engine(tmp_path / "record.db", KEY)
    with again.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    again.dispose()
    assert found == {"journal_mode": journal, "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_a_wrong_key_is_said_and_changes_nothing(
    engine: Engine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    engine.dispose()
    before = (tmp_path / "record.db").read_bytes()
    wrong = open_engine(tmp_path / "record.db", os.urandom(32))
    with pytest.raises(StoreError) as refused:
        needs_upgrade(wrong)
    wrong.dispose()
    assert refused.value.code == "STORE_WRONG_KEY"
    assert (tmp_path / "record.db").read_bytes() == before
    assert capfd.readouterr().err == ""


def test_a_newer_record_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError) as refused:
        needs_upgrade(engine)
    assert refused.value.code == "STORE_NEWER"


def test_nothing_readable_lies_on_disk(engine: Engine, tmp_path: Path) -> None:
    engine.dispose()
    data = (tmp_path / "record.db").read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert b"CREATE TABLE" not in data
