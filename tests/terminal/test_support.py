"""``baixing doctor`` is complete, and ``baixing support`` hands out nothing of anybody."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from baixing_desktop.domain.clue import Contributor
from baixing_desktop.errors import InputError
from baixing_desktop.surroundings import NoAnswerError, input_methods, printers
from baixing_desktop.usecases.backups import back_up
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.doctor import Finding, Level, examine_computer, examine_record
from baixing_desktop.usecases.drafting import attach_file, register_clue
from baixing_desktop.usecases.support import bundle, record_facts
from sync import examine_line
from tests.builders import PASSPHRASE, clue_content
from tests.terminal.running import Terminal
from ui.errors import incident, keep_log

CHECKS = {
    "版本",
    "时钟",
    "磁盘",
    "工作台",
    "加密",
    "系统钥匙串",
    "字体",
    "打印机",
    "输入法",
    "备份",
    "操作记录",
    "区办公室",
}
PEOPLE = [(f"欧阳建{c}", f"138000{n:05}", f"沙园七街{n}号之二") for n, c in enumerate("国军明华强伟", start=1)]


def unpacked(bundle: Path) -> dict[str, Any]:
    with zipfile.ZipFile(bundle) as opened:
        return {name: json.loads(opened.read(name)) for name in opened.namelist()}


def everything(bundle: Path) -> bytes:
    """All bytes of the bundle, taken apart, names included."""
    with zipfile.ZipFile(bundle) as opened:
        return b"\n".join([*(name.encode() for name in opened.namelist()), *map(opened.read, opened.namelist())])


@pytest.fixture
def lived_in(workroom: Desk, caplog: pytest.LogCaptureFixture) -> Desk:
    """A workroom with people's clues, a backup, an incident that quoted one of them, and files named after them."""
    for number, (name, phone, place) in enumerate(PEOPLE, start=1):
        who = Contributor(name=name, phone=phone, address=place)
        register_clue(workroom, clue_content(number, title=f"{name}家门口路灯不亮", contributor=who))
    back_up(workroom)
    (workroom.home / "欧阳建国13800000001.json").write_text("{}", encoding="utf-8")
    end = keep_log(workroom.home)
    with pytest.raises(InputError) as failed:
        attach_file(workroom, f"{PEOPLE[0]}.exe", b"MZ")
    incident(failed.value)
    end()
    caplog.clear()
    return workroom


def examined(desk: Desk) -> list[Finding]:
    return [*examine_computer(desk.home, desk.clock), *examine_record(desk), examine_line(desk)]


def test_every_check_is_made_and_every_other_than_good_has_its_advice(workroom: Desk) -> None:
    found = examined(workroom)
    assert {each.check for each in found} >= CHECKS
    for each in found:
        assert each.words
        assert bool(each.todo) == (each.level is not Level.GOOD), each


def test_the_bundle_helps_and_names_nobody(lived_in: Desk, tmp_path: Path) -> None:
    file = tmp_path / "求助.zip"
    file.write_bytes(bundle(lived_in.home, examined(lived_in), lived_in.clock, record_facts(lived_in)))
    found = unpacked(file)
    assert found["record.json"]["clues"] == len(PEOPLE)
    assert {each["name"] for each in found["doctor.json"]["files"]} >= {"record.db", "vault.json", "others"}
    assert found["versions.json"]["packages"]["SQLAlchemy"]
    (failed,) = found["incidents.json"]
    assert (failed["kind"], failed["code"][0]) == ("InputError", "P")
    assert any(place.startswith("baixing_desktop/usecases/drafting.py:") for place in failed["places"])
    words = everything(file)
    hidden = [part for person in PEOPLE for part in person]
    hidden += [lived_in.actor.name, "沙园七街", "路灯", PASSPHRASE, str(tmp_path)]
    for each in hidden:
        for encoding in ("utf-8", "utf-16-le", "gb18030"):
            assert each.encode(encoding) not in words, each
        assert json.dumps(each).strip('"').encode() not in words, each


def test_where_nothing_can_be_opened_it_is_described_from_outside(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "求助.zip"
    terminal.run("support", file, "--closed")
    found = unpacked(file)
    assert "record.json" not in found
    assert {row["check"] for row in found["doctor.json"]["findings"]} == CHECKS - {"备份", "操作记录", "区办公室"} | {
        "生僻字"
    }
    said = terminal.json("support", tmp_path, "--closed", code=1)
    assert said["error"]["code"] == "FILE_NOT_WRITTEN"


def test_input_methods_are_known_by_their_processes(tmp_path: Path) -> None:
    assert input_methods(tmp_path) == ()
    for number, name in enumerate(["systemd", "fcitx5", "ibus-daemon"], start=1):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "comm").write_text(f"{name}\n", encoding="utf-8")
    (tmp_path / "9").mkdir()
    assert input_methods(tmp_path) == ("fcitx 5", "ibus")


@pytest.mark.parametrize(("says", "count"), [("", 0), ("甲\n乙\n", 2)])
def test_printers_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, count: int) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert printers() is None
    tool = tmp_path / "lpstat"
    tool.write_text(f"#!/bin/sh\nprintf '{says}'\n", encoding="utf-8")
    tool.chmod(0o755)
    assert printers() == count


def test_a_silent_printing_service_is_no_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "lpstat"
    tool.write_text("#!/bin/sh\nexec /bin/sleep 600\n", encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoAnswerError):
        printers(patience_s=0.2)
