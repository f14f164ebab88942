"""督办·回头看 by keyboard: what is late, supervision from plan to done, what was promised, key items."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from baixing_desktop.domain.clue import Source
from baixing_desktop.domain.kinds import (
    ConsultationKind,
    ProposalKind,
    ProposerKind,
    PublicChannel,
    SupervisionForm,
)
from baixing_desktop.domain.lists import ClueQuery, OfficeQueue
from baixing_desktop.domain.outcomes import Outcome
from baixing_desktop.domain.proposals import Proposal
from baixing_desktop.domain.states import KeyItemState, LookBackState, ProposalState, SupervisionState
from baixing_desktop.domain.supervision import KeyItem, LookBack, Supervision
from baixing_desktop.usecases.casework import record_reply
from baixing_desktop.usecases.consultations import TalkForm, consultations, save_consultation
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import find_clue, forwardings_of, list_clues, office_queue
from baixing_desktop.usecases.responses import may_be_answered_in_public, public_responses
from tests.builders import SetClock
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.paper import PaperDialog


def sat_down(sit: Sit, district: Path, shelf: str) -> tuple[Seat, Desk]:
    """A seat with this shelf in front."""
    seat: Seat = sit(district / "office").open()
    seat.window.go("supervision", shelf)
    seat.settle()
    assert seat.session.desk is not None
    return seat, seat.session.desk


def acts(desk: Desk) -> tuple[Supervision, ...]:
    with desk.store.reading() as tx:
        return tx.of(Supervision).where(order="planned_on")


def test_what_is_late_is_planned_held_followed_up_and_finished(sit: Sit, district: Path, clock: SetClock) -> None:
    clock.forward(days=45)
    seat, desk = sat_down(sit, district, "late")
    assert seat.sees("● 已超期")
    seat.press("Ctrl+Enter")
    (act,) = acts(desk)
    assert act.state is SupervisionState.PLANNED
    assert seat.sees("已列入督办，见“督办中”。")
    seat.press("Ctrl+Left", "Ctrl+Right", "Ctrl+Left", "J", "Ctrl+Enter")
    assert seat.sees("请选督办形式。")
    assert seat.at().accessibleName() == "督办形式"
    seat.press("Down")
    seat.tab_to("参加人员")
    seat.type("提案委主任、区住建局副局长")
    seat.tab_to("办理进展和督办意见")
    seat.type("设计已完成，要求年内开工。")
    seat.press("Ctrl+Enter")
    assert acts(desk)[0].form is SupervisionForm.SURVEY
    seat.tab_to("进展")
    seat.type("已开工。")
    seat.press("Ctrl+Enter")
    assert seat.sees("已开工。")
    seat.press("Ctrl+Shift+m", "Ctrl+Enter")
    assert acts(desk)[0].state is SupervisionState.DONE
    seat.press("Ctrl+Z")
    assert acts(desk)[0].state is SupervisionState.FOLLOWED_UP
    seat.press("J", "Ctrl+Shift+m", "Ctrl+Enter")
    assert acts(desk)[0].state is SupervisionState.DONE
    seat.press("Ctrl+Left", "Ctrl+P")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)


def test_a_reminder_by_letter_opens_its_paper(sit: Sit, district: Path, clock: SetClock) -> None:
    clock.forward(days=45)
    seat, _ = sat_down(sit, district, "late")
    seat.press("Ctrl+Shift+m")
    assert seat.sees("登记错了，到“分类·转办”撤回催办，函号作废。")
    seat.press("Ctrl+Enter")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc")
    assert seat.sees("已催办 1 次")


def test_what_was_promised_is_listed_checked_and_completed(sit: Sit, district: Path, clock: SetClock) -> None:
    seat, desk = sat_down(sit, district, "back")
    line = office_queue(desk, OfficeQueue.TO_REPLY).items[0].id
    today = desk.today()
    (letter,) = forwardings_of(desk, line)
    record_reply(desk, letter.id, Outcome.PLANNED, "列入计划。", today, promised_on=today + timedelta(days=9))
    seat.close()
    clock.forward(days=10)
    seat, desk = sat_down(sit, district, "back")
    assert seat.sees("件列入回头看")
    seat.press("Ctrl+Enter")

    def first() -> LookBack:
        with desk.store.reading() as tx:
            return tx.of(LookBack).where(order="promised_on")[0]

    seat.press("Ctrl+Enter")
    assert first().state is LookBackState.SCHEDULED
    seat.tab_to("现场勘查")
    seat.press("Space", "Ctrl+Enter")
    assert seat.sees("请填写检查情况。")
    seat.type("路灯已亮。")
    seat.press("Ctrl+Enter")
    assert (first().state, first().inspected, first().with_party_office) == (LookBackState.CHECKED, True, True)
    seat.press("Ctrl+Enter")
    assert first().state is LookBackState.COMPLETED
    seat.press("Ctrl+Z")
    assert first().state is LookBackState.CHECKED
    seat.press("Ctrl+Enter")
    assert first().state is LookBackState.COMPLETED
    seat.window.go("supervision", "over")
    seat.settle()
    seat.press("Ctrl+Enter")
    assert first().state is LookBackState.COMPLETED, "a key pressed once more takes nothing back"
    seat.press("Ctrl+Shift+m")
    assert seat.sees("撤回“确认已落实”，回到已检查")
    seat.press("Ctrl+Enter")
    assert first().state is LookBackState.CHECKED


def test_a_public_response_is_written_down_and_taken_back(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "responses")
    seat.tab_to("哪一件")
    seat.type(may_be_answered_in_public(desk)[0].number)
    seat.tab_to("公开渠道")
    seat.press("Down", "Down")
    seat.tab_to("标题")
    seat.type("关于加装路灯的回应")
    seat.press("Ctrl+Enter")
    (kept,) = public_responses(desk)
    assert kept.kept.channel is PublicChannel.WECHAT
    seat.press("Ctrl+Z")
    assert public_responses(desk) == ()


def test_a_consultation_is_written_down_becomes_supervision_and_is_printed(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "talks")
    line = office_queue(desk, OfficeQueue.TO_REPLY).items[0]
    seat.tab_to("协商形式")
    seat.press("Down")
    for field, words in (
        ("议题", "沙园七街照明"),
        ("组织单位", "区政协提案委"),
        ("参加人员", "区住建局、居民 6 人"),
        ("协商意见", "年内分两批加装。"),
        ("相关线索", line.number),
    ):
        seat.tab_to(field)
        seat.type(words)
    seat.press("Ctrl+Enter")
    (view,) = consultations(desk)
    assert [clue.id for clue in view.clues] == [line.id]
    seat.press("J", "Ctrl+Shift+m", "Ctrl+Enter")
    assert [(act.form, act.findings) for act in acts(desk)] == [(SupervisionForm.MEETING, "年内分两批加装。")]
    assert seat.sees("督办：会议协商，已开展")
    seat.press("Ctrl+P")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc", "Ctrl+Z")
    assert acts(desk) == ()


def test_a_clue_that_a_consultation_brought_up_is_registered_there(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "open")
    day = desk.today()
    form = TalkForm(ConsultationKind.CPPCC, "公园开放", day, "区政协经济委", summary="延长开放时间。")
    save_consultation(desk, form)
    seat.window.go("supervision", "talks")
    seat.settle()
    seat.press("Ctrl+Shift+m")
    for field, words in (("标题", "延长公园开放时间"), ("情况分析", "晚上八点就关门。")):
        seat.tab_to(field)
        seat.type(words)
    seat.press("Ctrl+Enter")
    (clue,) = consultations(desk)[0].clues
    assert find_clue(desk, clue.id).content.suggestions == "延长开放时间。"
    assert seat.sees("延长公园开放时间")
    seat.press("Ctrl+Z")
    assert consultations(desk)[0].clues == ()


def test_a_clue_of_a_leaders_visit_is_registered_by_the_office(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "talks")
    before = {clue.id for clue in list_clues(desk, ClueQuery()).items}
    seat.press("J")
    for field, words in (
        ("哪次活动", "挂点联系沙园街道"),
        ("标题", "延长公园开放时间"),
        ("情况分析", "晚上八点就关门。"),
        ("具体建议", "延长到十点。"),
    ):
        seat.tab_to(field)
        seat.type(words)
    seat.press("Ctrl+Enter")
    (new,) = {clue.id for clue in list_clues(desk, ClueQuery()).items} - before
    assert find_clue(desk, new).content.source == Source("LEADER_VISIT", "VISIT_MEMBER")
    seat.press("Ctrl+Z")
    assert find_clue(desk, new).withdrawn_at is not None


def test_a_filed_proposal_becomes_a_key_item(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "open")
    day = desk.today() - timedelta(days=1)
    with desk.store.writing() as tx:
        by = ProposerKind.MEMBER
        filed = Proposal("p" * 32, "加装路灯的提案", ProposalKind.PLENARY, ProposalState.FILED, by, "李委员", day)
        tx.of(Proposal).add(replace(filed, term=16, session_no=2, number=12))
    seat.window.go("supervision", "key")
    seat.settle()
    seat.tab_to("哪一件提案")
    seat.press("Down", "Ctrl+Enter")
    seat.tab_to("审议会议")
    seat.type("区政协主席（扩大）会议")
    seat.tab_to("督办领导")
    seat.type("黄副主席")
    seat.press("Ctrl+Enter")
    with desk.store.reading() as tx:
        (item,) = tx.of(KeyItem).where()
    assert (item.state, item.leader) == (KeyItemState.CONFIRMED, "黄副主席")
    assert seat.sees("第16届2次会议第12号") or seat.sees("督办领导：黄副主席")
    seat.press("Ctrl+Z")
    seat.press("Ctrl+Shift+m")
    assert seat.sees("撤回“列为备选”，从名单里拿下")
    seat.press("Ctrl+Enter")
    with desk.store.reading() as tx:
        assert tx.of(KeyItem).where() == ()
