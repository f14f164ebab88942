"""What the fuzzer feeds: everything that reads bytes of strangers. Each target takes any bytes and may only refuse."""

import io
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from baixing_desktop.domain.batch import GENESIS, event_hash
from baixing_desktop.errors import UserError
from baixing_desktop.ids import new_id
from baixing_desktop.vault.sealing import new_identity, recipient_of
from baixing_desktop.vault.signing import public_key
from sync.batch import read_batch_header, read_chunk, read_events
from sync.container import DOWN, UP, Container, Envelope, pack, read
from sync.enrolment import parse_ticket, read_request
from sync.log import Span, verify_chain
from sync.problems import read_problem
from sync.wire.v1 import read_answer

MUSEUM: Final = Path(__file__).resolve().parents[2] / "museum" / "log-v1"
_SEED: Final = os.urandom(32)
_IDENTITY: Final = new_identity()
_ENVELOPE: Final = Envelope(_SEED, recipient_of(_IDENTITY), new_id(), 1, datetime(2026, 11, 23, tzinfo=UTC))


def container(data: bytes) -> None:
    """A whole file, as it lies on a stick."""
    stream = io.BytesIO(data)
    for magic in (UP, DOWN):
        stream.seek(0)
        while (found := read(stream, magic)) is not None:
            _look_inside(found)


def signed(data: bytes) -> None:
    """Content that an enrolled but hostile workstation signed and sealed."""
    facts = {"batch": new_id(), "first": 1, "last": 1, "prev": GENESIS, "head": event_hash(GENESIS, data)}
    packed = pack(UP, "batch", _ENVELOPE, {**facts, "count": 1, "held": 0, "news": GENESIS}, data)
    found = read(io.BytesIO(packed), UP)
    assert found is not None
    found.check_signature(public_key(_SEED))
    read_events(read_batch_header(found), found.open(_IDENTITY))


def event(data: bytes) -> None:
    """One event whose place in the chain is right."""
    span = Span(_ENVELOPE.device, 1, 1, 1, GENESIS, event_hash(GENESIS, data))
    verify_chain([data], span)


def answer(data: bytes) -> None:
    """What an office may have written."""
    read_answer(data)


def problem(data: bytes) -> None:
    """A refusal."""
    read_problem(data)


def enrolment(data: bytes) -> None:
    """A request to be enrolled."""
    read_request(data)


def ticket(data: bytes) -> None:
    """What somebody typed as ticket."""
    parse_ticket(data.decode(errors="replace"))


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "container": container,
    "signed": signed,
    "event": event,
    "answer": answer,
    "problem": problem,
    "enrolment": enrolment,
    "ticket": ticket,
}


def feed(name: str, data: bytes) -> None:
    """Give ``data`` to a target.

    Raises:
        Exception: anything but a refusal, which is what the fuzzer looks for.
    """
    try:
        TARGETS[name](data)
    except (UserError, ValueError):
        # A reader refuses by a UserError, and the codecs below it by a ValueError that their callers turn into one.
        return


def examples(name: str) -> list[bytes]:
    """What each target should take, as the first inputs."""
    patterns = {
        "container": ["*.bxp", "*.bxr"],
        "signed": ["event-*.json"],
        "event": ["event-*.json"],
        "answer": ["receipt.json"],
        "problem": ["receipt.json"],
        "enrolment": ["enrol-request.json"],
        "ticket": ["ticket.txt"],
    }[name]
    found = [path.read_bytes() for pattern in patterns for path in sorted(MUSEUM.glob(pattern))]
    return [*found, b'{"code":"BATCH_GAP","facts":{"expected":3},"v":1}'] if name == "problem" else found


def _look_inside(found: Container) -> None:
    for step in (lambda: found.check_signature(public_key(_SEED)), lambda: read_batch_header(found)):
        _refusing(step)
    _refusing(lambda: read_chunk(found))
    _refusing(lambda: found.open(_IDENTITY))


def _refusing(step: Callable[[], object]) -> None:
    try:
        step()
    except (UserError, ValueError):
        return
