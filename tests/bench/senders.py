"""Who sends clues to a server of its own on this machine, near and over a line of 40 ms: the program, Anki, PouchDB."""

import json
import logging
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import sync
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.importing import import_clues
from baixing_desktop.usecases.membership import Line as Way
from tests.bench import corpus, homes
from tests.bench.ground import Ground, processor_ms
from tests.bench.line import Line, line_to
from tests.bench.peers import Worker, free_port
from tests.builders import PASSPHRASE, new_home

FRESH = 40_000_000
ROUND_TRIP_MS = 40.0
CONNECTING = {"https": 2, "http": 1}
"""Round trips before the first request: TCP, and TLS 1.3 above it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One sending: wall clock and processors of both sides (ms), and over the far line what it carried (bytes)."""

    ms: float
    processor: float
    server: float
    carried: int = 0
    requests: int = 0
    turns: int = 0
    """Round trips: what a connection takes before the first request, and one for each request."""


class Sender(Protocol):
    """Writes clues on its own side, and sends what is new."""

    def write(self, count: int) -> None:
        """Have so many new clues, of which the server knows nothing."""
        ...

    def send(self, *, far: bool, first: bool = False) -> Sent:
        """Send all of them; ``far``: over the longer line."""
        ...


def dump(path: Path, count: int) -> None:
    """What the peers send: as many records as are given, with what a clue says, one a line; and one to name fields."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count + 1):
            content = corpus.content(number)
            person, texts = content.contributor, (content.title, content.analysis, content.suggestions)
            record = dict(zip(("title", "analysis", "suggestions"), texts, strict=True))
            record |= {"name": person.name, "phone": person.phone, "address": person.address or ""}
            record |= {"receiver": content.receiver, "received": f"{content.received_on}", "source": "WORKROOM"}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


@contextmanager
def program(ground: Ground, place: Path) -> Generator[Sender]:
    """An encrypted workroom, and its office's own service, a process with another encrypted record."""
    with ExitStack() as stack:
        workroom = homes.filled(ground.kept, place / "workroom", ground.scale.first)
        stack.callback(workroom.close)
        office = new_home(place / "office", Face.OFFICE, "HZZX")
        service = sync.Service(office.home, lasting=False)
        stack.callback(service.stop)
        before = _children()
        near = service.start("127.0.0.1", 0, PASSPHRASE).address
        (process,) = _children() - before or {0}
        sync.enrol(workroom, sync.make_ticket(office, "SY", near).text)
        office.close()
        line = stack.enter_context(line_to(urlsplit(near).port or 0, ROUND_TRIP_MS))
        yield _Program(workroom, (near, f"https://127.0.0.1:{line.port}"), line, process)


@contextmanager
def anki(ground: Ground, place: Path, records: Path) -> Generator[Sender]:
    """Anki's library, and its server: nothing is encrypted, nothing is signed."""
    (place / "server").mkdir(parents=True)
    port = free_port()
    with (
        ground.peers.anki_server(place / "server", port) as process,
        line_to(port, ROUND_TRIP_MS) as line,
        ground.peers.working() as worker,
    ):
        urls = (f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{line.port}/")
        worker.ask("anki_open", folder=str(place), records=str(records), url=urls[0], far_url=urls[1])
        worker.ask("anki_write", count=ground.scale.first)
        yield _Peer(worker, "anki_", urls, line, process)


@contextmanager
def pouch(ground: Ground, place: Path, records: Path) -> Generator[Sender]:
    """PouchDB over LevelDB, and express-pouchdb: nothing is encrypted, nothing is signed."""
    (place / "server").mkdir(parents=True)
    port = free_port()
    with (
        ground.peers.pouch("serve", str(port), str(place / "server")) as server,
        line_to(port, ROUND_TRIP_MS) as line,
        ground.peers.pouch("work", str(place), str(records)) as worker,
    ):
        server.hear()
        worker.ask("write", count=ground.scale.first)
        yield _Peer(worker, "", (f"http://127.0.0.1:{port}", f"http://127.0.0.1:{line.port}"), line, server.pid)


class _Program:
    def __init__(self, desk: Desk, addresses: tuple[str, str], line: Line, process: int) -> None:
        self._desk, self._addresses, self._line, self._process = desk, addresses, line, process
        self._next, self._waiting = FRESH, sync.state(desk).only_here

    def write(self, count: int) -> None:
        import_clues(self._desk, homes.plan(self._next, count), file_name="bench.csv")
        self._next += count
        self._waiting += count

    def send(self, *, far: bool, first: bool = False) -> Sent:
        sync.change_line(self._desk, Way(self._addresses[far]))
        before, served = self._line.carried(), processor_ms(self._process)
        with _listening() as heard:
            worked, begun = time.process_time(), time.perf_counter()
            report = sync.synchronise(self._desk)
            wall, worked = time.perf_counter() - begun, time.process_time() - worked
        if report.confirmed != self._waiting or report.rejected:
            raise ValueError(report)
        self._waiting = 0
        carried = _between(before, self._line.carried()) if far else {}
        turns = heard.requests + CONNECTING["https"] * heard.connections
        size = carried.get("up", 0) + carried.get("down", 0)
        server = processor_ms(self._process) - served
        return Sent(wall * 1000, worked * 1000, server, size, heard.requests, turns)


class _Peer:
    def __init__(self, worker: Worker, prefix: str, urls: tuple[str, str], line: Line, process: int) -> None:
        self._worker, self._prefix, self._urls, self._line, self._process = worker, prefix, urls, line, process

    def write(self, count: int) -> None:
        self._worker.ask(f"{self._prefix}write", count=count)

    def send(self, *, far: bool, first: bool = False) -> Sent:
        before, served = self._line.carried(), processor_ms(self._process)
        act = "first" if first and self._prefix else "send"
        done: dict[str, Any] = self._worker.ask(f"{self._prefix}{act}", url=self._urls[far])
        carried = _between(before, self._line.carried())
        size, turns = carried["up"] + carried["down"], carried["requests"] + carried["connections"]
        server = processor_ms(self._process) - served
        return Sent(done["ms"], done["processor"], server, size, carried["requests"], turns)


class _Heard(logging.Handler):
    """Counts what the library of requests says about its connections: the line itself only sees what is encrypted."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.requests = self.connections = 0

    def emit(self, record: logging.LogRecord) -> None:
        """A new connection, or an answer on one."""
        words = record.getMessage()
        self.connections += words.startswith("Starting new HTTPS connection")
        self.requests += ' HTTP/1.1" ' in words


@contextmanager
def _listening() -> Generator[_Heard]:
    logger, heard = logging.getLogger("urllib3.connectionpool"), _Heard()
    level = logger.level
    logger.setLevel(logging.DEBUG)
    logger.addHandler(heard)
    try:
        yield heard
    finally:
        logger.removeHandler(heard)
        logger.setLevel(level)


def _between(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {name: after[name] - count for name, count in before.items()}


def _children() -> set[int]:
    """The processes that this one has started; none where the system does not tell."""
    return {int(one) for file in Path("/proc/self/task").glob("*/children") for one in file.read_text().split()}
