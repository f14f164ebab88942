"""The receiving service as a process of its own, started and ended by another command."""

import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from baixing_desktop.errors import SyncError

_STOP_SECONDS = 10


def own_command(*line: str) -> list[str]:
    """The command line that runs this very program with ``line``."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *line]
    return [sys.executable, "-m", "baixing_desktop", *line]


@contextmanager
def running_service(home: Path, passphrase_file: Path) -> Generator[str]:
    """The receiving service of the office at ``home`` on a free loopback port; yields its address.

    Raises:
        SyncError: ``SERVER_PORT``: it did not start.
    """
    line = ("serve", "--host", "127.0.0.1", "--port", "0", "--json")
    options = ("--home", str(home), "--passphrase-file", str(passphrase_file))
    process = subprocess.Popen(own_command(*line, *options), stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        yield _address(process)
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


def _address(process: "subprocess.Popen[str]") -> str:
    said = process.stdout.readline() if process.stdout else ""
    try:
        return str(json.loads(said)["address"])
    except (ValueError, KeyError) as error:
        raise SyncError("SERVER_PORT", port=0, reason="接收服务没有启动") from error


def write_passphrase(folder: Path, passphrase: str) -> Path:
    """A file of this user alone that holds ``passphrase``, for a service to read."""
    path = folder / "passphrase.txt"
    path.touch(mode=0o600)
    path.write_text(passphrase, encoding="utf-8")
    return path
