"""The proofs themselves: each can be found and asked for, and the disk that loses power does what it says."""

import os
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest

from tests.proofs.__main__ import main
from tests.proofs.catalogue import PROOFS, named
from tests.proofs.proof import MOST_FAULTS, Outcome, TooManyFaultsError, Trial
from tests.proofs.tools.disk import Disk, write_out
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.recording import Record

TRIES = 200


def test_every_proof_has_a_name_of_its_own_and_a_module() -> None:
    assert len({proof.name for proof in PROOFS}) == len(PROOFS)
    assert all(find_spec(proof.module) for proof in PROOFS)
    assert named(["power-cut"]) == (PROOFS[0],)
    assert named([]) == PROOFS


def test_a_name_that_is_no_proof_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["quick", "disk"])
    assert ended.value.code == 2
    assert "full-disk" in capsys.readouterr().err


def test_a_share_of_the_full_tier_is_never_less_than_the_quick_one() -> None:
    def sizes(*, full: bool, share: int) -> list[int]:
        trial = Trial(full, 1, Path(), share=share)
        return [trial.size(40, 5_000), trial.size(160, 1), trial.size(3, 60)]

    assert sizes(full=False, share=100) == [40, 160, 3]
    assert sizes(full=True, share=100) == [5_000, 1, 60]
    assert sizes(full=True, share=10) == [500, 10, 6]
    assert sizes(full=True, share=1) == [50, 100, 3]


def test_many_faults_end_a_proof() -> None:
    outcome = Outcome()
    outcome.expect(True, "case", "fine")
    for number in range(MOST_FAULTS - 1):
        outcome.expect(False, number, "wrong")
    with pytest.raises(TooManyFaultsError) as ended:
        outcome.fault("last", "wrong")
    assert ended.value.outcome.faults == outcome.faults
    assert len(outcome.faults) == MOST_FAULTS


def states(disk: Disk, path: str) -> set[bytes | None]:
    """What ``path`` may hold after a cut; a missing file counts as None."""
    return {disk.after_cut(Random(number)).get(path) for number in range(TRIES)}


def written(inode: int, offset: int, data: bytes) -> Record:
    return Record("W", "", "", data, inode, offset)


def test_only_what_was_flushed_is_certain(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"a" * 4)
    inode = (tmp_path / "old").stat().st_ino
    disk = Disk(tmp_path)
    disk.apply(written(inode, 0, b"b" * 4))
    assert {b"a" * 4, b"b" * 4} < states(disk, "old")
    disk.apply(Record("F", str(tmp_path / "old"), "", b"", inode, 0))
    assert states(disk, "old") == {b"b" * 4}


def test_a_new_name_is_certain_once_its_folder_was_flushed(tmp_path: Path) -> None:
    folder, flushed = tmp_path.stat().st_ino, 77
    disk = Disk(tmp_path)
    disk.apply(Record("C", str(tmp_path / "new"), "", b"", flushed, 0))
    disk.apply(written(flushed, 0, b"x"))
    disk.apply(Record("F", str(tmp_path / "new"), "", b"", flushed, 0))
    assert states(disk, "new") == {None, b"x"}
    disk.apply(Record("F", str(tmp_path), "", b"", folder, 0))
    assert states(disk, "new") == {b"x"}


def test_a_file_is_lost_with_its_folder(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    inside = tmp_path / "folder"
    disk.apply(Record("D", str(inside), "", b"", 0, 0))
    disk.apply(Record("C", str(inside / "file"), "", b"", 78, 0))
    disk.apply(Record("F", str(inside), "", b"", 79, 0))
    cuts = [disk.after_cut(Random(number)) for number in range(TRIES)]
    assert {"folder" in cut for cut in cuts} == {True, False}
    assert all(("folder" in cut) == ("folder/file" in cut) for cut in cuts)
    write_out({"folder": None, "folder/file": b"x"}, tmp_path / "out")
    assert (tmp_path / "out" / "folder" / "file").read_bytes() == b"x"


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot fork")
def test_a_child_tells_how_it_ended() -> None:
    assert in_child(lambda: 6 * 7).result() == 42
    assert in_child(lambda: os.kill(os.getpid(), 9)).killed == 9
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        in_child(lambda: 1 // 0).result()
