"""选题与试点 at the office by keyboard: from a proposal to a call that workrooms see, and the list of 附件2."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from baixing_desktop.domain.states import PilotState, PilotTopicState, TopicState
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.gathering import called_topics
from baixing_desktop.usecases.pilots import all_pilots
from baixing_desktop.usecases.topics import all_topics
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.asking import AskDialog


def sat_down(sit: Sit, district: Path, target: str) -> tuple[Seat, Desk]:
    seat: Seat = sit(district / "office").open()
    seat.window.go("topics", target)
    seat.settle()
    assert seat.session.desk is not None
    return seat, seat.session.desk


def test_a_topic_from_the_proposal_to_its_end(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "topics")
    assert seat.sees("还没有选题")
    seat.press("Ctrl+Shift+N")
    assert isinstance(QApplication.activeModalWidget(), AskDialog)
    seat.press("Enter")
    assert seat.sees("请填写选题。")
    seat.type("推动“三线”下地")
    seat.press("Enter")
    assert seat.sees("已记下选题“推动“三线”下地”。")
    seat.press("Ctrl+Enter")
    assert all_topics(desk)[0].kept.state is TopicState.APPROVED
    seat.press("Ctrl+Z")
    assert all_topics(desk)[0].kept.state is TopicState.SUGGESTED
    seat.press("Ctrl+Enter", "Ctrl+Enter", "Enter")
    assert [view.topic.title for view in called_topics(desk)] == ["推动“三线”下地"]
    seat.press("Ctrl+D")
    assert len(all_topics(desk)) == 1
    seat.press("Ctrl+Enter", "Enter")
    assert all_topics(desk)[0].kept.state is TopicState.CLOSED
    seat.press("Ctrl+Enter")
    assert all_topics(desk)[0].kept.state is TopicState.CLOSED, "the key leads on, never back"
    seat.tab_to("撤回上一步登记")
    seat.press("Space")
    assert all_topics(desk)[0].kept.state is TopicState.PUBLISHED


def test_a_proposal_is_changed_removed_and_fetched_back(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "topics")
    seat.press("Ctrl+Shift+N")
    seat.type("历史建筑")
    seat.press("Enter", "Ctrl+E")
    seat.type("历史建筑活化利用")
    seat.press("Enter")
    assert all_topics(desk)[0].kept.title == "历史建筑活化利用"
    seat.press("Ctrl+D")
    assert all_topics(desk) == ()
    seat.press("Ctrl+Z")
    assert all_topics(desk)[0].kept.title == "历史建筑活化利用"


def test_the_list_of_the_document_is_taken_and_a_pilot_goes_to_the_meeting(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "pilots")
    seat.tab_to("采用附件2的试点建议")
    seat.press("Space")
    assert len(all_pilots(desk)) == 6
    assert seat.sees("已记下附件2的 12 项试点建议。")
    seat.press("J", "K", "Ctrl+Enter")
    seat.type("第20次主席会议")
    seat.press("Enter")
    assert all_pilots(desk)[0].state is PilotState.SUBMITTED_TO_MEETING
    seat.press("Ctrl+Shift+1")
    seat.tab_to("选定")
    seat.press("Space")
    chosen = [line.kept for line in all_topics(desk) if line.kept.pilot_state is PilotTopicState.SELECTED]
    assert len(chosen) == 1
