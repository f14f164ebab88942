"""The receiving service as a process of its own, started and watched by the window or another command."""

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from baixing_desktop.errors import CATALOGUE, SyncError, UserError, VaultError
from baixing_desktop.ids import new_code

_STOP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Running:
    """Where the service listens, and its certificate's SHA-256."""

    address: str
    fingerprint: str


class Service:
    """Starts, watches and ends ``baixing serve`` on one home. Methods but :attr:`alive` wait.

    A ``lasting`` service goes on when the program that started it ends; any other stops with it, even when that
    program is killed, because it notices that its standard input was closed.
    """

    def __init__(self, home: Path, *, lasting: bool) -> None:
        self._home = home
        self._lasting = lasting
        self._process: subprocess.Popen[str] | None = None
        self.running: Running | None = None

    @property
    def alive(self) -> bool:
        """Whether the process that we started still runs."""
        return self._process is not None and self._process.poll() is None

    def start(self, host: str, port: int, passphrase: str | None) -> Running:
        """Start the service and wait until it listens; the passphrase never stands on a command line.

        Raises:
            SyncError: ``SERVER_PORT``.
            VaultError: ``VAULT_WRONG_PASSPHRASE``.
        """
        if self.running and self.alive:
            return self.running
        line = own_command("--home", str(self._home), "serve", "--host", host, "--port", str(port), "--json")
        secret = self._home / f".serve-{new_code(8)}"
        try:
            if passphrase:
                with os.fdopen(
                    os.open(secret, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8"
                ) as file:
                    file.write(passphrase)
                line += ["--passphrase-file", str(secret)]
            self._process = self._spawn(line)
            self.running = _read_start(self._process, port)
        finally:
            secret.unlink(missing_ok=True)
        return self.running

    def stop(self) -> None:
        """End the service and wait until it has ended."""
        process, self._process, self.running = self._process, None, None
        if process is None:
            return
        process.terminate()
        _await_end(process)

    def leave_running(self) -> None:
        """Let a lasting service go on without us."""
        process, self._process, self.running = self._process, None, None
        if process is not None:
            _close_pipes(process)
            # It is meant to outlive us, so nobody waits for it.
            process.returncode = 0

    def _spawn(self, line: list[str]) -> "subprocess.Popen[str]":
        if not self._lasting:
            line = [*line, "--until-input-ends"]
        return subprocess.Popen(
            line,
            stdin=subprocess.DEVNULL if self._lasting else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=self._lasting and os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )


def own_command(*line: str) -> list[str]:
    """The command line that runs this very program with ``line``."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *line]
    return [sys.executable, "-m", "baixing_desktop", *line]


def _await_end(process: "subprocess.Popen[str]") -> None:
    """Wait for a process that is about to end; on a computer that is too busy for it, end it."""
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _close_pipes(process)


def _close_pipes(process: "subprocess.Popen[str]") -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with contextlib.suppress(OSError):
                pipe.close()


def _read_start(process: "subprocess.Popen[str]", port: int) -> Running:
    said = process.stdout.readline() if process.stdout else ""
    try:
        document = cast("dict[str, Any]", json.loads(said))
    except ValueError:
        document = {}
    if "address" in document:
        return Running(str(document["address"]), str(document["fingerprint"]))
    _await_end(process)
    raise _problem(document, port)


def _problem(document: dict[str, Any], port: int) -> UserError:
    """The service's own words about why it did not start."""
    problem = cast("dict[str, str]", document.get("error", {}))
    if problem.get("code", "").startswith("VAULT_") and "{" not in CATALOGUE[problem["code"]].what:
        return VaultError(problem["code"])
    reason = problem.get("what", "").rpartition("：")[2].rstrip("。")
    return SyncError("SERVER_PORT", port=port, reason=reason or "接收服务没有启动")
