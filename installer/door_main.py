"""The commands of the door."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from door_install import prepare
from door_state import Venv
from door_words import DoorError, say, speak_any_encoding

CHECKOUT = Path(__file__).resolve().parent.parent
USAGE = """\
用法：
    python3 installer/dev.py run [参数]     准备好依赖，打开程序；参数原样交给程序
    python3 installer/dev.py test [参数]    准备好依赖，做全部检查和测试；有参数时只做测试，参数原样交给 pytest
    python3 installer/dev.py prove [quick|full] [名称…] [--seed N]   反复制造断电、死机、断网等故障，证明数据不丢不重
    python3 installer/dev.py pictures 文件夹   用示例数据打开真实窗口，把每一页按各种尺寸、字号和配色存成图片
    python3 installer/dev.py bench [quick|full] [名称…]   与同类程序并排计时，打印倍数；对照的程序装在 build 里
    python3 installer/dev.py bench keep                   把每一项最近一次的结果写进 tests/bench/FIGURES.md 和 README
    python3 installer/dev.py schema        把升级脚本最后建成的表写成文件，新建工作台时直接用（改了升级脚本以后运行）
    python3 installer/dev.py sbom          由锁定的依赖写出软件物料清单（CycloneDX），放进 resources/compliance
    python3 installer/dev.py build deb|portable [文件夹]   做出安装包（.deb）或免安装压缩包，默认放在 dist
    python3 installer/dev.py build smoke 安装包 文件夹 [旧安装包]   在全新的 Debian 里装上，试用，更新，卸载（要 root）
    python3 installer/dev.py build start 程序              比较打包后的程序与源代码的启动时间
    python3 installer/dev.py build key 私钥文件            做一把发布用的签名钥匙：私钥写在那里，公钥随程序发出
    python3 installer/dev.py build update 安装包 私钥文件 [新在哪里]   签名，做成不上网也能更新的更新包（.bxup）"""
NO_SCREEN = "没有找到屏幕：程序照常运行，但窗口不会显示出来。"
INTERRUPTED = 130
SEED = 2022
"""The dice of the whole test run: what it finds must depend on the change, not on luck. A part of the tests that is
run by hand (``test ARGS``, ``prove``) throws them anew each time."""


def main(arguments: Sequence[str]) -> int:
    """Carry out a command; returns the exit code if the program did not take this process over."""
    speak_any_encoding()
    command, rest = "".join(arguments[:1]), arguments[1:]
    try:
        if command in _COMMANDS:
            return _COMMANDS[command](rest)
    except DoorError as stop:
        for line in stop.lines():
            say(line)
        return 1
    except KeyboardInterrupt:
        say("已中断。再运行同一命令即可。")
        return INTERRUPTED
    if command in ("-h", "--help"):
        print(USAGE)
        return 0
    say(USAGE)
    return 2


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether the program opens its window with these arguments: none, ``--demo`` or ``--home DIR``."""
    rest = list(arguments)
    while rest:
        argument = rest.pop(0)
        if argument == "--home" and rest:
            rest.pop(0)
        elif argument != "--demo" and not argument.startswith("--home="):
            return False
    return True


def without_screen(environment: Mapping[str, str], system: str = sys.platform) -> bool:
    """Whether Qt would find no screen, and has not been told what to do about it."""
    told = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return system == "linux" and not any(environment.get(name) for name in told)


TYPES = "类型"
"""The check that runs while the tests do: it can use one processor only."""


def steps(place: Venv) -> list[tuple[str, list[str]]]:
    """The checks of the test command, quickest first: what each is, and its command."""
    python = str(place.python)
    return [
        ("代码规范", [python, "-m", "ruff", "check", "."]),
        ("代码格式", [python, "-m", "ruff", "format", "--check", "."]),
        ("依赖清单", [python, "installer/check_wheels.py"]),
        ("导入方向", [str(place.scripts / "lint-imports"), "--no-logo"]),
        (TYPES, [python, "-m", "pyright", "--pythonpath", python]),
        (
            "测试",
            [
                python,
                "-m",
                "pytest",
                "-n",
                "3",
                "--dist",
                "worksteal",
                f"--randomly-seed={SEED}",
                f"--hypothesis-seed={SEED}",
                "--durations",
                "20",
            ],
        ),
        ("证明", [python, "-m", "tests.proofs", "quick", "--seed", str(SEED)]),
    ]


def _run(arguments: Sequence[str]) -> int:
    place = prepare(CHECKOUT)
    if opens_window(arguments) and without_screen(os.environ):
        say(NO_SCREEN)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # -P: the program must not pick up modules from the folder where it happens to be started.
    return _become([str(place.python), "-P", "-m", "baixing_desktop", *arguments])


