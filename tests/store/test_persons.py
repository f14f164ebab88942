"""Contact data on a server is opened once for many searches, and what they find is never older than the record."""

from collections.abc import Generator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from baixing_desktop.domain.clue import Clue, ClueContent, Contributor
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.ids import new_id
from baixing_desktop.store.place import RecordServer
from baixing_desktop.store.store import Store, Transaction
from baixing_desktop.usecases.databases import Server
from baixing_desktop.vault.cipher import Cipher
from baixing_desktop.work import Work
from tests.postgres import Cluster

NOW = datetime(2026, 12, 1, tzinfo=UTC)
MANY = 600
"""More than two portions."""


@dataclass
class Counting:
    """The real cipher, which counts what it opens."""

    real: Cipher = field(default_factory=lambda: Cipher(bytes(32)))
    opened: int = 0

    def seal(self, data: bytes, name: str) -> bytes:
        return self.real.seal(data, name)

    def open(self, box: bytes, name: str) -> bytes:
        self.opened += 1
        return self.real.open(box, name)

    def blind(self, text: str) -> str:
        return self.real.blind(text)


@dataclass
class Seat:
    """One of several that have the record open."""

    store: Store
    cipher: Counting

    def finds(self, word: str) -> set[str]:
        with self.store.reading() as tx:
            return found(tx, word)


@pytest.fixture
def database(postgres: Cluster) -> Server:
    database = postgres.new_database()
    store = RecordServer(database.address, database.password, Counting()).create(shared=False)
    store.finished()
    store.close()
    return database


@pytest.fixture
def seats(database: Server) -> Generator[tuple[Seat, Seat]]:
    ciphers = Counting(), Counting()
    one, other = (RecordServer(database.address, database.password, cipher).open(Work()) for cipher in ciphers)
    yield Seat(one, ciphers[0]), Seat(other, ciphers[1])
    one.close()
    other.close()


def found(tx: Transaction, word: str) -> set[str]:
    return set(tx.listing.ids(ClueQuery(text=word, contacts=True)))


def clue_of(name: str) -> Clue:
    return Clue(new_id(), "SY", ClueContent(title="路灯", contributor=Contributor(name=name)), NOW, NOW)


def renamed(clue: Clue, name: str) -> Clue:
    content = replace(clue.content, contributor=Contributor(name=name))
    return replace(clue, content=content, version=clue.version + 1)


def test_the_second_search_opens_nothing_and_a_change_opens_its_own_portion(seats: tuple[Seat, Seat]) -> None:
    one, other = seats
    clues = [clue_of(f"赵{number}") for number in range(MANY)]
    with other.store.writing() as tx, tx.clues.many_at_a_time():
        for each in clues:
            tx.clues.add(each)
    assert one.finds("赵599") == {clues[599].id}
    assert one.cipher.opened >= MANY
    one.cipher.opened = 0
    assert one.finds("赵5") == {c.id for c in clues if c.content.contributor.name.startswith("赵5")}
    assert one.cipher.opened == 0
    with other.store.writing() as tx:
        tx.clues.save(renamed(clues[0], "钱零"), expected=1)
    assert (one.finds("钱零"), one.finds("赵0")) == ({clues[0].id}, set())
    assert 0 < one.cipher.opened <= 256


def test_the_first_search_need_not_wait_for_what_was_opened_beside_the_work(seats: tuple[Seat, Seat]) -> None:
    one, other = seats
    clues = [clue_of(f"赵{number}") for number in range(3)]
    with other.store.writing() as tx:
        for each in clues:
            tx.clues.add(each)
    with one.store.reading() as tx:
        tx.clues.open_persons()
    assert one.cipher.opened == len(clues)
    assert one.finds("赵2") == {clues[2].id}
    assert one.cipher.opened == len(clues)


def test_what_was_never_saved_is_not_found(seats: tuple[Seat, Seat]) -> None:
    one, other = seats
    clue = clue_of("赵一")
    with one.store.writing() as tx:
        tx.clues.add(clue)

    def fail() -> None:
        with one.store.writing() as tx:
            tx.clues.save(renamed(clue, "钱二"), expected=1)
            assert (found(tx, "钱二"), found(tx, "赵一")) == ({clue.id}, set())
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert (one.finds("钱二"), one.finds("赵一")) == (set(), {clue.id})
    # As many changes as the one that came to nothing, but others.
    with other.store.writing() as tx:
        tx.clues.save(renamed(clue, "孙三"), expected=1)
    assert (one.finds("钱二"), one.finds("赵一"), one.finds("孙三")) == (set(), set(), {clue.id})


def test_who_is_gone_is_not_found_by_any_seat(seats: tuple[Seat, Seat]) -> None:
    one, other = seats
    clue, stays = clue_of("赵一"), clue_of("赵二")
    with one.store.writing() as tx:
        tx.clues.add(clue)
        tx.clues.add(stays)
    assert one.finds("赵") == other.finds("赵") == {clue.id, stays.id}
    with other.store.writing() as tx:
        tx.clues.remove(clue.id)
    assert one.finds("赵") == other.finds("赵") == {stays.id}


def test_a_blank_within_a_name_keeps_rows_and_names_together(seats: tuple[Seat, Seat]) -> None:
    one, _ = seats
    clues = [clue_of(name) for name in ("赵\x1e一", "钱二", "")]
    with one.store.writing() as tx:
        for each in clues:
            tx.clues.add(each)
    assert (one.finds("一"), one.finds("钱二"), one.finds("赵\x1e一")) == ({clues[0].id}, {clues[1].id}, {clues[0].id})
