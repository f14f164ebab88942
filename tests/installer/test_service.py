"""The recipes for the receiving service say a command line that the program understands."""

import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from baixing_desktop.terminal.arguments import parse

SERVICE = Path(__file__).parents[2] / "installer" / "service"


def unit_line() -> list[str]:
    text = (SERVICE / "baixing-office.service").read_text(encoding="utf-8")
    (line,) = re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)
    return shlex.split(line)[1:]


TASKS = SERVICE / "install-office-service.ps1"
BUILT_IN = {"ErrorActionPreference", "LASTEXITCODE", "false"}


def task_line(name: str = "line") -> list[str]:
    text = TASKS.read_text(encoding="utf-8-sig")
    (line,) = re.findall(rf'^\${name} = "(.*)"$', text, re.MULTILINE)
    return shlex.split(line.replace('`"', '"').replace("$Port", "8443"))


def test_the_windows_recipe_is_what_powershell_reads_and_says_that_nobody_tried_it() -> None:
    """All that can be known of it without Windows."""
    assert TASKS.read_bytes().startswith(b"\xef\xbb\xbf"), "5.1 would read Chinese in the code page of the machine"
    text = TASKS.read_text(encoding="utf-8-sig")
    assert "# NOT TRIED ON WINDOWS YET" in text
    code = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert not set("“”‘’–—") & set(code), "PowerShell takes these for quotes and dashes of its own"
    bare = re.sub(r'"(?:`.|[^"`])*"', '""', code)
    assert bare.count('"') % 2 == 0
    for opening, closing in ("()", "{}", "[]"):
        assert bare.count(opening) == bare.count(closing)
    assert all(not line.endswith(("` ", "`\t")) for line in text.splitlines()), "a blank ends the going on"
    used = {name.lower() for name in re.findall(r"\$\{?(\w+)", code)}
    made = re.findall(r"\] \$(\w+)|^\s*\$(\w+) =|foreach \(\$(\w+) in", code, re.MULTILINE)
    assert used == {name.lower() for names in made for name in names if name} | {n.lower() for n in BUILT_IN}
    # What a native program answers stops nothing by itself.
    lines = [line.strip() for line in code.splitlines()]
    assert all(
        lines[n + 1].startswith("if ($LASTEXITCODE") for n, line in enumerate(lines) if line.startswith("icacls")
    )


def test_the_windows_recipe_takes_back_all_that_it_makes() -> None:
    text = TASKS.read_text(encoding="utf-8-sig")
    before, _, after = text.partition("if ($Remove) { return }")
    assert re.findall(r"TaskName  = (\$\w+)", after) == ["$serviceTask", "$backupTask"]
    assert "foreach ($task in $serviceTask, $backupTask)" in before
    for made, taken in (
        ("Register-ScheduledTask", "Unregister-ScheduledTask"),
        ("New-NetFirewallRule", "Remove-NetFirewallRule"),
    ):
        assert made in after
        assert taken in before
        assert made not in before.replace(taken, "")
    arguments = parse(task_line("backupLine"))
    assert (arguments.command, arguments.if_due, arguments.output) == ("backup", True, None)


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


SCRIPT = SERVICE / "install-office-service.sh"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")


def install(root: Path, *line: str | Path, user: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "ROOT": str(root), **({"SUDO_USER": user} if user else {})}
    return subprocess.run(
        ["/bin/sh", SCRIPT, *line], env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture
def person() -> str:
    """An account of this computer that is not root's; every Debian has this one."""
    return "nobody"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "服务密钥.txt"
    file.write_text("a key\n", encoding="utf-8")
    return file


@pytest.fixture
def desk_of_office(tmp_path: Path) -> Path:
    home = tmp_path / "a desk"
    home.mkdir()
    (home / "vault.json").touch()
    return home


@LINUX
def test_the_recipe_lets_the_service_see_one_desk_and_moves_the_key(
    tmp_path: Path, person: str, key: Path, desk_of_office: Path
) -> None:
    root = tmp_path / "root"
    answer = install(root, key, "--home", desk_of_office, "--folder", "/srv/a b", user=person)
    assert (answer.returncode, answer.stderr) == (0, "")
    kept = root / "etc" / "baixing" / "service.key"
    assert kept.read_text() == "a key\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert not key.exists()
    units = root / "etc" / "systemd" / "system"
    for unit in ("baixing-office", "baixing-backup"):
        lines = (units / f"{unit}.service.d" / "desk.conf").read_text(encoding="utf-8").splitlines()
        assert f"User={person}" in lines
        assert f'Environment="BAIXING_HOME={desk_of_office}"' in lines
        assert f'ReadWritePaths="{desk_of_office}" "-/srv/a b"' in lines
    assert install(root, "--remove").returncode == 0
    assert not [path for path in root.rglob("*") if path.is_file()]
    assert (desk_of_office / "vault.json").exists()


@LINUX
def test_the_recipe_refuses_what_would_not_run(tmp_path: Path, person: str, key: Path, desk_of_office: Path) -> None:
    root = tmp_path / "root"
    for line, user, words in (
        ([key, "--home", desk_of_office], None, "不用 root"),
        ([key, "--home", desk_of_office], "root", "不用 root"),
        ([key, "--home", tmp_path], person, "没有工作台"),
        ([key.with_name("none"), "--home", desk_of_office], person, "没有文件"),
        ([key, "--user", "nobody-of-that-name"], None, "没有账户"),
        ([], person, "用法"),
    ):
        answer = install(root, *line, user=user)
        assert answer.returncode != 0
        assert words in answer.stderr
    assert key.exists()
    assert not root.exists()
