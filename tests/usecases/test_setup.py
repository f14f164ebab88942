"""Making a home and opening it: nothing half-made, nothing overwritten."""

import errno
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError, NotFoundError, StoreError, UserError, VaultError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.setup import RECORD_FILE, create_home, home_exists, open_desk, people_of
from tests.builders import CHEAP, PASSPHRASE, SetClock, clue_content, open_home


def make(home: Path, **changes: object) -> None:
    """Create a workroom of 沙园 at ``home``."""
    options: dict[str, object] = {
        "face": Face.WORKROOM,
        "unit": "SY",
        "operator": "张联络",
        "passphrase": PASSPHRASE,
        "clock": SetClock(),
        "cost": CHEAP,
    }
    create_home(home, **(options | changes))  # pyright: ignore[reportArgumentType] - callers name parameters


def test_a_new_home_is_private_and_opens(tmp_path: Path) -> None:
    home = tmp_path / "深" / "工作台"
    make(home)
    assert home_exists(home)
    assert people_of(home) == ("张联络",)
    assert home.stat().st_mode & 0o077 == 0
    desk = open_home(home)
    assert (desk.unit.code, desk.installation.operator, desk.installation.epoch) == ("SY", "张联络", 0)
    desk.close()


@pytest.mark.parametrize(
    ("changes", "error", "code"),
    [
        ({"unit": "XX"}, NotFoundError, "UNIT_UNKNOWN"),
        ({"unit": "HZZX"}, InputError, "UNIT_WRONG_KIND"),
        ({"face": Face.OFFICE}, InputError, "UNIT_WRONG_KIND"),
        ({"operator": " \n"}, InputError, "INPUT_MISSING"),
        ({"passphrase": "短"}, VaultError, "PASSPHRASE_UNFIT"),
    ],
)
def test_a_refused_set_up_leaves_nothing(
    tmp_path: Path, changes: dict[str, object], error: type[UserError], code: str
) -> None:
    with pytest.raises(error) as refused:
        make(tmp_path / "home", **changes)
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_other_peoples_files_are_not_touched(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_text("x")
    with pytest.raises(InputError) as refused:
        make(tmp_path)
    assert refused.value.code == "HOME_NOT_EMPTY"
    assert [path.name for path in tmp_path.iterdir()] == ["报告.docx"]


def test_a_disk_that_is_full_at_the_last_step_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").mkdir()

    def full(*_: object) -> Path:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", full)
        with pytest.raises(StoreError) as refused:
            make(tmp_path / "home")
    assert refused.value.code == "STORE_DISK_FULL"
    make(tmp_path / "home")


def test_an_interrupted_set_up_is_begun_anew(tmp_path: Path) -> None:
    left = tmp_path / ".home.ABC234.making"
    left.mkdir()
    (left / "vault.json").write_text("half")
    assert not home_exists(tmp_path / "home")
    make(tmp_path / "home")
    assert home_exists(tmp_path / "home")


BUILDER = """
import sys
from pathlib import Path
from baixing_desktop.usecases.homes import built_beside
with built_beside(Path(sys.argv[1])) as making:
    (making / "vault.json").write_text("half")
    print(flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_set_up_left_is_cleared_away_and_that_of_a_living_one_is_not(tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = [sys.executable, "-c", BUILDER, str(home)]
    (tmp_path / ".other.ABC234.making").mkdir()
    (tmp_path / ".home.making").mkdir()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as builder:
        assert builder.stdout is not None
        builder.stdout.readline()
        (living,) = tmp_path.glob(".home.??????.making")
        make(home)
        open_home(home).close()
        assert (living / "vault.json").exists()
        builder.kill()
    trial = home / "backups" / ".ABC234.making"
    trial.mkdir(parents=True)
    open_home(home).close()
    assert not trial.exists(), "so is what a killed backup had laid out"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".home.making", ".other.ABC234.making", "home"]


def test_two_set_ups_at_once_leave_one_home_that_opens(tmp_path: Path) -> None:
    def attempt(_: int) -> str:
        try:
            make(tmp_path / "home")
        except InputError as error:
            return error.code
        return "made"

    with ThreadPoolExecutor(4) as threads:
        ended = sorted(threads.map(attempt, range(4)))
    assert ended == ["HOME_IN_USE"] * 3 + ["made"]
    open_home(tmp_path / "home").close()
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


@pytest.mark.parametrize(("lost", "error"), [("vault.json", VaultError), (RECORD_FILE, StoreError)])
def test_a_home_that_lost_a_file_is_damaged_and_not_new(tmp_path: Path, lost: str, error: type[UserError]) -> None:
    make(tmp_path / "home")
    (tmp_path / "home" / lost).unlink()
    with pytest.raises(error):
        open_home(tmp_path / "home")
    with pytest.raises(InputError) as refused:
        make(tmp_path / "home")
    assert refused.value.code == "HOME_IN_USE"


def test_a_damaged_record_is_said_and_kept(workroom: Desk) -> None:
    register_clue(workroom, clue_content())
    workroom.close()
    record = workroom.home / RECORD_FILE
    data = bytearray(record.read_bytes())
    data[100:200] = bytes(100)
    record.write_bytes(data)
    with pytest.raises(StoreError) as refused:
        open_desk(workroom.home, passphrase=PASSPHRASE, clock=SetClock())
    assert refused.value.code == "STORE_WRONG_KEY"
    assert record.read_bytes() == data


def test_no_home_no_desk(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        open_desk(tmp_path, passphrase=PASSPHRASE, clock=SetClock())
    assert refused.value.code == "HOME_NOT_SET_UP"
