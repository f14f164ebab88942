"""个人信息 in the office's window, by keyboard: a request answered, a clue erased by two, another one kept."""

from datetime import date
from pathlib import Path

import pytest

from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope, RequestKind
from baixing_desktop.domain.states import ErasureState, RequestState, Role
from baixing_desktop.usecases import erasure, messages, requests
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import find_clue, office_queue, reveal_contact
from tests.builders import PASSPHRASE, SetClock, colleague, open_home
from tests.ui.conftest import Sit
from tests.ui.district import exchange
from tests.ui.seat import Seat
from ui.preferences import Preferences

SECOND = "榕树下的凉茶铺子A7"


@pytest.fixture
def asked(district: Path, clock: SetClock) -> str:
    """A clue whose citizen wants it erased, at an office of two people."""
    office, workroom = (open_home(district / name, clock) for name in ("office", "workroom"))
    exchange(workroom, office, district)
    clue_id = office_queue(office, OfficeQueue.TO_CONTACT).items[0].id
    messages.request_erasure(workroom, clue_id, "不想再留电话", date(2026, 11, 20))
    exchange(workroom, office, district)
    colleague(office, "王审批", SECOND, post=Role.OFFICE)
    office.close()
    workroom.close()
    return clue_id


def sat_down(sit: Sit, district: Path, target: str = "") -> Seat:
    seat: Seat = sit(district / "office", preferences=Preferences(person="测试员")).open(None)
    seat.type(PASSPHRASE)
    seat.press("Enter")
    seat.window.go("privacy", target)
    seat.settle()
    return seat


def desk_of(seat: Seat) -> Desk:
    assert seat.session.desk is not None
    return seat.session.desk


def test_a_wish_becomes_an_erasure_by_two(sit: Sit, district: Path, asked: str) -> None:
    seat = sat_down(sit, district)
    assert seat.sees("待答复的请求 1")
    assert seat.sees("不想再留电话")
    seat.tab_to("建议删除")
    seat.press("Space", "Ctrl+Enter")
    assert seat.sees("请写理由。")
    seat.type("本人来电核实")
    seat.press("Ctrl+Enter")
    assert seat.sees("已建议删除，等另一个人审批")
    assert seat.sees("待审批的删除 1")
    assert seat.sees("这是您建议的。请另一位同事来这里输入姓名和口令审批。")
    seat.press("Ctrl+Enter")
    assert seat.sees("请写审批人的姓名。")
    seat.type("王审批")
    seat.press("Ctrl+Enter")
    assert seat.sees("请由审批人输入口令。")
    seat.type("不对的口令在这里A1")
    seat.press("Ctrl+Enter")
    assert reveal_contact(desk_of(seat), asked).phone, "a wrong passphrase erases nothing"
    seat.tab_to("审批人的口令")
    seat.press("Ctrl+A")
    seat.type(SECOND)
    seat.press("Ctrl+Enter")
    assert seat.sees("已删除")
    assert seat.sees("没有待审批的删除")
    assert reveal_contact(desk_of(seat), asked).phone == ""
    (entry,) = requests.requests(desk_of(seat), closed=True)
    assert entry.state is RequestState.GRANTED


def test_a_request_is_answered_with_words(sit: Sit, district: Path, asked: str) -> None:
    seat = sat_down(sit, district)
    seat.press("Ctrl+Enter")
    assert seat.sees("请写怎样答复本人。")
    seat.type("已当面说明")
    seat.tab_to("不予办理")
    seat.press("Space")
    assert seat.sees("没有待答复的请求")
    (entry,) = requests.requests(desk_of(seat), closed=True)
    assert (entry.state, entry.outcome) == (RequestState.REFUSED, "已当面说明")
    assert reveal_contact(desk_of(seat), asked).phone


def test_from_a_clue_to_a_request(sit: Sit, district: Path, asked: str) -> None:
    seat = sat_down(sit, district, asked)
    assert seat.sees(find_clue(desk_of(seat), asked).number)
    seat.tab_to("请求的内容")
    seat.type("想看登记了什么")
    seat.tab_to("登记请求")
    seat.press("Space")
    assert seat.sees("待答复的请求 2")
    kinds = sorted(entry.kind for entry in requests.requests(desk_of(seat)))
    assert kinds == [RequestKind.ACCESS, RequestKind.ERASE]


def test_another_persons_proposal_is_decided_here(sit: Sit, district: Path, asked: str, clock: SetClock) -> None:
    office = open_home(district / "office", clock, user="王审批", passphrase=SECOND)
    erasure.propose_erasure(office, asked, ErasureScope.ALL, ErasureGround.NOT_NEEDED, "误收")
    office.close()
    seat = sat_down(sit, district)
    seat.tab_to("待答复的请求")
    seat.press("Right")
    assert seat.sees("删除以后不能恢复。")
    seat.tab_to("不批准的理由")
    seat.press("Tab", "Space")
    assert seat.sees("请写不批准的理由。")
    seat.type("不是误收")
    seat.press("Tab", "Space")
    assert seat.sees("没有批准，线索没有改动")
    (entry,) = erasure.erasures(desk_of(seat), decided=True)
    assert (entry.state, entry.remark) == (ErasureState.REFUSED, "不是误收")
