"""``baixing update hand-out`` in an office, a real receiving service, and a workroom that ends with the new program."""

import sys
from contextlib import closing
from pathlib import Path

import pytest

from baixing_desktop import __version__
from baixing_desktop.domain.units import Face
from baixing_desktop.terminal import handing_out, updating
from sync import enrol, make_ticket
from tests.builders import new_home
from tests.terminal.running import Terminal
from tests.terminal.test_serving_from_a_server import served
from tests.usecases.test_updating import KEYS, NEWER, Making, make, says, tree

__all__ = ["make", "tree"]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="folders are exchanged in one step on Linux only")


@pytest.fixture(autouse=True)
def keys_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages of the tests are signed with a key that only tests know."""
    for module in (handing_out, updating):
        monkeypatch.setattr(module, "release_keys", lambda: KEYS)


@pytest.fixture
def office(tmp_path: Path, secret: Path) -> Terminal:
    """The office's terminal."""
    return Terminal(tmp_path / "office", secret)


@pytest.fixture
def room(tmp_path: Path, secret: Path) -> Terminal:
    """The workroom's terminal."""
    return Terminal(tmp_path / "room", secret)


def test_from_the_office_to_a_program_that_says_another_version(
    tmp_path: Path, secret: Path, office: Terminal, room: Terminal, make: Making, tree: Path
) -> None:
    file, program = make(news="修正了打印"), ("--program", tree)
    with (
        closing(new_home(office.home, Face.OFFICE, "HZZX")) as desk,
        served(office.home, secret) as address,
    ):
        with closing(new_home(room.home, Face.WORKROOM, "SY")) as workroom:
            enrol(workroom, make_ticket(desk, "SY", address).text)
        assert "没有下发过更新包" in office.run("update", "status")
        assert f"已下发 {NEWER}（Linux 免安装版" in office.run("update", "hand-out", file)
        assert "没有比" in room.run("update", "status", *program)
        room.run("sync")
        assert f"有新版本 {NEWER}" in room.run("update", "status", *program)
        assert room.json("update", "apply", *program, code=1)["error"]["code"] == "UPDATE_NOT_FITTING"
        fetched = room.json("update", "fetch", *program)
        assert (fetched["version"], Path(fetched["file"]).read_bytes()) == (NEWER, file.read_bytes())
        room.run("sync")
        (station,) = office.json("update", "status")["stations"]
        assert (station["unit"], station["version"], station["ready"]) == ("SY", __version__, NEWER)
        said = room.run("update", "apply", *program)
        assert "更新前的备份已做好" in said
        assert says(tree) == NEWER
        assert "已撤回" in office.run("update", "withdraw", "portable")
        room.run("sync")
        assert room.json("update", "status", *program)["version"] is None
        assert not list((room.home / "updates").iterdir())
        assert "又下发了" in office.run("update", "withdraw", "portable", "--undo")
        (out,) = office.json("update", "status")["handed_out"]
        assert (out["state"], out["here"]) == ("out", True)


def test_a_package_of_a_stranger_is_not_handed_out(office: Terminal, make: Making) -> None:
    office.run("init", "--role", "office", "--unit", "HZZX", "--operator", "测试员")
    bad = make(seed=bytes(32))
    assert office.json("update", "hand-out", bad, code=1)["error"]["code"] == "UPDATE_NOT_OURS"
    assert office.json("update", "status")["handed_out"] == []
    assert office.json("update", "withdraw", "deb", code=1)["error"]["code"] == "UPDATE_NOT_FITTING"


def test_a_workroom_hands_nothing_out(room: Terminal, make: Making) -> None:
    room.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    assert room.json("update", "hand-out", make(), code=1)["error"]["code"] == "WRONG_ROLE"
