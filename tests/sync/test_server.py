"""The server process: starts, answers, refuses, stops; and stays out of the way of everything else."""

import gc
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

import sync
from baixing_desktop.canonical import sha256_hex
from baixing_desktop.domain.clue import Attachment
from baixing_desktop.domain.rules.rates import Rates
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError, StoreError, SyncError, UserError
from baixing_desktop.usecases import allowances
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.vault.sealing import new_identity, recipient_of
from sync import Automatic, synchronise
from sync.batch import pack_blob, pack_chunk
from sync.container import HEADER_LIMIT, PAYLOAD_LIMIT, UP, pack
from sync.office import routes
from sync.office.main import Serving, serve
from sync.office.page import status_page
from sync.office.throttle import Buckets, TooOftenError
from sync.office.watching import FolderWatch
from sync.problems import problem_of
from sync.session import envelope_to, require_contact
from tests.builders import PASSPHRASE, new_home
from tests.sync.conftest import Online, Pair
from tests.sync.helpers import address_of, point_to, register, same_content, serving

ROOT = Path(__file__).resolve().parents[2]

# The server as a process of its own, as `baixing serve` starts it.
PROGRAM = """
import json, sys
from pathlib import Path
from baixing_desktop.clock import SystemClock
from baixing_desktop.usecases.setup import open_desk
from sync.office.main import serve
desk = open_desk(Path(sys.argv[1]), passphrase=sys.argv[2], clock=SystemClock())
serve(desk, host="127.0.0.1", port=0, ready=lambda s: print(json.dumps([s.port, s.fingerprint]), flush=True))
desk.close()
print("ended", flush=True)
"""


