"""Attachments: in chunks, going on where they stopped, confirmed by themselves, held until they are there (R15)."""

from collections.abc import Callable
from dataclasses import asdict, replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.domain.clue import Attachment
from baixing_desktop.domain.rules.allowance import Allowance
from baixing_desktop.domain.units import Device
from baixing_desktop.errors import InputError, NotFoundError, SyncError
from baixing_desktop.usecases import attachments, casework, reading
from baixing_desktop.usecases.allowances import allowance, not_taken, set_allowance
from baixing_desktop.usecases.attachments import Files, files_of, take_chunk, undelivered
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import ATTACHMENT_LIMIT, attach_file
from sync import SyncReport, read_receipt_file, receive_file, seal_to_file, synchronise
from sync.batch import CHUNK
from sync.container import UP, read_single
from sync.office.certificate import certificate_of
from sync.receive import keep_part, sender_of
from tests.builders import SetClock
from tests.sync.conftest import Online, Pair
from tests.sync.helpers import deliver, exchange_by_hand, point_to, register, same_content
from tests.sync.strangers import Stranger, say, stranger

PNG = b"\x89PNG\r\n\x1a\n"


def picture(desk: Desk, size: int, mark: int = 0) -> Attachment:
    """An attachment of ``size`` bytes."""
    return attach_file(desk, "照片.png", (PNG + bytes([mark]) * size)[:size] if size >= len(PNG) else PNG)


def device_in(office: Desk) -> Device:
    return reading.devices(office)[0]


def allowing(**changes: int | None) -> dict[str, int | None]:
    """What is set in an office, but for ``changes``."""
    return asdict(Allowance()) | changes


def reading_blob(desk: Desk, digest: str) -> bool:
    with desk.store.reading() as tx:
        return tx.system.has_blob(digest)


def code_of(act: object, *arguments: object) -> str:
    assert callable(act)
    with pytest.raises(SyncError) as caught:
        act(*arguments)
    return caught.value.code


@pytest.mark.parametrize("size", [8, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 77])
def test_any_size_arrives_whole(online: Online, size: int) -> None:
    file = picture(online.workroom, size)
    clue, *_ = register(online.workroom, 1, attachments=(file,))
    assert synchronise(online.workroom).missing_files == 0
    assert online.office.blobs.get(file.sha256) == online.workroom.blobs.get(file.sha256)
    assert files_of(online.office, clue.id) == files_of(online.workroom, clue.id) == Files(1, 1)
    assert not list((online.office.home / "incoming").rglob("*.part"))
    assert not undelivered(online.workroom)


class Faulty:
    """An office behind a line that breaks after so many chunks."""

    def __init__(self, office: Desk, chunks: int) -> None:
        self.office = office
        self.left = chunks
        self.taken: list[int] = []

    def __call__(self, here: Stranger, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        """Answer as the office does, until the line breaks."""
        if not handler.path.startswith("/v1/blobs/"):
            say(handler, 200, deliver(self.office, body) if body else b"{}")
            return
        if not self.left:
            handler.close_connection = True
            return
        self.left -= 1
        container = read_single(body, UP)
        self.taken.append(container.fields.number("offset"))
        reached = keep_part(self.office, sender_of(self.office, container), container)
        if reached is None:
            say(handler, 204, b"")
        else:
            say(handler, 202, b'{"bytes":%d,"v":1}' % reached, "application/json")


def test_after_a_cut_it_goes_on_where_it_stopped(pair: Pair) -> None:
    file = picture(pair.workroom, 4 * CHUNK)
    clue, *_ = register(pair.workroom, 1, attachments=(file,))
    offsets: list[int] = []
    for chunks in (2, 1, 9):
        line = Faulty(pair.office, chunks)
        with stranger(certificate_of(pair.office), line) as here:
            point_to(pair.workroom, here.address)
            if chunks < 9:
                assert code_of(synchronise, pair.workroom) == "SYNC_NO_NETWORK"
                # The clue itself is safe and says what it waits for, on both sides.
                assert files_of(pair.workroom, clue.id).held
                assert files_of(pair.office, clue.id) == Files(0, 1)
            else:
                assert synchronise(pair.workroom).missing_files == 0
        offsets += line.taken
    assert offsets == [0, CHUNK, 2 * CHUNK, 3 * CHUNK]
    assert pair.office.blobs.get(file.sha256) == pair.workroom.blobs.get(file.sha256)


def test_an_attachment_of_two_clues_travels_once(online: Online) -> None:
    file = picture(online.workroom, 3 * CHUNK)
    first, second = register(online.workroom, 2, attachments=(file,))
    synchronise(online.workroom)
    assert files_of(online.office, first.id) == files_of(online.office, second.id) == Files(1, 1)
    with online.office.store.reading() as tx:
        assert tx.attachments.uploaded(device_in(online.office).id, online.office.today()) == 3 * CHUNK


@pytest.fixture
def named(pair: Pair) -> tuple[Device, bytes]:
    """The device, and the bytes of an attachment that the office waits for."""
    file = picture(pair.workroom, 3_000)
    register(pair.workroom, 1, attachments=(file,))
    exchange_by_hand(pair.office, pair.workroom)
    return device_in(pair.office), pair.workroom.blobs.get(file.sha256)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3_000), st.integers(1, 3_000)), max_size=12))
