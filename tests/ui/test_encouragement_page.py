"""激励与宣传 by keyboard: word to a contributor, taking part, reports in the media, points, commendation, a case."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.states import CommendationState, IncentiveState
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.commending import nominations
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.encouraging import incentives
from baixing_desktop.usecases.members import MemberForm, save_member
from baixing_desktop.usecases.publicising import reports
from baixing_desktop.usecases.reading import find_clue
from baixing_desktop.usecases.responses import may_be_answered_in_public
from baixing_desktop.usecases.scoring import score_lines
from baixing_desktop.usecases.showcasing import cases
from baixing_desktop.usecases.taking_part import parts_of
from tests.builders import SetClock, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from tests.usecases.programme import agree
from ui.paper import PaperDialog


def sat_down(sit: Sit, district: Path, target: str) -> tuple[Seat, Desk]:
    seat: Seat = sit(district / "office").open()
    seat.window.go("encouragement", target)
    seat.settle()
    assert seat.session.desk is not None
    return seat, seat.session.desk


def test_word_reward_and_the_paper(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "feedback")
    first = incentives(desk)[0]
    assert first.kept.state is IncentiveState.DUE
    assert seat.sees("待反馈")
    seat.press("Ctrl+Enter")
    assert seat.at().accessibleName() == "反馈方式"
    seat.press("Enter")
    told = {view.kept.id: view.kept for view in incentives(desk)}[first.kept.id]
    assert told.state is IncentiveState.FED_BACK
    seat.tab_to("待反馈")
    seat.press("Right", "Space")
    seat.press("Ctrl+Shift+G", "Enter")
    rewarded = {view.kept.id: view.kept for view in incentives(desk)}[first.kept.id]
    assert rewarded.state is IncentiveState.REWARDED
    seat.press("Ctrl+Z")
    back = {view.kept.id: view.kept for view in incentives(desk)}[first.kept.id]
    assert back.state is IncentiveState.FED_BACK
    seat.press("Ctrl+Shift+Z")
    seat.type("打错了电话")
    seat.press("Enter")
    due = {view.kept.id: view.kept for view in incentives(desk)}[first.kept.id]
    assert (due.state, due.note[-5:]) == (IncentiveState.DUE, "打错了电话")


def test_taking_part_invitation_and_undo(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "feedback")
    clue = incentives(desk)[0].kept.clue_id
    seat.press("Ctrl+Shift+N", "Enter")
    assert len(parts_of(desk, clue).stages) == 1
    seat.press("Ctrl+Shift+I", "Tab")
    seat.type("三线下地专题调研")
    seat.press("Enter")
    assert [one.occasion for one in parts_of(desk, clue).invitations] == ["三线下地专题调研"]
    seat.tab_to("已参加")
    seat.press("Space")
    assert [one.attended for one in parts_of(desk, clue).invitations] == [True]
    seat.press("Ctrl+D")
    assert len(parts_of(desk, clue).stages) + len(parts_of(desk, clue).invitations) == 1
    seat.press("Ctrl+Z")
    assert len(parts_of(desk, clue).stages) + len(parts_of(desk, clue).invitations) == 2
    seat.press("Ctrl+P")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc")


def test_a_report_is_written_down_changed_and_fetched_back(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "publicity")
    assert seat.at().accessibleName() == "媒体"
    seat.press("Ctrl+S")
    assert seat.sees("请写媒体名称。")
    seat.type("广州日报")
    seat.tab_to("报道标题")
    seat.type("一盏路灯的来历")
    elsewhere(seat)
    seat.press("Ctrl+S")
    (view,) = reports(desk)
    assert (view.kept.medium, view.kept.title) == ("广州日报", "一盏路灯的来历")
    seat.press("Ctrl+P")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc", "Ctrl+D")
    assert reports(desk) == ()
    seat.press("Ctrl+Z")
    assert [one.kept.title for one in reports(desk)] == ["一盏路灯的来历"]


def test_points_by_hand_are_given_taken_out_and_fetched_back(sit: Sit, district: Path, clock: SetClock) -> None:
    office = open_home(district / "office", clock)
    member, _ = save_member(office, MemberForm("梁晓", 16, "经济界", "JJW"))
    office.close()
    seat, desk = sat_down(sit, district, "scores")
    assert seat.sees("这一年还没有计分。")
    seat.press("Ctrl+Shift+N", "Tab")
    seat.type("五")
    seat.press("Tab")
    seat.type("专报第8期采用")
    seat.press("Enter")
    assert seat.sees("请写整数")
    assert score_lines(desk, member.id, 2026) == ()
    seat.press("Ctrl+Shift+N", "Tab", "Tab")
    seat.type("专报第8期采用")
    seat.press("Enter")
    assert [line.kept.points for line in score_lines(desk, member.id, 2026)] == [10]
    assert seat.sees("2026年合计 10 分")
    seat.press("Ctrl+D")
    assert score_lines(desk, member.id, 2026) == ()
    seat.press("Ctrl+Z")
    assert [line.words for line in score_lines(desk, member.id, 2026)] == ["专报第8期采用（手工）"]
    seat.press("Ctrl+Shift+R")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc", "Ctrl+P")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc")


def test_a_handler_is_nominated_chosen_commended_and_taken_back(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "commend")
    assert seat.sees("这一年还没有提名")
    seat.press("Ctrl+Shift+N")
    assert seat.sees("这一类还没有可以评选的")
    seat.tab_to("表彰类别")
    seat.press("Down")
    assert seat.sees("区教育局")
    seat.press("Ctrl+Enter")
    (view,) = nominations(desk, 2026)
    assert (view.subject, view.kept.state) == ("区教育局", CommendationState.NOMINATED)
    seat.press("Ctrl+Z")
    assert nominations(desk, 2026) == ()
    seat.press("Ctrl+Enter", "Esc")
    assert seat.sees("已提名")
    seat.press("Ctrl+Enter", "Ctrl+Enter")
    assert seat.at().accessibleName() == "会议"
    seat.type("区政协主席会议")
    seat.press("Enter")
    assert nominations(desk, 2026)[0].kept.state is CommendationState.APPROVED
    seat.press("Ctrl+Z")
    assert nominations(desk, 2026)[0].kept.state is CommendationState.CHOSEN
    seat.press("Ctrl+Enter")
    seat.type("区政协主席会议")
    seat.press("Enter")
    seat.press("Ctrl+D")
    assert seat.at().accessibleName() == "理由"
    seat.type("会议改期")
    seat.press("Enter")
    assert nominations(desk, 2026)[0].kept.state is CommendationState.CHOSEN
    seat.press("Ctrl+P")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc")


def elsewhere(seat: Seat) -> None:
    """Something is done in another window, so the page is read again."""
    assert seat.window.page is not None
    seat.window.page.context.hub.announce(Changes.of(Kind.CLUE, new_id()))
    seat.settle()


def test_a_case_is_begun_from_a_clue_changed_fetched_back_and_printed(
    sit: Sit, district: Path, clock: SetClock
) -> None:
    office = open_home(district / "office", clock)
    clue = find_clue(office, may_be_answered_in_public(office)[0].matter.clue_id)
    agree(office, clue.id)
    office.close()
    seat, desk = sat_down(sit, district, "cases")
    seat.press("Ctrl+Shift+N")
    seat.type(clue.number)
    seat.press("Enter")
    assert seat.at().accessibleName() == "线索编号"
    seat.tab_to("案例标题")
    seat.press("Ctrl+A")
    seat.type("小巷亮了")
    elsewhere(seat)
    seat.press("Ctrl+S")
    assert [view.kept.title for view in cases(desk)] == ["小巷亮了"]
    seat.tab_to("案例标题")
    seat.press("Ctrl+A")
    seat.type("改坏了")
    elsewhere(seat)
    seat.press("Ctrl+S")
    assert [view.kept.title for view in cases(desk)] == ["改坏了"]
    seat.press("Ctrl+Shift+H", "Down", "Enter", "Ctrl+S")
    assert [view.kept.title for view in cases(desk)] == ["小巷亮了"]
    seat.press("Ctrl+P")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc", "Ctrl+D")
    assert cases(desk) == ()
    seat.press("Ctrl+Z")
    assert [view.kept.ordinal for view in cases(desk)] == [5]
