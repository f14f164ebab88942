"""The running server keeps to its OpenAPI description, whatever it is sent (R9)."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from baixing_desktop.usecases import handing_out
from baixing_desktop.usecases.drafting import attach_file
from sync.batch import CHUNK, pack_batch, pack_chunk, pack_fetch
from sync.office import routes, throttle
from sync.problems import CODES
from sync.session import envelope_to, news_request, require_contact
from tests.effort import EVERYTHING
from tests.sync.conftest import Online
from tests.sync.helpers import exchange_by_hand, register
from tests.sync.releases import KEYS, package
from tests.sync.test_server import curious

DESCRIPTION: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "sync" / "openapi.json").read_text(encoding="utf-8")
)
# The tool's own types are partly unknown; this is all that is taken from it.
TOOL: Any = schemathesis
POSITIVE_DATA_ACCEPTANCE: Any = cast(Any, checks).positive_data_acceptance
CASES = int(os.environ.get("BAIXING_API_CASES", "25" if EVERYTHING else "15"))
"""Cases for each operation; ``prove`` asks for more."""


def test_the_description_names_every_code_that_a_workroom_believes() -> None:
    assert set(DESCRIPTION["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]) == set(CODES)


@pytest.fixture(autouse=True)
def packages_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many pieces of packages there are has its own test."""
    monkeypatch.setattr(routes, "FETCH_BURST", 10**6)


def sound(online: Online, folder: Path) -> dict[str, Callable[[Any], None]]:
    """How to turn a generated case into one that the server has to accept: its bytes are no random bytes."""
    contact = require_contact(online.workroom)
    picture = attach_file(online.workroom, "a.png", b"\x89PNG\r\n\x1a\n" + bytes(2 * CHUNK))
    register(online.workroom, 1, attachments=(picture,))
    exchange_by_hand(online.office, online.workroom)
    data = online.workroom.blobs.get(picture.sha256)
    handed, _ = handing_out.hand_out(online.office, package(folder), KEYS)

    def batch(case: Any) -> None:
        case.body = pack_batch(news_request(online.workroom), envelope_to(online.workroom, contact))

    def blob(case: Any) -> None:
        case.path_parameters = {"sha256": picture.sha256}
        case.body = pack_chunk(data, 0, envelope_to(online.workroom, contact))

    def piece(case: Any) -> None:
        case.path_parameters = {"sha256": handed.package.sha256}
        case.body = pack_fetch(handed.package.sha256, CHUNK, envelope_to(online.workroom, contact))

    return {"receiveBatch": batch, "takeBlob": blob, "givePiece": piece}


@pytest.mark.parametrize(
    ("path", "method", "mode"),
    [
        ("/v1/health", "GET", GenerationMode.POSITIVE),
        ("/v1/batches", "POST", GenerationMode.POSITIVE),
        ("/v1/batches", "POST", None),
        ("/v1/blobs/{sha256}", "PUT", GenerationMode.POSITIVE),
        ("/v1/blobs/{sha256}", "PUT", GenerationMode.NEGATIVE),
        ("/v1/blobs/{sha256}", "PUT", None),
        ("/v1/updates/{sha256}", "POST", GenerationMode.POSITIVE),
        ("/v1/updates/{sha256}", "POST", GenerationMode.NEGATIVE),
        ("/v1/updates/{sha256}", "POST", None),
        ("/v1/enrol", "POST", None),
        ("/v1/enrol", "POST", GenerationMode.NEGATIVE),
    ],
)
def test_every_answer_is_in_the_description(
    online: Online, path: str, method: str, mode: GenerationMode | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Sound requests, broken ones, and (None) bytes that have the form but were signed by nobody."""
    # What guessing costs has its own tests; here every case shall reach the door.
    monkeypatch.setattr(throttle, "PER_SOURCE", 10**6)
    monkeypatch.setattr(throttle, "IN_ALL", 10**6)
    monkeypatch.setattr(throttle, "STRANGER_COST", 0.0)
    operation = TOOL.openapi.from_dict(DESCRIPTION)[path][method]
    mend = sound(online, tmp_path).get(DESCRIPTION["paths"][path][method.lower()]["operationId"])
    unsigned: list[Any] = [] if mode else [POSITIVE_DATA_ACCEPTANCE]
    with curious(online.server) as session:

        @given(case=operation.as_strategy(generation_mode=mode or GenerationMode.POSITIVE))
        @settings(
            max_examples=CASES,
            phases=[Phase.generate],
            database=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
        )
        def run(case: Any) -> None:
            if mend and mode is GenerationMode.POSITIVE:
                mend(case)
            address = f"https://127.0.0.1:{online.server.port}"
            case.call_and_validate(base_url=address, session=session, verify=False, excluded_checks=unsigned)

        run()


def test_the_description_names_every_route() -> None:
    described = {(path, method.upper()) for path, ops in DESCRIPTION["paths"].items() for method in ops}
    offered = {(route, method) for route, method in routes.offered() if route.startswith("/v1/")}
    assert described == offered
