"""What an office does with a letter besides its next step: returns, more time, reminders, several handlers."""

from datetime import timedelta
from pathlib import Path

import pytest

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.kinds import HandlerPart
from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.outcomes import Outcome, Satisfaction
from baixing_desktop.domain.states import Action, ExtensionState, ForwardingState, OfficeState
from baixing_desktop.usecases.casework import record_reply
from baixing_desktop.usecases.history import LineHistory, line_history
from baixing_desktop.usecases.reading import find_clue, forwardings_of, office_queue
from tests.ui.beside import beside
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.widgets.table import Table


@pytest.fixture
def seat(sit: Sit, district: Path) -> Seat:
    """The office with a clue at every step."""
    return sit(district / "office").open()


def at_queue(seat: Seat, queue: OfficeQueue) -> str:
    """Go to a queue; the identity of its first clue."""
    seat.window.go("routing", queue.value)
    seat.settle()
    assert seat.session.desk is not None
    return office_queue(seat.session.desk, queue).items[0].id


def line_of(seat: Seat, clue_id: str, at: int = -1) -> tuple[Forwarding, LineHistory]:
    assert seat.session.desk is not None
    line = forwardings_of(seat.session.desk, clue_id)[at]
    return line, line_history(seat.session.desk, line.id)


def test_a_reminder_by_letter_takes_a_number(seat: Seat) -> None:
    clue_id = at_queue(seat, OfficeQueue.TO_REPLY)
    beside(seat, Action.REMIND)
    seat.tab_to("催办方式")
    seat.press("Up", "Ctrl+Enter")
    line, history = line_of(seat, clue_id)
    assert [one.letter_number for one in history.reminders] != [None]
    assert line.state is ForwardingState.TAKEN_OVER
    assert seat.sees("已登记催办，海协办函")
    seat.press("Ctrl+z")
    assert seat.sees("已撤销，可以重新登记")
    assert line_of(seat, clue_id)[1].reminders == ()
    beside(seat, Action.REMIND)
    seat.press("Ctrl+Enter")
    beside(seat, Action.UNREMIND)
    assert seat.sees("撤回最近一次催办：")
    seat.press("Ctrl+Enter")
    assert seat.sees("请写理由。")
    seat.type("打给另一家了。")
    seat.press("Ctrl+Enter")
    line, history = line_of(seat, clue_id)
    assert (line.state, history.reminders) == (ForwardingState.TAKEN_OVER, ())
    assert [one.was[:2] for one in history.corrections] == ["催办", "催办"]


def test_a_public_response_stands_with_the_line_and_is_taken_back(seat: Seat) -> None:
    clue_id = at_queue(seat, OfficeQueue.TO_CONTACT)
    beside(seat, Action.RESPOND)
    seat.press("Ctrl+Enter")
    assert seat.sees("请写标题。")
    seat.type("关于加装路灯的回应")
    seat.press("Ctrl+Enter")
    assert seat.sees("公开回应 今天：政府网站，关于加装路灯的回应")
    assert [one.title for one in line_of(seat, clue_id)[1].responses] == ["关于加装路灯的回应"]
    seat.press("Ctrl+z")
    assert line_of(seat, clue_id)[1].responses == ()


def test_more_time_is_asked_for_and_granted(seat: Seat) -> None:
    clue_id = at_queue(seat, OfficeQueue.TO_REPLY)
    before, _ = line_of(seat, clue_id)
    beside(seat, Action.REQUEST_EXTENSION)
    seat.press("Ctrl+Enter")
    assert seat.sees("请写理由。")
    seat.tab_to("延期至")
    seat.press("Up", "Up")
    seat.tab_to("理由")
    seat.type("施工要等汛期过后。")
    seat.press("Ctrl+Enter")
    assert seat.sees("延期申请")
    beside(seat, Action.GRANT_EXTENSION)
    seat.press("Ctrl+Enter")
    line, history = line_of(seat, clue_id)
    assert before.due_on
    assert line.due_on
    assert line.due_on > before.due_on
    assert history.extensions[0].old_due_on == before.due_on
    seat.press("Ctrl+z")
    line, history = line_of(seat, clue_id)
    assert (line.due_on, history.extensions[0].state) == (before.due_on, ExtensionState.REQUESTED)
    beside(seat, Action.TAKE_BACK)
    seat.type("录到另一件上了。")
    seat.press("Ctrl+Enter")
    line, history = line_of(seat, clue_id)
    assert (line.state, history.extensions) == (ForwardingState.TAKEN_OVER, ())


