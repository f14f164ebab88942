"""The routes of the office server (PROTOCOL.md 5): bytes in, bytes out; the work is done in a few threads."""

import asyncio
import logging
import tempfile
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import replace
from threading import Lock
from time import monotonic
from typing import BinaryIO, TypeAlias, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from baixing_desktop import __version__
from baixing_desktop.canonical import Plain, canonical
from baixing_desktop.domain.units import Device
from baixing_desktop.errors import SyncError, UserError
from baixing_desktop.usecases import allowances
from baixing_desktop.usecases.desk import Desk
from sync.batch import blob_name
from sync.container import HEADER_LIMIT, PAYLOAD_LIMIT, UP, Container, read
from sync.enrolment import REQUEST_LIMIT
from sync.office import throttle
from sync.office.clerk import answer_enrolment
from sync.office.page import PAGE_HEADERS, status_page
from sync.office.throttle import Buckets, Throttle, TooOftenError
from sync.office.watching import FolderWatch
from sync.problems import Problem, problem_of, write_problem
from sync.receive import NEWS_PER_ANSWER, Received, give_piece, keep_part, respond, sender_of
from sync.suites import KNOWN
from sync.wire.v1 import SUITE
from sync.wire.v3 import SCHEMA

CONTAINER_LIMIT = PAYLOAD_LIMIT + HEADER_LIMIT + 72
FETCH_LIMIT = HEADER_LIMIT + 4_096
"""A request for a piece of a package: a container whose content is empty."""
FETCH_BURST, FETCHES_PER_SECOND = 32, 8
"""How many pieces of packages all workrooms together get: a new version must not take the line from the clues."""
IDLE_SECONDS = 30.0
"""How long a sender may say nothing in the middle of a request."""
IN_MEMORY = 2**20

_LOG = logging.getLogger("baixing.office")
_HEADERS = {"Cache-Control": "no-store"}
_STRANGE = frozenset({400, 403, 413})
"""Answers to what no workstation of ours would send, but for a line that mangles or an enrolment that ended."""
_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})

Handler: TypeAlias = Callable[[Request], Awaitable[Response]]


_ROUTES = (
    ("/", "GET", "status"),
    ("/v1/health", "GET", "health"),
    ("/v1/batches", "POST", "batch"),
    ("/v1/blobs/{sha256}", "PUT", "blob"),
    ("/v1/updates/{sha256}", "POST", "update"),
    ("/v1/enrol", "POST", "enrol"),
)
"""Path, method, and the method of the office that answers."""


def offered() -> tuple[tuple[str, str], ...]:
    """Every path and method that is answered; anything else is refused."""
    return tuple((path, method) for path, method, _ in _ROUTES)


def build_app(desk: Desk, workers: Executor, watch: FolderWatch) -> Starlette:
    """The application on an opened office desk; ``workers`` do everything that touches the record, and ``watch`` knows
    of the shared folders."""
    office = _Office(desk, workers, watch)
    app = Starlette(
        routes=[Route(path, office.guarded(getattr(office, act)), methods=[method]) for path, method, act in _ROUTES],
        exception_handlers={HTTPException: _not_offered},
    )
    # A redirect would send a workroom, which follows none, an answer that it cannot use.
    app.router.redirect_slashes = False
    return app


