"""The marker evaluator against the reference implementation, and what it refuses."""

import itertools
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from packaging.markers import Marker, default_environment

HARD = [
    "python_version < '3.9'",  # as texts, 3.11 would come first
    "python_full_version == '3.12.*'",
    "python_full_version != '3.12.*' and sys_platform == 'linux'",
    "python_full_version >= '3.12' or sys_platform == 'win32' and implementation_name == 'cpython'",
    "(python_version > '3.11' or os_name == 'nt') and platform_machine in 'x86_64 AMD64'",
    "platform_machine not in 'arm64 aarch64'",
    "'linux' == sys_platform",
    "python_full_version <= '3.13.0'",
]


def markers_of(lock: Path) -> set[str]:
    parts = lock.read_text(encoding="utf-8").split('marker = "')[1:]
    return {part.partition('"')[0] for part in parts}


def test_agrees_with_the_reference(load: Callable[[str], ModuleType], checkout: Path) -> None:
    applies, target = load("door_markers").applies, load("check_wheels").Target
    markers = [*markers_of(checkout / "uv.lock"), *HARD]
    assert len(markers) > len(HARD)
    for marker, system, minor in itertools.product(markers, ("linux", "win32"), (11, 12, 13)):
        for environment in target(system, minor).environments():
            expected = Marker(marker).evaluate(environment)
            assert applies(marker, environment) is expected, (marker, environment)


def test_no_marker_always_applies(load: Callable[[str], ModuleType]) -> None:
    assert load("door_markers").applies("", {})


def test_this_environment_is_the_references(load: Callable[[str], ModuleType]) -> None:
    assert load("door_markers").this_environment() == default_environment()


@pytest.mark.parametrize(
    "marker",
    [
        "python_version ~= '3.11'",
        "extra == 'nodejs'",
        "__import__('os')",
        "sys_platform",
        "not sys_platform == 'linux'",
        "sys_platform < 'linux'",
        "'3' < '4' < '5'",
        "python_version > 'three'",
        "python_version in python_version.lower()",
    ],
)
def test_refuses_what_it_does_not_understand(load: Callable[[str], ModuleType], marker: str) -> None:
    door = load("door_markers")
    with pytest.raises(door.MarkerError):
        door.applies(marker, {"sys_platform": "linux", "python_version": "3.11"})