@contextmanager
def server_process(home: Path) -> Generator[tuple[subprocess.Popen[str], int]]:
    """The office at ``home``, served by another process."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(home), PASSPHRASE],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            assert line, process.stderr.read() if process.stderr else ""
            yield process, int(json.loads(line)[0])
        finally:
            process.kill()


class Pinned(HTTPAdapter):
    """What a curious client may use: our certificate and nothing else."""

    def __init__(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, assert_fingerprint=self.fingerprint)


@contextmanager
def curious(server: Serving) -> Generator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        session.verify = False
        session.mount("https://", Pinned(server.fingerprint))
        yield session


def url(server: Serving, path: str) -> str:
    return f"https://127.0.0.1:{server.port}{path}"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_from_its_own_process_and_ends_when_asked(pair: Pair, number: signal.Signals) -> None:
    with server_process(pair.office.home) as (process, port):
        point_to(pair.workroom, f"https://127.0.0.1:{port}")
        register(pair.workroom, 2)
        assert synchronise(pair.workroom).confirmed == 2
        process.send_signal(number)
        out, err = process.communicate(timeout=15)
    assert (out, err, process.returncode) == ("ended\n", "", 0)
    assert same_content(pair.office, pair.workroom)


def test_a_silent_client_does_not_keep_it_from_ending(pair: Pair) -> None:
    with server_process(pair.office.home) as (process, port):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with (
            socket.create_connection(("127.0.0.1", port)),
            context.wrap_socket(socket.create_connection(("127.0.0.1", port))) as slow,
        ):
            slow.sendall(b"POST /v1/batches HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nBXP1")
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=15)
    assert (out, err, process.returncode) == ("ended\n", "", 0)


def test_after_a_kill_everything_goes_on(pair: Pair) -> None:
    register(pair.workroom, 1)
    with server_process(pair.office.home) as (process, port):
        point_to(pair.workroom, f"https://127.0.0.1:{port}")
        synchronise(pair.workroom)
        process.kill()
        process.wait()
        register(pair.workroom, 1, start=2)
        with pytest.raises(SyncError):
            synchronise(pair.workroom)
    with server_process(pair.office.home) as (_, port):
        point_to(pair.workroom, f"https://127.0.0.1:{port}")
        assert synchronise(pair.workroom).confirmed == 1
    assert same_content(pair.office, pair.workroom)


def test_its_health_says_who_it_is_and_nothing_about_people(online: Online) -> None:
    with curious(online.server) as session:
        answer = session.get(url(online.server, "/v1/health"))
    assert answer.status_code == 200
    assert set(answer.json()) == {"service", "app", "schema", "suite", "suites"}
    assert "server" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "NOT_FOUND"),
        ("GET", "/v1/health/", 404, "NOT_FOUND"),
        ("GET", "/v1/batches", 405, "METHOD"),
        ("PUT", "/v1/batches", 405, "METHOD"),
        ("TRACE", "/v1/health", 405, "METHOD"),
        ("DELETE", "/v1/blobs/" + "0" * 64, 405, "METHOD"),
        ("GET", "/v1/blobs/" + "0" * 64, 405, "METHOD"),
        ("POST", "/v1/batches", 400, "BATCH_DAMAGED"),
        ("PUT", "/v1/blobs/" + "0" * 64, 400, "BATCH_DAMAGED"),
        ("PUT", "/v1/blobs/..%2f..%2fx", 404, "NOT_FOUND"),
        ("POST", "/v1/enrol", 400, "BATCH_DAMAGED"),
    ],
)
def test_whatever_else_is_asked_gets_a_code_of_the_list(
    online: Online, method: str, path: str, status: int, code: str
) -> None:
    with curious(online.server) as session:
        answer = session.request(method, url(online.server, path), allow_redirects=False)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_an_attachment_needs_a_known_sender_and_its_own_name(online: Online) -> None:
    contact = require_contact(online.workroom)
    ours = envelope_to(online.workroom, contact)
    data = b"\x89PNG\r\n\x1a\n"
    name, other = sha256_hex(data), "0" * 64
    strange = b"no clue names it"
    tried = [
        (name, pack_blob(data, replace(ours, sign_seed=bytes(32))), 400, "BATCH_DAMAGED"),
        (name, pack_blob(data, replace(ours, device=other)), 403, "BATCH_UNKNOWN_DEVICE"),
        (other, pack_blob(data, ours), 400, "BATCH_DAMAGED"),
        (name, pack(UP, "blob", ours, {"blob": name}, b"something else"), 400, "BATCH_DAMAGED"),
        (name, pack(UP, "batch", ours, {"blob": name}, data), 400, "BATCH_DAMAGED"),
        (name, pack_blob(data, replace(ours, recipient=recipient_of(new_identity()))), 400, "BATCH_NOT_OURS"),
        (sha256_hex(strange), pack_blob(strange, ours), 404, "BLOB_UNWANTED"),
        (sha256_hex(strange), pack_chunk(strange, 0, ours), 404, "BLOB_UNWANTED"),
    ]
    with curious(online.server) as session:
        for path, body, status, code in tried:
            answer = session.put(url(online.server, f"/v1/blobs/{path}"), data=body)
            assert (answer.status_code, answer.json()["code"]) == (status, code)
            assert not list((online.office.home / "attachments").rglob("*.bin"))
        register(online.workroom, 1, attachments=(Attachment(name, "a.png", "image/png", len(data)),))
        synchronise(online.workroom)
        for _ in range(2):
            answer = session.put(url(online.server, f"/v1/blobs/{name}"), data=pack_blob(data, ours))
            assert (answer.status_code, answer.content) == (204, b"")
    assert online.office.blobs.get(name) == data


@pytest.mark.parametrize(("path", "limit"), [("/v1/batches", PAYLOAD_LIMIT + HEADER_LIMIT + 72), ("/v1/enrol", 4_096)])
def test_too_much_is_refused_unread(online: Online, path: str, limit: int) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with context.wrap_socket(socket.create_connection(("127.0.0.1", online.server.port), 10)) as line:
        line.sendall(f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {limit + 1}\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 413 ")


def test_too_much_without_a_declared_length_is_cut_off(online: Online) -> None:
    def endless() -> Generator[bytes]:
        for _ in range(100):
            yield bytes(1_000)

    with curious(online.server) as session:
        try:
            status = session.post(url(online.server, "/v1/enrol"), data=endless()).status_code
        except requests.exceptions.ConnectionError:
            # The server hung up while we were still talking: as good a refusal.
            status = 413
    assert status == 413


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch, pair: Pair) -> list[float]:
    """The seconds that the server's buckets count; a workstation has one token, an address room for three mistakes."""
    now = [1_000.0]
    monkeypatch.setattr(routes, "Buckets", partial(Buckets, seconds=lambda: now[0]))
    # Below the bounds of what an office can set.
    narrow = Rates(device_burst=1, device_per_second=1, address_burst=33)
    with pair.office.store.writing() as tx:
        tx.settings.put(allowances.RATES_SETTING, json.dumps(asdict(narrow)), pair.office.now(), "测试")
    return now