class _Office:
    """The routes on one desk."""

    def __init__(self, desk: Desk, workers: Executor, watch: FolderWatch) -> None:
        self._desk = desk
        self._watch = watch
        self._workers = workers
        self._throttle = Throttle()
        self._turn = Lock()
        self._rates, self._rates_read = allowances.rates(desk), monotonic()
        self._addresses = Buckets(self._rates.address_burst, self._rates.address_per_second)
        self._devices = Buckets(self._rates.device_burst, self._rates.device_per_second)
        self._fetches = Buckets(FETCH_BURST, FETCHES_PER_SECOND)
        self._started = desk.now()

    async def status(self, request: Request) -> Response:
        """How the service does, for the administrator at this very machine; nobody else learns that it is there."""
        source = request.client.host if request.client else ""
        if source not in _THIS_MACHINE:
            return _problem(Problem("NOT_FOUND"))
        return await self._in_worker(self._status)

    def _status(self) -> Response:
        page = status_page(self._desk, self._started, self._watch)
        return Response(page, 200, {**_HEADERS, **PAGE_HEADERS}, "text/html; charset=utf-8")

    async def health(self, request: Request) -> Response:
        """Who answers here, and what it speaks: ``suite`` it writes by itself, ``suites`` it reads and answers in."""
        record: dict[str, Plain] = {"service": "baixing", "app": __version__, "schema": SCHEMA, "suite": SUITE}
        record["suites"] = [*sorted(KNOWN)]
        return _json(200, canonical(record))

    async def batch(self, request: Request) -> Response:
        """A ``batch`` container; answered by a ``receipt`` or ``refusal`` container, or a plain problem."""
        with await _body(request, CONTAINER_LIMIT) as body:
            return await self._in_worker(self._receive, self._desk_for(request), body)

    async def blob(self, request: Request) -> Response:
        """A ``blob`` container; answered by 204 when the attachment is whole, else by 202 and how far it has come.

        Only a receipt that has it confirms it.
        """
        with await _body(request, CONTAINER_LIMIT) as body:
            return await self._in_worker(self._keep, self._desk_for(request), body, str(request.path_params["sha256"]))

    async def update(self, request: Request) -> Response:
        """A ``fetch`` container; answered by a piece of a package that is handed out, else by 404."""
        with await _body(request, FETCH_LIMIT) as body:
            return await self._in_worker(self._give, self._desk_for(request), body, str(request.path_params["sha256"]))

    async def enrol(self, request: Request) -> Response:
        """An enrolment request; answered by the office's keys."""
        source = request.client.host if request.client else ""
        if self._throttle.blocked(source):
            return _problem(Problem("TOO_MANY"))
        with await _body(request, REQUEST_LIMIT) as body:
            return await self._in_worker(self._enrol, self._desk_for(request), body, source)

    async def _in_worker(self, work: Callable[..., Response], *args: object) -> Response:
        return await asyncio.get_running_loop().run_in_executor(self._workers, work, *args)

    def _admit(self, device: Device) -> None:
        """A request that ``device`` signed.

        Raises:
            TooOftenError: it asks too often.
        """
        self._heed_rates()
        self._devices.take(device.id)

    def _heed_rates(self) -> None:
        """Go by what the office set meanwhile, in a window or another program."""
        if monotonic() - self._rates_read < allowances.HEEDED_SECONDS:
            return
        holds, self._rates_read = allowances.rates(self._desk), monotonic()
        if holds != self._rates:
            self._rates = holds
            self._addresses.renew(holds.address_burst, holds.address_per_second)
            self._devices.renew(holds.device_burst, holds.device_per_second)

    def _desk_for(self, request: Request) -> Desk:
        """The desk for one request: the trail hears where it came from (D6)."""
        return replace(self._desk, address=request.client.host if request.client else None)

    def guarded(self, handler: Handler) -> Handler:
        """The boundary of a request: who asks too often waits before anything of it is read, and every failure becomes
        a code of the fixed list, nothing else leaves."""

        async def endpoint(request: Request) -> Response:
            source = request.client.host if request.client else ""
            try:
                self._addresses.take(source)
                answer = await handler(request)
            except TooOftenError as error:
                return _later(error.seconds)
            except _TooLargeError:
                answer = _problem(Problem("TOO_LARGE"))
            except UserError as error:
                answer = _problem(problem_of(error))
            except (ClientDisconnect, TimeoutError):
                return _problem(Problem("BATCH_DAMAGED"))
            except Exception as error:  # noqa: BLE001 - the boundary of a request
                # Only where, never what: messages of the database carry people's words.
                frames = [f"{f.filename}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)]
                _LOG.error("request failed: %s at %s", type(error).__name__, " ".join(frames[-3:]))
                return _problem(Problem("FAILED"))
            if answer.status_code in _STRANGE:
                self._addresses.charge(source, throttle.STRANGER_COST)
            return answer

        return endpoint

    def _receive(self, desk: Desk, body: BinaryIO) -> Response:
        container = _only(body)
        # In turn: who only polls for the record's one writer may be passed over until its patience is at an end.
        with self._turn:
            answer = respond(desk, container, carrier="https", news=NEWS_PER_ANSWER, admit=self._admit)
        return _binary(200 if isinstance(answer, Received) else answer.problem.status, answer.container)

    def _keep(self, desk: Desk, body: BinaryIO, name: str) -> Response:
        container = _only(body)
        device = sender_of(desk, container)
        self._admit(device)
        if blob_name(container) != name:
            raise SyncError("BATCH_DAMAGED")
        reached = keep_part(desk, device, container)
        if reached is not None:
            return _json(202, canonical({"v": 1, "bytes": reached}))
        return Response(status_code=204, headers=_HEADERS)

    def _give(self, desk: Desk, body: BinaryIO, name: str) -> Response:
        container = _only(body)
        device = sender_of(desk, container)
        self._admit(device)
        self._fetches.take(name)
        piece = give_piece(desk, device, container, name)
        return _problem(Problem("NOT_FOUND")) if piece is None else _binary(200, piece)

    def _enrol(self, desk: Desk, body: BinaryIO, source: str) -> Response:
        try:
            return _json(200, answer_enrolment(desk, body.read()))
        except SyncError as error:
            if error.code == "ENROL_CODE_BAD":
                self._throttle.count_wrong(source)
            raise


class _TooLargeError(Exception):
    """The request's body is over its cap."""


async def _body(request: Request, limit: int) -> BinaryIO:
    """The request's body, whole, in a temporary file once it is large; it is sealed, so the disk learns nothing.

    Raises:
        _TooLargeError: before more than ``limit`` bytes were taken.
    """
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > limit:
        raise _TooLargeError
    file = cast(BinaryIO, tempfile.SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 - the caller closes it
    try:
        await _fill(file, aiter(request.stream()), limit)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


async def _fill(file: BinaryIO, parts: AsyncIterator[bytes], limit: int) -> None:
    size = 0
    while True:
        async with asyncio.timeout(IDLE_SECONDS):
            part = await anext(parts, None)
        if part is None:
            return
        size += len(part)
        if size > limit:
            raise _TooLargeError
        file.write(part)


def _only(body: BinaryIO) -> Container:
    container = read(body, UP)
    if container is None or body.read(1):
        raise SyncError("BATCH_DAMAGED")
    return container


async def _not_offered(request: Request, error: Exception) -> Response:
    known = isinstance(error, HTTPException) and error.status_code == 405
    answer = _problem(Problem("METHOD" if known else "NOT_FOUND"))
    if isinstance(error, HTTPException) and error.headers:
        answer.headers.update(error.headers)
    return answer


def _later(seconds: int) -> Response:
    """Nothing was taken in; a workroom of any version believes this code, keeps what it has and tries again."""
    answer = _json(429, write_problem(Problem("BUSY")))
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _problem(problem: Problem) -> Response:
    return _json(problem.status, write_problem(problem))


def _json(status: int, body: bytes) -> Response:
    return Response(body, status, _HEADERS, "application/json")


def _binary(status: int, body: bytes) -> Response:
    return Response(body, status, _HEADERS, "application/octet-stream")
