"""``baixing seat``: two computers of an office on one server."""

from pathlib import Path

import pytest

from tests.postgres import Cluster
from tests.terminal.running import Terminal


@pytest.fixture
def terminal(tmp_path: Path, secret: Path, postgres: Cluster) -> Terminal:
    """An office on a server."""
    made = Terminal(tmp_path / "home", secret)
    database = postgres.new_database()
    password = tmp_path / "database-password.txt"
    password.write_text(database.password, encoding="utf-8")
    address = f"postgresql://{database.address.user}@127.0.0.1:{postgres.port}/{database.address.database}"
    office = ("init", "--role", "office", "--unit", "HZZX", "--operator", "李敏", "--database", address)
    made.run(*office, "--database-password-file", password)
    return made


def test_a_second_computer_joins_and_is_taken_back(terminal: Terminal, tmp_path: Path, secret: Path) -> None:
    ticket, code = tmp_path / "席位.json", tmp_path / "席位码.txt"
    made = terminal.json("seat", "make", "二号机", "--person", "李敏", "-o", ticket)
    assert made["code"] not in ticket.read_text(encoding="utf-8")
    code.write_text(made["code"], encoding="utf-8")
    other = Terminal(tmp_path / "other", secret)
    assert "席位“二号机”已经可用" in other.run("seat", "join", ticket, "--code-file", code)
    assert other.json("list")["total"] == 0
    other.run("seat", "password", "--database-password-file", tmp_path / "database-password.txt")
    (seat,) = other.json("seat", "list")["seats"]
    assert (seat["label"], seat["joined_at"] is None) == ("二号机", False)
    Terminal(tmp_path / "third", secret).run("seat", "join", ticket, "--code-file", code, code=1)
    assert "请同时更换数据库密码" in terminal.run("seat", "revoke", "二号机")
    assert "收回" in terminal.run("seat", "list")
    other.run("list", code=1)
    assert "这个席位已被收回。" in other.said