def test_any_chunks_in_any_order_give_the_whole_or_nothing(
    pair: Pair, named: tuple[Device, bytes], tries: list[tuple[int, int]]
) -> None:
    device, data = named
    digest, refusals = sha256_hex(data), set[str]()
    for offset, length in tries:
        here = attachments.reached(pair.office, device, digest)
        try:
            now = take_chunk(pair.office, device, digest, offset, len(data), data[offset : offset + length])
        except SyncError as refused:
            refusals.add(refused.code)
            continue
        assert now >= here
    assert refusals <= {"BLOB_OFFSET", "BATCH_DAMAGED"}
    here = attachments.reached(pair.office, device, digest)
    assert take_chunk(pair.office, device, digest, here, len(data), data[here:] or data[:1]) in {len(data), here}
    assert pair.office.blobs.get(digest) == data


def test_a_wrong_whole_is_thrown_away_and_can_come_again(pair: Pair, named: tuple[Device, bytes]) -> None:
    device, data = named
    digest = sha256_hex(data)
    take_chunk(pair.office, device, digest, 0, len(data), b"x" * 2_000)
    assert code_of(take_chunk, pair.office, device, digest, 2_000, len(data), data[2_000:]) == "BATCH_DAMAGED"
    with pytest.raises(NotFoundError):
        pair.office.blobs.get(digest)
    assert take_chunk(pair.office, device, digest, 0, len(data), data) == len(data)


def test_no_more_than_the_quota_of_a_day(pair: Pair, named: tuple[Device, bytes], clock: SetClock) -> None:
    device, data = named
    digest = sha256_hex(data)
    set_allowance(pair.office, allowing(file_size=3_000, day_size=3_000))
    with pair.office.store.writing() as tx:
        tx.attachments.add_upload(device.id, pair.office.today(), 1_000)
    take_chunk(pair.office, device, digest, 0, len(data), data[:1_500])
    assert code_of(take_chunk, pair.office, device, digest, 1_500, len(data), data[1_500:]) == "BLOB_QUOTA"
    clock.forward(days=1)
    assert take_chunk(pair.office, device, digest, 1_500, len(data), data[1_500:]) == len(data)


def by_network(both: Online, folder: Path) -> SyncReport:
    return synchronise(both.workroom)


def by_file(both: Online, folder: Path) -> SyncReport:
    (path,) = seal_to_file(both.workroom, folder).files
    return read_receipt_file(both.workroom, receive_file(both.office, path, folder).receipt_path)


