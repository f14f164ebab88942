"""Commands of the program as an administrator gives them."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from baixing_desktop.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code and both streams."""

    code: int
    out: str
    err: str


class Terminal:
    """Runs commands of the program on one home.

    They run in this process, from the command line as it was typed to the exit code; ``apart`` starts a process for
    each, which shows more and takes ten times as long.
    """

    def __init__(self, home: Path, passphrase_file: Path, *, apart: bool = False) -> None:
        self.home = home
        self.environment = {
            **os.environ,
            "BAIXING_HOME": str(home),
            "BAIXING_PASSPHRASE_FILE": str(passphrase_file),
            "PYTHONPATH": str(ROOT),
        }
        self.said = ""
        self._start: Callable[[list[str]], Ended] = self._apart if apart else self._here

    def run(self, *line: str | Path, code: int = 0) -> str:
        """Standard output of a command that must end with ``code``; a bug's traceback is never acceptable."""
        ended = self._start([*map(str, line)])
        self.said = ended.err
        assert ended.code == code, ended.err
        assert "Traceback" not in ended.err
        return ended.out

    def json(self, *line: str | Path, code: int = 0) -> dict[str, Any]:
        """The one document of a ``--json`` command."""
        return json.loads(self.run(*line, "--json", code=code))

    def _apart(self, line: list[str]) -> Ended:
        command = [sys.executable, "-m", "baixing_desktop", *line]
        ended = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    def _here(self, line: list[str]) -> Ended:
        out, err = io.StringIO(), io.StringIO()
        with (
            patch.dict(os.environ, self.environment),
            patch.object(sys, "argv", ["baixing", *line]),
            patch.object(sys, "stdin", io.StringIO()),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            try:
                code = main(line)
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
        return Ended(int(code), out.getvalue(), err.getvalue())
