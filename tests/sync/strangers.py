"""Servers that answer as they should not: they hold the office's certificate, or another one."""

import socket
import ssl
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue

from baixing_desktop.vault.certificates import server_context

Answer = Callable[["Stranger", BaseHTTPRequestHandler, bytes], None]


@dataclass
class Stranger:
    """A TLS server of the tests: how it answers, every request body that it was given, and every line to it."""

    answer: Answer
    bodies: list[bytes] = field(default_factory=list[bytes])
    lines: Queue[socket.socket] = field(default_factory=Queue[socket.socket])
    requests: int = 0
    connections: int = 0
    port: int = 0

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"https://127.0.0.1:{self.port}"


@contextmanager
def stranger(pem: bytes, answer: Answer) -> Generator[Stranger]:
    """Run a server with the key and certificate in ``pem``."""
    here = Stranger(answer)

    class Handler(BaseHTTPRequestHandler):
        """Hands every request to the stranger."""

        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            here.connections += 1
            here.lines.put(self.connection)

        def _any(self) -> None:
            here.requests += 1
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            here.bodies.append(body)
            here.answer(here, self, body)

        do_GET = do_POST = do_PUT = _any  # noqa: N815 - the names that http.server looks for

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
            """Nothing to say."""

    class Server(ThreadingHTTPServer):
        """Shakes hands in the thread of the connection, and keeps failures of the handshake to itself."""

        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that turns away is what these tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    server.socket = server_context(pem).wrap_socket(server.socket, server_side=True)
    here.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


def say(
    handler: BaseHTTPRequestHandler, status: int, body: bytes, kind: str = "application/octet-stream", **headers: str
) -> None:
    """One ordinary answer."""
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def cut(handler: BaseHTTPRequestHandler, status: int, body: bytes, sent: int) -> None:
    """Promise ``body``, send ``sent`` bytes of it, and hang up."""
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[:sent])
    handler.wfile.flush()
    handler.close_connection = True
    if isinstance(handler.connection, ssl.SSLSocket):
        handler.connection.close()