def test_a_workstation_that_asks_too_often_waits_and_loses_nothing(
    limited: list[float], pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = [0.0]
    with serving(pair.office) as server:
        point_to(pair.workroom, address_of(server))
        automatic = Automatic(pair.workroom, lambda: local[0], lambda: 1.0)
        register(pair.workroom, 1)
        assert automatic.now().confirmed == 1
        register(pair.workroom, 1, start=5)
        with pytest.raises(SyncError) as caught:
            automatic.now()
        assert (caught.value.code, caught.value.facts["seconds"]) == ("SYNC_BUSY", 1)
        assert "请过 1 秒再试" in caught.value.advice.todo
        # It keeps to what it was told, and half of it more by the dice, and takes it for no broken line.
        automatic.hurry()
        assert (automatic.failures, automatic.failing, sync.state(pair.workroom).only_here) == (0, False, 1)
        local[0], limited[0] = 1.4, 1_001.0
        assert not automatic.due
        local[0] = 1.5
        report = automatic.step()
        assert report is not None
        assert report.confirmed == 1
        # The office sets more in its window, and the service that runs goes by it.
        allowances.set_rates(pair.office, Rates(device_burst=60))
        monkeypatch.setattr(allowances, "HEEDED_SECONDS", 0.0)
        limited[0] += 1
        for start in (8, 9, 10):
            register(pair.workroom, 1, start=start)
            assert synchronise(pair.workroom).confirmed == 1
    assert same_content(pair.office, pair.workroom)


def test_an_office_sets_how_often_it_is_asked_within_bounds(pair: Pair) -> None:
    for wrong in (
        {"device_burst": 59},
        {"address_per_second": 1_001},
        {"device_per_second": 50, "address_per_second": 20},
    ):
        with pytest.raises(InputError) as caught:
            allowances.set_rates(pair.office, replace(Rates(), **wrong))
        assert caught.value.code == "INPUT_INVALID"
    with pytest.raises(InputError):
        allowances.set_rates(pair.workroom, Rates())
    assert allowances.rates(pair.office) == Rates()
    page = status_page(pair.office, pair.office.now(), FolderWatch(pair.office)).decode()
    assert "一台工作站一次 600 个请求、每秒再加 10 个；一个地址一次 6000 个、每秒再加 100 个" in page
    assert "一条线索 9 个，每个 20、共 50 兆字节；一台工作站一天 1000 兆字节，一共不限" in page


def test_an_address_that_sends_rubbish_waits_before_anything_is_read(limited: list[float], pair: Pair) -> None:
    with serving(pair.office) as server, curious(server) as session:
        for _ in range(3):
            assert session.post(url(server, "/v1/batches"), data=b"rubbish").status_code == 400
        answer = session.post(url(server, "/v1/batches"), data=b"rubbish")
        assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (429, "BUSY", "1")
        limited[0] += 1
        assert session.get(url(server, "/v1/health")).ok
        point_to(pair.workroom, address_of(server))
        register(pair.workroom, 1)
        assert synchronise(pair.workroom).confirmed == 1


def test_a_month_end_behind_one_address_is_no_reason_to_wait() -> None:
    now = 0.0
    buckets = Buckets(Rates().address_burst, Rates().address_per_second, lambda: now)
    for _ in range(1_000 * 6):
        buckets.take("10.1.2.3")
    with pytest.raises(TooOftenError) as caught:
        buckets.take("10.1.2.3")
    assert caught.value.seconds == 1
    buckets.take("10.1.2.4")
    buckets.charge("10.1.2.3", 10**9)
    with pytest.raises(TooOftenError) as caught:
        buckets.take("10.1.2.3")
    assert caught.value.seconds <= 61
    now = 62.0
    buckets.take("10.1.2.3")


def test_a_port_in_use_is_told(office: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SyncError) as caught:
            serve(office, host="127.0.0.1", port=port, ready=_never)
    assert caught.value.code == "SERVER_PORT"
    assert str(port) in str(caught.value)


@pytest.mark.parametrize(("host", "port"), [("203.0.113.7", 0), ("no such host", 0), ("127.0.0.1", 70_000)])
def test_a_place_that_cannot_be_served_is_told(office: Desk, host: str, port: int) -> None:
    with pytest.raises(SyncError) as caught:
        serve(office, host=host, port=port, ready=_never)
    assert caught.value.code == "SERVER_PORT"


def test_a_workroom_serves_nobody(workroom: Desk) -> None:
    with pytest.raises(InputError) as caught:
        serve(workroom, host="127.0.0.1", port=0, ready=_never)
    assert caught.value.code == "WRONG_ROLE"


def _never(server: Serving) -> None:
    raise AssertionError("it must not start")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (StoreError("STORE_DISK_FULL"), 507, "DISK_FULL"),
        (StoreError("STORE_BUSY"), 503, "BUSY"),
        (StoreError("STORE_FAILED", reason="x"), 503, "BUSY"),
        (SyncError("BATCH_GAP", expected=3), 409, "BATCH_GAP"),
        (SyncError("SYNC_NOTHING"), 500, "FAILED"),
        (InputError("INPUT_MISSING", fields="姓名"), 500, "FAILED"),
    ],
)
def test_failures_inside_become_codes_without_words(error: UserError, status: int, code: str) -> None:
    problem = problem_of(error)
    assert (problem.status, problem.code) == (status, code)
    assert "姓名" not in str(problem)


