"""Hints while a clue is written: they stop nobody, except that a secret text is judged, or wiped."""

from dataclasses import replace
from pathlib import Path

import pytest

from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import list_clues
from tests.builders import STREETLIGHTS, clue_content, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.pages.entry.advice import advise


@pytest.mark.parametrize(
    ("phone", "address", "said"),
    [
        ("13800000001", "沙园街道示例路1号", ""),
        ("1380000000", "沙园街道示例路1号", "位数不寻常"),
        ("81234567", "", "请写区号"),
        ("一三八", "", "数字以外"),
        ("", "天河区示例路1号", "在外区，照样可以登记"),
        ("", "沙园街道示例路", "没有门牌号"),
    ],
)
def test_phone_and_address_are_looked_at(workroom: Desk, phone: str, address: str, said: str) -> None:
    found = advise(replace(STREETLIGHTS, contributor=Contributor(False, "张", phone, address)), workroom.reference)
    assert said in found.phone + found.address
    if not said:
        assert not found.phone + found.address


def test_a_matter_for_others_says_where_to_turn(workroom: Desk) -> None:
    content = clue_content(analysis="这件事法院已立案，还没有结果。")
    matters = {matter.code: matter for matter in advise(content, workroom.reference).matters}
    assert "请通过原诉讼、仲裁或复议程序解决。" in matters["LITIGATION"].sentence
    assert not matters["LITIGATION"].stops


def test_nothing_is_said_of_a_good_clue(workroom: Desk) -> None:
    found = advise(STREETLIGHTS, workroom.reference)
    assert (found.title, found.text, found.phone, found.address, found.matters) == ("", "", "", "", ())


def test_an_unfinished_suggestion_is_not_called_empty(workroom: Desk) -> None:
    begun = replace(STREETLIGHTS, suggestions="加强管理", contributor=Contributor())
    assert not advise(begun, workroom.reference).matters
    done = replace(begun, contributor=Contributor(anonymous=True))
    assert [matter.code for matter in advise(done, workroom.reference).matters] == ["VAGUE"]


def stored(home: Path) -> int:
    desk = open_home(home)
    try:
        return list_clues(desk, ClueQuery()).total
    finally:
        desk.close()


def test_alike_clues_are_shown_while_typing(sit: Sit, workroom_home: Path) -> None:
    desk = open_home(workroom_home)
    register_clue(desk, STREETLIGHTS)
    desk.close()
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("沙园七街晚上没有路灯")
    seat.press("Tab")
    seat.type("沙园七街夜间照明不足，老人摔倒过几次。")
    seat.until(lambda: seat.sees("“建议在沙园七街加装路灯”相似"))
    seat.tab_to("查看相似的线索")
    seat.press("Space")
    assert seat.window.page is not None
    assert seat.window.page.name == "clues"
    assert seat.sees("近半年发生三起老人摔倒的事情")
    seat.press("Esc")
    assert seat.sees("不是同一件")
    seat.tab_to("不是同一件")
    seat.press("Space")
    assert not seat.sees("相似（")


def test_a_secret_text_stops_until_it_is_judged(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("关于绝密文件的建议")
    seat.press("Ctrl+S")
    seat.until(lambda: seat.sees("涉及党和国家秘密"))
    assert stored(workroom_home) == 1
    seat.tab_to("清除这条内容")
    seat.press("Space")
    assert seat.sees("已清除，本机不再保存这条内容。")
    assert stored(workroom_home) == 0
    assert not seat.sees("涉及党和国家秘密")
