"""``baixing update`` from a file to a program that says another version, and back."""

import sys
from pathlib import Path

import pytest

from baixing_desktop import __version__
from baixing_desktop.terminal import updating
from baixing_desktop.terminal.arguments import parse
from baixing_desktop.terminal.main import at_the_boundary, command_for
from resources import release_keys
from tests.terminal.running import Terminal
from tests.usecases.test_updating import KEYS, NEWER, Making, make, says, tree

__all__ = ["make", "tree"]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="folders are exchanged in one step on Linux only")


def run(*line: str | Path) -> int:
    arguments = parse([*map(str, line)])
    return at_the_boundary(lambda out: command_for(arguments.command, arguments.step)(arguments, out), as_json=False)


def test_a_stranger_s_package_is_refused_by_the_real_program(terminal: Terminal, make: Making, tree: Path) -> None:
    said = terminal.json("update", "apply", make(), "--program", tree, code=1)
    assert said["error"]["code"] == "UPDATE_NOT_OURS"
    assert says(tree) == __version__


def test_forward_and_back_over_a_home(
    terminal: Terminal,
    make: Making,
    tree: Path,
    secret: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    terminal.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    monkeypatch.setattr(updating, "release_keys", lambda: KEYS)
    file, where = make(news="修正了打印"), ("--program", tree, "--home", terminal.home, "--passphrase-file", secret)
    assert run("update", "check", file, *where) == 0
    assert "可以更新。" in capsys.readouterr().out
    assert run("update", "apply", file, *where) == 0
    assert says(tree) == NEWER
    said = capsys.readouterr().out
    assert "新在哪里：修正了打印" in said
    assert "更新前的备份已做好，并试恢复成功" in said
    assert len(list((terminal.home / "backups").iterdir())) == 1
    assert run("update", "rollback", *where) == 0
    assert says(tree) == __version__
    assert run("update", "rollback", *where) == 1


def test_the_keys_that_ship_are_keys() -> None:
    assert release_keys()
    assert all(len(bytes.fromhex(key)) == 32 for key in release_keys())
