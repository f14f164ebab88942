"""A line between a workroom and the office that breaks as it is told: plain bytes, or inside the encryption."""

import socket
import ssl
import struct
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum

from baixing_desktop.vault.certificates import server_context

_SLICE = 2**16
_PATIENCE = 20.0
PORTAL = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 24\r\n\r\n<html>Please log in<html>"
REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"


class Break(StrEnum):
    """What happens on the line."""

    NONE = "none"
    RESET = "reset"
    FLIP = "flip"
    DOUBLE = "double"
    SLOW = "slow"
    PORTAL = "portal"
    REDIRECT = "redirect"
    NO_ANSWER = "no answer"


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to one connection: at byte ``at`` of what goes up (or down), or to the answer as a whole."""

    what: Break = Break.NONE
    up: bool = True
    at: int = 0
    encrypted: bool = True
    """Whether the bytes are those on the wire; otherwise those inside, behind the office's own certificate."""


@dataclass
class Line:
    """The line as it is now; ``carried`` are the bytes of the latest connection, up and down."""

    port: int
    plan: Plan = field(default_factory=Plan)
    carried: list[int] = field(default_factory=lambda: [0, 0])
    broken: int = 0


@contextmanager
def relaying(office_port: int, pem: bytes) -> Generator[Line]:
    """A line to the office at ``office_port`` whose certificate and key are ``pem``."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = Line(int(listener.getsockname()[1]))
        thread = threading.Thread(target=_accept, args=(listener, line, office_port, server_context(pem)))
        thread.start()
        try:
            yield line
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _accept(listener: socket.socket, line: Line, office_port: int, context: ssl.SSLContext) -> None:
    workers: list[threading.Thread] = []
    while True:
        try:
            near, _ = listener.accept()
        except OSError:
            break
        worker = threading.Thread(target=_Connection(line, near, office_port, context).run)
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()


class _Connection:
    """One connection through the line, under the plan that held when it began."""

    def __init__(self, line: Line, near: socket.socket, office_port: int, context: ssl.SSLContext) -> None:
        self._line, self._plan = line, line.plan
        self._near, self._office_port, self._context = near, office_port, context
        line.carried = self._carried = [0, 0]

    def run(self) -> None:
        """Carry bytes both ways until one side ends it or the plan breaks it."""
        self._near.settimeout(_PATIENCE)
        with suppress(OSError), socket.create_connection(("127.0.0.1", self._office_port), _PATIENCE) as far:
            near: socket.socket = self._near
            if not self._plan.encrypted:
                near = self._context.wrap_socket(near, server_side=True)
                far = _trusting().wrap_socket(far)  # noqa: PLW2901 - the same line, now seen from inside
            if self._answered_ourselves(near):
                return
            back = threading.Thread(target=self._carry, args=(far, near, 1))
            back.start()
            self._carry(near, far, 0)
            back.join()
            for one in (near, far):
                one.close()
        self._near.close()

    def _answered_ourselves(self, near: socket.socket) -> bool:
        canned = {Break.PORTAL: PORTAL, Break.REDIRECT: REDIRECT, Break.NO_ANSWER: b""}
        if self._plan.what not in canned:
            return False
        near.recv(_SLICE)
        self._line.broken += 1
        near.sendall(canned[self._plan.what])
        near.close()
        return True

    def _carry(self, source: socket.socket, target: socket.socket, way: int) -> None:
        """Bytes from ``source`` to ``target``; ``way`` 0 is up."""
        mine = self._plan.up == (way == 0)
        try:
            while data := source.recv(_SLICE):
                start = self._carried[way]
                self._carried[way] += len(data)
                here = self._plan.at - start
                if mine and self._plan.what is not Break.NONE and 0 <= here < len(data):
                    self._line.broken += 1
                    if not _broken(self._plan.what, data, here, target):
                        self._reset(source, target)
                        return
                    continue
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except (OSError, ValueError):
            # One side is gone, or does not understand what the line made of it: so is the other now.
            self._reset(source, target)

    def _reset(self, *ends: socket.socket) -> None:
        for one in ends:
            with suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            with suppress(OSError):
                one.close()


def _broken(what: Break, data: bytes, here: int, target: socket.socket) -> bool:
    """Send what the line makes of ``data``; whether it goes on after that."""
    if what is Break.FLIP:
        target.sendall(data[:here] + bytes([data[here] ^ 0x10]) + data[here + 1 :])
        return True
    if what is Break.DOUBLE:
        target.sendall(data[: here + 1] + data[here:])
        return True
    if what is Break.SLOW:
        for start in range(0, len(data), 64):
            target.sendall(data[start : start + 64])
        return True
    target.sendall(data[:here])
    return False


def _trusting() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
