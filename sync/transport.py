"""HTTPS to one office: pinned, direct, bounded in time and size (safety 0.1, T6).

No proxy from the environment, no redirects, no names or dates: the office is who holds the certificate with the
fingerprint learnt at enrolment, and that is checked before the first byte of a request leaves.
"""

import random
import socket
import ssl
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError, SSLError

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.errors import InputError, SyncError
from sync.container import HEADER_LIMIT, PAYLOAD_LIMIT
from sync.pinned import PinnedAdapter, unchecking

DEFAULT_PORT = 8443
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 120.0
"""How long the office may be silent while it takes a batch or an attachment in. On the last day of a month all others
are before one: who hangs up after a few seconds comes again with the same, and the office has more to do, not less.
"""
LONGEST_WAIT = 300
"""Seconds that an office may ask for before the next request: what an automatic sender waits at most by itself."""
SLOWEST = 50_000
"""Bytes per second that a line is expected to carry at least."""
ANSWER_LIMIT = PAYLOAD_LIMIT + HEADER_LIMIT + 1_024

_BINARY = "application/octet-stream"
_JSON = "application/json"
_SLICE = 2**16


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole: HTTP status and body. Nothing in it is believed yet."""

    status: int
    body: bytes


def parse_address(text: str) -> str:
    """``https://host:port`` from what a person typed: scheme and port may be left out.

    Raises:
        InputError: ``INPUT_INVALID``.
    """
    typed = text.strip()
    try:
        parts = urlsplit(typed if "//" in typed else f"https://{typed}")
        host, port = parts.hostname, parts.port or DEFAULT_PORT
    except ValueError as error:
        raise InputError("INPUT_INVALID", field="地址", reason="应当像 192.168.1.10:8443") from error
    extra = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme != "https" or not host or extra or any(c.isspace() for c in typed):
        raise InputError("INPUT_INVALID", field="地址", reason="应当像 192.168.1.10:8443")
    return f"https://{f'[{host}]' if ':' in host else host}:{port}"


def seen_fingerprint(address: str) -> str:
    """SHA-256 (64 hex digits) of the certificate that answers at ``address``; nothing is sent but a handshake.

    Raises:
        SyncError: ``SYNC_NO_NETWORK``.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        with (
            socket.create_connection((host, parts.port or DEFAULT_PORT), CONNECT_SECONDS) as plain,
            unchecking().wrap_socket(plain, server_hostname=host) as secure,
        ):
            return sha256_hex(secure.getpeercert(binary_form=True) or b"")
    except OSError as error:
        raise SyncError("SYNC_NO_NETWORK", reason=_reason(error)) from error


def retry_delay(failures: int, dice: Callable[[], float] = random.random) -> float:
    """Seconds to wait after so many failures in a row: anything up to 1, 2, 4 … 300 (full jitter).

    Two hundred workrooms that lost the office together do not come back together.
    """
    return dice() * min(300.0, 2.0 ** min(max(failures - 1, 0), 16))


