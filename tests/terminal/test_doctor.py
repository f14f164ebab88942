"""``baixing doctor`` on computers and homes in several states."""

import json
import zipfile
from pathlib import Path

from baixing_desktop.usecases.desk import Desk
from tests.sync.helpers import enrol_by_hand, serving
from tests.terminal.running import Terminal


def levels(document: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {row["check"]: row["level"] for row in document["findings"]}


def test_a_computer_without_a_home(terminal: Terminal) -> None:
    found = levels(terminal.json("doctor"))
    assert found["工作台"] == "advice"
    assert {found["版本"], found["字体"]} == {"good"}
    # Whether a time service runs is up to the computer that the tests run on.
    assert found["时钟"] != "wrong"
    assert "区办公室" not in found


def test_what_is_wrong_is_told_and_advised(terminal: Terminal) -> None:
    terminal.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    document = terminal.json("doctor", code=1)
    found = levels(document)
    assert (found["备份"], found["区办公室"], found["加密"]) == ("wrong", "advice", "good")
    assert all(row["todo"] for row in document["findings"] if row["level"] != "good")
    terminal.run("backup")
    assert levels(terminal.json("doctor"))["备份"] == "good"


def test_a_home_that_nobody_can_open_is_examined_from_outside(terminal: Terminal) -> None:
    terminal.run("init", "--role", "office", "--unit", "HZZX", "--operator", "李敏")
    (terminal.home / "record.db").write_bytes(b"SQLite format 3\0" + bytes(4080))
    found = levels(terminal.json("doctor", "--closed", code=1))
    assert (found["加密"], "备份" in found) == ("wrong", False)


def test_the_line_to_the_office(workroom: Desk, office: Desk, secret: Path) -> None:
    with serving(office) as server:
        enrol_by_hand(office, workroom, f"https://127.0.0.1:{server.port}")
        terminal = Terminal(workroom.home, secret)
        assert levels(terminal.json("doctor", code=1))["区办公室"] == "good"
    document = terminal.json("doctor", code=1)
    (office_row,) = [row for row in document["findings"] if row["check"] == "区办公室"]
    assert office_row["level"] == "advice"
    assert office_row["words"].startswith("连不上区办公室")


def test_the_bundle_names_nobody(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    table = tmp_path / "线索.csv"
    table.write_text(
        "标题,情况分析,具体建议,联系人,联系电话\n路灯不亮,天黑。,装灯。,欧阳建国,13800000001\n", encoding="utf-8"
    )
    terminal.run("import", table)
    bundle = tmp_path / "情况.zip"
    terminal.run("doctor", "-o", bundle, code=1)
    with zipfile.ZipFile(bundle) as opened:
        words = opened.read("doctor.json").decode()
    assert {file["name"] for file in json.loads(words)["files"]} >= {"record.db", "vault.json"}
    for personal in ("欧阳建国", "13800000001", "李敏", "路灯", str(tmp_path)):
        assert personal not in words
