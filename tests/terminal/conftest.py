"""A terminal on a home that is not there yet, and the file with its passphrase."""

from pathlib import Path

import pytest

from tests.builders import PASSPHRASE
from tests.terminal.running import Terminal


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A passphrase file as an editor leaves it: with a line end, a second line and a byte order mark."""
    path = tmp_path / "secret.txt"
    path.write_text(f"{PASSPHRASE}\n第二行不算\n", encoding="utf-8-sig")
    return path


@pytest.fixture
def terminal(tmp_path: Path, secret: Path) -> Terminal:
    """Commands run in this process."""
    return Terminal(tmp_path / "home", secret)


@pytest.fixture
def apart(tmp_path: Path, secret: Path) -> Terminal:
    """Every command in a process of its own."""
    return Terminal(tmp_path / "home", secret, apart=True)
