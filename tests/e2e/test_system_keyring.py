"""A home behind a real keyring of the desktop (Secret Service), which keeps one half of what opens it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from baixing_desktop.vault.system_keyring import SWITCH
from tests.builders import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)), reason=f"needs {' and '.join(PROGRAMS)} (Debian: dbus-daemon, gnome-keyring)"
)


class Desktop:
    """One user of one computer: a session with a keyring that a log-in password opens."""

    def __init__(self, folder: Path) -> None:
        runtime = folder / "run"
        runtime.mkdir(parents=True, mode=0o700)
        places = {
            "XDG_DATA_HOME": folder / "data",
            "XDG_CONFIG_HOME": folder / "config",
            "XDG_CACHE_HOME": folder / "cache",
            "XDG_RUNTIME_DIR": runtime,
        }
        self._environment = {name: value for name, value in os.environ.items() if name != SWITCH}
        self._environment |= {name: str(path) for name, path in places.items()} | {"PYTHONPATH": str(ROOT)}

    def run(self, home: Path, secret: Path, *line: str) -> "subprocess.CompletedProcess[str]":
        """One command of the program in a session of its own, its keyring open."""
        unlocked = 'printf %s log-in | gnome-keyring-daemon --unlock --components=secrets >"$XDG_RUNTIME_DIR/said" 2>&1'
        command = [
            sys.executable,
            "-m",
            "baixing_desktop",
            "--home",
            str(home),
            "--passphrase-file",
            str(secret),
            *line,
        ]
        return subprocess.run(
            [str(shutil.which(PROGRAMS[0])), "--", "sh", "-c", f'{unlocked}; exec "$@"', "sh", *command],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )


def test_a_home_opens_only_where_its_keyring_is(tmp_path: Path) -> None:
    home, secret = tmp_path / "home", tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    here, elsewhere = Desktop(tmp_path / "here"), Desktop(tmp_path / "elsewhere")
    made = here.run(home, secret, "init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    assert made.returncode == 0, made.stderr
    assert '"keyring": true' in (home / "vault.json").read_text(encoding="utf-8")
    again = here.run(home, secret, "list")
    assert again.returncode == 0, again.stderr
    kept = [path for path in (tmp_path / "here" / "data").rglob("*") if path.is_file()]
    assert kept
    assert all(PASSPHRASE.encode() not in path.read_bytes() for path in kept)
    copied = elsewhere.run(home, secret, "list")
    assert copied.returncode == 1
    assert "系统密钥库里没有打开这份数据所需的那一半密钥" in copied.stderr
