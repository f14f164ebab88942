"""``baixing user``, ``recovery`` and ``audit``, as administrators use them."""

import json
import re
from pathlib import Path

import pytest

from baixing_desktop.papers import page_texts
from tests.builders import PASSPHRASE
from tests.terminal.running import Terminal

FIRST, OWN, LATER = "榕树下的凉茶铺子A7", "骑楼街上的云吞面B8", "早茶铺里的虾饺王C9"


@pytest.fixture
def terminal(tmp_path: Path, secret: Path) -> Terminal:
    """A new workroom of one person, who administers it."""
    made = Terminal(tmp_path / "home", secret)
    made.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    return made


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A file that a new passphrase is read from."""
    return tmp_path / "new.txt"


def told(path: Path, passphrase: str) -> Path:
    path.write_text(passphrase, encoding="utf-8")
    return path


def test_a_person_comes_changes_and_goes(terminal: Terminal, words: Path, tmp_path: Path) -> None:
    boss = ("--user", "李敏")
    terminal.run("user", "add", "王强", "--post", "liaison", "--new-passphrase-file", told(words, FIRST))
    listed = terminal.json(*boss, "user", "list")["people"]
    assert {one["name"]: one["post"] for one in listed} == {"李敏": "liaison", "王强": "liaison"}
    wang = Terminal(terminal.home, told(tmp_path / "wang.txt", FIRST))
    wang.run("--user", "王强", "list", code=1)
    assert "要先更换" in wang.said
    wang.run("--user", "王强", "user", "passphrase", "--new-passphrase-file", told(words, OWN))
    wang.run("--user", "王强", "list", code=1)
    told(tmp_path / "wang.txt", OWN)
    wang.run("--user", "王强", "list")
    wang.run("--user", "王强", "user", "add", "张三", "--post", "liaison", "--new-passphrase-file", words, code=1)
    terminal.run(*boss, "user", "roles", "王强", "--post", "liaison", "--duty", "security_admin")
    terminal.run(*boss, "user", "disable", "王强")
    wang.run("--user", "王强", "list", code=1)
    terminal.run(*boss, "user", "enable", "王强", "--new-passphrase-file", told(words, LATER))
    assert terminal.json(*boss, "user", "policy")["idle_minutes"] == 10


def test_the_recovery_sheet_opens_what_is_lost(terminal: Terminal, words: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "恢复表.pdf"
    terminal.run("recovery", "sheet", "-o", sheet)
    assert sheet.stat().st_mode & 0o077 == 0
    (text,) = page_texts(sheet.read_bytes())
    code = told(tmp_path / "code.txt", "-".join(re.findall(r"[0-9A-Z]{5}", text)[:8]))
    terminal.run("recovery", "use", "李敏", "--code-file", code, "--new-passphrase-file", told(words, OWN))
    terminal.run("list", code=1)
    assert "口令不对" in terminal.said
    Terminal(terminal.home, words).run("list")
    said = Terminal(terminal.home, words).run("recovery", "sheet")
    assert "锁进保险柜" in said
    stale = Terminal(terminal.home, words)
    stale.run("recovery", "use", "李敏", "--code-file", code, "--new-passphrase-file", told(words, LATER), code=1)


def test_the_trail_is_read_by_its_administrator_only(terminal: Terminal, words: Path, tmp_path: Path) -> None:
    boss = ("--user", "李敏")
    terminal.run("user", "add", "郑审计", "--duty", "audit_admin", "--new-passphrase-file", told(words, FIRST))
    auditor = Terminal(terminal.home, told(tmp_path / "zheng.txt", FIRST))
    who = ("--user", "郑审计")
    auditor.run(*who, "user", "passphrase", "--new-passphrase-file", told(words, OWN))
    told(tmp_path / "zheng.txt", OWN)
    head = terminal.json(*boss, "audit", "head")["head"]
    assert terminal.json(*boss, "audit", "verify", "--head", head)["sound"]
    terminal.run(*boss, "audit", "list", code=1)
    entries = auditor.json(*who, "audit", "list")["entries"]
    assert "sign_in" in {entry["action"] for entry in entries}
    listed = auditor.run(*who, "audit", "list")
    assert "\t进入\t" in listed
    assert "\t越权被拒绝\t" in listed
    assert not re.search(r"\t[a-z_.]+[\t ]", listed), "no identifier where a word belongs"
    assert {entry["action"] for entry in entries} >= {"add_person", "sign_in", "change_passphrase", "refuse"}
    trail = tmp_path / "trail.jsonl"
    auditor.run(*who, "audit", "export", "-o", trail)
    lines = [json.loads(line) for line in trail.read_text(encoding="utf-8").splitlines()]
    assert len(lines) > len(entries) - 5
    assert PASSPHRASE not in trail.read_text(encoding="utf-8")
    auditor.run(*who, "import", trail, code=1)
    nothing_old = ("audit", "archive", "-o", tmp_path / "old.jsonl", "--second", "李敏")
    auditor.run(*who, *nothing_old, "--second-passphrase-file", tmp_path / "secret.txt", code=1)
