"""A new version lies beside the answers, in the shared folder and on the stick, and never in their way."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from baixing_desktop.errors import SyncError
from baixing_desktop.store.release import Payload
from baixing_desktop.usecases import arriving, handing_out
from baixing_desktop.usecases.handing_out import PIECE
from baixing_desktop.usecases.membership import Line, report_by
from sync import (
    Automatic,
    exchange_folder,
    fetch_from,
    read_receipt_file,
    receive_file,
    receive_folder,
    receive_on_stick,
    seal_to_file,
    updates,
)
from sync.automatic import POLL_SECONDS, REST_SECONDS
from tests.sync.conftest import Pair
from tests.sync.helpers import register
from tests.sync.releases import NEWER, PROGRAM, package
from tests.sync.test_updates import after, hand_out, kept

LAID = f"baixing-{NEWER}-portable.bxup"


class Space(NamedTuple):
    """What the system says of a disk."""

    total: int
    used: int
    free: int


def only(free: int) -> Callable[[Path], Space]:
    """A disk with so many bytes free."""
    return lambda _path: Space(free, 0, free)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The folder, or stick, that both sides reach."""
    folder = tmp_path / "共享 文件夹"
    folder.mkdir()
    return folder


def laid(folder: Path) -> list[str]:
    where = folder / "更新"
    return sorted(path.name for path in where.iterdir()) if where.is_dir() else []


def told_by_folder(pair: Pair, shared: Path) -> None:
    exchange_folder(pair.workroom, shared)
    receive_folder(pair.office, shared)
    exchange_folder(pair.workroom, shared)


def test_through_the_shared_folder(pair: Pair, shared: Path, tmp_path: Path) -> None:
    file = package(tmp_path)
    receive_folder(pair.office, shared)
    assert not (shared / "更新").exists()
    hand_out(pair.office, file)
    register(pair.workroom, 1)
    told_by_folder(pair, shared)
    assert laid(shared) == [LAID]
    stopped = fetch_from(pair.workroom, PROGRAM, shared, enough=after(1))
    assert stopped.offered is not None
    assert stopped.offered.reached == PIECE
    fetched = fetch_from(pair.workroom, PROGRAM, shared)
    assert fetched.done
    assert fetched.offered is not None
    assert fetched.offered.file is not None
    assert fetched.offered.file.read_bytes() == file.read_bytes()
    # The office hears by the folder too that it is there, once the request that lay there before is answered.
    told_by_folder(pair, shared)
    told_by_folder(pair, shared)
    assert [station.ready for station in handing_out.update_stations(pair.office)] == [NEWER]
    # Withdrawn, it goes from the folder and from the workroom; what is not ours stays.
    (shared / "更新" / "别人的.bxup").write_bytes(b"x")
    handing_out.withdraw_update(pair.office, Payload.PORTABLE)
    told_by_folder(pair, shared)
    assert laid(shared) == ["别人的.bxup"]
    assert kept(pair.workroom) == []


def test_a_file_that_is_still_being_written_or_of_somebody_else_is_left_alone(
    pair: Pair, shared: Path, tmp_path: Path
) -> None:
    hand_out(pair.office, package(tmp_path))
    told_by_folder(pair, shared)
    there = shared / "更新" / LAID
    whole = there.read_bytes()
    there.write_bytes(whole[:-1])
    assert fetch_from(pair.workroom, PROGRAM, shared).away
    assert kept(pair.workroom) == []
    # Of the right length, and something else: found out when all of it is here.
    there.write_bytes(bytes(len(whole)))
    fetched = fetch_from(pair.workroom, PROGRAM, shared)
    assert fetched.offered is not None
    assert (fetched.done, fetched.offered.refused) == (True, "文件在路上损坏了，已经删除")
    assert kept(pair.workroom) == []


