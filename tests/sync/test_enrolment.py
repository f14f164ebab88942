"""Joining the office: the ticket, the proof, the six digits, and guessing that gets nowhere."""

import re
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.canonical import canonical
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError, SyncError, UserError
from baixing_desktop.ids import CODE_ALPHABET
from baixing_desktop.usecases import membership, reading
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.vault.certificates import new_certificate
from baixing_desktop.vault.sealing import new_identity, recipient_of
from baixing_desktop.vault.signing import public_key
from sync import Ticket, comparison_with, enrol, make_ticket, state, synchronise, typed_ticket
from sync.enrolment import (
    Joined,
    Joining,
    comparison,
    parse_ticket,
    proves,
    read_answer,
    read_request,
    write_answer,
    write_request,
)
from sync.office.clerk import answer_enrolment
from sync.office.main import Serving
from sync.office.throttle import IN_ALL, PER_SOURCE, WINDOW_SECONDS, Throttle
from sync.transport import parse_address
from tests.builders import SetClock, new_home
from tests.sync.helpers import address_of, register, same_content, serving
from tests.sync.strangers import say, stranger

CODES = st.text(CODE_ALPHABET, min_size=10, max_size=10)
TICKETS = st.builds(
    Ticket,
    st.builds("https://{}:{}".format, st.sampled_from(["10.0.0.7", "[fe80::1]", "区办"]), st.integers(1, 65535)),
    st.binary(min_size=16, max_size=16).map(bytes.hex),
    CODES,
)
KEYS = (public_key(bytes(32)), recipient_of(new_identity()))
JOINING = Joining("0b6f4c1e-8a57-4f0e-9a6b-0d8f6a2f7c31", "SY", "K3F", *KEYS)


@dataclass(frozen=True)
class Strangers:
    """An office that is being served, and a workroom that does not know it yet."""

    office: Desk
    workroom: Desk
    server: Serving

    def ticket(self, unit: str = "SY") -> str:
        """What the clerk hands over."""
        return make_ticket(self.office, unit, f"127.0.0.1:{self.server.port}").text


@pytest.fixture
def strangers(office: Desk, workroom: Desk) -> Generator[Strangers]:
    with serving(office) as server:
        yield Strangers(office, workroom, server)


def code_of(act: object, *arguments: object) -> str:
    assert callable(act)
    with pytest.raises(UserError) as caught:
        act(*arguments)
    return caught.value.code


@given(TICKETS)
def test_a_ticket_is_one_word_and_reads_back(ticket: Ticket) -> None:
    assert re.fullmatch(r"BX1:[A-Za-z0-9_-]+", ticket.text())
    assert parse_ticket(ticket.text()) == ticket
    assert parse_ticket(" \n".join(ticket.text())) == ticket


@given(TICKETS, st.data())
def test_a_slip_of_the_pen_is_noticed(ticket: Ticket, data: st.DataObject) -> None:
    text = ticket.text()
    place = data.draw(st.integers(4, len(text) - 2))
    other = data.draw(st.sampled_from("ABCDEFGHabcdefgh0123456789-_"))
    for slip in (text[:place] + other + text[place + 1 :], text[:place] + text[place + 1 :], text[:place]):
        if slip != text:
            with pytest.raises(InputError):
                parse_ticket(slip)


def test_a_ticket_can_be_typed_in_three_parts() -> None:
    wanted = Ticket("https://10.0.0.7:8443", "0123456789abcdef" * 2, "ABCDEFGHJK")
    assert typed_ticket("10.0.0.7", "01:23:45:67:89:AB:CD:EF " * 4, "abcde-fghjk") == wanted
    assert code_of(typed_ticket, "10.0.0.7", "0123", "ABCDEFGHJK") == "INPUT_INVALID"
    assert code_of(typed_ticket, "10.0.0.7", "0123456789abcdef" * 2, "ABCDEFGHI1") == "INPUT_INVALID"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("192.168.1.10", "https://192.168.1.10:8443"),
        (" office.local:9000 ", "https://office.local:9000"),
        ("https://192.168.1.10:8443/", "https://192.168.1.10:8443"),
        ("[fe80::1]:9000", "https://[fe80::1]:9000"),
    ],
)
def test_addresses_are_understood_as_people_type_them(typed: str, address: str) -> None:
    assert parse_address(typed) == address


