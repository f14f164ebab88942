"""What a record on a server needs besides what every record needs."""

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import delete, event, inspect
from sqlalchemy import table as literal_table

from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError, NotFoundError, StoreError
from baixing_desktop.ids import new_id
from baixing_desktop.store.making import migrate
from baixing_desktop.store.place import RecordServer
from baixing_desktop.store.postgres import MOST, Address, open_server
from baixing_desktop.store.schema import HEAD, needs_upgrade
from baixing_desktop.store.secrecy import Sealed
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.databases import ATTACHMENTS, SERVER_FILE
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file, register_clue
from baixing_desktop.usecases.reading import list_clues, reveal_contact
from baixing_desktop.usecases.tidying import tidy_index
from baixing_desktop.vault.cipher import Cipher
from baixing_desktop.work import Work
from tests.builders import clue_content, new_home, open_home, refused
from tests.postgres import Cluster

CIPHER = Cipher(bytes(32))
NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def served(postgres: Cluster, tmp_path: Path) -> Generator[Desk]:
    """A workroom whose record is on the server: it writes more than an office does."""
    desk = new_home(tmp_path / "served", Face.WORKROOM, "SY", database=postgres.new_database())
    yield desk
    desk.close()


def database_of(desk: Desk) -> str:
    with desk.store.reading() as tx:
        return str(tx.connection.exec_driver_sql("SELECT current_database()").scalar_one())


def test_no_contact_is_seen_by_who_keeps_the_server(served: Desk, postgres: Cluster) -> None:
    content = clue_content()
    clue, _ = register_clue(served, content)
    tables = postgres.run(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'", database_of(served)
    )
    dump = "".join(str(postgres.run(f"TABLE {name}", database_of(served))) for (name,) in tables)
    assert content.title in dump
    person = content.contributor
    for secret in (person.name, person.phone, person.address):
        assert secret not in dump
        assert secret.encode().hex() not in dump
    assert reveal_contact(served, clue.id) == person
    assert list_clues(served, ClueQuery(text=person.phone[3:9], contacts=True)).total == 1
    assert list_clues(served, ClueQuery(text=person.phone[3:9])).total == 0