class OfficeLink:
    """A connection to the office at ``address`` whose certificate has ``fingerprint`` (64 hex digits)."""

    def __init__(self, address: str, fingerprint: str) -> None:
        self._address = address
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.update({"User-Agent": "baixing", "Accept-Encoding": "identity"})
        self._session.adapters.clear()
        self._adapter = PinnedAdapter(fingerprint)
        self._session.mount("https://", self._adapter)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._session.close()

    def reach(self) -> None:
        """Connect, with nothing at stake yet: who answers holds the office's certificate. The next request goes over
        this connection, so asking beforehand costs no round trip.

        Raises:
            SyncError: ``SYNC_NO_NETWORK``, ``SYNC_WRONG_OFFICE``.
        """
        with _explained():
            self._adapter.reach(self._address, CONNECT_SECONDS)

    def health(self) -> None:
        """Reach the office, with nothing at stake yet.

        Raises:
            SyncError: ``SYNC_NO_NETWORK``, ``SYNC_WRONG_OFFICE``, ``SYNC_BAD_ANSWER``, ``SYNC_BUSY``.
        """
        if self._ask("GET", "/v1/health", b"", _JSON).status != 200:
            raise SyncError("SYNC_BAD_ANSWER")

    def batch(self, container: bytes) -> Reply:
        """Send a ``batch`` container.

        Raises:
            SyncError: ``SYNC_NO_NETWORK``, ``SYNC_WRONG_OFFICE``, ``SYNC_BAD_ANSWER``, ``SYNC_BUSY``.
        """
        return self._ask("POST", "/v1/batches", container, _BINARY, ANSWER_SECONDS)

    def blob(self, sha256: str, container: bytes) -> Reply:
        """Send a ``blob`` container.

        Raises:
            SyncError: as :meth:`batch`.
        """
        return self._ask("PUT", f"/v1/blobs/{sha256}", container, _BINARY, ANSWER_SECONDS)

    def update(self, sha256: str, container: bytes) -> Reply:
        """Send a ``fetch`` container.

        Raises:
            SyncError: as :meth:`batch`.
        """
        return self._ask("POST", f"/v1/updates/{sha256}", container, _BINARY, ANSWER_SECONDS)

    def enrol(self, request: bytes) -> Reply:
        """Send an enrolment request (canonical JSON).

        Raises:
            SyncError: as :meth:`batch`.
        """
        return self._ask("POST", "/v1/enrol", request, _JSON)

    def _ask(self, method: str, path: str, body: bytes, kind: str, silence: float = 0.0) -> Reply:
        seconds = CONNECT_SECONDS + len(body) / SLOWEST
        with (
            _explained(),
            self._session.request(
                method,
                self._address + path,
                data=body,
                headers={"Content-Type": kind},
                timeout=(CONNECT_SECONDS, seconds + silence),
                allow_redirects=False,
                stream=True,
                # The adapter compares fingerprints instead of asking certificate authorities.
                verify=False,
            ) as answer,
        ):
            _heed_wait(answer)
            return Reply(answer.status_code, _read(answer, seconds))


@contextmanager
def _explained() -> Generator[None]:
    """What goes wrong on the line in this block, in our words.

    Raises:
        SyncError: ``SYNC_WRONG_OFFICE``, ``SYNC_NO_NETWORK``.
    """
    try:
        yield
    except (requests.exceptions.SSLError, SSLError) as error:
        if "ingerprint" in str(error):
            raise SyncError("SYNC_WRONG_OFFICE") from error
        raise SyncError("SYNC_NO_NETWORK", reason="安全连接没有建立起来") from error
    except (requests.exceptions.RequestException, HTTPError, OSError) as error:
        raise SyncError("SYNC_NO_NETWORK", reason=_reason(error)) from error


def _heed_wait(answer: requests.Response) -> None:
    """An office that has too much to do says after how many seconds it wants to be asked again.

    Raises:
        SyncError: ``SYNC_BUSY`` with ``seconds``, never more than :data:`LONGEST_WAIT`.
    """
    wait = answer.headers.get("Retry-After", "")
    if answer.status_code == 429 and wait.isascii() and wait.isdecimal():
        raise SyncError("SYNC_BUSY", seconds=min(LONGEST_WAIT, max(1, int(wait[:9]))))


def _read(answer: requests.Response, seconds: float) -> bytes:
    """The whole body, within the size cap, and within ``seconds`` plus what its own size takes on a slow line."""
    started, body = time.monotonic(), bytearray()
    # Whatever has arrived, without waiting for a full slice: else a drip of bytes would never be timed.
    while part := answer.raw.read1(_SLICE, decode_content=False):
        body += part
        if len(body) > ANSWER_LIMIT:
            raise SyncError("SYNC_BAD_ANSWER")
        if time.monotonic() - started > seconds + len(body) / SLOWEST:
            raise SyncError("SYNC_NO_NETWORK", reason="线路太慢，没有传完")
    return bytes(body)


def _reason(error: BaseException) -> str:
    """What went wrong, in plain words; the library's own words are for the log."""
    chain: list[BaseException] = [error]
    while (inner := chain[-1].__cause__ or chain[-1].__context__) and inner not in chain:
        chain.append(inner)
    causes = {type(one) for one in chain}
    known = (
        (socket.gaierror, "找不到这个地址"),
        (ConnectionRefusedError, "对方没有开机，或服务没有启动"),
        (requests.exceptions.ConnectTimeout, "对方没有回应"),
        (TimeoutError, "等待超时"),
        (requests.exceptions.Timeout, "等待超时"),
        (ssl.SSLError, "安全连接没有建立起来"),
    )
    for kind, words in known:
        if any(issubclass(cause, kind) for cause in causes):
            return words
    return "连接中断"
