"""System libraries that the window needs, programs that tests need, and pip: what is missing, how Debian has it."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from door_words import LINES_SHOWN, DoorError, say

# What Qt 6.8 loads and a bare Debian 12 lacks: for any window, on a Wayland screen, on an X11 screen.
# The library for printers comes with the printing system itself, so a machine with a printer has it.
LIBRARIES: Mapping[str, str] = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
PIP_PACKAGE = "python3-pip"

# What the tests start themselves. Debian keeps a server's programs out of the path.
TEST_PROGRAMS: Mapping[str, str] = {
    "postgres": "postgresql",
    "cupsd": "cups-daemon",
    "lpadmin": "cups-client",
    "pdftopdf": "cups-filters-core-drivers",
}
_OUT_OF_THE_PATH = ("usr/lib/postgresql/*/bin", "usr/sbin", "usr/lib/cups/filter")


def starts(program: str) -> bool:
    """Whether the system has the program of this name."""
    return shutil.which(program) is not None or any(
        any(Path("/").glob(f"{folder}/{program}")) for folder in _OUT_OF_THE_PATH
    )


def missing_programs(probe: Callable[[str], bool] = starts) -> list[str]:
    """Names of the programs that tests need and ``probe`` does not find; none outside Linux."""
    if sys.platform != "linux":
        return []
    return [program for program in TEST_PROGRAMS if not probe(program)]


def loads(library: str) -> bool:
    """Whether the system can load the shared library of this name."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_libraries(probe: Callable[[str], bool] = loads) -> list[str]:
    """Names of the needed shared libraries that ``probe`` cannot load; none outside Linux."""
    if sys.platform != "linux":
        return []
    return [library for library in LIBRARIES if not probe(library)]


def pip_command() -> list[str] | None:
    """A command that runs the pip of this Python, or of the one that its environment was made from.

    None without one. The pip of another Python would not do: an old one cannot work for a new Python.
    """
    for python in dict.fromkeys([sys.executable, getattr(sys, "_base_executable", sys.executable)]):
        if _succeeds([python, "-m", "pip", "--version"]):
            return [python, "-m", "pip"]
    return None


def can_install() -> bool:
    """Whether system packages can be installed right now: root on a Debian."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def packages_for(missing: Sequence[str], *, pip: bool) -> list[str]:
    """The Debian packages with the ``missing`` libraries and programs in them, and pip's if wanted."""
    known = {**LIBRARIES, **TEST_PROGRAMS}
    return [known[name] for name in missing] + [PIP_PACKAGE] * pip


def missing_message(missing: Sequence[str], *, pip: bool) -> DoorError:
    """The stop that tells what the administrator has to install.

    Args:
        missing: shared libraries and programs that are missing.
        pip: whether pip is missing too.
    """
    if shutil.which("apt-get"):
        packages = packages_for(missing, pip=pip)
        line = f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"
        return DoorError(
            "缺少系统软件包，请管理员运行这一行：", "没有改动任何文件。", "装好后再运行同一命令即可。", [line]
        )
    names = [*missing, *(["pip"] if pip else [])]
    return DoorError("缺少这些系统组件，请管理员安装：", "没有改动任何文件。", "装好后再运行同一命令即可。", names)


def install(packages: Sequence[str]) -> None:
    """Install Debian packages as root.

    Raises:
        DoorError: it did not work; with the last lines of apt-get.
    """
    say(f"正在安装系统软件包（{len(packages)} 个）……")
    # Old lists may still do, so a failed refresh alone is no reason to stop.
    refreshed = _apt("update")
    installed = _apt("install", "-y", "--no-install-recommends", *packages)
    if installed.returncode:
        lines = (refreshed.stdout if refreshed.returncode else "") + installed.stdout
        raise DoorError(
            "系统软件包没有装成，apt-get 说：",
            "已有的程序和数据都没有改动。",
            "请检查网络或代理设置后，再运行同一命令。",
            lines.strip().splitlines()[-LINES_SHOWN:],
        )


def _apt(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=600", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def _succeeds(command: Sequence[str]) -> bool:
    quiet = subprocess.DEVNULL
    return subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, check=False).returncode == 0
