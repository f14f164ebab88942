"""Several computers on one record: a ticket, joining, sharing, taking back."""

import json
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases import casework, people, seats
from baixing_desktop.usecases.databases import Server
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file, register_clue
from baixing_desktop.usecases.reading import clue_ids, find_clue
from baixing_desktop.usecases.setup import people_of, renew_database_password
from tests.builders import CHEAP, FIRST_PASSPHRASE, PASSPHRASE, SetClock, clue_content, new_home, open_home, refused
from tests.postgres import Cluster
from tests.sync.helpers import enrol_by_hand
from tests.usecases.conftest import carry

OWN = "珠江边的龙船鼓响C6"


@pytest.fixture
def first(tmp_path: Path, clock: SetClock, postgres: Cluster) -> Generator[Desk]:
    """The seat that the office was set up at, with a colleague in its list."""
    desk = new_home(tmp_path / "first", Face.OFFICE, "HZZX", clock, database=postgres.new_database())
    people.add_person(desk, "王强", FIRST_PASSPHRASE, post=Role.OFFICE, cost=CHEAP)
    yield desk
    desk.close()


@pytest.fixture
def ticket(first: Desk, tmp_path: Path) -> tuple[Path, str]:
    """The file and the code for 王强's computer."""
    made, _ = seats.make_ticket(first, "二号机", "王强")
    path = tmp_path / "席位.json"
    path.write_bytes(made.data)
    return path, made.code


def join(home: Path, ticket: tuple[Path, str], clock: SetClock) -> None:
    seats.join_seat(home, *ticket, OWN, clock=clock, cost=CHEAP)