def test_one_seat_takes_few_of_the_servers_connections(
    served: Desk, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("baixing_desktop.store.postgres.WAIT_S", 0.2)
    again = open_home(served.home)
    with ExitStack() as held:
        for _ in range(MOST):
            held.enter_context(again.store.reading())
        assert refused(lambda: list_clues(again, ClueQuery())) == "STORE_BUSY"
    assert list_clues(again, ClueQuery()).total == 0, "they are given back"
    again.close()
    open_now = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'baixing' AND datname = "
    ((count,),) = postgres.run(f"{open_now}'{database_of(served)}'")
    assert count == 1, "the one that asked"


def test_what_is_saved_does_not_wait_before_the_search_index(served: Desk, postgres: Cluster) -> None:
    # Each search would read the waiting ones from end to end, and soon rather all texts.
    (options,) = postgres.run(
        "SELECT reloptions FROM pg_class WHERE relname = 'ix_clue_search_tokens'", database_of(served)
    )[0]
    assert options == ["fastupdate=off"]
    register_clue(served, clue_content())
    assert postgres.run("SELECT gin_clean_pending_list('ix_clue_search_tokens')", database_of(served)) == [(0,)]


def test_a_word_that_stands_everywhere_is_found_by_the_index(served: Desk) -> None:
    # The server thinks that looking through the thousand marks of a clue costs nothing, and would do it for all.
    # Nor does it know how rare a word is: it went through all in the order of the list, and looked in each.
    with served.store.writing() as tx, tx.clues.many_at_a_time():
        for number in range(300):
            tx.clues.add(Clue(new_id(), "SY", clue_content(number), NOW, NOW))
    with served.store.writing() as tx:
        tx.connection.exec_driver_sql("ANALYZE clue, clue_search")
    asked: list[tuple[str, Any]] = []
    with served.store.reading() as tx:
        event.listen(tx.connection, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
        assert tx.listing.clues(ClueQuery(text="路灯", limit=5)).total == 300
        plans = [
            row[0] for said, given in tuple(asked) if said.startswith("SELECT clue.id")
            for row in tx.connection.exec_driver_sql(f"EXPLAIN {said}", given)
        ]  # fmt: skip
    assert any("ix_clue_search_tokens" in step for step in plans)
    assert not any("Seq Scan" in step or "Filter: (tokens" in step for step in plans)


def test_contact_data_is_opened_beside_the_work(served: Desk) -> None:
    register_clue(served, clue_content())
    assert tidy_index(served) == 0
    asked: list[str] = []
    with served.store.reading() as tx:
        event.listen(tx.connection, "before_cursor_execute", lambda *given: asked.append(given[2]))
        assert tx.listing.ids(ClueQuery(text="路灯", contacts=True))
    assert any("search_portion" in said for said in asked)
    assert not any("clue_search.contact" in said for said in asked)


def test_the_home_names_the_server_and_hides_the_password(served: Desk, postgres: Cluster) -> None:
    served.close()
    for path in served.home.rglob("*"):
        assert path.is_dir() or postgres.password.encode() not in path.read_bytes()
    assert "127.0.0.1" in (served.home / SERVER_FILE).read_text(encoding="utf-8")
    assert not (served.home / "record.db").exists()
    again = open_home(served.home)
    assert again.installation.unit == "SY"
    again.close()
    (served.home / SERVER_FILE).write_text('{"v": 1, "engine": "other"}', encoding="utf-8")
    with pytest.raises(StoreError):
        open_home(served.home)


def test_many_writers_take_turns(served: Desk) -> None:
    """Numbers without a gap and an unbroken chain, whoever comes first; nobody waits in vain."""

    def write(number: int) -> str | None:
        clue, _ = register_clue(served, clue_content(number))
        return clue.provisional_number

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(write, range(1, 41)))
    assert len(set(numbers)) == 40
    with served.store.reading() as tx:
        serials = {int(str(number).split("-")[-2]) for number in numbers}
        assert serials == set(range(1, 41))
        assert [entry.seq for entry in tx.audit.all()] == list(range(1, len(tx.audit.all()) + 1))


def test_a_writer_who_cannot_have_the_turn_is_told(served: Desk, postgres: Cluster) -> None:
    with pytest.raises(StoreError) as refused, served.store.reading() as tx:
        tx.clues.reindex()
    assert refused.value.code == "STORE_READ_ONLY"
    database = postgres.new_database()
    hasty = RecordServer(database.address, database.password, CIPHER, turn_ms=50).create(shared=True)
    with hasty.writing(), pytest.raises(StoreError) as busy, hasty.writing():
        pass
    hasty.close()
    assert busy.value.code == "STORE_BUSY"


def test_a_server_that_comes_back_is_used_again(served: Desk, postgres: Cluster) -> None:
    register_clue(served, clue_content(1))
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()"
    with served.store.reading() as tx:
        name = str(tx.connection.exec_driver_sql("SELECT current_database()").scalar_one())
    postgres.run(cut.format(name))
    register_clue(served, clue_content(2))
    with pytest.raises(StoreError) as lost, served.store.writing() as tx:
        _take_two(tx, lambda: postgres.run(cut.format(name)))
    assert lost.value.code == "DATABASE_UNREACHABLE"
    assert list_clues(served, ClueQuery()).total == 2


def _take_two(tx: Transaction, meanwhile: Callable[[], object]) -> None:
    tx.system.next_number("letters", 2026)
    meanwhile()
    tx.system.next_number("letters", 2026)


def test_what_keeps_a_database_from_being_used_is_said(postgres: Cluster, tmp_path: Path) -> None:
    database = postgres.new_database()
    good = RecordServer(database.address, database.password, CIPHER)
    made = good.create(shared=True)
    made.finished()
    made.close()
    cases = {
        "DATABASE_NOT_EMPTY": good,
        "DATABASE_REFUSED": replace(good, password="wrong"),
        "DATABASE_UNREACHABLE": replace(good, address=replace(database.address, port=1)),
        "DATABASE_UNSUITABLE": _elsewhere(good, postgres, "LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' ENCODING 'UTF8'"),
    }
    postgres.run(f"ALTER DATABASE {cases['DATABASE_UNSUITABLE'].address.database} SET synchronous_commit = off")
    for code, place in cases.items():
        with pytest.raises(StoreError) as refused:
            place.create(shared=True)
        assert refused.value.code == code
    good.open(Work()).close()


def _elsewhere(place: RecordServer, postgres: Cluster, options: str) -> RecordServer:
    return replace(place, address=postgres.new_database(options).address)


@pytest.mark.parametrize(
    "given",
    [
        "postgresql://baixing:secret@db/record",
        "mysql://baixing@db/record",
        "postgresql://db/record",
        "postgresql://baixing@db",
        "postgresql://baixing@db:port/record",
        "postgresql://baixing@db/record?sslmode=maybe",
        "postgresql://baixing@db/record?password=secret",
        "",
    ],
)
def test_a_wrong_address_is_refused(given: str) -> None:
    with pytest.raises(InputError) as refused:
        Address.parse(given)
    assert refused.value.code == "DATABASE_ADDRESS"
    assert "secret" not in str(refused.value)


def test_addresses_are_understood() -> None:
    assert Address.parse("postgresql://clerk@db.office/record") == Address(
        "db.office", 5432, "record", "clerk", "require"
    )
    assert Address.parse("postgres://clerk@127.0.0.1:5433/record").ssl_mode == "prefer"
    assert Address.parse("postgresql://clerk@/record?host=/run/postgresql").host == "/run/postgresql"


def test_attachments_lie_on_the_server_sealed(served: Desk, postgres: Cluster) -> None:
    file = attach_file(served, "路灯.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    assert not (served.home / ATTACHMENTS).exists()
    ((box,),) = postgres.run("SELECT box FROM attachment_box", database_of(served))
    assert served.blobs.get(file.sha256)[:4] not in cast(bytes, box)
    with served.store.writing() as tx:
        assert tx.system.has_blob(file.sha256)
        again = served.blobs.put(served.blobs.get(file.sha256))
    assert again == file.sha256, "it takes no turn: another transaction may be under way"
    (name,) = [name for name, _ in served.blobs.shelf.boxes()]
    served.blobs.remove(name)
    assert list(served.blobs.shelf.boxes()) == []
    with pytest.raises(NotFoundError):
        served.blobs.get(file.sha256)


def test_before_an_upgrade_the_record_is_kept_aside(postgres: Cluster, tmp_path: Path) -> None:
    server = postgres.new_database()
    place = RecordServer(server.address, server.password, CIPHER)
    before = f"{int(HEAD) - 1:04}"
    engine = open_server(server.address, server.password, Sealed(CIPHER)).execution_options(writes=True)
    with engine.begin() as connection:
        migrate(connection, before)
        connection.exec_driver_sql("INSERT INTO setting VALUES ('one', '1', '2026-11-01T00:00:00Z', '陈办')")
        for older in ("before_0001", "before_0002"):
            connection.exec_driver_sql(f"CREATE SCHEMA {older}")
    place.open(Work()).close()
    place.open(Work()).close()
    with engine.begin() as connection:
        schemas = [name for name in inspect(connection).get_schema_names() if name.startswith("before_")]
        assert sorted(schemas) == ["before_0002", f"before_{HEAD}"], "the newest two stay"
        connection.exec_driver_sql("UPDATE setting SET value = '2'")
        # What an administrator does who has to go back to the former program.
        tables = inspect(connection).get_table_names(schema=f"before_{HEAD}")
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
        migrate(connection, before)
        connection.exec_driver_sql("SET session_replication_role = replica")
        for table in sorted(set(tables) - {"alembic_version"}):
            connection.execute(delete(literal_table(table)))
            connection.exec_driver_sql(f"INSERT INTO {table} TABLE before_{HEAD}.{table}")
        assert connection.exec_driver_sql("SELECT value FROM setting").scalar_one() == "1"
    assert needs_upgrade(engine)
    engine.dispose()
