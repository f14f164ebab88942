"""What the program relies on around it: printers, and a way to type Chinese. Asks the system; changes nothing."""

import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

_PATIENCE_S = 10.0
_METHODS = {"fcitx": "fcitx", "fcitx5": "fcitx 5", "ibus-daemon": "ibus", "scim": "scim"}
"""Processes of the input methods that offices have, and their names."""


class NoAnswerError(Exception):
    """The system's service is there and does not answer."""


def printers(patience_s: float = _PATIENCE_S) -> int | None:
    """How many printers the system knows; None where it has no printing service to ask.

    Raises:
        NoAnswerError: nothing answers within ``patience_s`` seconds.
    """
    tool = shutil.which("lpstat")
    if tool is None:
        return None
    try:
        asked = subprocess.run([tool, "-e"], capture_output=True, check=False, timeout=patience_s)
    except subprocess.TimeoutExpired as error:
        raise NoAnswerError("lpstat") from error
    return len(asked.stdout.split())


def input_methods(processes: Path = Path("/proc")) -> tuple[str, ...] | None:
    """The names of the Chinese input methods that run; None where the system does not tell (it is built in on Windows).

    ``processes`` is the folder that Linux lists its processes in.
    """
    if sys.platform != "linux":
        return None
    found: set[str] = set()
    for entry in processes.glob("[0-9]*"):
        with suppress(OSError):  # ended meanwhile
            found.add((entry / "comm").read_text(encoding="utf-8", errors="replace").strip())
    return tuple(sorted({_METHODS[name] for name in found & _METHODS.keys()}))