def test_the_certificate_stays_the_same(tmp_path: Path) -> None:
    office = new_home(tmp_path / "office", Face.OFFICE, "HZZX")
    seen: list[str] = []

    def once(server: Serving) -> None:
        seen.append(server.fingerprint)
        server.stop()

    for _ in range(2):
        serve(office, host="127.0.0.1", port=0, ready=once)
    office.close()
    assert len(seen) == 2
    assert len(set(seen)) == 1


def test_the_front_door_loads_no_web_server_and_no_window() -> None:
    heavy = ["uvicorn", "starlette", "PySide6", "reportlab", "ui", "anyio"]
    program = f"import sync, sys; print([m for m in {heavy!r} if m in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"


def test_the_door_has_what_it_names() -> None:
    import sync as door  # noqa: PLC0415 - only here the package itself is looked at

    assert all(hasattr(door, name) for name in door.__all__)


def test_reception_outlives_the_passphrase_of_who_started_it(pair: Pair) -> None:
    """A passphrase that has run out stops a person, never the workrooms (safety 0.7)."""
    run_out = replace(pair.office, actor=replace(pair.office.actor, must_change=True))
    register(pair.workroom, 1)
    with serving(run_out) as server:
        point_to(pair.workroom, address_of(server))
        assert synchronise(pair.workroom).confirmed == 1
    assert same_content(pair.office, pair.workroom)


def test_no_line_stays_open_behind_it(pair: Pair) -> None:
    """A client that keeps its line when the service stops; what stayed open would be told as a warning."""
    with ExitStack() as client:
        with serving(pair.office) as server:
            session = client.enter_context(curious(server))
            assert session.get(url(server, "/v1/health")).ok
        gc.collect()


def test_the_trail_says_where_a_batch_came_from(online: Online) -> None:
    register(online.workroom, 1)
    sync.synchronise(online.workroom)
    with online.office.store.reading() as tx:
        received = [entry for entry in tx.audit.all() if entry.action == "receive"]
        own = [entry for entry in tx.audit.all() if entry.action == "sign_in"]
    assert [entry.address for entry in received] == ["127.0.0.1"]
    assert {entry.address for entry in own} == {None}
