"""Whether the operating system keeps the clock right by a time service (safety D12)."""

import subprocess
import sys

_PATIENCE_S = 5


def keeps_network_time() -> bool | None:
    """Whether this computer's clock follows a time service now; None when the system does not tell."""
    if sys.platform == "win32":
        return windows_says(_said("w32tm", "/query", "/status"))
    return systemd_says(_said("timedatectl", "show", "--property=NTPSynchronized", "--value"))


def systemd_says(words: str | None) -> bool | None:
    """What ``timedatectl`` says: ``yes`` or ``no``."""
    return {"yes": True, "no": False}.get((words or "").strip())


def windows_says(words: str | None) -> bool | None:
    """What ``w32tm`` says: it fails without a running time service, and names the clock of the board where the service
    has no other source.
    """
    if words is None:
        return None
    return bool(words.strip()) and "CMOS" not in words


def _said(*command: str) -> str | None:
    """What a program of the system prints; empty when it fails, None when there is none or it does not answer."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""