@pytest.mark.parametrize("carry", [by_network, by_file])
def test_what_is_too_much_is_told_and_holds_up_nothing(
    online: Online, tmp_path: Path, carry: Callable[[Online, Path], SyncReport]
) -> None:
    small = [picture(online.workroom, 100 + n, n) for n in range(3)]
    large = picture(online.workroom, 2_000)
    set_allowance(online.office, allowing(files=2, file_size=1_500))
    many, heavy, _ = (
        register(online.workroom, 1, n, attachments=a)[0] for n, a in ((1, tuple(small)), (2, (large,)), (3, ()))
    )
    report = carry(online, tmp_path)
    assert (report.confirmed, report.rejected, report.missing_files, report.not_taken_files) == (3, 0, 0, 2)
    assert same_content(online.office, online.workroom)
    there = files_of(online.workroom, many.id)
    assert (there.held, [name for name, _ in there.refused]) == (True, ["照片.png"])
    assert there.refused[0][1] == "一条线索最多收 2 个附件，要补送请另登记一条线索"
    assert files_of(online.workroom, heavy.id).refused[0][1].startswith("每个附件最多 0.1 兆字节，请压缩")
    for refused in (small[2], large):
        assert not reading_blob(online.office, refused.sha256)
        assert online.workroom.blobs.get(refused.sha256), "the workroom keeps its own"
    # Mended in a clue of its own, as the words say; the other one when the office takes larger ones again.
    register(online.workroom, 1, 4, attachments=(small[2],))
    set_allowance(online.office, allowing(files=2))
    report = carry(online, tmp_path)
    if carry is by_file:
        # What had been refused did not burden the stick; now the office has said that it wants it.
        report = carry(online, tmp_path)
    assert (report.missing_files, report.not_taken_files) == (0, 0)
    for mended in (small[2], large):
        assert online.office.blobs.get(mended.sha256) == online.workroom.blobs.get(mended.sha256)
    assert files_of(online.workroom, many.id) == Files(3, 3), "the same bytes, named by another clue"
    assert files_of(online.workroom, heavy.id) == Files(1, 1)


def test_an_allowance_that_would_let_nothing_through_is_refused(pair: Pair) -> None:
    for wrong in (
        {"files": 0},
        {"file_size": 2_000, "clue_size": 1_000},
        {"file_size": 21_000_000},
        {"station_size": 1},
    ):
        with pytest.raises(InputError) as caught:
            set_allowance(pair.office, allowing(**wrong))
        assert caught.value.code == "INPUT_INVALID"
    assert allowance(pair.office) == Allowance()
    with pytest.raises(InputError):
        set_allowance(pair.workroom, allowing())


def test_a_workstation_shares_what_is_left_among_all_that_it_asks_for(pair: Pair) -> None:
    files = [picture(pair.workroom, 1_000, n) for n in range(3)]
    register(pair.workroom, 1, attachments=tuple(files))
    exchange_by_hand(pair.office, pair.workroom)
    device, lacking = device_in(pair.office), {file.sha256: 0 for file in files}
    set_allowance(pair.office, allowing(file_size=1_000, station_size=2_500))
    told = not_taken(pair.office, device, lacking)
    assert list(told) == [files[2].sha256]
    assert "请与区办公室联系" in told[files[2].sha256]
    # What has come of it already needs no room any more.
    assert not not_taken(pair.office, device, lacking | {files[2].sha256: 500})


def test_places_that_cannot_be_are_refused(pair: Pair, named: tuple[Device, bytes]) -> None:
    device, data = named
    digest = sha256_hex(data)
    for offset, total, chunk in ((-1, 10, b"a"), (9, 10, b"ab"), (0, ATTACHMENT_LIMIT + 1, b"a"), (0, 10, b"")):
        assert code_of(take_chunk, pair.office, device, digest, offset, total, chunk) == "BATCH_DAMAGED"
    assert code_of(take_chunk, pair.office, replace(device, unit="CHG"), digest, 0, 10, b"a") == "BLOB_UNWANTED"


def test_files_carry_what_is_still_missing(pair: Pair, tmp_path: Path) -> None:
    file = picture(pair.workroom, 2 * CHUNK)
    clue, *_ = register(pair.workroom, 1, attachments=(file,))
    exchange_by_hand(pair.office, pair.workroom)
    assert files_of(pair.office, clue.id) == Files(0, 1)
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    received = receive_file(pair.office, path, tmp_path)
    assert received.missing_files == 0
    assert undelivered(pair.workroom)
    read_receipt_file(pair.workroom, received.receipt_path)
    assert not undelivered(pair.workroom)
    assert files_of(pair.workroom, clue.id) == files_of(pair.office, clue.id) == Files(1, 1)
    assert code_of(seal_to_file, pair.workroom, tmp_path) == "SYNC_NOTHING"


def test_a_clue_without_its_files_can_be_worked_on(pair: Pair) -> None:
    clue, *_ = register(pair.workroom, 1, attachments=(picture(pair.workroom, 100),))
    exchange_by_hand(pair.office, pair.workroom)
    accepted, _ = casework.accept_clue(pair.office, clue.id)
    assert accepted.formal_number
    assert files_of(pair.office, clue.id).held
