"""What the door remembers, and when it trusts it."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture
def door(load: Callable[[str], ModuleType]) -> Any:
    return load("door_state")


@pytest.fixture
def place(door: Any, tmp_path: Path) -> Any:
    """A virtual environment in which everything is in place."""
    place = door.Venv(tmp_path)
    for folder in (place.notes, place.scripts, place.site / "a-1.dist-info", place.site / "b-2.dist-info"):
        folder.mkdir(parents=True)
    place.python.touch()
    place.path_file.touch()
    place.write_state(state(door))
    return place


def state(door: Any, **changes: Any) -> Any:
    packages = {"runtime": ["a-1.dist-info"], "dev": ["b-2.dist-info"]}
    return door.State(**{"ready": True, "lock": "L", "python": door.this_python(), "packages": packages, **changes})


def test_ready_when_all_is_in_place(door: Any, place: Any) -> None:
    assert place.is_ready("L", ["runtime", "dev"])
    assert place.read_state() == state(door)
    assert [path.name for path in place.notes.iterdir()] == ["state.json"]


@pytest.mark.parametrize("changes", [{"ready": False}, {"lock": "M"}, {"python": "cpython-3.10"}, {"packages": {}}])
def test_not_ready_with_another_state(door: Any, place: Any, changes: dict[str, Any]) -> None:
    place.write_state(state(door, **changes))
    assert not place.is_ready("L", ["runtime"])


@pytest.mark.parametrize("broken", ["", "{", "[]", "null", '{"ready": true}'])
def test_a_broken_state_counts_as_left_half_way(place: Any, broken: str) -> None:
    (place.notes / "state.json").write_text(broken)
    assert place.read_state().ready is False
    assert not place.is_ready("L", ["runtime"])


def test_not_ready_without_a_state(place: Any) -> None:
    place.write_state(None)
    assert place.read_state() is None
    assert not place.is_ready("L", ["runtime"])


def test_a_missing_package_is_noticed_where_it_is_needed(place: Any) -> None:
    (place.site / "b-2.dist-info").rmdir()
    assert place.is_ready("L", ["runtime"])
    assert not place.is_ready("L", ["runtime", "dev"])


def test_a_missing_python_or_path_file_is_noticed(place: Any) -> None:
    place.path_file.unlink()
    assert not place.is_ready("L", ["runtime"])
    place.path_file.touch()
    place.python.unlink()
    assert not place.is_ready("L", ["runtime"])
