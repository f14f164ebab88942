"""A second suite, of these tests only: who does not know it leaves its containers alone, who does reads both."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from baixing_desktop.canonical import parse_canonical, sha256_hex
from baixing_desktop.domain.batch import (
    CHAINS,
    GENESIS,
    EventType,
    ItemResult,
    StoredEvent,
    SubmittedClue,
    event_hash,
)
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.record import content_hash
from baixing_desktop.domain.rules.numbering import provisional_number
from baixing_desktop.domain.units import OfficeContact
from baixing_desktop.errors import SyncError
from baixing_desktop.ids import new_id
from baixing_desktop.store.checks import faults_in
from baixing_desktop.usecases import reading
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.vault.sealing import new_identity, recipient_of, seal, unseal
from baixing_desktop.vault.signing import public_key, sign, verify
from sync import exchange_folder, export, make_ticket, receive_folder, state
from sync.batch import Outgoing, pack_batch
from sync.container import DOWN, UP, Envelope, read_single
from sync.enrolment import Joining, proves, read_answer, write_answer, write_request
from sync.log import Span, write_event
from sync.office.clerk import answer_enrolment
from sync.receive import receive, sender_of
from sync.session import envelope_to, news_request, require_contact
from sync.suites import KNOWN, Suite
from tests.builders import clue_content
from tests.sync.conftest import Online, Pair
from tests.sync.helpers import everything_in, register, same_content
from tests.sync.test_server import curious, url

NEW = "S9"
Later = Callable[[], AbstractContextManager[None]]


def _unsealed(identity: str, box: bytes) -> bytes:
    if not box.startswith(b"S9"):
        raise ValueError("another suite")
    return unseal(identity, box[2:])[::-1]


S9 = Suite(
    lambda seed, message: sign(seed, b"S9" + message),
    lambda key, signature, message: verify(key, signature, b"S9" + message),
    lambda recipient, data: b"S9" + seal(recipient, data[::-1]),
    _unsealed,
    lambda prev, data: sha256_hex(b"S9" + prev.encode() + data),
    lambda code, message: sha256_hex(b"S9" + code + message),
)


def in_new_suite(desk: Desk, contact: OfficeContact) -> Envelope:
    """As a workroom of a later version packs."""
    return replace(envelope_to(desk, contact), suite=NEW)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """A context in which the program is a later version that knows the second suite and writes it."""

    @contextmanager
    def version() -> Generator[None]:
        with monkeypatch.context() as patch:
            patch.setitem(KNOWN, NEW, S9)
            patch.setitem(CHAINS, NEW, S9.chain)
            patch.setattr(export, "envelope_to", in_new_suite)
            yield

    return version


def test_what_an_older_reader_does_not_know_waits_for_it(pair: Pair, tmp_path: Path, later: Later) -> None:
    register(pair.workroom, 1)
    with later():
        (path,) = exchange_folder(pair.workroom, tmp_path).dropped
    sent, before = path.read_bytes(), everything_in(pair.office)

    (left,) = receive_folder(pair.office, tmp_path).left
    assert (left.name, left.error.code) == (path.name, "BATCH_TOO_NEW")
    assert left.error.sentences() == "批次文件由更新的版本写成。没有收进任何内容。请先升级本机程序。"
    assert (path.read_bytes(), everything_in(pair.office)) == (sent, before)
    assert state(pair.workroom).only_here == 1

    with later():
        assert [one.accepted for one in receive_folder(pair.office, tmp_path).received] == [1]
    (receipt,) = (tmp_path / "回执").iterdir()
    answer = receipt.read_bytes()

    looked = exchange_folder(pair.workroom, tmp_path, ask_for_news=False)
    assert [(one.name, one.error.code) for one in looked.left] == [(receipt.name, "BATCH_TOO_NEW")]
    assert (receipt.read_bytes(), state(pair.workroom).only_here) == (answer, 1)
    with later():
        assert read_single(answer, DOWN).suite == NEW, "answered as it was asked"
        looked = exchange_folder(pair.workroom, tmp_path, ask_for_news=False)
    assert [one.confirmed for one in looked.receipts] == [1]


def test_a_later_reader_takes_both_into_one_log(pair: Pair, tmp_path: Path, later: Later) -> None:
    for new in (True, False, True):
        register(pair.workroom, 1, start=len(everything_in(pair.workroom)["clue"]) + 1)
        if new:
            with later():
                exchange_folder(pair.workroom, tmp_path)
        else:
            exchange_folder(pair.workroom, tmp_path)
        with later():
            (received,) = receive_folder(pair.office, tmp_path).received
            (receipt,) = (tmp_path / "回执").iterdir()
            assert read_single(receipt.read_bytes(), DOWN).suite == (NEW if new else "S1")
            exchange_folder(pair.workroom, tmp_path, ask_for_news=False)
        assert (received.accepted, received.rejected, state(pair.workroom).only_here) == (1, 0, 0)
    assert same_content(pair.office, pair.workroom)


def test_one_suite_is_not_taken_for_the_other(pair: Pair, later: Later) -> None:
    contact = require_contact(pair.workroom)
    with later():
        made = pack_batch(news_request(pair.workroom), in_new_suite(pair.workroom, contact))
        container = read_single(made, UP)
        (key,) = (one.sign_key for one in reading.devices(pair.office))
        container.check_signature(key)
        forged = read_single(made.replace(b'"suite":"S9"', b'"suite":"S1"'), UP)
        with pytest.raises(SyncError) as caught:
            forged.check_signature(key)
    assert caught.value.code == "BATCH_DAMAGED"


def test_a_log_goes_over_to_another_suite_event_by_event(pair: Pair, later: Later) -> None:
    """The container is in the suite of before, so that the chain alone is what an older reader does not know."""
    me, now, contact = pair.workroom.installation, pair.workroom.now(), require_contact(pair.workroom)
    events: list[StoredEvent] = []
    with later():
        for seq, suite in enumerate(("S1", NEW, "S1"), start=1):
            number, content = provisional_number(me.unit, now.year, me.device_code, seq), clue_content(seq)
            clue = SubmittedClue(new_id(), me.unit, number, 1, content, content_hash(content), "李敏", now)
            prev = events[-1].hash if events else GENESIS
            event = write_event(
                clue,
                type=EventType.SUBMIT,
                device=me.device_id,
                epoch=me.epoch,
                seq=seq,
                prev=prev,
                at=now,
                actor="李敏",
                suite=suite,
            )
            assert event.hash == (S9.chain(prev, event.data) if suite == NEW else event_hash(prev, event.data))
            events.append(event)
    span = Span(me.device_id, me.epoch, 1, 3, GENESIS, events[-1].hash)
    sent = pack_batch(Outgoing(new_id(), span, tuple(events), (), (0, GENESIS)), envelope_to(pair.workroom, contact))
    request, before = read_single(sent, UP), everything_in(pair.office)
    with pytest.raises(SyncError) as caught:
        receive(pair.office, sender_of(pair.office, request), request, carrier="file", news=1)
    assert (caught.value.code, everything_in(pair.office)) == ("BATCH_TOO_NEW", before)
    with later():
        receipt = receive(pair.office, sender_of(pair.office, request), request, carrier="file", news=1).receipt
        assert ([item.result for item in receipt.items], receipt.head) == ([ItemResult.ACCEPTED] * 3, span.head)
        assert not faults_in(pair.office.store)
    assert faults_in(pair.office.store), "and a record whose chain nobody can read is not called whole"


def test_an_enrolment_is_proved_and_answered_in_its_suite(pair: Pair, later: Later) -> None:
    joining = Joining(new_id(), "SY", "K3F", public_key(bytes(32)), recipient_of(new_identity()))
    code = make_ticket(pair.office, "SY", "localhost").ticket.code
    with later():
        request = write_request(joining, code, NEW)
    with pytest.raises(SyncError) as caught:
        answer_enrolment(pair.office, request)
    assert caught.value.code == "BATCH_TOO_NEW"
    with later():
        assert not proves(request.replace(b'"suite":"S9"', b'"suite":"S1"'), code)
        answer = answer_enrolment(pair.office, request)
        assert Fields(parse_canonical(answer)).text("suite") == NEW
        assert read_answer(answer, request, code).epoch == 1
        other = write_answer(read_answer(answer, request, code), write_request(joining, code), code)
        with pytest.raises(SyncError):
            read_answer(other, request, code)


def test_over_the_network_it_is_refused_in_words_of_the_list(online: Online, later: Later) -> None:
    with later():
        made = pack_batch(
            news_request(online.workroom), in_new_suite(online.workroom, require_contact(online.workroom))
        )
    with curious(online.server) as session:
        answer = session.post(url(online.server, "/v1/batches"), data=made)
    assert (answer.status_code, answer.json()["code"]) == (422, "BATCH_TOO_NEW")
