"""Where a record must not be, and what is said when its disk fails it."""

import os
import subprocess
from collections.abc import Generator
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.units import Face
from baixing_desktop.drives import mounts_say, on_network, windows_says
from baixing_desktop.errors import InputError, StoreError
from baixing_desktop.usecases import backups
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue, save_draft
from baixing_desktop.usecases.reading import list_clues
from tests.builders import clue_content, new_home, open_home

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home/共享 nfs4 rw 0 0
/dev/sdb1 /home/共享/local ext4 rw 0 0
//office/share /mnt/with\\040blank cifs rw 0 0
""".splitlines()


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/home/li", False),
        ("/home/共享/工作台", True),
        ("/home/共享/local/工作台", False),
        ("/home/共享的", False),
        ("/mnt/with blank", True),
    ],
)
def test_mounted_shares_are_known(path: str, remote: bool) -> None:
    assert mounts_say(PurePosixPath(path), MOUNTS) is remote


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        (r"\\office\share\工作台", True),
        (r"\\?\UNC\office\share\工作台", True),
        (r"\\?\C:\工作台", False),
        (r"C:\Users\li\工作台", False),
    ],
)
def test_shares_by_name_are_known(path: str, remote: bool) -> None:
    assert windows_says(PureWindowsPath(path)) is remote


def test_this_folder_is_here(tmp_path: Path) -> None:
    assert not on_network(tmp_path / "not yet" / "there")


@pytest.fixture
def small_disk(tmp_path: Path) -> Generator[Path]:
    """A disk of its own that fills up soon."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("mounting a small disk takes root")
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", place], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this system does not let us mount")
    yield place
    subprocess.run(["/bin/umount", "-l", place], check=True)


def test_a_full_disk_is_said_and_what_was_saved_stays(small_disk: Path) -> None:
    desk = new_home(small_disk / "home", Face.WORKROOM, "SY")
    register_clue(desk, clue_content(1))
    ballast = small_disk / "ballast"
    with pytest.raises(StoreError) as refused:
        _fill(desk, ballast)
    assert refused.value.code == "STORE_DISK_FULL"
    with pytest.raises((StoreError, InputError)) as no_backup:
        backups.back_up(desk)
    assert no_backup.value.code == "STORE_DISK_FULL"
    saved = list_clues(desk, ClueQuery()).total
    ballast.unlink()
    desk.close()
    again = open_home(desk.home)
    assert list_clues(again, ClueQuery()).total == saved >= 1
    save_draft(again, clue_content(99))
    assert backups.back_up(again)[0].good
    again.close()


def _fill(desk: Desk, ballast: Path) -> None:
    free = os.statvfs(ballast.parent)
    ballast.write_bytes(bytes(free.f_bavail * free.f_frsize - 100_000))
    for number in range(2, 200):
        register_clue(desk, clue_content(number, analysis="路" * 5000))


def test_a_folder_that_cannot_be_written_is_said(workroom: Desk) -> None:
    with pytest.raises((InputError, StoreError)) as refused:
        backups.back_up(workroom, Path("/proc/baixing"))
    assert refused.value.code in ("STORE_READ_ONLY", "FILE_NOT_WRITTEN")