@pytest.mark.parametrize(
    "typed", ["", "http://a", "a b", "a:port", "a:99999", "https://a/b", "https://u@a", "https://a?x", "ftp://a", "//"]
)
def test_what_is_no_address_is_told(typed: str) -> None:
    assert code_of(parse_address, typed) == "INPUT_INVALID"


def test_messages_prove_the_code_and_nothing_else() -> None:
    request = write_request(JOINING, "ABCDEFGHJK")
    assert read_request(request) == JOINING
    assert b"ABCDEFGHJK" not in request
    assert proves(request, "ABCDEFGHJK")
    assert not proves(request, "ABCDEFGHJM")
    assert not proves(request.replace(b'"SY"', b'"SX"'), "ABCDEFGHJK")

    joined = Joined(3, "K3G", *KEYS)
    answer = write_answer(joined, request, "ABCDEFGHJK")
    assert read_answer(answer, request, "ABCDEFGHJK") == joined
    for bad in (
        (answer, request, "ABCDEFGHJM"),
        (answer, request + b" ", "ABCDEFGHJK"),
        (answer.replace(b'"epoch":3', b'"epoch":4'), request, "ABCDEFGHJK"),
        (request, request, "ABCDEFGHJK"),
        (b"<html>", request, "ABCDEFGHJK"),
    ):
        assert code_of(read_answer, *bad) == "SYNC_BAD_ANSWER"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("device", "x", "BATCH_DAMAGED"),
        ("unit", "../SY", "BATCH_DAMAGED"),
        ("device_code", "../x", "BATCH_DAMAGED"),
        ("sign_key", "00", "BATCH_DAMAGED"),
        ("seal_key", "age1", "BATCH_DAMAGED"),
        ("mac", None, "BATCH_DAMAGED"),
        ("v", 2, "BATCH_TOO_NEW"),
        ("suite", "S2", "BATCH_TOO_NEW"),
    ],
)
def test_a_request_of_another_form_is_refused(key: str, value: str | int | None, code: str) -> None:
    record = {
        "v": 1,
        "suite": "S1",
        "device": JOINING.device,
        "unit": "SY",
        "device_code": "K3F",
        "sign_key": KEYS[0],
        "seal_key": KEYS[1],
        "app": "0",
        "mac": "0" * 64,
    }
    assert read_request(canonical({**record})) == replace(JOINING, schema=1)
    assert code_of(read_request, canonical({**record, key: value})) == code


def test_the_six_digits_depend_on_every_key() -> None:
    first, second = KEYS, (public_key(bytes([1]) * 32), recipient_of(new_identity()))
    digits = {
        comparison(*keys)
        for keys in [(first, second), (second, first), ((first[0], second[1]), second), (first, (second[0], first[1]))]
    }
    assert len(digits) == 4
    assert all(re.fullmatch(r"\d{3} \d{3}", one) for one in digits)


def test_a_workroom_joins_and_reports(strangers: Strangers) -> None:
    enrolled = enrol(strangers.workroom, strangers.ticket())
    (device,) = reading.devices(strangers.office)
    assert enrolled.comparison == comparison_with(strangers.office, device)
    assert (enrolled.epoch, enrolled.device_code) == (1, device.device_code)
    contact = membership.office_contact(strangers.workroom)
    assert contact is not None
    assert (contact.address, contact.fingerprint) == (address_of(strangers.server), strangers.server.fingerprint)
    register(strangers.workroom, 1)
    assert synchronise(strangers.workroom).confirmed == 1
    assert same_content(strangers.office, strangers.workroom)
    assert code_of(enrol, strangers.workroom, strangers.ticket()) == "ENROL_ALREADY"


