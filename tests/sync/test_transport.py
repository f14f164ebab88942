"""The line to the office: asked for before anything is sealed, and used for what is sent then."""

import os
import socket
import time
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest

from baixing_desktop.errors import SyncError
from baixing_desktop.vault.certificates import fingerprint, new_certificate
from sync import synchronise
from sync.office.certificate import certificate_of
from sync.transport import OfficeLink
from tests.sync.conftest import Pair
from tests.sync.helpers import deliver, point_to, register
from tests.sync.strangers import Stranger, say, stranger

PATIENCE = 30
HEARD = 5
"""TCP's FIN_WAIT2: the other end has acknowledged that there is no more."""


def healthy(_here: Stranger, handler: BaseHTTPRequestHandler, _body: bytes) -> None:
    say(handler, 200, b"{}")


@contextmanager
def reached() -> Generator[tuple[Stranger, OfficeLink, socket.socket]]:
    """A server, a link that reached it, and the server's end of the line."""
    pem = new_certificate()
    with stranger(pem, healthy) as here, OfficeLink(here.address, fingerprint(pem)) as link:
        link.reach()
        yield here, link, here.lines.get(timeout=PATIENCE)


def test_a_whole_sending_is_one_request_over_one_connection(pair: Pair) -> None:
    """Three round trips: two to connect, when it is seen whether the office is there, and one for the batch."""
    register(pair.workroom, 2)

    def take(_here: Stranger, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        say(handler, 200, deliver(pair.office, body))

    with stranger(certificate_of(pair.office), take) as here:
        point_to(pair.workroom, here.address)
        assert synchronise(pair.workroom).confirmed == 2
        assert (here.requests, here.connections) == (1, 1)


def test_the_line_that_was_reached_is_the_one_that_is_used() -> None:
    with reached() as (here, link, _line):
        link.reach()
        link.health()
        assert (here.requests, here.connections) == (1, 1)


@pytest.mark.skipif(not hasattr(socket, "TCP_INFO"), reason="this system does not tell what the other end has heard")
def test_an_office_that_hung_up_meanwhile_is_called_again() -> None:
    # The server closes its own end when it notices; this one is still there to be asked.
    with reached() as (here, link, line), socket.socket(fileno=os.dup(line.fileno())) as end:
        end.shutdown(socket.SHUT_RDWR)
        deadline = time.monotonic() + PATIENCE
        while end.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] != HEARD and time.monotonic() < deadline:
            os.sched_yield()
        link.health()
        assert (here.requests, here.connections) == (1, 2)


def test_whoever_holds_another_certificate_is_not_the_office() -> None:
    with stranger(new_certificate(), healthy) as here, OfficeLink(here.address, "0" * 64) as link:
        with pytest.raises(SyncError) as caught:
            link.reach()
        assert caught.value.code == "SYNC_WRONG_OFFICE"
        assert here.requests == 0


def test_nobody_there_is_said_in_plain_words() -> None:
    with stranger(new_certificate(), healthy) as here:
        address = here.address
    with OfficeLink(address, "0" * 64) as link, pytest.raises(SyncError) as caught:
        link.reach()
    assert caught.value.code == "SYNC_NO_NETWORK"
    assert "没有开机" in str(caught.value)
