"""The terminal as an administrator uses it: real commands, some in processes of their own."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from baixing_desktop.usecases import membership
from tests.builders import PASSPHRASE, open_home
from tests.postgres import Cluster
from tests.terminal.running import Terminal


def test_import_list_show_form(apart: Terminal, terminal: Terminal, tmp_path: Path) -> None:
    apart.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    (wrap,) = json.loads((apart.home / "vault.json").read_bytes())["people"].values()
    assert (wrap["memory_kib"], wrap["iterations"], wrap["lanes"]) == (65536, 3, 4), "RFC 9106, second recommendation"
    table = tmp_path / "线索.csv"
    table.write_text(
        "标题,情况分析,具体建议,联系人,联系电话\n路灯不亮,天黑难走。,加装路灯。,张䶮,13800000001\n,无题,,,\n只有标题,,,,\n",
        encoding="gb18030",
    )
    tried = terminal.json("import", table, "--dry-run")
    assert tried["counts"] == {"registered": 2, "draft": 0, "repeated": 0, "refused": 1}
    assert terminal.json("list")["total"] == 0
    done = apart.json("import", table)
    assert done["counts"] == tried["counts"]
    assert terminal.json("import", table)["counts"]["repeated"] == 2
    found = terminal.json("list", "--query", "路灯")
    (clue,) = found["clues"]
    shown = terminal.json("show", clue["number"])
    assert (shown["title"], shown["contributor"]["name"]) == ("路灯不亮", "张*")
    assert "13800000001" not in terminal.run("show", clue["id"])
    assert terminal.json("show", clue["id"], "--reveal")["contributor"]["phone"] == "13800000001"
    files = terminal.json("form", "--all", "-o", tmp_path / "forms")["files"]
    assert len(files) == 2
    assert terminal.json("form", clue["number"], "-o", tmp_path / "one")["files"]
    assert all(Path(file).read_bytes().startswith(b"%PDF-") for file in files)
    (blank,) = terminal.json("form", "--blank", "-o", tmp_path / "blank")["files"]
    assert Path(blank).name == "附件3空白表.pdf"


def test_signed_forms_are_filed(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    table = tmp_path / "线索.csv"
    table.write_text("标题,情况分析,具体建议\n路灯不亮,天黑难走。,加装路灯。\n", encoding="utf-8")
    terminal.run("import", table)
    folder = tmp_path / "扫描"
    (form,) = terminal.json("form", "--all", "--notice", "-o", folder)["files"]
    (filed,) = terminal.json("scan", form)["filed"]
    assert (filed["pages"], filed["fit"], filed["repeated"]) == ([1, 2], "same", False)
    assert "已归档过" in terminal.run("scan", "--folder", folder)
    assert (folder / "已归档" / Path(form).name).exists()
    (folder / "说明.pdf").write_bytes(b"%PDF-1.4")
    assert "说明.pdf：文件“说明.pdf”读不出来" in terminal.run("scan", folder / "说明.pdf", code=1)


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (["scan"], 2, "文件、--folder 要给出一项"),
        (["scan", "a.jpg", "--add"], 2, "与 --clue 同用"),
        (["lits"], 2, "可以是"),
        (["show"], 2, "缺少"),
        (["list", "--limit", "many"], 2, "--limit 不能是"),
        (["list", "--nonsense"], 2, "看不懂"),
        (["batch"], 2, "缺少"),
        (["init", "--role", "boss", "--unit", "SY", "--operator", "李敏"], 2, "不能是"),
        (["list"], 1, "还没有建立工作台"),
        (["init", "--role", "workroom", "--unit", "XX", "--operator", "李敏"], 1, "没有代码为"),
        (["init", "--role", "workroom", "--unit", "HZZX", "--operator", "李敏"], 1, "不能用作"),
    ],
)
def test_a_wrong_line_is_explained_in_chinese(terminal: Terminal, line: list[str], code: int, words: str) -> None:
    terminal.run(*line, code=code)
    assert words in terminal.said
    assert not terminal.home.exists()


def test_help_is_chinese(terminal: Terminal) -> None:
    for line in ([], ["import"], ["batch"], ["batch", "seal"], ["enrol", "code"]):
        text = terminal.run(*line, "--help")
        assert text.startswith("用法：")
        assert "usage" not in text
        assert "show this help" not in text


def test_the_second_set_up_changes_nothing(terminal: Terminal) -> None:
    terminal.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    before = {path.name: path.read_bytes() for path in terminal.home.iterdir() if path.is_file()}
    terminal.run("init", "--role", "office", "--unit", "HZZX", "--operator", "李敏", code=1)
    assert {path.name: path.read_bytes() for path in terminal.home.iterdir() if path.is_file()} == before


def test_wrong_passphrase_and_json_errors(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    other = tmp_path / "other.txt"
    other.write_text("另外一句不对的口令")
    error = terminal.json("list", "--passphrase-file", other, code=1)["error"]
    assert error["code"] == "VAULT_WRONG_PASSPHRASE"
    assert error["safe"] == "数据完好，没有改动。"


def test_what_belongs_to_the_other_side_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    for line in (["enrol", "code", "--unit", "SY", "--address", "127.0.0.1:1"], ["serve", "--port", "0"]):
        terminal.run(*line, code=1)
        assert "区办公室" in terminal.said
    terminal.run("sync", code=1)
    assert "登记" in terminal.said
    terminal.run("form", "-o", tmp_path, code=2)
    assert "--all" in terminal.said


def test_an_office_receives_from_the_folders_that_are_set(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("init", "--role", "office", "--unit", "HZZX", "--operator", "李敏")
    assert terminal.json("sync", code=1)["error"]["code"] == "INPUT_MISSING"
    shared = tmp_path / "共享"
    (shared / "报送").mkdir(parents=True)
    with closing(open_home(terminal.home)) as office:
        membership.receive_from(office, [str(shared)])
    (shared / "报送" / "坏的.bxp").write_bytes(b"no batch")
    assert terminal.json("sync") == {"accepted": 0, "batches": 0, "left": ["坏的.bxp"]}
    shared.rename(tmp_path / "断开")
    assert terminal.json("sync", code=1)["error"]["code"] == "SYNC_FOLDER"


def test_one_form_that_cannot_be_made_does_not_stop_the_others(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    table = tmp_path / "a.csv"
    table.write_text("标题,情况分析,具体建议\n缺字的\ue000标题,甲,乙\n平常的标题,丙,丁\n", encoding="utf-8")
    terminal.run("import", table)
    result = terminal.json("form", "--all", "-o", tmp_path / "forms", code=1)
    assert (len(result["files"]), [r["code"] for r in result["refused"]]) == (1, ["PAPER_NO_GLYPH"])


def test_any_character_goes_through_a_pipe_of_any_encoding(apart: Terminal, terminal: Terminal, tmp_path: Path) -> None:
    """Chinese Windows gives pipes an encoding without emoji."""
    terminal.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    table = tmp_path / "a.csv"
    table.write_text("标题,情况分析,具体建议\n路灯😀不亮\u202e,甲,乙\n", encoding="utf-8")
    terminal.run("import", table)
    apart.environment["PYTHONIOENCODING"] = "gbk"
    said = apart.run("list")
    assert "路灯😀不亮" in said
    assert "\u202e" not in said


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_passphrase_files_of_other_editors(terminal: Terminal, secret: Path, encoding: str) -> None:
    terminal.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    secret.write_text(PASSPHRASE, encoding=encoding)
    terminal.run("list")


@pytest.mark.parametrize("line", [["list", "--limit", "0"], ["lits"], ["list"], ["--version"]])
def test_json_is_one_document_whatever_happens(terminal: Terminal, line: list[str]) -> None:
    code = {"--version": 0, "list": 1}.get(line[0], 2) if len(line) == 1 else 2
    assert terminal.json(*line, code=code)


def test_endless_and_full_files_are_said(terminal: Terminal) -> None:
    terminal.run(
        "init", "--role", "workroom", "--unit", "SY", "--operator", "李敏", "--passphrase-file", "/dev/zero", code=1
    )
    assert "不是普通的文件" in terminal.said


def test_selftest_passes(terminal: Terminal, tmp_path: Path) -> None:
    result = terminal.json("selftest", "--keep", tmp_path / "kept")
    assert result["ok"] is True
    assert len(result["steps"]) == 14
    assert list((tmp_path / "kept").glob("*.pdf"))
    assert not list((tmp_path / "kept" / "office").glob(".serve-*"))


def test_an_office_on_a_database_server(tmp_path: Path, terminal: Terminal, postgres: Cluster) -> None:
    """The password is asked for in a file; neither it nor a password in the address is ever said."""
    database = postgres.new_database()
    address = f"postgresql://{database.address.user}@127.0.0.1:{postgres.port}/{database.address.database}"
    secret = tmp_path / "database-password.txt"
    secret.write_text(postgres.password + "\n", encoding="utf-8")
    line = ("init", "--role", "office", "--unit", "HZZX", "--operator", "李敏", "--database")
    terminal.run(*line, address.replace("@", ":offen@"), code=1)
    assert "offen" not in terminal.said
    terminal.run("init", "--role", "workroom", "--unit", "SY", "--database", address, code=2)
    terminal.run(*line, address, "--database-password-file", secret)
    assert postgres.password not in terminal.said
    assert terminal.json("list")["total"] == 0
    assert postgres.run("SELECT unit FROM installation", database.address.database) == [("HZZX",)]


def test_enrolment_by_file_and_what_the_office_does_with_its_workstations(tmp_path: Path, secret: Path) -> None:
    office, room = Terminal(tmp_path / "office", secret), Terminal(tmp_path / "room", secret)
    office.run("init", "--role", "office", "--unit", "HZZX", "--operator", "李敏")
    room.run("init", "--role", "workroom", "--unit", "SY", "--operator", "李敏")
    request = room.json("enrol", "request", "-o", tmp_path / "stick")
    answer = office.json("enrol", "answer", request["file"], "--code", request["code"])
    assert room.json("enrol", "accept", answer["file"])["comparison"] == answer["comparison"]
    (device,) = office.json("enrol", "list")["devices"]
    assert (device["unit"], device["epoch"], device["state"]) == ("SY", 1, "正常，六位数字未核对")
    assert f"六位数字未核对：{answer['comparison']}" in office.run("enrol", "list")
    name = f"SY-{device['device_code']}"
    assert office.json("enrol", "confirm", name)["state"] == "正常"
    assert answer["comparison"] not in office.run("enrol", "list")
    assert office.json("enrol", "revoke", name)["state"] == "已停用"
    assert office.json("enrol", "replace", name, "--address", "127.0.0.1:1")["ticket"].startswith("BX1:")
    assert "没有找到" in office.json("enrol", "revoke", "SY-XXX", code=1)["error"]["what"]
    assert "已经登记" in room.json("enrol", "request", "-o", tmp_path / "stick", code=1)["error"]["what"]


def test_backup_verify_restore(terminal: Terminal, tmp_path: Path, secret: Path) -> None:
    """The safety of a home, as an administrator's timer and hands use it."""
    terminal.run("init", "--role", "workroom", "--unit", "SY", "--operator", "张联络")
    made = terminal.json("backup", "-o", tmp_path / "优盘")
    assert made["made"]
    assert not terminal.json("backup", "--if-due")["made"]
    assert terminal.json("verify")["faults"] == []
    assert terminal.json("verify", made["file"])["sha256"] == made["sha256"]
    assert "查找" in terminal.run("verify", "--help")
    elsewhere = Terminal(tmp_path / "新电脑", secret)
    assert elsewhere.json("restore", made["file"])["aside"] is None
    assert elsewhere.json("list")["total"] == 0
    elsewhere.run("restore", made["file"], code=1)
    assert "HOME_IN_USE" in elsewhere.said
    assert Path(elsewhere.json("restore", made["file"], "--replace")["aside"]).is_dir()
    Path(made["file"]).write_bytes(b"no backup")
    elsewhere.run("restore", made["file"], "--replace", code=1)
    assert "BACKUP_DAMAGED" in elsewhere.said


def test_a_timer_backs_up_with_the_service_key_alone(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("init", "--role", "office", "--unit", "HZZX", "--operator", "陈办")
    key = tmp_path / "service.key"
    terminal.run("recovery", "service-key", "-o", key)
    nobody = Terminal(terminal.home, key)
    assert nobody.json("backup", "--if-due")["made"] is True
    assert nobody.json("backup", "--if-due")["made"] is False
    # The key opens the door for the program, not for people.
    assert nobody.json("list", code=1)["error"]["code"] == "VAULT_WRONG_PASSPHRASE"