def test_a_return_is_asked_for_and_the_clue_goes_to_another_unit(seat: Seat) -> None:
    clue_id = at_queue(seat, OfficeQueue.TO_TAKE_OVER)
    beside(seat, Action.REQUEST_RETURN)
    seat.type("不属本单位职责。")
    seat.press("Ctrl+Enter")
    assert at_queue(seat, OfficeQueue.TO_DECIDE_RETURN) == clue_id
    assert seat.sees("不属本单位职责。")
    seat.tab_to("改派单位")
    seat.type("区教育")
    seat.press("Ctrl+Enter")
    line, _ = line_of(seat, clue_id)
    old, history = line_of(seat, clue_id, 0)
    assert (old.state, line.state) == (ForwardingState.REASSIGNED, ForwardingState.DRAFTED)
    assert line.replaces_id == old.id
    assert history.returns[0].granted
    seat.press("Ctrl+Z")
    assert line_of(seat, clue_id)[0].state is ForwardingState.CANCELLED
    old, history = line_of(seat, clue_id, 0)
    assert (old.state, history.returns[0].granted) == (ForwardingState.RETURN_REQUESTED, None)
    assert at_queue(seat, OfficeQueue.TO_DECIDE_RETURN) == clue_id
    seat.tab_to("改派单位")
    seat.type("区教育")
    seat.press("Ctrl+Enter")
    at_queue(seat, OfficeQueue.TO_ISSUE)
    assert seat.session.desk is not None
    waiting = [one.id for one in office_queue(seat.session.desk, OfficeQueue.TO_ISSUE).items]
    (queue,) = (one for one in below(seat.window) if isinstance(one, Table) and one.accessibleName() == "待办线索")
    queue.setFocus()
    seat.press(*["J"] * waiting.index(clue_id))
    beside(seat, Action.TAKE_BACK)
    seat.type("应由原单位办理。")
    seat.press("Ctrl+Enter")
    old, history = line_of(seat, clue_id, 0)
    assert (old.state, len(history.corrections)) == (ForwardingState.RETURN_REQUESTED, 2)


def test_a_return_is_refused_with_a_reason(seat: Seat) -> None:
    clue_id = at_queue(seat, OfficeQueue.TO_TAKE_OVER)
    beside(seat, Action.REQUEST_RETURN)
    seat.type("不属本单位职责。")
    seat.press("Ctrl+Enter")
    at_queue(seat, OfficeQueue.TO_DECIDE_RETURN)
    beside(seat, Action.REFUSE_RETURN)
    seat.type("三定方案中列明由贵单位负责。")
    seat.press("Ctrl+Enter")
    line, history = line_of(seat, clue_id)
    assert line.state is ForwardingState.TAKEN_OVER
    assert history.returns[0].granted is False


def test_a_reply_off_the_point_goes_back_and_stays_readable(seat: Seat) -> None:
    clue_id = at_queue(seat, OfficeQueue.TO_CONTACT)
    beside(seat, Action.REJECT_REPLY)
    seat.type("没有答复路灯何时装。")
    seat.press("Ctrl+Enter")
    line, history = line_of(seat, clue_id)
    assert (line.state, line.reply) == (ForwardingState.TAKEN_OVER, None)
    assert history.replies[0].rejection == "没有答复路灯何时装。"


def test_a_cancelled_draft_makes_room_for_one_to_several_handlers(seat: Seat) -> None:
    clue_id = at_queue(seat, OfficeQueue.TO_ISSUE)
    beside(seat, Action.CANCEL)
    seat.type("选错了单位。")
    seat.press("Ctrl+Enter")
    assert seat.session.desk is not None
    assert clue_id in {item.id for item in office_queue(seat.session.desk, OfficeQueue.TO_DRAFT).items}
    at_queue(seat, OfficeQueue.TO_DRAFT)
    wanted = find_clue(seat.session.desk, clue_id)
    seat.tab_to("待办线索")
    if wanted.content.title not in seat.words().splitlines():
        seat.press("Down")
    assert wanted.content.title in seat.words().splitlines()
    seat.tab_to("承办单位")
    seat.type("区教育")
    seat.tab_to("会办单位一")
    seat.type("区教育")
    seat.press("Ctrl+Enter")
    assert seat.sees("同一个单位选了两次。")
    seat.tab_to("会办单位一")
    seat.press("Ctrl+a")
    seat.type("区水务")
    seat.press("Ctrl+Enter")
    lines = [line for line in forwardings_of(seat.session.desk, clue_id) if line.state is ForwardingState.DRAFTED]
    assert sorted(line.part for line in lines) == sorted((HandlerPart.LEAD, HandlerPart.CO))


