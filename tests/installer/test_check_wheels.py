"""The wheel check on the project's own lock file, and on ones made worse."""

import dataclasses
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Doctor = Callable[[str, Callable[[str], bool]], Any]


@pytest.fixture
def check(load: Callable[[str], ModuleType]) -> Any:
    return load("check_wheels")


@pytest.fixture
def lock(check: Any, checkout: Path) -> Any:
    return check.read_lock(checkout / "uv.lock")


@pytest.fixture
def doctored(lock: Any) -> Doctor:
    """The lock file in which a package keeps only the wheels whose names pass."""

    def keep(name: str, passes: Callable[[str], bool]) -> Any:
        packages = [
            dataclasses.replace(package, wheels=tuple(wheel for wheel in package.wheels if passes(wheel.filename)))
            if package.name == name
            else package
            for package in lock.packages
        ]
        assert packages != list(lock.packages)
        return dataclasses.replace(lock, packages=tuple(packages))

    return keep


def test_the_projects_lock_is_good(checkout: Path) -> None:
    command = [sys.executable, "installer/check_wheels.py"]
    answer = subprocess.run(command, cwd=checkout, capture_output=True, encoding="utf-8", check=False)
    assert (answer.returncode, answer.stderr) == (0, ""), answer.stdout


@pytest.mark.parametrize(
    ("system", "minor", "wheel", "usable"),
    [
        ("linux", 11, "a-1-py3-none-any.whl", True),
        ("linux", 11, "a-1-py2.py3-none-any.whl", True),
        ("linux", 11, "a-1-2build-py3-none-any.whl", True),
        ("linux", 11, "a-1-py312-none-any.whl", False),
        ("linux", 13, "a-1-py312-none-any.whl", True),
        ("linux", 11, "a-1-py2-none-any.whl", False),
        ("linux", 12, "a-1-cp312-cp312-manylinux_2_28_x86_64.whl", True),
        ("linux", 12, "a-1-cp311-cp311-manylinux_2_28_x86_64.whl", False),
        ("linux", 13, "a-1-cp313-cp313t-manylinux_2_28_x86_64.whl", False),
        ("linux", 13, "a-1-cp39-abi3-manylinux_2_28_x86_64.whl", True),
        ("linux", 12, "a-1-cp313-abi3-manylinux_2_28_x86_64.whl", False),
        ("linux", 11, "a-1-cp311-cp311-manylinux_2_34_x86_64.whl", False),
        ("linux", 11, "a-1-cp311-cp311-manylinux_3_0_x86_64.whl", False),
        ("linux", 11, "a-1-cp311-cp311-manylinux2014_x86_64.manylinux_2_34_x86_64.whl", True),
        ("linux", 11, "a-1-cp311-cp311-manylinux_2_28_aarch64.whl", False),
        ("linux", 11, "a-1-cp311-cp311-musllinux_1_2_x86_64.whl", False),
        ("linux", 11, "a-1-cp311-cp311-linux_x86_64.whl", False),
        ("linux", 11, "a-1-cp311-cp311-win_amd64.whl", False),
        ("linux", 11, "a-1-pp311-pypy311_pp73-manylinux_2_28_x86_64.whl", False),
        ("win32", 11, "a-1-cp311-cp311-win_amd64.whl", True),
        ("win32", 11, "a-1-cp311-cp311-win32.whl", False),
        ("win32", 11, "a-1-cp311-cp311-win_arm64.whl", False),
        ("win32", 11, "a-1-py3-none-win_amd64.whl", True),
    ],
)
def test_which_wheels_are_usable(check: Any, system: str, minor: int, wheel: str, *, usable: bool) -> None:
    assert check.Target(system, minor).takes(wheel) is usable


@pytest.mark.parametrize("name", ["a-1.tar.gz", "a.whl", "a-1-b-c-d-e-f-g.whl"])
def test_a_name_that_is_no_wheel(check: Any, name: str) -> None:
    with pytest.raises(check.LockError):
        check.Target("linux", 11).takes(name)


def test_wheels_for_a_newer_system_are_not_enough(check: Any, doctored: Doctor) -> None:
    worse = doctored("cryptography", lambda name: "manylinux" not in name or "_34_" in name)
    problems = check.wheel_problems(worse)
    assert [problem.partition(" cp3")[2] for problem in problems] == ["11 的安装文件", "12 的安装文件", "13 的安装文件"]
    assert all(problem.startswith("cryptography ") and "manylinux_2_28_x86_64" in problem for problem in problems)


def test_windows_is_not_forgotten(check: Any, doctored: Doctor) -> None:
    problems = check.wheel_problems(doctored("pyside6-essentials", lambda name: "win_amd64" not in name))
    assert len(problems) == 3
    assert all("win_amd64" in problem for problem in problems)


def test_one_python_is_not_forgotten(check: Any, doctored: Doctor) -> None:
    problems = check.wheel_problems(doctored("sqlcipher3", lambda name: "cp313" not in name))
    assert [problem.rpartition("sqlcipher3")[2].split("：")[1] for problem in problems] == [
        "没有可用于 manylinux_2_28_x86_64 cp313 的安装文件",
        "没有可用于 win_amd64 cp313 的安装文件",
    ]


def test_source_alone_is_not_enough(check: Any, doctored: Doctor) -> None:
    assert len(check.wheel_problems(doctored("reportlab", lambda _: False))) == 6


def test_a_package_counts_only_where_it_is_needed(check: Any, doctored: Doctor) -> None:
    problems = check.wheel_problems(doctored("pywin32-ctypes", lambda _: False))
    assert [problem.partition("：")[2] for problem in problems] == [
        f"没有可用于 win_amd64 cp3{minor} 的安装文件" for minor in (11, 12, 13)
    ]
    assert len(check.wheel_problems(doctored("secretstorage", lambda _: False))) == 3


def test_developers_tools_count_on_linux_only(check: Any, doctored: Doctor) -> None:
    assert check.wheel_problems(doctored("ruff", lambda name: "win" not in name)) == []
    assert len(check.wheel_problems(doctored("ruff", lambda name: "manylinux" not in name))) == 3


def test_a_stale_lock_is_told(check: Any, lock: Any, checkout: Path) -> None:
    text = (checkout / "pyproject.toml").read_text(encoding="utf-8")
    assert check.stale_problems(lock, text) == []
    newer = text.replace('"requests>=', '"Brand_New[x]>=').replace('"zxing-cpp>=', '"qr.reader>=')
    assert check.stale_problems(lock, newer) == [
        "brand-new：pyproject.toml 里有，uv.lock 里没有，请重新锁定",
        "qr-reader：pyproject.toml 里有，uv.lock 里没有，请重新锁定",
        "requests：uv.lock 里有，pyproject.toml 里没有，请重新锁定",
        "zxing-cpp：uv.lock 里有，pyproject.toml 里没有，请重新锁定",
    ]


def test_problems_end_with_code_1(
    check: Any, checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (checkout / "uv.lock").read_text(encoding="utf-8")
    (tmp_path / "uv.lock").write_text(text.replace("manylinux_2_28_x86_64", "manylinux_2_39_x86_64"), encoding="utf-8")
    (tmp_path / "pyproject.toml").write_bytes((checkout / "pyproject.toml").read_bytes())
    assert check.main(tmp_path) == 1
    printed = capsys.readouterr().out
    assert re.search("pyside6-essentials .*：没有可用于 manylinux_2_28_x86_64 cp311 的安装文件", printed)
    (tmp_path / "uv.lock").unlink()
    assert check.main(tmp_path) == 1
    assert capsys.readouterr().out.startswith("依赖清单读不懂：")
