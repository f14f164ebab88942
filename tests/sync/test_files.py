"""Batches and receipts as files: there and back, twice, damaged, mixed up, on bad media."""

import os
import resource
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError, SyncError, UserError
from baixing_desktop.papers import page_png
from baixing_desktop.usecases import casework, reading
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file
from baixing_desktop.usecases.printing import attachment3
from baixing_desktop.usecases.scanning import file_scans
from sync import carrier, export, read_receipt_file, receive_file, seal_to_file, state
from sync.batch import Room
from tests.builders import SetClock, new_home, open_home
from tests.sync.conftest import Pair
from tests.sync.helpers import clues_in, enrol_by_hand, everything_in, register, same_content

PNG = b"\x89PNG\r\n\x1a\n"


def code_of(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.code


def test_there_and_back(pair: Pair, tmp_path: Path) -> None:
    registered = register(pair.workroom, 3)
    exported = seal_to_file(pair.workroom, tmp_path)
    me = pair.workroom.installation
    assert [path.name for path in exported.files] == [f"HZ-SY-{me.device_code}-1-1-3.bxp"]
    assert exported.events == 3
    assert {c.workroom_state for c in clues_in(pair.workroom).values()} == {ClueState.SUBMITTED}

    received = receive_file(pair.office, exported.files[0], tmp_path)
    assert received.receipt_path.name == f"回执-SY-{me.device_code}-1-1-3.bxr"
    assert (received.accepted, received.duplicate, received.rejected, received.missing_files) == (3, 0, 0, 0)
    assert same_content(pair.office, pair.workroom)

    assert state(pair.workroom).only_here == 3
    report = read_receipt_file(pair.workroom, received.receipt_path)
    assert (report.confirmed, report.rejected, report.news) == (3, 0, 0)
    assert state(pair.workroom).only_here == 0
    found = clues_in(pair.workroom)
    assert {found[c.id].workroom_state for c in registered} == {ClueState.ACKNOWLEDGED}
    assert all(found[c.id].receipt_number for c in registered)


def test_no_name_in_a_file_or_its_name(pair: Pair, tmp_path: Path) -> None:
    register(pair.workroom, 2)
    exported = seal_to_file(pair.workroom, tmp_path)
    received = receive_file(pair.office, exported.files[0], tmp_path)
    for path in (exported.files[0], received.receipt_path):
        for word in ("张䶮", "13800000001", "沙园七街", "测试员"):
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                assert word.encode(encoding) not in path.read_bytes()
            assert word not in path.name


def test_the_same_file_twice_gives_the_same_receipt(pair: Pair, tmp_path: Path) -> None:
    register(pair.workroom, 2)
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    first = receive_file(pair.office, path, tmp_path)
    before = everything_in(pair.office)
    assert receive_file(pair.office, path, tmp_path).accepted == first.accepted
    # The clock of the test stands still, so even the last contact is the same.
    assert everything_in(pair.office) == before
    assert read_receipt_file(pair.workroom, first.receipt_path).confirmed == 2
    before = everything_in(pair.workroom)
    again = read_receipt_file(pair.workroom, first.receipt_path)
    assert (again.confirmed, again.rejected, again.news) == (0, 0, 0)
    assert everything_in(pair.workroom) == before


def test_every_file_repeats_what_has_no_receipt_yet(pair: Pair, tmp_path: Path) -> None:
    register(pair.workroom, 2)
    seal_to_file(pair.workroom, tmp_path)
    register(pair.workroom, 1, start=5)
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    assert path.name.split("-")[-2:] == ["1", "3.bxp"]
    receipt = receive_file(pair.office, path, tmp_path).receipt_path
    assert read_receipt_file(pair.workroom, receipt).confirmed == 3
    assert same_content(pair.office, pair.workroom)


def test_it_does_not_matter_which_receipts_were_lost(pair: Pair, tmp_path: Path) -> None:
    receipts: list[Path] = []
    for number in (1, 2, 3):
        register(pair.workroom, 1, start=number)
        (path,) = seal_to_file(pair.workroom, tmp_path).files
        receipts.append(receive_file(pair.office, path, tmp_path).receipt_path)
    assert read_receipt_file(pair.workroom, receipts[1]).confirmed == 2
    assert state(pair.workroom).only_here == 1
    assert read_receipt_file(pair.workroom, receipts[0]).confirmed == 0
    assert read_receipt_file(pair.workroom, receipts[2]).confirmed == 1
    assert state(pair.workroom).only_here == 0
    assert same_content(pair.office, pair.workroom)


def test_a_batch_whose_forerunner_is_missing_waits(pair: Pair, tmp_path: Path) -> None:
    """The office was restored from a backup that is older than what it had confirmed."""
    register(pair.workroom, 1)
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    with pair.office.store.writing() as tx:
        before = tx.connection.exec_driver_sql("SELECT last, head FROM device").one()
    read_receipt_file(pair.workroom, receive_file(pair.office, path, tmp_path).receipt_path)
    with pair.office.store.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE device SET last = ?, head = ?", tuple(before))
    register(pair.workroom, 1, start=2)
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    with pytest.raises(SyncError) as caught:
        receive_file(pair.office, path, tmp_path)
    assert code_of(caught) == "BATCH_GAP"
    assert "第 1 条" in str(caught.value)


def test_more_than_one_file_takes_is_split_and_read_in_order(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(pair.workroom, 5)
    monkeypatch.setattr(export, "FILE", Room(2, 2**20))
    files = seal_to_file(pair.workroom, tmp_path).files
    assert [path.name.split("-")[-2:] for path in files] == [["1", "2.bxp"], ["3", "4.bxp"], ["5", "5.bxp"]]
    receipts = [receive_file(pair.office, path, tmp_path).receipt_path for path in files]
    with pytest.raises(SyncError) as caught:
        read_receipt_file(pair.workroom, receipts[1])
    assert code_of(caught) == "BATCH_GAP"
    assert [read_receipt_file(pair.workroom, path).confirmed for path in receipts] == [2, 2, 1]
    assert same_content(pair.office, pair.workroom)


def test_attachments_travel_in_the_file(pair: Pair, tmp_path: Path) -> None:
    pictures = [attach_file(pair.workroom, f"{n}.png", PNG + bytes([n]) * 50_000) for n in range(3)]
    (first,) = register(pair.workroom, 1, attachments=(pictures[0], pictures[1]))
    register(pair.workroom, 1, start=2, attachments=(pictures[1], pictures[2]))
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    received = receive_file(pair.office, path, tmp_path)
    assert (received.accepted, received.missing_files) == (2, 0)
    for picture in pictures:
        assert pair.office.blobs.get(picture.sha256) == pair.workroom.blobs.get(picture.sha256)
    assert reading.find_clue(pair.office, first.id).content.attachments == (pictures[0], pictures[1])


def test_a_lost_attachment_does_not_hold_up_its_clue(pair: Pair, tmp_path: Path) -> None:
    picture = attach_file(pair.workroom, "a.png", PNG)
    register(pair.workroom, 1, attachments=(picture,))
    shutil.rmtree(pair.workroom.home / "attachments")
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    received = receive_file(pair.office, path, tmp_path)
    assert (received.accepted, received.missing_files) == (1, 1)
    assert read_receipt_file(pair.workroom, received.receipt_path).missing_files == 1


def test_any_changed_byte_or_cut_of_a_file_changes_nothing_in_the_office(pair: Pair, tmp_path: Path) -> None:
    register(pair.workroom, 1)
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    good, before, bad = path.read_bytes(), everything_in(pair.office), tmp_path / "bad.bxp"
    codes: set[str] = set()
    for place in range(len(good)):
        changed = bytearray(good)
        changed[place] ^= 0x04
        bad.write_bytes(changed)
        with pytest.raises(SyncError) as caught:
            receive_file(pair.office, bad, tmp_path)
        codes.add(code_of(caught))
    for length in range(0, len(good), 7):
        bad.write_bytes(good[:length])
        with pytest.raises(SyncError) as caught:
            receive_file(pair.office, bad, tmp_path)
        assert code_of(caught) == "BATCH_DAMAGED"
    assert codes == {"BATCH_DAMAGED", "BATCH_TOO_NEW", "BATCH_UNKNOWN_DEVICE"}
    assert everything_in(pair.office) == before
    assert not list(tmp_path.glob("*.bxr"))
    assert receive_file(pair.office, path, tmp_path).accepted == 1


def test_a_damaged_attachment_refuses_the_whole_file(pair: Pair, tmp_path: Path) -> None:
    register(pair.workroom, 1, attachments=(attach_file(pair.workroom, "a.png", PNG),))
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    good, before = path.read_bytes(), everything_in(pair.office)
    start = len(good) - _last_container(good)
    for place in range(start, len(good), 23):
        changed = bytearray(good)
        changed[place] ^= 0x04
        path.write_bytes(changed)
        with pytest.raises(SyncError) as caught:
            receive_file(pair.office, path, tmp_path)
        assert code_of(caught) in ("BATCH_DAMAGED", "BATCH_TOO_NEW")
    assert everything_in(pair.office) == before
    # Cut between the two containers, it is a whole batch with an attachment missing, and says so.
    path.write_bytes(good[:start])
    received = receive_file(pair.office, path, tmp_path)
    assert (received.accepted, received.missing_files) == (1, 1)


def _last_container(data: bytes) -> int:
    return len(data) - data.rindex(b"BXP1")


def test_any_changed_byte_of_a_receipt_changes_nothing_in_the_workroom(pair: Pair, tmp_path: Path) -> None:
    register(pair.workroom, 1)
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    receipt = receive_file(pair.office, path, tmp_path).receipt_path
    good, before, bad = receipt.read_bytes(), everything_in(pair.workroom), tmp_path / "bad.bxr"
    for place in range(len(good)):
        changed = bytearray(good)
        changed[place] ^= 0x04
        bad.write_bytes(changed)
        with pytest.raises(SyncError) as caught:
            read_receipt_file(pair.workroom, bad)
        assert code_of(caught) in ("BATCH_DAMAGED", "BATCH_TOO_NEW", "BATCH_NOT_OURS")
    assert everything_in(pair.workroom) == before


def test_every_wrong_file_has_its_own_message(pair: Pair, clock: SetClock, tmp_path: Path) -> None:
    other = new_home(tmp_path / "other", Face.WORKROOM, "CHG", clock)
    far = new_home(tmp_path / "far", Face.OFFICE, "HZZX", clock)
    enrol_by_hand(pair.office, other)
    register(pair.workroom, 1)
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    receipt = receive_file(pair.office, path, tmp_path).receipt_path
    text = tmp_path / "notes.bxp"
    text.write_text("这不是批次文件", encoding="utf-8")
    tried: dict[str, tuple[Callable[[], object], str]] = {
        "a receipt at the office": (lambda: receive_file(pair.office, receipt, tmp_path), "BATCH_NOT_OURS"),
        "a batch at the workroom": (lambda: read_receipt_file(pair.workroom, path), "BATCH_NOT_OURS"),
        "another room's receipt": (lambda: read_receipt_file(other, receipt), "BATCH_NOT_OURS"),
        "a batch at a strange office": (lambda: receive_file(far, path, tmp_path), "BATCH_UNKNOWN_DEVICE"),
        "no batch at all": (lambda: receive_file(pair.office, text, tmp_path), "BATCH_DAMAGED"),
        "no file": (lambda: receive_file(pair.office, tmp_path / "gone.bxp", tmp_path), "FILE_MISSING"),
        "a folder": (lambda: receive_file(pair.office, tmp_path, tmp_path), "FILE_UNREADABLE"),
        "the wrong face": (lambda: receive_file(pair.workroom, path, tmp_path), "WRONG_ROLE"),
        "the other wrong face": (lambda: seal_to_file(pair.office, tmp_path), "WRONG_ROLE"),
    }
    for what, (act, code) in tried.items():
        with pytest.raises(UserError) as caught:
            act()
        assert caught.value.code == code, what
    other.close()
    far.close()


def test_attachments_of_another_device_are_not_taken(pair: Pair, clock: SetClock, tmp_path: Path) -> None:
    other = new_home(tmp_path / "other", Face.WORKROOM, "CHG", clock)
    enrol_by_hand(pair.office, other)
    for desk in (pair.workroom, other):
        register(desk, 1, attachments=(attach_file(desk, "a.png", PNG + desk.unit.code.encode()),))
    (mine,) = seal_to_file(pair.workroom, tmp_path).files
    (theirs,) = seal_to_file(other, tmp_path).files
    other.close()
    stolen, good = theirs.read_bytes(), mine.read_bytes()
    before = everything_in(pair.office)
    mine.write_bytes(good + stolen[-_last_container(stolen) :])
    with pytest.raises(SyncError) as caught:
        receive_file(pair.office, mine, tmp_path)
    assert code_of(caught) == "BATCH_DAMAGED"
    assert everything_in(pair.office) == before


def test_news_comes_by_file_also_when_nothing_is_pending(pair: Pair, tmp_path: Path) -> None:
    (clue,) = register(pair.workroom, 1)
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    read_receipt_file(pair.workroom, receive_file(pair.office, path, tmp_path).receipt_path)
    casework.accept_clue(pair.office, clue.id)
    with pytest.raises(SyncError) as caught:
        seal_to_file(pair.workroom, tmp_path)
    assert code_of(caught) == "SYNC_NOTHING"
    asking = seal_to_file(pair.workroom, tmp_path, ask_for_news=True)
    assert (asking.events, asking.files[0].name.split("-")[-2:]) == (0, ["2", "1.bxp"])
    receipt = receive_file(pair.office, asking.files[0], tmp_path).receipt_path
    report = read_receipt_file(pair.workroom, receipt)
    assert (report.confirmed, report.news) == (0, 1)
    found = reading.find_clue(pair.workroom, clue.id)
    assert found.office_state is OfficeState.ACCEPTED
    assert found.formal_number == reading.find_clue(pair.office, clue.id).formal_number
    assert read_receipt_file(pair.workroom, receipt).news == 0
    assert not reading.inbound_batches(pair.office)[1:]


def test_a_copied_workroom_is_told_as_a_fork(pair: Pair, clock: SetClock, tmp_path: Path) -> None:
    register(pair.workroom, 2)
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    read_receipt_file(pair.workroom, receive_file(pair.office, path, tmp_path).receipt_path)
    clone = _copy(pair.workroom, tmp_path / "clone", clock)
    for desk, number in ((pair.workroom, 10), (clone, 20)):
        register(desk, 1, start=number)
    (mine,) = seal_to_file(pair.workroom, tmp_path).files
    receive_file(pair.office, mine, tmp_path)
    before = clues_in(pair.office)
    (tmp_path / "c").mkdir()
    (theirs,) = seal_to_file(clone, tmp_path / "c").files
    with pytest.raises(SyncError) as caught:
        receive_file(pair.office, theirs, tmp_path)
    assert code_of(caught) == "BATCH_FORK"
    assert clues_in(pair.office) == before
    # The clone went on for longer than the original: still a fork, not a continuation.
    register(clone, 3, start=30)
    for path in seal_to_file(clone, tmp_path / "c").files:
        with pytest.raises(SyncError) as caught:
            receive_file(pair.office, path, tmp_path)
        assert code_of(caught) == "BATCH_FORK"
    assert clues_in(pair.office) == before
    clone.close()


def _copy(desk: Desk, home: Path, clock: SetClock) -> Desk:
    shutil.copytree(desk.home, home)
    return open_home(home, clock)


@contextmanager
def largest_file(size: int) -> Generator[None]:
    """No file may grow beyond ``size`` bytes, as on a full stick."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_stick_that_is_full_keeps_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    path = tmp_path / "a.bxp"
    carrier.write_verified(path, [b"old"])
    with pytest.raises(InputError) as caught, largest_file(1_000):
        carrier.write_verified(path, [b"x" * 600, b"y" * 600])
    assert code_of(caught) == "FILE_NOT_WRITTEN"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        carrier.write_verified(tmp_path / "gone" / "a.bxp", [b"x"])
    assert "文件夹不存在" in str(caught.value)


def test_a_stick_that_reads_back_something_else_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, flush = tmp_path / "a.bxp", os.fsync

    def lying(handle: int) -> None:
        flush(handle)
        # Only the flush of the file comes while it still bears its temporary name.
        for file in tmp_path.glob("*.tmp"):
            file.write_bytes(b"gone")

    monkeypatch.setattr(os, "fsync", lying)
    with pytest.raises(InputError) as caught:
        carrier.write_verified(path, [b"good"])
    assert "读回" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_what_was_sealed_stays_sealed_when_the_stick_fails(pair: Pair, tmp_path: Path) -> None:
    register(pair.workroom, 1)
    with pytest.raises(InputError):
        seal_to_file(pair.workroom, tmp_path / "gone")
    assert {c.workroom_state for c in clues_in(pair.workroom).values()} == {ClueState.SEALED}
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    assert receive_file(pair.office, path, tmp_path).accepted == 1


def test_a_workstation_goes_on_after_ten_thousand_clues_in_a_year(pair: Pair, tmp_path: Path) -> None:
    """Its numbers have five digits from there on; the paper, the office and the search by number know them."""
    with pair.workroom.store.writing() as tx:
        series = f"provisional {pair.workroom.installation.device_code}"
        tx.connection.exec_driver_sql("INSERT INTO number_series VALUES (?, 2026, 9998)", (series,))
    numbers = [clue.provisional_number or "" for clue in register(pair.workroom, 2)]
    assert [number.split("-")[3] for number in numbers] == ["9999", "10000"]
    scan = tmp_path / "scan.png"
    scan.write_bytes(page_png(attachment3(pair.workroom, numbers[1:]), 0, 200))
    assert [one.number for one in file_scans(pair.workroom, [scan])[0].filed] == numbers[1:]
    received = receive_file(pair.office, seal_to_file(pair.workroom, tmp_path).files[0], tmp_path)
    assert (received.accepted, received.rejected) == (2, 0)
    assert reading.find_clue(pair.office, numbers[1]).provisional_number == numbers[1]
    with pair.workroom.store.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE number_series SET last = 99999")
    with pytest.raises(InputError, match="临时编号已用完"):
        register(pair.workroom, 1, start=7)