def dissatisfied(seat: Seat, clue_id: str) -> None:
    """Tell the citizen of the clue, who is not satisfied; then the clue's next step is shown."""
    assert at_queue(seat, OfficeQueue.TO_CONTACT) == clue_id
    seat.tab_to("联系人员")
    seat.type("陈办")
    seat.tab_to("满意度")
    seat.press("Down", "Down", "Down", "Ctrl+Enter")
    assert line_of(seat, clue_id)[1].evaluations[-1].satisfaction is Satisfaction.DISSATISFIED
    assert at_queue(seat, OfficeQueue.TO_CLOSE) == clue_id


def test_dissatisfaction_leads_to_one_redo_and_then_to_a_reason(seat: Seat) -> None:
    at_queue(seat, OfficeQueue.TO_CLOSE)
    seat.press("Ctrl+Enter")
    clue_id = at_queue(seat, OfficeQueue.TO_CONTACT)
    dissatisfied(seat, clue_id)
    assert seat.sees("群众不满意，请承办单位重新办理")
    seat.tab_to("理由")
    seat.type("只装了三盏。")
    seat.press("Ctrl+Enter")
    line, _ = line_of(seat, clue_id)
    assert (line.state, line.redone) == (ForwardingState.TAKEN_OVER, 1)
    assert seat.session.desk is not None
    record_reply(seat.session.desk, line.id, Outcome.REFERENCE, "条件所限。", seat.session.desk.today())
    dissatisfied(seat, clue_id)
    assert seat.sees("办结理由")
    seat.press("Ctrl+Enter")
    assert seat.sees("群众仍不满意，请写办结理由。")
    seat.type("管线下方无法立杆，已说明。")
    seat.press("Ctrl+Enter")
    line, _ = line_of(seat, clue_id)
    assert (line.state, line.closing_reason) == (ForwardingState.CLOSED, "管线下方无法立杆，已说明。")


def test_escape_leads_back_to_the_next_step(seat: Seat) -> None:
    at_queue(seat, OfficeQueue.TO_REPLY)
    beside(seat, Action.REMIND)
    seat.press("Esc")
    assert seat.sees("登记答复")
    assert not seat.sees("登记催办")


def test_a_step_entered_wrongly_is_undone_at_once(seat: Seat) -> None:
    clue_id = at_queue(seat, OfficeQueue.TO_TAKE_OVER)
    before, _ = line_of(seat, clue_id)
    seat.press("Ctrl+Enter")
    assert line_of(seat, clue_id)[0].state is ForwardingState.TAKEN_OVER
    seat.press("Ctrl+z")
    line, history = line_of(seat, clue_id)
    assert (line.state, line.taken_over_on) == (before.state, None)
    assert history.corrections[0].was.startswith("接办")
    assert seat.sees("已撤销，可以重新登记")


def test_a_step_entered_wrongly_is_taken_back_later_for_a_reason(seat: Seat) -> None:
    clue_id = at_queue(seat, OfficeQueue.TO_CONTACT)
    beside(seat, Action.TAKE_BACK)
    seat.press("Ctrl+Enter")
    assert seat.sees("请写理由。")
    seat.type("录到另一件上了。")
    seat.press("Ctrl+Enter")
    line, history = line_of(seat, clue_id)
    assert (line.state, line.reply) == (ForwardingState.TAKEN_OVER, None)
    assert history.corrections[0].reason == "录到另一件上了。"
    assert at_queue(seat, OfficeQueue.TO_REPLY)


def test_the_date_of_a_letter_is_corrected(seat: Seat) -> None:
    clue_id = at_queue(seat, OfficeQueue.TO_RECEIVE)
    before, _ = line_of(seat, clue_id)
    beside(seat, Action.CORRECT_ISSUE)
    seat.type("写成今天了。")
    seat.press("Ctrl+Enter")
    assert seat.sees("和原来的一样")
    seat.tab_to("发函日期")
    seat.press("Down", "Ctrl+Enter")
    assert seat.sees(f"{before.letter_number} 属于 2026 年")
    assert before.issued_on
    seat.press("Up", *f"{before.issued_on - timedelta(days=1):%Y%m%d}", "Ctrl+Enter")
    line, history = line_of(seat, clue_id)
    assert (line.state, line.letter_number) == (before.state, before.letter_number)
    assert line.issued_on == before.issued_on - timedelta(days=1)
    assert history.corrections[0].was == f"发函日期 {before.issued_on}"


def test_an_acceptance_is_taken_back(seat: Seat) -> None:
    clue_id = at_queue(seat, OfficeQueue.TO_CLASSIFY)
    beside(seat, Action.UNACCEPT)
    seat.type("点错了。")
    seat.press("Ctrl+Enter")
    assert seat.session.desk is not None
    found = find_clue(seat.session.desk, clue_id)
    assert found.office_state is OfficeState.SCREENING
    assert found.formal_number
