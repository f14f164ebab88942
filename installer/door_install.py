"""Getting everything in place: system packages, the virtual environment, what ``uv.lock`` pins."""

import errno
import importlib.util
import time
from collections.abc import Sequence
from pathlib import Path

import door_system
from door_filling import RUNTIME, Filling
from door_markers import MarkerError
from door_packages import LockError, read_lock
from door_state import Venv, digest
from door_turn import Turn
from door_words import DoorError, say

REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "这个目录只能读",
    errno.ENOENT: "找不到文件",
}


def prepare(checkout: Path, groups: Sequence[str] = ()) -> Venv:
    """Make sure that the program, and what ``groups`` name, can run; quick when all is in place.

    Args:
        checkout: the folder of ``uv.lock``; ``.venv`` is made there.
        groups: dependency groups wanted besides the program's own packages.

    Raises:
        DoorError: something in the developer's world is in the way.
    """
    try:
        return _prepare(Venv(checkout), checkout / "uv.lock", groups)
    except OSError as error:
        reason = REASONS.get(error.errno or 0, error.strerror or str(error))
        raise DoorError(
            f"没有准备好运行环境：{reason}（{error.filename or checkout}）。",
            "源代码和数据都没有改动。",
            "请检查这个目录是否完整、能否写入、磁盘有没有空间，再运行同一命令。",
        ) from error
    except (LockError, MarkerError) as error:
        raise DoorError(
            "看不懂依赖清单 uv.lock：",
            "没有改动任何文件。",
            "请从版本库取回完好的 uv.lock，再运行同一命令。",
            [str(error)],
        ) from error


def _prepare(place: Venv, lock_file: Path, groups: Sequence[str]) -> Venv:
    started = time.monotonic()
    wanted, wanted_digest = [RUNTIME, *groups], digest(lock_file)
    ready = place.is_ready(wanted_digest, wanted)
    missing = _missing(groups)
    if ready and not missing:
        return place
    pip = not ready and not _pip_is_at_hand()
    if (missing or pip) and not door_system.can_install():
        raise door_system.missing_message(missing, pip=pip)
    lock = read_lock(lock_file)
    place.notes.mkdir(parents=True, exist_ok=True)
    with Turn(place.notes / "turn") as turn:
        # Whoever had the turn before may have done all of it.
        _install_system_packages(groups, pip=pip and not _pip_is_at_hand())
        if not place.is_ready(wanted_digest, wanted):
            Filling(place, turn, lock, wanted_digest).fill(groups)
    say(f"准备好了，用时 {time.monotonic() - started:.0f} 秒。")
    return place


def _pip_is_at_hand() -> bool:
    # Debian leaves ensurepip out; elsewhere it can put a pip into the environment.
    return door_system.pip_command() is not None or importlib.util.find_spec("ensurepip") is not None


def _missing(groups: Sequence[str]) -> list[str]:
    # Only who tests needs what the tests start.
    return door_system.missing_libraries() + (door_system.missing_programs() if "dev" in groups else [])


def _install_system_packages(groups: Sequence[str], *, pip: bool) -> None:
    packages = door_system.packages_for(_missing(groups), pip=pip)
    if not packages:
        return
    door_system.install(packages)
    still_missing = _missing(groups)
    if still_missing:
        raise door_system.missing_message(still_missing, pip=False)
