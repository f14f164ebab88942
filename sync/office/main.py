"""The office server: a process of its own, so that closing the window does not stop reception.

The second door of ``sync``: only the terminal's serve command imports it, so that nothing else loads a web server.
"""

import asyncio
import os
import signal
import socket
import threading
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from ssl import SSLContext
from types import FrameType
from typing import Any

import uvicorn

from baixing_desktop.domain.people import PROGRAM
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import SyncError
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.vault.certificates import fingerprint, server_context
from sync.office.certificate import certificate_of
from sync.office.routes import build_app
from sync.office.watching import FolderWatch
from sync.transport import DEFAULT_PORT

WORKERS = 4
"""Threads that touch the record; it takes one writer at a time anyway."""


# What uvicorn logs (cut connections, cancelled requests) is for its developers; our own log says what matters.
_QUIET: dict[str, Any] = {"version": 1, "incremental": True, "loggers": {"uvicorn.error": {"level": "CRITICAL"}}}

EVERYWHERE = "0.0.0.0"  # noqa: S104 - workrooms are on other machines; the device keys decide who may speak
"""Listens on every IPv4 address of this machine."""


@dataclass(frozen=True, slots=True)
class Serving:
    """A running server: where it listens, the SHA-256 of its certificate, and how to stop it from any thread."""

    host: str
    port: int
    fingerprint: str
    stop: Callable[[], None] = field(repr=False)


def serve(
    desk: Desk,
    *,
    host: str = EVERYWHERE,
    port: int = DEFAULT_PORT,
    ready: Callable[[Serving], None],
    folders: tuple[Path, ...] = (),
) -> None:
    """Serve until SIGINT, SIGTERM or :attr:`Serving.stop`; requests under way get a second to finish.

    The shared folders that are set in the office, and ``folders`` besides, are looked into meanwhile. ``ready`` is
    called once the port accepts connections; port 0 takes a free one.

    Raises:
        InputError: ``WRONG_ROLE``.
        SyncError: ``SERVER_PORT``.
        VaultError: ``VAULT_DAMAGED``.
    """
    require_face(desk.installation, Face.OFFICE)
    # Whoever started it: what workrooms send is received by the program, whatever becomes of a person's passphrase.
    desk = replace(desk, actor=PROGRAM)
    pem = certificate_of(desk)
    watch = FolderWatch(desk, folders)
    with _bound(host, port) as listener, ThreadPoolExecutor(WORKERS, "office") as workers, _signals_end_it():
        config = uvicorn.Config(
            build_app(desk, workers, watch),
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=_QUIET,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
            ssl_context_factory=_tls(pem),
        )
        server = _Server(config)

        def stop() -> None:
            server.should_exit = True

        listening = Serving(host, listener.getsockname()[1], fingerprint(pem), stop)
        server.when_ready = lambda: ready(listening)
        with watch.running():
            asyncio.run(server.serve([listener]))


def _tls(pem: bytes) -> Callable[[uvicorn.Config, Callable[[], SSLContext]], SSLContext]:
    def context(config: uvicorn.Config, default: Callable[[], SSLContext]) -> SSLContext:
        return server_context(pem)

    return context


class _Server(uvicorn.Server):
    """Tells when it listens, and leaves no line open behind it."""

    when_ready: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        self.when_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; who has not hung up when the time for it is over is hung up on."""
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)  # the loop closes them


@contextmanager
def _bound(host: str, port: int) -> Generator[socket.socket]:
    if not 0 <= port <= 65_535:
        raise SyncError("SERVER_PORT", port=port, reason="端口应当在 1 到 65535 之间")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise SyncError("SERVER_PORT", port=port, reason=f"没有“{host}”这个地址") from error
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        if os.name != "nt":
            # Restarting must not wait for old connections; on Windows this option would share a port instead.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except OSError as error:
            raise SyncError("SERVER_PORT", port=port, reason=_why_not(error)) from error
        yield listener


def _why_not(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "系统不允许使用这个端口"
    return "已被另一个程序占用，或本机没有这个地址"


@contextmanager
def _signals_end_it() -> Generator[None]:
    """Let SIGINT and SIGTERM end the server and not, once more, the program: uvicorn raises them again at its end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ended(number: int, frame: FrameType | None) -> None:
        """The server has heard it already."""

    heard = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
    before = {number: signal.signal(number, ended) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
