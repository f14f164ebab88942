"""The whole program as a process: it opens, is told to end, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from baixing_desktop.domain.units import Face
from tests.builders import new_home
from tests.effort import some

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and /proc as on Linux")


Program = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def hears_interrupts() -> Generator[None]:
    """A run started in the background ignores interrupts, and what it starts would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def started(tmp_path: Path, hears_interrupts: None) -> Generator[Program]:
    """Starts the program with its window off the screen and its temporary files in the test's folder.

    Nothing outlives a test that failed before it had told the program to end.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    running: list[subprocess.Popen[bytes]] = []

    def start(*line: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "baixing_desktop", *line]
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, cwd=tmp_path)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def wait_for(process: "subprocess.Popen[bytes]", there: Callable[[], bool]) -> None:
    """Until the program is as far as ``there`` says."""
    deadline = time.monotonic() + PATIENCE
    while not there():
        assert process.poll() is None, process.stderr.read() if process.stderr else b""
        assert time.monotonic() < deadline, "never got so far"
        time.sleep(0.05)


def showing_windows(process: "subprocess.Popen[bytes]") -> bool:
    """Whether Qt has loaded what it draws windows with."""
    return "libqoffscreen" in Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "with_windows"),
    some([(signal.SIGTERM, True)], [(signal.SIGINT, False), (signal.SIGTERM, False), (signal.SIGINT, True)]),
)
def test_the_demonstration_is_gone_when_it_ends(
    started: Program, tmp_path: Path, number: signal.Signals, *, with_windows: bool
) -> None:
    process = started("--demo")
    wait_for(process, lambda: bool(list(tmp_path.glob("baixing-demo-*/SY/record.db"))))
    if with_windows:
        wait_for(process, lambda: showing_windows(process))
    process.send_signal(number)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode in ({0, 1} if with_windows else {1}), said.decode()
    assert "Traceback" not in said.decode()
    assert list(tmp_path.iterdir()) == []


def test_a_window_that_is_told_to_end_ends_well(started: Program, tmp_path: Path) -> None:
    new_home(tmp_path / "home", Face.WORKROOM, "SY").close()
    process = started("--home", str(tmp_path / "home"))
    # The channel on which a second start knocks.
    wait_for(process, lambda: bool(list(tmp_path.glob("baixing-*"))))
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (0, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
