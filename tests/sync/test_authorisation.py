"""Who may do what at the office's door: route × caller × whose, every cell written by hand (R10)."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from baixing_desktop.domain.batch import GENESIS
from baixing_desktop.domain.clue import Attachment
from baixing_desktop.domain.units import Face
from baixing_desktop.ids import new_id
from baixing_desktop.usecases import devices, handing_out
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file
from sync.batch import Outgoing, pack_batch, pack_chunk, pack_fetch
from sync.container import Envelope
from sync.log import Span
from sync.office.routes import offered
from sync.session import envelope_to, require_contact
from tests.builders import SetClock, new_home
from tests.sync.conftest import Online
from tests.sync.helpers import enrol_by_hand, exchange_by_hand, register
from tests.sync.releases import KEYS, package
from tests.sync.test_server import curious, url

CALLERS = ("nobody", "stranger", "impostor", "former epoch", "revoked", "quarantined", "other unit", "owner")
"""``stranger``: a device that was never enrolled; ``impostor``: the owner's name under another key."""

OTHERS = {"revoked": "SY", "quarantined": "SY", "other unit": "CHG"}

TABLE: dict[tuple[str, str], tuple[int, ...]] = {
    # The page is for this very machine, whoever sits there; it holds no personal data.
    ("/", "GET"): (200, 200, 200, 200, 200, 200, 200, 200),
    ("/v1/health", "GET"): (200, 200, 200, 200, 200, 200, 200, 200),
    # A batch of the owner's log: another unit's device can only speak under its own name, so it is its own log.
    ("/v1/batches", "POST"): (400, 403, 400, 403, 403, 409, 200, 200),
    # An attachment that a clue of the owner's unit names.
    ("/v1/blobs/{sha256}", "PUT"): (400, 403, 400, 403, 403, 409, 404, 202),
    # A piece of a package that is handed out: every workroom in good standing may have it.
    ("/v1/updates/{sha256}", "POST"): (400, 403, 400, 403, 403, 409, 200, 200),
    # Without a code nobody is enrolled, whoever he is.
    ("/v1/enrol", "POST"): (400, 400, 400, 400, 400, 400, 400, 400),
}


@dataclass(frozen=True)
class Scene:
    """The office's door, the callers' envelopes, an attachment that the owner owes, a package that is handed out."""

    online: Online
    envelopes: dict[str, Envelope | None]
    owed: Attachment
    data: bytes
    package: str


@pytest.fixture
def scene(online: Online, tmp_path_factory: pytest.TempPathFactory, clock: SetClock) -> Scene:
    folder = tmp_path_factory.mktemp("callers")
    owed = attach_file(online.workroom, "a.png", b"\x89PNG\r\n\x1a\n" + bytes(600_000))
    register(online.workroom, 1, attachments=(owed,))
    exchange_by_hand(online.office, online.workroom)
    handed, _ = handing_out.hand_out(online.office, package(tmp_path_factory.mktemp("release")), KEYS)
    owner = envelope_to(online.workroom, require_contact(online.workroom))
    others = {name: enrolled(online.office, folder / name, unit, clock) for name, unit in OTHERS.items()}
    devices.revoke_device(online.office, others["revoked"].device)
    quarantined = devices.device_of(online.office, others["quarantined"].device)
    devices.quarantine(online.office, quarantined, (1, 1), "https", b"another log")
    return Scene(
        online,
        {
            "nobody": None,
            "stranger": replace(owner, device=new_id()),
            "impostor": replace(owner, sign_seed=bytes(32)),
            "former epoch": replace(owner, epoch=owner.epoch + 1),
            **others,
            "owner": owner,
        },
        owed,
        online.workroom.blobs.get(owed.sha256),
        handed.package.sha256,
    )


def enrolled(office: Desk, home: Path, unit: str, clock: SetClock) -> Envelope:
    """Another workstation of the office."""
    desk = new_home(home, Face.WORKROOM, unit, clock)
    enrol_by_hand(office, desk)
    envelope = envelope_to(desk, require_contact(desk))
    desk.close()
    return envelope


def batch(envelope: Envelope) -> bytes:
    """A request for news at the beginning of the caller's own log; the owner's has one event already."""
    span = Span(envelope.device, envelope.epoch, 1, 0, GENESIS, GENESIS)
    return pack_batch(Outgoing(new_id(), span, (), (), (0, GENESIS)), envelope)


def body(scene: Scene, path: str, envelope: Envelope | None) -> bytes:
    """What the caller sends."""
    if envelope is None:
        return b"no container"
    if path == "/v1/batches":
        return batch(envelope)
    if path.startswith("/v1/updates"):
        return pack_fetch(scene.package, 0, envelope)
    return pack_chunk(scene.data, 0, envelope) if "blobs" in path else b"no code"


def test_every_route_has_a_row() -> None:
    assert set(TABLE) == set(offered())


@pytest.mark.parametrize(("path", "method"), TABLE)
def test_every_cell(scene: Scene, path: str, method: str) -> None:
    found: list[int] = []
    with curious(scene.online.server) as session:
        for caller in CALLERS:
            sent = body(scene, path, scene.envelopes[caller])
            place = path.replace("{sha256}", scene.package if "updates" in path else scene.owed.sha256)
            answer = session.request(method, url(scene.online.server, place), data=None if method == "GET" else sent)
            found.append(answer.status_code)
    assert tuple(found) == TABLE[path, method]
