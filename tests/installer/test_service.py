"""The recipes for the receiving service say a command line that the program understands."""

import re
import shlex
from pathlib import Path

import pytest

from baixing_desktop.terminal.arguments import parse

SERVICE = Path(__file__).parents[2] / "installer" / "service"


def unit_line() -> list[str]:
    text = (SERVICE / "baixing-office.service").read_text(encoding="utf-8")
    (line,) = re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)
    return shlex.split(line)[1:]


def task_line() -> list[str]:
    text = (SERVICE / "install-office-service.ps1").read_text(encoding="utf-8")
    (line,) = re.findall(r'^\$line = "(.*)"$', text, re.MULTILINE)
    return shlex.split(line.replace('`"', '"').replace("$Port", "8443"))


@pytest.mark.parametrize("line", [unit_line(), task_line()], ids=["systemd", "windows"])
def test_it_starts_the_service_with_a_key_from_a_file(line: list[str]) -> None:
    arguments = parse(line)
    assert arguments.command == "serve"
    assert (arguments.host, arguments.port) == ("0.0.0.0", 8443)  # noqa: S104 - what the recipes say
    assert str(arguments.passphrase_file)


def test_the_timer_starts_a_backup_that_needs_nobody() -> None:
    unit = (SERVICE / "baixing-backup.service").read_text(encoding="utf-8")
    (line,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    arguments = parse(shlex.split(line)[1:])
    assert (arguments.command, arguments.if_due, arguments.output) == ("backup", True, None)
    timer = (SERVICE / "baixing-backup.timer").read_text(encoding="utf-8")
    # A timer starts the service of its own name.
    assert "Unit=" not in timer.partition("[Timer]")[2]
    assert "Persistent=true" in timer
    office = (SERVICE / "baixing-office.service").read_text(encoding="utf-8")
    for setting in ("User=", "Environment=", "LoadCredential=", "UMask="):
        (kept,) = [each for each in office.splitlines() if each.startswith(setting)]
        assert kept in unit.splitlines()
