"""One window per home."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import Sit
from tests.ui.seat import wait_until
from ui.instance import FirstInstance, channel, wake_first

ROOT = Path(__file__).resolve().parents[2]

_HOLD = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.instance import FirstInstance
app = QCoreApplication([])
first = FirstInstance(Path(sys.argv[1]))
print("holding" if first.holding else "not", flush=True)
app.exec()
"""


@pytest.fixture
def first(tmp_path: Path, app: QApplication) -> FirstInstance:
    return FirstInstance(tmp_path / "home")


def test_the_first_start_finds_nobody(tmp_path: Path, app: QApplication) -> None:
    assert not wake_first(tmp_path / "home")


def test_a_second_start_brings_the_first_window_forward(first: FirstInstance, tmp_path: Path) -> None:
    wanted: list[bool] = []
    first.wanted.connect(lambda: wanted.append(True))
    code = "import sys; from pathlib import Path; from ui.main import run; sys.exit(run(Path(sys.argv[1])))"
    second = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "home")], cwd=ROOT, env=os.environ)
    assert wait_until(lambda: second.poll() is not None)
    assert second.returncode == 0
    assert wait_until(lambda: bool(wanted))
    first.release()


def test_a_file_that_is_opened_goes_to_the_first_window(
    first: FirstInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []
    first.offered.connect(offered.append)
    monkeypatch.setenv("BAIXING_HOME", str(tmp_path / "home"))
    file = tmp_path / "优盘" / "HZ-SY-1-1.BXP"
    # Its words wait for us in the channel, so nobody has to answer while it starts and ends.
    second = subprocess.run([sys.executable, "-m", "baixing_desktop", str(file)], cwd=ROOT, env=os.environ, check=False)
    assert second.returncode == 0
    assert wait_until(lambda: bool(offered))
    assert offered == [str(file)]
    first.release()


def test_other_homes_are_other_windows(first: FirstInstance, tmp_path: Path) -> None:
    assert channel(tmp_path / "home") != channel(tmp_path / "other")
    assert not wake_first(tmp_path / "other")
    first.release()


@pytest.mark.skipif(os.name == "nt", reason="named pipes vanish with their process")
def test_what_a_crash_left_does_not_stop_us(tmp_path: Path, app: QApplication) -> None:
    home = str(tmp_path / "home")
    crashed = subprocess.Popen(
        [sys.executable, "-c", _HOLD, home], cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True
    )
    assert crashed.stdout
    assert crashed.stdout.readline() == "holding\n"
    crashed.send_signal(signal.SIGKILL)
    crashed.wait()
    crashed.stdout.close()
    assert not wake_first(Path(home))
    after = FirstInstance(Path(home))
    assert after.holding
    assert wake_first(Path(home))
    after.release()


def test_the_window_comes_forward(sit: Sit, workroom_home: Path) -> None:
    seat = sit(workroom_home).open()
    seat.window.showMinimized()
    seat.window.come_forward()
    assert not seat.window.isMinimized()
    assert seat.window.isVisible()