def _test(arguments: Sequence[str]) -> int:
    place = prepare(CHECKOUT, ["dev"])
    os.chdir(CHECKOUT)
    if without_screen(os.environ):
        say(NO_SCREEN)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["PYRIGHT_PYTHON_IGNORE_WARNINGS"] = "1"  # it would ask a registry for news of itself
    # The tests start the program hundreds of times; where nothing compiled may be kept, each would compile it anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if arguments:
        return _become([str(place.python), "-m", "pytest", *arguments])
    return hold(steps(place))


def hold(checks: Sequence[tuple[str, list[str]]]) -> int:
    """Carry out the checks up to the first that fails; returns the exit code. :data:`TYPES` goes on beside the next."""
    with tempfile.TemporaryFile() as words:
        beside: subprocess.Popen[bytes] | None = None
        try:
            for number, (check, command) in enumerate(checks, 1):
                say(f"检查 {number}/{len(checks)}：{check}")
                if check == TYPES:
                    beside = subprocess.Popen(command, stdout=words, stderr=words)
                    say("与下一项同时做，做完一起说。")
                    continue
                if subprocess.run(command, check=False).returncode:
                    return _failed(check)
                if beside is not None:
                    code, beside = beside.wait(), None
                    words.seek(0)
                    say(f"{TYPES}：{words.read().decode(errors='replace').strip()}")
                    if code:
                        return _failed(TYPES)
        finally:
            if beside is not None:
                beside.kill()
                beside.wait()
    return 0


def _failed(check: str) -> int:
    say(f"“{check}”这一步没有通过，后面的没有做。改好后再运行同一命令。")
    return 1


def _prove(arguments: Sequence[str]) -> int:
    place = prepare(CHECKOUT, ["dev"])
    os.chdir(CHECKOUT)
    return _become([str(place.python), "-m", "tests.proofs", *arguments])


def _bench(arguments: Sequence[str]) -> int:
    place = prepare(CHECKOUT, ["dev"])
    os.chdir(CHECKOUT)
    return _become([str(place.python), "-m", "tests.bench", *arguments])


def _pictures(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        say(USAGE)
        return 2
    folder = arguments[0] if arguments[0] == "manual" else str(Path(arguments[0]).resolve())
    place = prepare(CHECKOUT, ["dev"])
    os.chdir(CHECKOUT)
    return _become([str(place.python), "-m", "tests.ui.take_pictures", folder])


def _schema(arguments: Sequence[str]) -> int:
    if arguments:
        say(USAGE)
        return 2
    place = prepare(CHECKOUT, ["dev"])
    os.chdir(CHECKOUT)
    return _become([str(place.python), "-m", "tests.store.head"])


def _sbom(arguments: Sequence[str]) -> int:
    if arguments:
        say(USAGE)
        return 2
    return _become([sys.executable, str(CHECKOUT / "installer" / "sbom.py")])


def _build(arguments: Sequence[str]) -> int:
    what, rest = "".join(arguments[:1]), list(arguments[1:])
    if what == "smoke" and len(rest) in {2, 3}:
        # It signs an update package, for which the program's own code is needed.
        os.environ["PYTHON"] = str(prepare(CHECKOUT).python)
        return _become(["/bin/bash", str(CHECKOUT / "installer" / "prove_package.sh"), rest[1], rest[0], *rest[2:]])
    if what == "start" and len(rest) == 1:
        place = prepare(CHECKOUT)
        return _become([str(place.python), str(CHECKOUT / "installer" / "package" / "compare_start.py"), *rest])
    if (what == "key" and len(rest) == 1) or (what == "update" and len(rest) in {2, 3}):
        place = prepare(CHECKOUT)
        return _become([str(place.python), str(CHECKOUT / "installer" / "package" / "release.py"), what, *rest])
    if what in {"deb", "portable"} and len(rest) <= 1:
        folder = str(Path(rest[0] if rest else CHECKOUT / "dist").resolve())
        place = prepare(CHECKOUT, ["build"])
        return _become([str(place.python), str(CHECKOUT / "installer" / "package" / "build.py"), what, folder])
    say(USAGE)
    return 2


def _become(command: list[str]) -> int:
    """Let ``command`` take this process over, so that signals and the exit code are its own."""
    sys.stdout.flush()
    if os.name == "nt":  # there, replacing a process would return to the shell at once
        return subprocess.run(command, check=False).returncode
    return _replace_process(command)


def _replace_process(command: list[str]) -> NoReturn:
    os.execv(command[0], command)  # noqa: S606 - a list of arguments, and no shell wanted


_COMMANDS = {
    "run": _run,
    "test": _test,
    "prove": _prove,
    "schema": _schema,
    "sbom": _sbom,
    "pictures": _pictures,
    "bench": _bench,
    "build": _build,
}
