"""The administrator's page: what it says, what it never says, and who may see it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from baixing_desktop.usecases import devices, reading
from sync import Service, synchronise
from sync.office.page import status_page
from sync.office.routes import build_app
from sync.office.watching import FolderWatch
from tests.builders import PASSPHRASE, SetClock
from tests.sync.conftest import Online, Pair
from tests.sync.helpers import exchange_by_hand, register
from tests.sync.test_server import Pinned, curious, url


def test_it_tells_of_workstations_and_of_nobody_else(online: Online, clock: SetClock) -> None:
    register(online.workroom, 2)
    synchronise(online.workroom)
    with curious(online.server) as session:
        answer = session.get(url(online.server, "/"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert f"SY-{online.workroom.installation.device_code}" in answer.text
    assert "1 批" in answer.text
    for private in ("张䶮", "13800000001", "沙园七街", "路灯"):
        assert private not in answer.text


def test_it_says_what_to_look_into(pair: Pair, clock: SetClock) -> None:
    exchange_by_hand(pair.office, pair.workroom)
    (device,) = reading.devices(pair.office)
    devices.quarantine(pair.office, device, (1, 2), "https", b"another log")
    clock.forward(days=40)
    page = status_page(pair.office, pair.office.now(), FolderWatch(pair.office)).decode()
    for words in ("待核实的记录", "1 份", "有两份不同的记录", "一个月没有联系"):
        assert words in page


@pytest.mark.parametrize(("source", "status"), [("127.0.0.1", 200), ("::1", 200), ("192.168.1.5", 404), (None, 404)])
def test_only_this_very_machine_sees_it(pair: Pair, source: str | None, status: int) -> None:
    said: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        said.append(message)

    with ThreadPoolExecutor(1) as workers:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/",
            "raw_path": b"/",
            "query_string": b"",
            "headers": [(b"x-forwarded-for", b"127.0.0.1")],
            "client": (source, 1) if source else None,
        }
        asyncio.run(build_app(pair.office, workers, FolderWatch(pair.office))(scope, receive, send))  # pyright: ignore[reportArgumentType] - ASGI's loose types
    assert said[0]["status"] == status


def test_the_service_itself_may_show_it(pair: Pair) -> None:
    service = Service(pair.office.home, lasting=False)
    running = service.start("127.0.0.1", 0, PASSPHRASE)
    try:
        with requests.Session() as session:
            session.trust_env, session.verify = False, False
            session.mount("https://", Pinned(running.fingerprint))
            assert session.get(f"{running.address}/").status_code == 200
    finally:
        service.stop()
