"""What the door says about missing system packages."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="system libraries are looked for on Linux only")


@pytest.fixture
def door(load: Callable[[str], ModuleType]) -> Any:
    return load("door_system")


@pytest.fixture
def debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has apt-get, as far as looking for the program goes."""
    (tmp_path / "apt-get").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))


def test_real_libraries_are_probed(door: Any) -> None:
    assert door.loads("libc.so.6")
    assert not door.loads("libbaixing-no-such-thing.so.1")


def test_only_missing_libraries_are_named(door: Any) -> None:
    everything = set(door.LIBRARIES)
    assert door.missing_libraries(everything.__contains__) == []
    assert door.missing_libraries(set[str]().__contains__) == list(door.LIBRARIES)
    assert door.missing_libraries((everything - {"libGL.so.1"}).__contains__) == ["libGL.so.1"]


def test_only_missing_programs_are_named(door: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = set(door.TEST_PROGRAMS)
    assert door.missing_programs(everything.__contains__) == []
    assert door.missing_programs((everything - {"postgres"}).__contains__) == ["postgres"]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not door.starts("baixing-no-such-program")
    (tmp_path / "baixing-no-such-program").touch(mode=0o755)
    assert door.starts("baixing-no-such-program")


@pytest.mark.usefixtures("debian")
def test_the_administrators_line_is_exact(door: Any) -> None:
    message = door.missing_message(["libGL.so.1", "libxcb-cursor.so.0", "postgres"], pip=True).lines()
    line = "    sudo apt-get update && sudo apt-get install -y libgl1 libxcb-cursor0 postgresql python3-pip"
    assert message == [
        "缺少系统软件包，请管理员运行这一行：",
        line,
        "没有改动任何文件。",
        "装好后再运行同一命令即可。",
    ]


def test_elsewhere_the_files_are_named(door: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    message = door.missing_message(["libGL.so.1"], pip=True).lines()
    assert message[1:3] == ["    libGL.so.1", "    pip"]
    assert not door.can_install()


def test_a_failed_installation_shows_its_own_words(
    door: Any, load: Callable[[str], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "apt-get").write_text('#!/bin/sh\nfor word; do last=$word; done\necho "E: no $last" >&2\nexit 100\n')
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    error: Any = load("door_words").DoorError
    with pytest.raises(error, match="系统软件包没有装成") as raised:
        door.install(["libgl1"])
    assert raised.value.lines()[1:3] == ["    E: no update", "    E: no libgl1"]
