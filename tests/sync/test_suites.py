"""A second suite, of these tests only: who does not know it leaves its containers alone, who does reads both."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from baixing_desktop.domain.units import OfficeContact
from baixing_desktop.errors import SyncError
from baixing_desktop.usecases import reading
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.vault.sealing import seal, unseal
from baixing_desktop.vault.signing import sign, verify
from sync import exchange_folder, export, receive_folder, state
from sync.batch import pack_batch
from sync.container import DOWN, UP, Envelope, read_single
from sync.session import envelope_to, news_request, require_contact
from sync.suites import KNOWN, Suite
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


def test_over_the_network_it_is_refused_in_words_of_the_list(online: Online, later: Later) -> None:
    with later():
        made = pack_batch(
            news_request(online.workroom), in_new_suite(online.workroom, require_contact(online.workroom))
        )
    with curious(online.server) as session:
        answer = session.post(url(online.server, "/v1/batches"), data=made)
    assert (answer.status_code, answer.json()["code"]) == (422, "BATCH_TOO_NEW")
