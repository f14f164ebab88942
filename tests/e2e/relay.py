"""A relay before the office's server that sends every request twice, as an impatient network does."""

import ssl
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from baixing_desktop.vault.certificates import server_context


class _Twice(BaseHTTPRequestHandler):
    """Forwards to ``upstream`` two times and gives back the second answer."""

    upstream: ClassVar[tuple[str, int]]
    forwarded: ClassVar[list[str]]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Any request, with its body."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answers = [self._ask(body) for _ in range(2)]
        self.forwarded.extend([f"{self.command} {self.path}"] * len(answers))
        status, answer, kind = answers[-1]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_PUT = do_HEAD = do_GET  # noqa: N815 - the names that http.server looks for

    def _ask(self, body: bytes) -> tuple[int, bytes, str]:
        context = ssl._create_unverified_context()  # noqa: S323  # pyright: ignore[reportPrivateUsage] - our own server behind
        connection = HTTPSConnection(*self.upstream, context=context, timeout=60)
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")}
        connection.request(self.command, self.path, body or None, headers)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        return response.status, answer, response.headers.get("Content-Type", "")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's word
        """Silent."""


@contextmanager
def relaying_twice(pem: bytes, host: str, port: int) -> Generator[tuple[str, list[str]]]:
    """The address of a relay with the office's own certificate, and the requests that it forwarded."""
    forwarded: list[str] = []
    handler = type("Twice", (_Twice,), {"upstream": (host, port), "forwarded": forwarded})
    relay = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    relay.socket = server_context(pem).wrap_socket(relay.socket, server_side=True)
    thread = threading.Thread(target=relay.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"https://127.0.0.1:{relay.server_address[1]}", forwarded
    finally:
        relay.shutdown()
        thread.join()
        relay.server_close()
