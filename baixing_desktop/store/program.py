"""The folder that a portable program lies in: changed as a whole, for another one that is ready beside it."""

import ctypes
import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from baixing_desktop.errors import InputError
from baixing_desktop.files import explained_writing, flush_folder

PROGRAM = "baixing"
"""The program's file in its folder."""
_HERE = -100
_EXCHANGE = 2
_CANNOT = frozenset({errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.EOPNOTSUPP})


def own_tree() -> Path | None:
    """The folder of the packaged program that is running; None when it runs from its source."""
    return Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else None


def exchange(one: Path, other: Path) -> None:
    """Let two folders of one disk take each other's place in a single step, which no power cut can halve.

    Raises:
        InputError: ``UPDATE_NOT_FITTING``: this system or this disk has no such step; ``FILE_NOT_WRITTEN``.
        StoreError: ``STORE_READ_ONLY``.
    """
    cannot = InputError("UPDATE_NOT_FITTING", reason="这里不能一步对换新旧程序", todo="请按手册手工更换程序文件夹")
    if sys.platform != "linux":
        raise cannot
    library = ctypes.CDLL(None, use_errno=True)
    with explained_writing(one):
        # What was unpacked must be on the disk before anything relies on it.
        os.sync()
        if library.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) != 0:
            code = ctypes.get_errno()
            if code in _CANNOT:
                raise cannot
            raise OSError(code, os.strerror(code))
        flush_folder(one.parent)


def others_running(tree: Path) -> int:
    """How many other programs of this user run out of ``tree``; where the system does not tell, none."""
    mine, inside = _ancestors(), 0
    for entry in Path("/proc").glob("[0-9]*"):
        # Ended meanwhile, or another user's.
        with suppress(OSError):
            inside += int(entry.name) not in mine and (entry / "exe").readlink().is_relative_to(tree)
    return inside


def _ancestors() -> set[int]:
    """This process and what started it: the packaged program is started by itself."""
    found: set[int] = set()
    number = os.getpid()
    while number > 1 and number not in found:
        found.add(number)
        try:
            status = Path(f"/proc/{number}/status").read_text(encoding="utf-8", errors="replace")
        except OSError:
            break
        number = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("PPid:")), 0)
    return found
