"""The turn is freed when its holders end, however they end."""

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the turn is handed to children on POSIX only")

INSTALLER = Path(__file__).resolve().parents[2] / "installer"
HOLDER = """
import pathlib, subprocess, sys
sys.path.insert(0, sys.argv[1])
from door_turn import Turn
with Turn(pathlib.Path(sys.argv[2])) as turn:
    if sys.argv[3:] == ["child"]:
        reader = [sys.executable, "-c", "import sys; sys.stdin.read()"]
        subprocess.Popen(reader, pass_fds=[turn.descriptor])
    print("mine", flush=True)
    sys.stdin.read()
"""


def holder(path: Path, *arguments: str, stdin: int = subprocess.DEVNULL) -> "subprocess.Popen[str]":
    """A process that takes the turn, says so, and keeps it until its standard input ends."""
    command = [sys.executable, "-c", HOLDER, str(INSTALLER), str(path), *arguments]
    return subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def line(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.readline().strip()


def test_the_second_waits_for_a_killed_first(tmp_path: Path) -> None:
    with holder(tmp_path / "turn", stdin=subprocess.PIPE) as first:
        assert line(first.stdout) == "mine"
        with holder(tmp_path / "turn") as second:
            assert line(second.stderr) == "另一处正在准备同一个目录，等它完成……"
            first.kill()
            assert line(second.stdout) == "mine"


def test_a_child_that_outlives_its_parent_keeps_the_turn(tmp_path: Path) -> None:
    end, mouth = os.pipe()
    with holder(tmp_path / "turn", "child", stdin=end) as first:
        os.close(end)
        assert line(first.stdout) == "mine"
        first.kill()
    with holder(tmp_path / "turn") as second:
        assert line(second.stderr) == "另一处正在准备同一个目录，等它完成……"
        os.close(mouth)  # the child reads its end and goes
        assert line(second.stdout) == "mine"
