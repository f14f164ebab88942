"""Locking, changing places, and the administrators' pages, by keyboard."""

import json
import re
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.states import Role
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases import people
from baixing_desktop.usecases.reading import list_clues
from baixing_desktop.usecases.setup import open_desk, recover
from tests.builders import CHEAP, PASSPHRASE, SetClock, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.paper import PaperDialog

FIRST, OWN = "榕树下的凉茶铺子A7", "骑楼街上的云吞面B8"


def add(home: Path, clock: SetClock, name: str, post: Role | None, duty: Role | None = None) -> None:
    """A person who has already chosen a passphrase (:data:`OWN`)."""
    desk = open_desk(home, passphrase=PASSPHRASE, clock=clock, user="测试员")
    people.add_person(desk, name, FIRST, post=post, duty=duty, cost=CHEAP)
    desk.close()
    desk = open_desk(home, passphrase=FIRST, clock=clock, user=name)
    people.change_passphrase(desk, FIRST, OWN, CHEAP)
    desk.close()


def choose(seat: Seat, name: str) -> None:
    """Choose a name in the list that has the focus or comes before it."""
    field = seat.at()
    for _ in range(4):
        if getattr(field, "code", "") == name:
            return
        seat.press("Down")


def test_a_locked_window_keeps_what_was_typed(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("写到一半的标题")
    seat.press("Ctrl+L")
    assert seat.sees("已锁定")
    assert not seat.sees("写到一半的标题")
    seat.press("Ctrl+N", "Alt+1")
    assert seat.sees("已锁定"), "no command works behind the lock"
    seat.type("不对的口令")
    seat.press("Enter")
    assert seat.sees("口令不对。")
    seat.press("Ctrl+A")
    seat.type(PASSPHRASE)
    seat.press("Enter")
    assert not seat.sees("已锁定")
    assert _texts(seat.window) >= {"写到一半的标题"}
    desk = open_home(workroom_home)
    assert [item.title for item in list_clues(desk, ClueQuery()).items] == ["写到一半的标题"]
    desk.close()


def _texts(root: QWidget) -> set[str]:
    return {field.text() for field in below(root) if isinstance(field, QLineEdit)}


def test_after_twelve_hours_the_passphrase_is_asked_for(sit: Sit, workroom_home: Path, clock: SetClock) -> None:
    seat: Seat = sit(workroom_home).open()
    clock.forward(hours=11)
    seat.session.locker.look_at_the_clock()
    assert not seat.session.locker.locked
    clock.forward(hours=1)
    seat.session.locker.look_at_the_clock()
    seat.settle()
    assert seat.sees("已锁定")


def test_another_person_sits_down_at_the_locked_window(sit: Sit, workroom_home: Path, clock: SetClock) -> None:
    add(workroom_home, clock, "王强", Role.LIAISON)
    seat: Seat = sit(workroom_home).open(None)
    choose(seat, "测试员")
    seat.tab_to("口令")
    seat.type(PASSPHRASE)
    seat.press("Enter")
    assert seat.sees("测试员")
    seat.press("Ctrl+L")
    seat.tab_to("姓名")
    choose(seat, "王强")
    seat.tab_to("口令")
    seat.type(OWN)
    seat.press("Enter")
    assert seat.sees("王强")
    assert not seat.sees("人员"), "a liaison administers nobody"
    desk = seat.session.desk
    assert desk is not None
    assert desk.actor.name == "王强"


def test_an_administrator_adds_a_person_and_prints_a_recovery_sheet(
    sit: Sit, workroom_home: Path, clock: SetClock, tmp_path: Path
) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.window.go("people")
    seat.settle()
    assert seat.sees("在这里工作的人")
    seat.type("王强")
    seat.press("Tab", "Down", "Down")
    seat.tab_to("初始口令")
    seat.type(FIRST)
    seat.tab_to("添加人员")
    seat.press("Space")
    assert seat.sees("已添加：王强。")
    seat.settle()
    assert seat.sees("初始口令，下次使用时更换")
    seat.tab_to("打印恢复表")
    seat.press("Space")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PaperDialog)
    assert dialog.windowTitle() == "恢复表"
    dialog.save_to(str(tmp_path / "恢复表.pdf"))
    seat.settle()
    seat.press("Esc")
    assert seat.sees("请把恢复表装进信封签封")
    (words,) = page_texts((tmp_path / "恢复表.pdf").read_bytes())
    code = "-".join(re.findall(r"[0-9A-Z]{5}", words)[:8])
    seat.close()
    desk = recover(workroom_home, code=code, name="测试员", passphrase=OWN, clock=clock, cost=CHEAP)
    assert desk.actor.name == "测试员"
    desk.close()


def test_the_auditor_reads_verifies_and_exports_and_sees_nothing_else(
    sit: Sit, workroom_home: Path, clock: SetClock, tmp_path: Path
) -> None:
    add(workroom_home, clock, "郑审计", None, Role.AUDIT_ADMIN)
    seat: Seat = sit(workroom_home).open(None)
    choose(seat, "郑审计")
    seat.tab_to("口令")
    seat.type(OWN)
    seat.press("Enter")
    assert seat.sees("只能看、核对和导出，不能修改"), seat.words()
    assert not seat.sees("今日")
    seat.settle()
    seat.tab_to("核对")
    seat.press("Space")
    assert seat.sees("完整，没有改动。")
    seat.tab_to("导出全部")
    seat.press("Space")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    file = tmp_path / "操作记录.jsonl"
    seat.press("Ctrl+A")
    seat.type(str(file.with_suffix("")))
    seat.press("Enter")
    assert seat.sees("已导出到第"), seat.words()
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    numbers = [line["seq"] for line in lines if "seq" in line]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 5
