"""``baixing reference``: look, edit, add, retire, take back, and read what happened."""

from pathlib import Path

import pytest

from baixing_desktop.usecases.desk import Desk
from tests.terminal.running import Terminal


@pytest.fixture
def terminal(office: Desk, secret: Path) -> Terminal:
    office.close()
    return Terminal(office.home, secret)


def test_a_list_is_edited_and_its_history_read(terminal: Terminal) -> None:
    assert "units\t单位" in terminal.run("reference", "lists")
    assert terminal.json("reference", "lists")["edition"] == 0
    terminal.run("reference", "set", "units", "SY", "name=沙园联络站", "--reason", "更名")
    terminal.run("reference", "set", "themes", "BRIDGE", "label=桥梁", "--add", "--reason", "新增主题")
    terminal.run("reference", "retire", "themes", "BRIDGE", "--reason", "并入交通")
    assert "BRIDGE\t桥梁\t已停用" in terminal.run("reference", "show", "themes")
    assert "沙园联络站" in terminal.run("reference", "show", "units")
    terminal.run("reference", "revert", "units", "SY", "--reason", "改回")
    assert "沙园联络站" not in terminal.run("reference", "show", "units")
    said = terminal.run("reference", "history")
    assert [line.split("\t")[0] for line in said.splitlines()] == ["第 4 版", "第 3 版", "第 2 版", "第 1 版"]
    assert "停用：（无） → 是" in terminal.run("reference", "history", "--version", "3")
    assert [one["note"] for one in terminal.json("reference", "history", "--version", "2")["editions"]] == ["新增主题"]


def test_wrong_words_are_explained(terminal: Terminal) -> None:
    terminal.run("reference", "show", "nothing", code=1)
    assert "可以是：" in terminal.said
    terminal.run("reference", "set", "units", "SY", "colour=red", "--reason", "试", code=1)
    assert "栏可以是" in terminal.said
    terminal.run("reference", "set", "score_rules", "没有", "points=3", "--reason", "试", code=1)
    terminal.run("reference", "set", "holidays", "2026", "off=2026-13-01", "--reason", "试", code=1)
    assert "日期" in terminal.said
    terminal.run("reference", "history", "--version", "9", code=1)
    terminal.run("reference", "set", "units", "SY", "name=甲", code=2)


def test_the_code_of_a_unit_is_found_before_a_desk_is_set_up(tmp_path: Path, secret: Path) -> None:
    before = Terminal(tmp_path / "nothing-yet", secret)
    assert "SY\t" in before.run("reference", "show", "units")
    assert "units\t单位" in before.run("reference", "lists")
    assert not before.home.exists()
    before.run("init", "--role", "workroom", "--unit", "XX", "--operator", "李敏", code=1)
    assert "baixing reference show units" in before.said
