"""The two commands, as somebody types them."""

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PROGRAM = """
import json, os, sys, time
import first, sync
print(json.dumps([sys.argv[1:], os.getcwd(), os.environ.get("QT_QPA_PLATFORM")]), flush=True)
if sys.argv[1:] == ["wait"]:
    sys.stdin.read()
sys.exit(3)
"""


@pytest.fixture
def main(load: Callable[[str], ModuleType]) -> Any:
    return load("door_main")


@pytest.fixture
def command(shelf: Any, checkout: Path, load: Callable[[str], ModuleType]) -> list[str]:
    """``python dev.py`` of a small checkout with a program of its own."""
    system = load("door_system")
    if system.missing_libraries() and not system.can_install():
        pytest.skip("system libraries are missing here, so the door rightly stops")
    for name in ("baixing_desktop", "sync"):
        (shelf.checkout / name).mkdir()
        (shelf.checkout / name / "__init__.py").touch()
    (shelf.checkout / "baixing_desktop" / "__main__.py").write_text(PROGRAM)
    sources = ("__pycache__", "make_*", "*.sh", "check_*")
    shutil.copytree(checkout / "installer", shelf.checkout / "installer", ignore=shutil.ignore_patterns(*sources))
    shelf.add("first")
    shelf.lock("first")
    return [sys.executable, str(shelf.checkout / "installer" / "dev.py")]


def screenless() -> dict[str, str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    return {name: value for name, value in os.environ.items() if name not in hidden}


def run(command: list[str], *arguments: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*command, *arguments], capture_output=True, encoding="utf-8", check=False, env=screenless(), **options
    )


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 14)])
def test_an_unsuitable_python_is_told(load: Callable[[str], ModuleType], version: tuple[int, int]) -> None:
    reason = load("dev").refusal(version)
    assert reason.startswith(f"需要 Python 3.11、3.12 或 3.13，这里是 {version[0]}.{version[1]}。没有改动任何文件。")


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_a_suitable_python_is_taken(load: Callable[[str], ModuleType], version: tuple[int, int]) -> None:
    assert load("dev").refusal(version) == ""


def test_an_old_python_can_read_the_first_file(checkout: Path) -> None:
    ast.parse((checkout / "installer" / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--demo"], True),
        (["--home", "here"], True),
        (["--home=here"], True),
        (["--home", "here", "list"], False),
        (["selftest"], False),
        (["--help"], False),
    ],
)
def test_which_arguments_open_the_window(main: Any, arguments: list[str], *, window: bool) -> None:
    assert main.opens_window(arguments) is window


def test_without_screen(main: Any) -> None:
    assert main.without_screen({}, "linux")
    assert main.without_screen({"DISPLAY": ""}, "linux")
    assert not main.without_screen({}, "win32")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        assert not main.without_screen({name: ":0"}, "linux")


@pytest.mark.parametrize(("arguments", "code", "stdout"), [([], 2, False), (["bla"], 2, False), (["--help"], 0, True)])
def test_usage(checkout: Path, arguments: list[str], code: int, *, stdout: bool) -> None:
    answer = run([sys.executable, str(checkout / "installer" / "dev.py")], *arguments)
    assert answer.returncode == code
    assert bool(answer.stdout) is stdout
    assert "installer/dev.py run" in answer.stdout + answer.stderr


def test_run_prepares_once_and_steps_aside(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "first.py").write_text("raise RuntimeError('a file that happens to lie where one stands')")
    first = run(command, "run", "list", "--json", cwd=tmp_path)
    assert first.returncode == 3, first.stderr
    assert json.loads(first.stdout) == [["list", "--json"], str(tmp_path), None]
    assert "准备好了" in first.stderr
    seconds: list[float] = []
    for _ in range(3):
        started = time.perf_counter()
        second = run(command, "run", "list", cwd=tmp_path)
        seconds.append(time.perf_counter() - started)
        assert (second.returncode, second.stderr) == (3, "")
    assert min(seconds) < 1.0
    window = run(command, "run", cwd=tmp_path)
    assert window.stderr == "没有找到屏幕：程序照常运行，但窗口不会显示出来。\n"
    assert json.loads(window.stdout)[2] == "offscreen"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_signals_reach_the_program(command: list[str]) -> None:
    assert run(command, "run").returncode == 3
    pipe = subprocess.PIPE
    with subprocess.Popen([*command, "run", "wait"], stdin=pipe, stdout=pipe, stderr=pipe) as running:
        assert running.stdout is not None
        assert running.stdout.readline()
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=10) == -signal.SIGTERM


def test_a_failed_download_is_told_and_ends_with_1(command: list[str], shelf: Any) -> None:
    for wheel in shelf.wheels.iterdir():
        wheel.unlink()
    answer = run(command, "run")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "依赖包没有装成，pip 说：" in answer.stderr
    assert "No matching distribution found for first==1.0" in answer.stderr
    assert answer.stderr.endswith("源代码和数据都没有改动。\n请检查网络、代理设置和磁盘空间，再运行同一命令。\n")


def test_no_registry_is_named(checkout: Path) -> None:
    installer = checkout / "installer"
    ours = [
        installer / "dev.py",
        installer / "check_wheels.py",
        installer / "prove_bare_debian.sh",
        checkout / ".ci/run",
    ]
    for path in [*ours, *installer.glob("door_*.py")]:
        assert "://" not in path.read_text(encoding="utf-8"), path


@pytest.mark.parametrize(
    ("types", "tests", "code", "said"),
    [
        ("print('0 errors')", "pass", 0, ["类型：0 errors", "检查 4/4：证明"]),
        ("print('1 error'); raise SystemExit(1)", "pass", 1, ["类型：1 error", "“类型”这一步没有通过"]),
        ("import time; time.sleep(60)", "raise SystemExit(1)", 1, ["“测试”这一步没有通过"]),
    ],
)
def test_types_are_checked_while_the_tests_run(
    main: Any, capsys: pytest.CaptureFixture[str], types: str, tests: str, code: int, said: list[str]
) -> None:
    lines = [("代码规范", "pass"), (main.TYPES, types), ("测试", tests), ("证明", "pass")]
    assert main.hold([(check, [sys.executable, "-c", line]) for check, line in lines]) == code
    words = capsys.readouterr().err
    assert all(each in words for each in said), words
    assert ("证明" in words) is (code == 0)