def test_a_folder_without_room_still_takes_receipts(
    pair: Pair, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_out(pair.office, package(tmp_path))
    monkeypatch.setattr(updates.shutil, "disk_usage", only(10**6))
    register(pair.workroom, 1)
    exchange_folder(pair.workroom, shared)
    found = receive_folder(pair.office, shared)
    assert (len(found.received), laid(shared), found.update_trouble) == (1, [], None)
    # A place that cannot be made is told, and takes nothing back.
    monkeypatch.undo()
    shutil.rmtree(shared / "更新")
    (shared / "更新").write_bytes(b"no folder")
    register(pair.workroom, 1, start=2)
    exchange_folder(pair.workroom, shared)
    found = receive_folder(pair.office, shared)
    assert len(found.received) == 1
    assert found.update_trouble is not None


def test_on_a_stick_beside_the_receipt(pair: Pair, shared: Path, tmp_path: Path) -> None:
    hand_out(pair.office, package(tmp_path))
    register(pair.workroom, 1)
    (batch,) = seal_to_file(pair.workroom, shared).files
    received = receive_on_stick(pair.office, batch, shared)
    assert [path.name for path in received.updates] == laid(shared) == [LAID]
    read_receipt_file(pair.workroom, received.receipt_path)
    assert fetch_from(pair.workroom, PROGRAM, shared).done
    # The next stick of this workstation says that it is there, so it is spared the weight.
    other = tmp_path / "another stick"
    other.mkdir()
    (batch,) = seal_to_file(pair.workroom, other, ask_for_news=True).files
    assert receive_on_stick(pair.office, batch, other).updates == ()
    assert laid(other) == []


def test_a_small_stick_gets_its_receipt_only(
    pair: Pair, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_out(pair.office, package(tmp_path))
    register(pair.workroom, 1)
    (batch,) = seal_to_file(pair.workroom, shared).files
    little = updates.STICK_RESERVE + 1_000_000
    monkeypatch.setattr(updates.shutil, "disk_usage", only(little))
    received = receive_on_stick(pair.office, batch, shared)
    assert received.receipt_path.exists()
    assert (received.updates, received.update_trouble, laid(shared)) == ((), None, [])


def test_a_stick_that_fails_has_its_receipt_all_the_same(pair: Pair, shared: Path, tmp_path: Path) -> None:
    hand_out(pair.office, package(tmp_path))
    register(pair.workroom, 1)
    (batch,) = seal_to_file(pair.workroom, shared).files
    (shared / "更新").write_bytes(b"no folder")
    received = receive_on_stick(pair.office, batch, shared)
    assert received.update_trouble is not None
    assert read_receipt_file(pair.workroom, received.receipt_path).confirmed == 1


def test_without_anything_handed_out_a_stick_is_as_before(pair: Pair, shared: Path) -> None:
    register(pair.workroom, 1)
    (batch,) = seal_to_file(pair.workroom, shared).files
    first, again = receive_on_stick(pair.office, batch, shared), receive_file(pair.office, batch, shared)
    assert (first.updates, first.receipt_path) == ((), again.receipt_path)
    assert laid(shared) == []


def test_the_automatic_copies_from_the_folder_between_its_looks(pair: Pair, shared: Path, tmp_path: Path) -> None:
    hand_out(pair.office, package(tmp_path))
    (shared / "报送").mkdir()
    report_by(pair.workroom, Line(folder=str(shared)))
    told_by_folder(pair, shared)
    there = shared / "更新" / LAID
    hidden = there.rename(tmp_path / "on its way")
    now = [1000.0]
    automatic = Automatic(pair.workroom, lambda: now[0], lambda: 1.0, program=PROGRAM)
    assert automatic.step() is not None
    now[0] += REST_SECONDS
    assert automatic.step() is None
    # Announced and not there yet: it is not looked for all the time.
    now[0] += REST_SECONDS
    assert not automatic.due
    hidden.rename(there)
    offered = None
    for _ in range(int(POLL_SECONDS)):
        now[0] += REST_SECONDS
        automatic.step()
        offered = arriving.offered_update(pair.workroom, PROGRAM)
        if offered is not None and offered.file is not None:
            break
    assert offered is not None
    assert offered.file is not None


def test_a_medium_that_is_pulled_out_keeps_what_came(
    pair: Pair, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_out(pair.office, package(tmp_path))
    told_by_folder(pair, shared)
    fetch_from(pair.workroom, PROGRAM, shared, enough=after(1))

    def gone(_path: Path) -> bool:
        raise OSError(5, "pulled out")

    monkeypatch.setattr(Path, "is_file", gone)
    with pytest.raises((SyncError, OSError)):
        fetch_from(pair.workroom, PROGRAM, shared)
    monkeypatch.undo()
    offered = arriving.offered_update(pair.workroom, PROGRAM)
    assert offered is not None
    assert offered.reached == PIECE
    assert fetch_from(pair.workroom, PROGRAM, shared).done
