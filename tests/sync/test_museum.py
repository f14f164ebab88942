"""What version 0.1.0 wrote is read for ever, and the same facts still give the same bytes."""

import io
import json
from pathlib import Path

import pytest

import sync.enrolment
import sync.log
from baixing_desktop.canonical import sha256_hex
from baixing_desktop.domain.batch import GENESIS
from baixing_desktop.vault.sealing import recipient_of
from baixing_desktop.vault.signing import public_key
from sync import enrolment
from sync.batch import blob_name, read_batch_header, read_events
from sync.container import DOWN, UP, Container, container_id, read, read_single
from sync.problems import Problem, read_problem
from sync.wire.v1 import read_answer, write_answer
from tests.museum import make_log_v1 as made

LOG = Path(__file__).resolve().parents[1] / "museum" / "log-v1"
KEYS: dict[str, str] = json.loads((LOG / "keys.json").read_text())
EVENTS = [(LOG / f"event-{number}.json").read_bytes() for number in (1, 2, 3)]
HASHES = (LOG / "hashes.txt").read_text().split()


@pytest.fixture(autouse=True)
def version_of_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages name the version that wrote them."""
    monkeypatch.setattr(sync.log, "__version__", "0.1.0")
    monkeypatch.setattr(sync.enrolment, "__version__", "0.1.0")


def opened(name: str, magic: bytes) -> tuple[Container, bytes]:
    """The first container of a kept file, verified, and its content."""
    sender, reader = ("device", "office") if magic == UP else ("office", "device")
    container = read(io.BytesIO((LOG / name).read_bytes()), magic)
    assert container is not None
    container.check_signature(public_key(bytes.fromhex(KEYS[f"{sender}_seed"])))
    return container, container.open(KEYS[f"{reader}_identity"])


def test_the_same_facts_give_the_same_events() -> None:
    log = made.events()
    assert [event.data for event in log] == EVENTS
    assert [event.hash for event in log] == HASHES


def test_the_kept_batch_file_is_read() -> None:
    container, raw = opened("HZ-SY-K3F-1-1-3.bxp", UP)
    header = read_batch_header(container)
    assert (header.batch_id, header.held, header.app) == (made.BATCH, 3, "0.1.0")
    assert (header.span.prev, header.span.head) == (GENESIS, HASHES[-1])
    found = read_events(header, raw)
    assert [event.stored for event in found] == made.events()
    assert [event.problem for event in found] == [None] * 3
    contents = [event.clue.content for event in found if event.clue]
    assert contents[:2] == [made.LAMPS, made.BENCHES]
    assert contents[2].suggestions == "加装路灯三十盏。"


def test_the_kept_attachment_is_read() -> None:
    stream = io.BytesIO((LOG / "HZ-SY-K3F-1-1-3.bxp").read_bytes())
    read(stream, UP)
    blob = read(stream, UP)
    assert blob is not None
    blob.check_signature(public_key(bytes.fromhex(KEYS["device_seed"])))
    assert blob.open(KEYS["office_identity"]) == made.PICTURE
    assert blob_name(blob) == sha256_hex(made.PICTURE)
    assert read(stream, UP) is None


def test_the_kept_receipt_file_is_read() -> None:
    container, raw = opened("receipt-SY-K3F-1-3.bxr", DOWN)
    assert raw == (LOG / "receipt.json").read_bytes()
    wanted = made.answer(made.events())
    assert read_answer(raw) == wanted
    assert write_answer(wanted) == raw
    assert container.fields.text("answers") == container_id((LOG / "HZ-SY-K3F-1-1-3.bxp").read_bytes())


def test_the_kept_refusal_is_read() -> None:
    container, raw = opened("refusal.bxr", DOWN)
    assert container.kind == "refusal"
    assert read_problem(raw) == Problem("BATCH_GAP", {"expected": 7})


def test_the_kept_enrolment_is_read() -> None:
    request, answer = ((LOG / f"enrol-{name}.json").read_bytes() for name in ("request", "answer"))
    device = (public_key(bytes.fromhex(KEYS["device_seed"])), recipient_of(KEYS["device_identity"]))
    office = (public_key(bytes.fromhex(KEYS["office_seed"])), recipient_of(KEYS["office_identity"]))
    joining = enrolment.Joining(KEYS["device"], "SY", "K3F", *device, schema=1)
    assert enrolment.read_request(request) == joining
    assert enrolment.proves(request, KEYS["code"])
    assert enrolment.write_request(joining, KEYS["code"]) == request
    assert enrolment.read_answer(answer, request, KEYS["code"]) == enrolment.Joined(1, "K3F", *office, schema=1)
    ticket = enrolment.parse_ticket((LOG / "ticket.txt").read_text())
    assert ticket == enrolment.Ticket("https://192.168.1.10:8443", "0123456789abcdef" * 2, KEYS["code"])


def test_a_kept_file_is_whole() -> None:
    read_single((LOG / "refusal.bxr").read_bytes(), DOWN)
    read_single((LOG / "receipt-SY-K3F-1-3.bxr").read_bytes(), DOWN)
