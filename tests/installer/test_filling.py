"""A real pip fills a real virtual environment, from tiny wheels beside it."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


class Door:
    """The door's parts around one checkout."""

    def __init__(self, load: Callable[[str], ModuleType], shelf: Any) -> None:
        self._filling, self._turn = load("door_filling"), load("door_turn")
        self._packages, self._state = load("door_packages"), load("door_state")
        self.error = load("door_words").DoorError
        self.shelf = shelf
        self.place = self._state.Venv(shelf.checkout)
        self.place.notes.mkdir(parents=True)

    def fill(self, *groups: str) -> None:
        lock = self.shelf.checkout / "uv.lock"
        with self._turn.Turn(self.place.notes / "turn") as turn:
            self._filling.Filling(self.place, turn, self._packages.read_lock(lock), self._state.digest(lock)).fill(
                groups
            )

    def is_ready(self, *groups: str) -> bool:
        return bool(self.place.is_ready(self._state.digest(self.shelf.checkout / "uv.lock"), ["runtime", *groups]))

    def installed(self) -> set[str]:
        return {path.name for path in self.place.site.glob("*.dist-info")}


@pytest.fixture
def door(load: Callable[[str], ModuleType], shelf: Any) -> Door:
    return Door(load, shelf)


def test_groups_are_added_and_leftovers_removed(door: Door) -> None:
    for name in ("first-one", "second", "tool"):
        door.shelf.add(name)
    door.shelf.lock("first-one", "second", dev=("tool",))
    door.fill()
    assert door.installed() == {"first_one-1.0.dist-info", "second-1.0.dist-info"}
    assert (door.is_ready(), door.is_ready("dev")) == (True, False)
    assert (door.place.site / door.place.path_file.read_text().strip()).resolve() == door.shelf.checkout
    door.fill("dev")
    assert (door.is_ready(), door.is_ready("dev")) == (True, True)
    (door.place.site / "by_hand-1.0.dist-info").mkdir()
    door.shelf.add("second", "2.0")
    door.shelf.lock("second", dev=("tool",))
    assert not door.is_ready()
    door.fill()
    assert door.installed() == {"second-2.0.dist-info", "tool-1.0.dist-info", "by_hand-1.0.dist-info"}
    assert (door.is_ready(), door.is_ready("dev")) == (True, False)


def test_a_wheel_with_another_hash_is_refused(door: Door) -> None:
    wheel: Path = door.shelf.add("first")
    door.shelf.lock("first")
    good = wheel.read_bytes()
    wheel.write_bytes(good + b"\0")
    with pytest.raises(door.error, match="依赖包没有装成") as raised:
        door.fill()
    assert any("HASHES" in line for line in raised.value.lines())
    assert not door.is_ready()
    wheel.write_bytes(good)
    before = door.place.python.lstat().st_ino
    door.fill()
    assert door.is_ready()
    assert door.place.python.lstat().st_ino == before, "after a failed download there is nothing to make anew"


def test_left_half_way_it_is_made_anew(door: Door, load: Callable[[str], ModuleType]) -> None:
    door.shelf.add("first")
    door.shelf.lock("first")
    door.fill()
    (door.place.site / "first.py").unlink()
    door.place.write_state(load("door_state").State(ready=False, lock="", python="", packages={}))
    door.fill()
    assert door.is_ready()
    assert (door.place.site / "first.py").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  Downloading PySide6_Essentials-6.8.3-cp39-abi3-manylinux_2_28_x86_64.whl (95.3 MB)", "（95 MB）"),
        ("Downloading x/a_b-1.0-py3-none-any.whl (7.0 MB)", "正在下载 a_b（7 MB）"),
        ("  Downloading idna-3.20-py3-none-any.whl (70 kB)", ""),
        ("  Downloading small-3.20-py3-none-any.whl (1.2 MB)", ""),
        ("Collecting PySide6_Essentials", ""),
    ],
)
def test_large_downloads_are_told(load: Callable[[str], ModuleType], line: str, said: str) -> None:
    announcement = load("door_filling").download_announcement(line)
    assert said in announcement
    assert bool(said) == bool(announcement)
