"""Answers that must not count: wrong office, captive portals, redirects, cuts, replays, lies.

The strangers hold the office's own certificate unless a test says otherwise, so that what is proved here is the
check of the answer and not only the pin.
"""

import os
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import pytest

from baixing_desktop.errors import SyncError
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.attachments import undelivered
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file
from baixing_desktop.vault.certificates import new_certificate
from baixing_desktop.vault.sealing import recipient_of
from sync import retry_delay, state, synchronise, transport
from sync.batch import read_batch_header
from sync.container import DOWN, UP, Envelope, pack, read_single
from sync.office.certificate import certificate_of
from sync.problems import Problem, write_problem
from sync.receive import receive, refuse, sender_of
from sync.wire.v1 import Answer, Page, write_answer
from tests.sync.conftest import Pair
from tests.sync.helpers import (
    clues_in,
    deliver,
    everything_in,
    exchange_by_hand,
    point_to,
    register,
    same_content,
    serving,
)
from tests.sync.strangers import Stranger, cut, say, stranger

Mangle = Callable[[BaseHTTPRequestHandler, bytes], None]


@contextmanager
def answering(pair: Pair, mangle: Mangle) -> Generator[Stranger]:
    """A server that the workroom takes for its office, shows a good health and answers batches by ``mangle``."""

    def answer(here: Stranger, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        if handler.path == "/v1/health":
            say(handler, 200, b"{}")
        else:
            mangle(handler, body)

    with stranger(certificate_of(pair.office), answer) as here:
        point_to(pair.workroom, here.address)
        yield here


def try_with(pair: Pair, mangle: Mangle) -> tuple[SyncError, Stranger]:
    """Synchronise with a server that answers batches by ``mangle``; it must fail."""
    with answering(pair, mangle) as here, pytest.raises(SyncError) as caught:
        synchronise(pair.workroom)
    return caught.value, here


def nothing_counts(pair: Pair, mangle: Mangle, *codes: str) -> None:
    """The answer is refused with one of ``codes``, nothing is confirmed, and the next honest exchange heals all."""
    register(pair.workroom, 3)
    pending = state(pair.workroom).only_here
    error, here = try_with(pair, mangle)
    assert error.code in codes
    assert here.bodies[-1].startswith(UP)
    assert state(pair.workroom).only_here == pending
    assert state(pair.workroom).last_receipt_at is None
    assert exchange_by_hand(pair.office, pair.workroom) == pending
    assert same_content(pair.office, pair.workroom)


@pytest.mark.parametrize("status", [200, 403, 500])
def test_a_captive_portal_confirms_nothing(pair: Pair, status: int) -> None:
    page = "<html><body>请先登录</body></html>".encode()
    nothing_counts(pair, lambda handler, body: say(handler, status, page, "text/html"), "SYNC_BAD_ANSWER")


@pytest.mark.parametrize("status", [302, 307])
def test_no_redirect_is_followed(pair: Pair, status: int) -> None:
    register(pair.workroom, 1)
    with stranger(certificate_of(pair.office), lambda here, handler, body: say(handler, 200, b"")) as elsewhere:
        error, _ = try_with(pair, lambda handler, body: say(handler, status, b"", Location=elsewhere.address + "/x"))
        assert error.code == "SYNC_BAD_ANSWER"
        assert elsewhere.requests == 0
    assert state(pair.workroom).only_here == 1


def test_nothing_at_all_confirms_nothing(pair: Pair) -> None:
    nothing_counts(pair, lambda handler, body: say(handler, 204, b""), "SYNC_BAD_ANSWER")


def test_the_answer_is_lost_after_the_office_took_the_batch(pair: Pair) -> None:
    def mangle(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        deliver(pair.office, body)
        cut(handler, 200, b"x" * 100, 0)

    nothing_counts(pair, mangle, "SYNC_NO_NETWORK", "SYNC_BAD_ANSWER")
    assert len(clues_in(pair.office)) == 3


@pytest.mark.parametrize("share", [0.0, 0.3, 0.999])
def test_a_cut_answer_confirms_nothing(pair: Pair, share: float) -> None:
    def mangle(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        answer = deliver(pair.office, body)
        cut(handler, 200, answer, int(len(answer) * share))

    nothing_counts(pair, mangle, "SYNC_NO_NETWORK", "SYNC_BAD_ANSWER")


def test_a_short_answer_that_claims_to_be_whole_confirms_nothing(pair: Pair) -> None:
    nothing_counts(pair, lambda h, body: say(h, 200, deliver(pair.office, body)[:-1]), "SYNC_BAD_ANSWER")


def test_more_than_the_answer_confirms_nothing(pair: Pair) -> None:
    nothing_counts(pair, lambda h, body: say(h, 200, deliver(pair.office, body) + b"\n"), "SYNC_BAD_ANSWER")


def test_an_endless_answer_is_cut_off(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "ANSWER_LIMIT", 50_000)
    written: list[int] = []

    def pour(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(10**9))
        handler.end_headers()
        handler.wfile.write(DOWN)
        for _ in range(1_000):
            handler.wfile.write(bytes(100_000))
            written.append(100_000)

    nothing_counts(pair, pour, "SYNC_BAD_ANSWER")
    assert sum(written) < 20_000_000


def test_a_drip_of_bytes_is_not_waited_for(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    given_up = threading.Event()

    def drip(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        answer = deliver(pair.office, body)
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(answer)))
        handler.end_headers()
        for byte in answer:
            if given_up.wait(0.05):
                return
            handler.wfile.write(bytes([byte]))

    register(pair.workroom, 1)
    monkeypatch.setattr(transport, "CONNECT_SECONDS", 2.0)
    error, _ = try_with(pair, drip)
    given_up.set()
    assert error.code == "SYNC_NO_NETWORK"
    assert "太慢" in str(error)
    assert state(pair.workroom).only_here == 1


def test_an_office_with_much_to_do_is_waited_for(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the end of a month a batch waits for its turn longer than it takes to see that nobody is there."""
    register(pair.workroom, 1)
    monkeypatch.setattr(transport, "CONNECT_SECONDS", 0.5)

    def slowly(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        threading.Event().wait(1.5)
        say(handler, 200, deliver(pair.office, body))

    with answering(pair, slowly):
        synchronise(pair.workroom)
    assert state(pair.workroom).only_here == 0


def test_retries_spread_out_and_grow() -> None:
    assert [retry_delay(failures, lambda: 1.0) for failures in (0, 1, 2, 3, 9, 10, 1_000)] == [
        1,
        1,
        2,
        4,
        256,
        300,
        300,
    ]
    assert retry_delay(9, lambda: 0.25) == 64
    assert all(0 <= retry_delay(5) <= 16 for _ in range(100))


def test_a_changed_byte_anywhere_confirms_nothing(pair: Pair) -> None:
    def mangle(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        answer = bytearray(deliver(pair.office, body))
        answer[len(answer) // 2] ^= 1
        say(handler, 200, bytes(answer))

    nothing_counts(pair, mangle, "SYNC_BAD_ANSWER")


def test_an_answer_to_an_earlier_request_confirms_nothing(pair: Pair) -> None:
    """Not even when it is true: whoever replays answers must not decide what a workroom hears."""
    seen: list[bytes] = []

    def remember(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        seen.append(deliver(pair.office, body))
        say(handler, 500, b"")

    register(pair.workroom, 2)
    try_with(pair, remember)
    error, _ = try_with(pair, lambda handler, body: say(handler, 200, seen[0]))
    assert error.code == "SYNC_BAD_ANSWER"
    assert state(pair.workroom).only_here == 2


def lying(office: Desk, body: bytes, lie: Callable[[Answer], Answer], **envelope: str) -> bytes:
    """An answer signed by the office itself, with something wrong in it."""
    container = read_single(body, UP)
    device = sender_of(office, container)
    span = read_batch_header(container).span
    receipt = receive(office, device, container, carrier="https", news=0).receipt
    answer = lie(Answer(receipt, (), Page(0, ())))
    keys = office.keys
    packed = Envelope(keys.sign_seed, device.seal_key, span.device, span.epoch, office.now())
    facts = {"answers": container.id, "last": answer.receipt.last, "head": answer.receipt.head}
    return pack(DOWN, "receipt", replace(packed, **envelope), facts, write_answer(answer))


LIES: dict[str, Callable[[Answer], Answer]] = {
    "another head": lambda a: replace(a, receipt=replace(a.receipt, head="11" * 32)),
    "less than was sent": lambda a: replace(a, receipt=replace(a.receipt, last=2)),
    "an item left out": lambda a: replace(a, receipt=replace(a.receipt, items=a.receipt.items[1:])),
    "an item of another clue": lambda a: replace(
        a, receipt=replace(a.receipt, items=(replace(a.receipt.items[0], clue_id="x"), *a.receipt.items[1:]))
    ),
    "another device": lambda a: replace(a, receipt=replace(a.receipt, device="x")),
    "another epoch": lambda a: replace(a, receipt=replace(a.receipt, epoch=2)),
    "news from nowhere": lambda a: replace(a, page=Page(7, ())),
    "news without end": lambda a: replace(a, page=Page(0, (), more=True)),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_even_the_office_cannot_confirm_what_is_not_so(pair: Pair, lie: Callable[[Answer], Answer]) -> None:
    nothing_counts(pair, lambda h, body: say(h, 200, lying(pair.office, body, lie)), "SYNC_BAD_ANSWER")


def test_a_header_that_says_something_else_confirms_nothing(pair: Pair) -> None:
    def mangle(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        container = read_single(body, UP)
        device = sender_of(pair.office, container)
        receipt = receive(pair.office, device, container, carrier="https", news=0).receipt
        envelope = Envelope(pair.office.keys.sign_seed, device.seal_key, device.id, 1, pair.office.now())
        facts = {"answers": container.id, "last": receipt.last + 1, "head": receipt.head}
        say(handler, 200, pack(DOWN, "receipt", envelope, facts, write_answer(Answer(receipt, (), Page(0, ())))))

    nothing_counts(pair, mangle, "SYNC_BAD_ANSWER")


def test_an_answer_sealed_for_somebody_else_confirms_nothing(pair: Pair) -> None:
    stranger_key = recipient_of(pair.office.keys.seal_identity)
    nothing_counts(
        pair,
        lambda h, body: say(h, 200, lying(pair.office, body, lambda answer: answer, recipient=stranger_key)),
        "SYNC_BAD_ANSWER",
    )


def test_an_answer_that_somebody_else_signed_confirms_nothing(pair: Pair) -> None:
    def mangle(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        container = read_single(body, UP)
        device = sender_of(pair.office, container)
        receipt = receive(pair.office, device, container, carrier="https", news=0).receipt
        envelope = Envelope(os.urandom(32), device.seal_key, device.id, 1, pair.office.now())
        facts = {"answers": container.id, "last": receipt.last, "head": receipt.head}
        say(handler, 200, pack(DOWN, "receipt", envelope, facts, write_answer(Answer(receipt, (), Page(0, ())))))

    nothing_counts(pair, mangle, "SYNC_BAD_ANSWER")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (write_problem(Problem("BATCH_FORK")), "BATCH_FORK"),
        (write_problem(Problem("BATCH_GAP", {"expected": 4})), "BATCH_GAP"),
        (write_problem(Problem("DISK_FULL")), "SYNC_REFUSED"),
        (b'{"code":"STORE_NEWER","facts":{},"v":1}', "SYNC_BAD_ANSWER"),
        (b'{"code":"BATCH_GAP","facts":{"expected":"<b>"},"v":1}', "SYNC_BAD_ANSWER"),
        (b'{"code":"BATCH_FORK"}', "SYNC_BAD_ANSWER"),
        (b'{"code": "BATCH_FORK", "facts": {}}', "SYNC_BAD_ANSWER"),
        (b"[]", "SYNC_BAD_ANSWER"),
    ],
)
def test_only_refusals_on_the_list_are_believed(pair: Pair, body: bytes, code: str) -> None:
    register(pair.workroom, 1)
    error, _ = try_with(pair, lambda handler, _: say(handler, 400, body, "application/json"))
    assert error.code == code
    assert state(pair.workroom).only_here == 1


def test_a_signed_refusal_is_understood(pair: Pair) -> None:
    def mangle(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        container = read_single(body, UP)
        device = sender_of(pair.office, container)
        say(handler, 409, refuse(pair.office, device, container, Problem("BATCH_GAP", {"expected": 9})))

    register(pair.workroom, 1)
    error, _ = try_with(pair, mangle)
    assert error.code == "BATCH_GAP"
    assert "第 9 条" in str(error)


def with_attachment(pair: Pair, refusal: Callable[[BaseHTTPRequestHandler], None]) -> None:
    """Register a clue with an attachment, and synchronise with an office that takes batches but no attachments."""
    picture = attach_file(pair.workroom, "a.png", b"\x89PNG\r\n\x1a\n")
    register(pair.workroom, 1, attachments=(picture,))

    def answer(here: Stranger, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        if handler.path.startswith("/v1/blobs/"):
            refusal(handler)
        else:
            say(handler, 200, deliver(pair.office, body) if body else b"{}")

    with stranger(certificate_of(pair.office), answer) as here:
        point_to(pair.workroom, here.address)
        report = synchronise(pair.workroom)
    assert (report.confirmed, report.missing_files) == (1, 1)


def test_an_attachment_that_is_refused_for_good_holds_up_nothing(pair: Pair) -> None:
    with_attachment(pair, lambda h: say(h, 413, write_problem(Problem("TOO_LARGE")), "application/json"))


def test_an_attachment_that_cannot_be_taken_now_goes_next_time(pair: Pair) -> None:
    full = write_problem(Problem("DISK_FULL"))
    refusals: list[tuple[Callable[[BaseHTTPRequestHandler], None], str]] = [
        (lambda h: say(h, 507, full, "application/json"), "SYNC_REFUSED"),
        (lambda h: say(h, 200, b"<html>", "text/html"), "SYNC_BAD_ANSWER"),
    ]
    for refusal, code in refusals:
        with pytest.raises(SyncError) as caught:
            with_attachment(pair, refusal)
        assert caught.value.code == code
    # The clues are safe; what is still only here is the attachment that both of them name.
    assert state(pair.workroom).only_here == 0
    assert len(undelivered(pair.workroom)) == 1
    with serving(pair.office) as server:
        point_to(pair.workroom, f"https://127.0.0.1:{server.port}")
        report = synchronise(pair.workroom)
    assert (report.confirmed, report.missing_files) == (0, 0)
    assert not undelivered(pair.workroom)


def test_the_office_cannot_ask_for_other_attachments(pair: Pair) -> None:
    secret = attach_file(pair.workroom, "a.png", b"\x89PNG\r\n\x1a\nsecret")
    register(pair.workroom, 1)
    asked: list[str] = []

    def answer(here: Stranger, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        if handler.path == "/v1/health":
            say(handler, 200, b"{}")
        elif handler.path == "/v1/batches":
            say(handler, 200, lying(pair.office, body, lambda a: replace(a, missing=(secret.sha256,))))
        else:
            asked.append(handler.path)
            say(handler, 204, b"")

    with stranger(certificate_of(pair.office), answer) as here:
        point_to(pair.workroom, here.address)
        assert synchronise(pair.workroom).confirmed == 1
    assert asked == []


def test_news_of_a_later_office_stops_without_harm(pair: Pair) -> None:
    (clue,) = register(pair.workroom, 1)

    def mangle(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        container = read_single(body, UP)
        device = sender_of(pair.office, container)
        receipt = receive(pair.office, device, container, carrier="https", news=0).receipt
        casework.accept_clue(pair.office, clue.id)
        raw = write_answer(Answer(receipt, (), Page(0, ()))).replace(
            b'"items":[],"more":false', b'"items":[{"position":1,"step":{"form":2,"step":"sung"}}],"more":false'
        )
        keys = pair.office.keys
        envelope = Envelope(keys.sign_seed, device.seal_key, device.id, 1, pair.office.now())
        facts = {"answers": container.id, "last": receipt.last, "head": receipt.head}
        say(handler, 200, pack(DOWN, "receipt", envelope, facts, raw))

    def answer(here: Stranger, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        if handler.path == "/v1/health":
            say(handler, 200, b"{}")
        else:
            mangle(handler, body)

    with stranger(certificate_of(pair.office), answer) as here:
        point_to(pair.workroom, here.address)
        report = synchronise(pair.workroom)
    assert (report.confirmed, report.news, report.upgrade_needed) == (1, 0, True)
    with serving(pair.office) as server:
        point_to(pair.workroom, f"https://127.0.0.1:{server.port}")
        assert synchronise(pair.workroom).news == 1


def test_another_certificate_is_given_not_one_byte(pair: Pair) -> None:
    register(pair.workroom, 1)
    with stranger(new_certificate(), lambda here, handler, body: say(handler, 200, b"{}")) as here:
        point_to(pair.workroom, here.address)
        before = everything_in(pair.workroom)
        with pytest.raises(SyncError) as caught:
            synchronise(pair.workroom)
    assert caught.value.code == "SYNC_WRONG_OFFICE"
    assert (here.requests, here.bodies) == (0, [])
    assert everything_in(pair.workroom) == before


def test_the_proxy_of_the_environment_is_not_asked(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    register(pair.workroom, 1)
    with serving(pair.office) as server:
        point_to(pair.workroom, f"https://127.0.0.1:{server.port}")
        assert synchronise(pair.workroom).confirmed == 1