def test_two_seats_work_on_the_same_clues(
    first: Desk, workroom: Desk, ticket: tuple[Path, str], tmp_path: Path, clock: SetClock
) -> None:
    enrol_by_hand(first, workroom)
    picture = attach_file(workroom, "路灯.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    register_clue(workroom, replace(clue_content(), attachments=(picture,)))
    carry(workroom, first, tmp_path)
    join(tmp_path / "second", ticket, clock)
    assert people_of(tmp_path / "second") == ("王强",)
    second = open_home(tmp_path / "second", clock, OWN)
    (clue,) = clue_ids(second, ClueQuery())
    assert second.blobs.get(picture.sha256) == workroom.blobs.get(picture.sha256)
    assert second.keys == first.keys, "receipts of both are the office's"
    casework.accept_clue(second, clue)
    assert find_clue(first, clue).formal_number == find_clue(second, clue).formal_number is not None
    assert refused(lambda: casework.accept_clue(first, clue)) == "ACTION_NOT_POSSIBLE"
    with first.store.reading() as tx:
        entry = next(entry for entry in tx.audit.all() if entry.action == "join_seat")
    assert entry.device == first.installation.device_id
    second.close()


def test_a_ticket_is_good_for_one_seat_and_one_day(
    first: Desk, ticket: tuple[Path, str], tmp_path: Path, clock: SetClock
) -> None:
    path, code = ticket
    other = code[:-7] + ("22222A" if not code.endswith("22222A") else "33333A")
    assert refused(lambda: join(tmp_path / "second", (path, other), clock)) == "SEAT_CODE_BAD"
    assert not (tmp_path / "second").exists()
    join(tmp_path / "second", ticket, clock)
    assert refused(lambda: join(tmp_path / "third", ticket, clock)) == "SEAT_TICKET_USED"
    late, _ = seats.make_ticket(first, "三号机", "王强")
    path.write_bytes(late.data)
    clock.forward(hours=25)
    assert refused(lambda: join(tmp_path / "third", (path, late.code), clock)) == "SEAT_TICKET_USED"
    assert [path.name for path in tmp_path.iterdir() if "third" in path.name] == []


def test_a_damaged_ticket_is_said_and_leaves_nothing(ticket: tuple[Path, str], tmp_path: Path, clock: SetClock) -> None:
    path, _ = ticket
    whole = json.loads(path.read_bytes())
    parts: list[dict[str, object]] = [{"address": {"x": 1}}, {"address": []}, {"keys": []}, {"wrap": 7}, {"seat": None}]
    for damaged in (b"", b"[]", b"{}", b'{"v": 2}', *(json.dumps(whole | part).encode() for part in parts)):
        path.write_bytes(damaged)
        assert refused(lambda: join(tmp_path / "second", ticket, clock)) == "SEAT_TICKET_BAD", damaged
        assert [one.name for one in tmp_path.iterdir() if "second" in one.name] == []


def test_a_seat_whose_own_file_is_damaged_says_so(
    first: Desk, ticket: tuple[Path, str], tmp_path: Path, clock: SetClock
) -> None:
    join(tmp_path / "second", ticket, clock)
    (tmp_path / "second" / seats.SEAT_FILE).write_bytes(b"{")
    assert refused(lambda: open_home(tmp_path / "second", clock, OWN)) == "VAULT_DAMAGED"


def test_a_seat_that_was_taken_back_opens_nothing(
    first: Desk, ticket: tuple[Path, str], tmp_path: Path, clock: SetClock
) -> None:
    join(tmp_path / "second", ticket, clock)
    open_home(tmp_path / "second", clock, OWN).close()
    seats.revoke_seat(first, "二号机")
    assert refused(lambda: open_home(tmp_path / "second", clock, OWN)) == "SEAT_REVOKED"
    assert refused(lambda: seats.revoke_seat(first, "二号机")) == "SEAT_UNKNOWN"
    (seat,) = seats.seats(first)
    assert (seat.label, seat.revoked_at is not None) == ("二号机", True)


def test_nobody_joins_for_somebody_who_left(
    first: Desk, ticket: tuple[Path, str], tmp_path: Path, clock: SetClock
) -> None:
    people.disable_person(first, "王强")
    assert refused(lambda: join(tmp_path / "second", ticket, clock)) == "SEAT_TICKET_USED"


def test_a_record_in_a_file_has_one_seat(tmp_path: Path, clock: SetClock) -> None:
    desk = new_home(tmp_path / "office", Face.OFFICE, "HZZX", clock)
    assert refused(lambda: seats.make_ticket(desk, "二号机", "测试员")) == "SEAT_NEEDS_SERVER"
    desk.close()


def test_what_is_wrong_with_a_ticket_is_said(first: Desk) -> None:
    assert refused(lambda: seats.make_ticket(first, " ", "王强")) == "INPUT_MISSING"
    assert refused(lambda: seats.make_ticket(first, "机" * 21, "王强")) == "INPUT_INVALID"
    seats.make_ticket(first, "三号机", "王强")
    assert refused(lambda: seats.make_ticket(first, "三号机", "王强")) == "INPUT_INVALID", "which would be taken back?"
    assert refused(lambda: seats.make_ticket(first, "二号机", "无此人")) == "PERSON_UNKNOWN"


def test_a_new_password_of_the_database_is_kept_once_it_opens_the_record(
    tmp_path: Path, postgres: Cluster, clock: SetClock
) -> None:
    postgres.run("CREATE ROLE clerk LOGIN PASSWORD 'the first one'")
    given = postgres.new_database("OWNER clerk")
    server = Server(replace(given.address, user="clerk"), "the first one")
    home = tmp_path / "office"
    new_home(home, Face.OFFICE, "HZZX", clock, database=server).close()
    postgres.run("ALTER ROLE clerk PASSWORD 'another one'")
    assert refused(lambda: open_home(home, clock)) == "DATABASE_REFUSED"
    assert refused(lambda: renew(home, "a wrong one", clock)) == "DATABASE_REFUSED"
    renew(home, "another one", clock)
    again = open_home(home, clock)
    with again.store.reading() as tx:
        assert "database_password" in {entry.action for entry in tx.audit.all()}
    again.close()


def renew(home: Path, password: str, clock: SetClock) -> None:
    renew_database_password(home, passphrase=PASSPHRASE, password=password, clock=clock)