def test_a_ticket_serves_once(strangers: Strangers, clock: SetClock, tmp_path: Path) -> None:
    ticket = strangers.ticket()
    enrol(strangers.workroom, ticket)
    other = new_home(tmp_path / "other", Face.WORKROOM, "SY", clock)
    assert code_of(enrol, other, ticket) == "ENROL_CODE_BAD"
    assert not state(other).enrolled
    enrol(other, strangers.ticket())
    assert len({device.device_code for device in reading.devices(strangers.office)}) == 2
    other.close()


def test_a_ticket_serves_ten_minutes(strangers: Strangers, clock: SetClock) -> None:
    ticket = strangers.ticket()
    clock.forward(minutes=10)
    assert code_of(enrol, strangers.workroom, ticket) == "ENROL_CODE_BAD"
    ticket = strangers.ticket()
    clock.forward(minutes=9, seconds=59)
    enrol(strangers.workroom, ticket)


def test_a_ticket_serves_its_own_unit(strangers: Strangers) -> None:
    assert code_of(enrol, strangers.workroom, strangers.ticket("CHG")) == "ENROL_CODE_BAD"
    assert reading.devices(strangers.office) == ()


def test_five_wrong_tries_are_enough(strangers: Strangers) -> None:
    right = parse_ticket(strangers.ticket())
    wrong = Ticket(right.address, right.pin, "ABCDEFGHJK")
    for _ in range(PER_SOURCE):
        assert code_of(enrol, strangers.workroom, wrong) == "ENROL_CODE_BAD"
    for ticket in (wrong, right):
        with pytest.raises(SyncError) as caught:
            enrol(strangers.workroom, ticket)
        assert caught.value.code == "SYNC_REFUSED"
        assert "10 分钟" in str(caught.value)
    assert reading.devices(strangers.office) == ()


def test_nobody_takes_over_an_enrolled_workstation(strangers: Strangers) -> None:
    enrol(strangers.workroom, strangers.ticket())
    (before,) = reading.devices(strangers.office)
    keys = strangers.workroom.keys
    ours = (public_key(keys.sign_seed), recipient_of(keys.seal_identity))
    for unit, pair in [("SY", KEYS), ("CHG", ours), ("SY", (ours[0], KEYS[1]))]:
        code = parse_ticket(strangers.ticket(unit)).code
        request = write_request(Joining(before.id, unit, "K3F", *pair), code)
        assert code_of(answer_enrolment, strangers.office, request) == "ENROL_CODE_BAD"
    assert reading.devices(strangers.office) == (before,)
    code = parse_ticket(strangers.ticket()).code
    request = write_request(Joining(before.id, "SY", before.device_code, *ours), code)
    assert read_answer(answer_enrolment(strangers.office, request), request, code).epoch == 2


def test_waiting_opens_the_door_again() -> None:
    now = 0.0
    throttle = Throttle(lambda: now)
    for _ in range(PER_SOURCE):
        assert not throttle.blocked("a")
        throttle.count_wrong("a")
    assert throttle.blocked("a")
    assert not throttle.blocked("b")
    now = WINDOW_SECONDS + 1
    assert not throttle.blocked("a")
    for number in range(IN_ALL):
        throttle.count_wrong(str(number))
    assert throttle.blocked("somebody else")


def test_an_impostor_learns_nothing(strangers: Strangers) -> None:
    right = parse_ticket(strangers.ticket())
    with stranger(new_certificate(), lambda here, handler, body: say(handler, 200, b"{}")) as here:
        assert code_of(enrol, strangers.workroom, Ticket(here.address, right.pin, right.code)) == "SYNC_WRONG_OFFICE"
        assert here.requests == 0
    assert not state(strangers.workroom).enrolled


def test_the_faces_cannot_be_mixed_up(strangers: Strangers) -> None:
    assert code_of(enrol, strangers.office, strangers.ticket()) == "WRONG_ROLE"
    assert code_of(make_ticket, strangers.workroom, "SY", "localhost") == "WRONG_ROLE"
    assert code_of(make_ticket, strangers.office, "QWB", "localhost") == "UNIT_WRONG_KIND"
