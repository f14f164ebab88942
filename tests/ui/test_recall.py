"""A handler that holds a copy of a withdrawn clue is asked to give it back, at the office's window."""

from pathlib import Path

import pytest

from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.usecases import messages
from baixing_desktop.usecases.reading import office_queue
from baixing_desktop.usecases.withdrawals import to_recall
from tests.builders import open_home
from tests.ui.conftest import Sit
from tests.ui.district import exchange
from tests.ui.seat import Seat


@pytest.fixture
def seat(sit: Sit, district: Path, tmp_path: Path) -> Seat:
    """The office after the citizen of a clue that waits for its reply took it back."""
    office, workroom = open_home(district / "office"), open_home(district / "workroom")
    clue_id = office_queue(office, OfficeQueue.TO_REPLY).items[0].id
    messages.withdraw_clue(workroom, clue_id, "反映人要求撤回")
    exchange(workroom, office, tmp_path)
    office.close()
    workroom.close()
    return sit(district / "office").open()


def test_the_copies_of_a_withdrawn_clue_are_called_back_by_telephone(seat: Seat) -> None:
    assert seat.sees("要收回的交办件")
    seat.window.go("routing", OfficeQueue.TO_RECALL)
    seat.settle()
    assert seat.sees("反映人已经撤回。请停止办理")
    assert seat.sees("还没有通知")
    seat.press("Ctrl+Enter")
    assert seat.sees("请写接听人。")
    seat.tab_to("接听人")
    seat.type("王科长")
    seat.press("Ctrl+Enter")
    assert seat.session.desk is not None
    (copy,) = to_recall(seat.session.desk)
    assert copy.recall
    assert copy.recall.person == "王科长"
    assert seat.sees("已登记通知收回：")
    assert seat.sees("这一步没有待办")
    for queue in (OfficeQueue.TO_REPLY, OfficeQueue.DUE_SOON):
        seat.window.go("routing", queue)
        seat.settle()
        assert not seat.sees(copy.clue.number)
