"""``baixing privacy``: from what a citizen asks to the erasure by two people."""

from pathlib import Path

import pytest

from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from tests.builders import clue_content
from tests.sync.helpers import enrol_by_hand
from tests.terminal.running import Terminal
from tests.usecases.conftest import SECOND_PASSPHRASE, carry, second

__all__ = ["second"]


@pytest.fixture
def number(workroom: Desk, office: Desk, second: Desk, tmp_path: Path) -> str:
    """The number of a clue that both desks have; both are closed."""
    enrol_by_hand(office, workroom)
    clue, _ = register_clue(workroom, clue_content())
    carry(workroom, office, tmp_path)
    assert second.actor.name == "王审批"
    office.close()
    workroom.close()
    return clue.number


def exchange(workroom: Terminal, office: Terminal, folder: Path) -> None:
    (file,) = workroom.json("batch", "seal", "-o", folder, "--news")["files"]
    receipt = office.json("--user", "测试员", "batch", "receive", file, "-o", folder)["receipt"]
    workroom.run("batch", "receipt", receipt)


def test_from_a_wish_to_an_erasure(number: str, workroom: Desk, office: Desk, secret: Path, tmp_path: Path) -> None:
    here, there = Terminal(workroom.home, secret), Terminal(office.home, secret)
    first = ("--user", "测试员", "privacy")
    assert "下次报送时" in here.run("privacy", "consent", number, "--agree", "handover")
    here.run("privacy", "ask-erase", number, "--reason", "不想再留电话")
    exchange(here, there, tmp_path)
    asked = there.json(*first, "requests")["requests"]
    assert sorted((one["number"], one["kind"], one["state"]) for one in asked) == [
        (number, "erase", "open"),
        (number, "withdraw_consent", "open"),
    ]
    there.run(*first, "propose", number, "--scope", "contact", "--ground", "asked", "--reason", "本人来电")
    assert "待第二人审批" in there.run(*first, "proposals")
    there.run(*first, "approve", number, code=1)
    assert "不能是同一个人" in there.said
    other = tmp_path / "second.txt"
    other.write_text(SECOND_PASSPHRASE, encoding="utf-8")
    there.run(*first, "approve", number, "--second", "王审批", "--second-passphrase-file", other)
    assert there.json(*first, "requests")["requests"] == []
    assert {one["state"] for one in there.json(*first, "requests", "--all")["requests"]} == {"granted"}
    exchange(here, there, tmp_path)
    for shown in (here.json("show", number, "--reveal"), there.json("--user", "测试员", "show", number, "--reveal")):
        assert shown["contributor"]["phone"] == ""
    assert "已按规定删除" in here.run("show", number)
    there.run(*first, "approve", number, code=1)


def test_requests_at_the_office_and_wrong_words(number: str, office: Desk, secret: Path) -> None:
    there = Terminal(office.home, secret)
    first = ("--user", "测试员", "privacy")
    entry = there.json(*first, "register", number, "--kind", "access", "--reason", "想看登记了什么")
    there.run(*first, "answer", entry["id"], "--refuse", "无法核实是本人")
    there.run(*first, "answer", entry["id"], "--grant", "已交本人", code=1)
    there.run(*first, "register", number, "--kind", "nothing", "--reason", "？", code=2)
    there.run(*first, "withdraw", number, "--reason", "撤回", code=1)
    assert there.json(*first, "due")["expired"] == []
    there.run(*first, "propose", number, "--scope", "all", "--ground", "not_needed", "--reason", "误收")
    there.run(*first, "refuse", number, "--reason", "没有核实", code=1)
    assert there.json(*first, "proposals", "--all")["proposals"][0]["state"] == "proposed"
