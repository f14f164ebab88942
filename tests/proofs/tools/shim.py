"""The library between a process and its files (``shim.c``): compiled when wanted, spoken to through ctypes."""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")


class Mode(IntEnum):
    """What happens at the chosen call."""

    KILL = 1
    """The process dies before it."""
    TORN = 2
    """A write is done by half, any other call whole; then the process dies."""
    FAIL_ONCE = 3
    """It fails, the next ones work."""
    FAIL_ON = 4
    """It fails, and every later one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to go wrong, at the ``at``-th changing call (1 is the first)."""

    at: int
    mode: Mode
    error: int = 0
    flushes_only: bool = False

    def __str__(self) -> str:
        error = f" {errno.errorcode[self.error]}" if self.error else ""
        return f"{self.mode.name}{error} at {'flush' if self.flushes_only else 'call'} {self.at}"


def possible() -> bool:
    """Whether the library can be made here."""
    return sys.platform == "linux" and shutil.which("gcc") is not None


def compiled(folder: Path) -> Path:
    """The library, made in ``folder``; give it to a new process as ``LD_PRELOAD``."""
    library = folder / "shim.so"
    line = ["gcc", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O2", "-shared", "-fPIC"]
    subprocess.run([*line, "-o", str(library), str(SOURCE), "-ldl", "-lpthread"], check=True)
    return library


class Shim:
    """The library in this process, which must have been started with it."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.shim_calls.restype = ctypes.c_long

    def watch(self, folder: Path, log: int = -1) -> None:
        """Watch what happens below ``folder`` from now on; records are appended to the open file ``log``."""
        self._library.shim_watch(os.fsencode(folder), log)

    def arm(self, fault: Fault) -> None:
        """Let ``fault`` happen."""
        self._library.shim_arm(ctypes.c_long(fault.at), int(fault.mode), fault.error, int(fault.flushes_only))

    def disarm(self) -> None:
        """Let nothing happen any more."""
        self._library.shim_arm(ctypes.c_long(0), 0, 0, 0)

    def count_flushes(self) -> None:
        """Count only flushes from now on, and let nothing happen."""
        self._library.shim_arm(ctypes.c_long(0), 0, 0, 1)

    def calls(self) -> int:
        """Changing calls since the last word to the library."""
        return int(self._library.shim_calls())

    def shift(self, seconds: int) -> None:
        """Let this process, and the children that it forks, live so many seconds later (or earlier)."""
        self._library.shim_shift(ctypes.c_long(seconds))
