"""Several clues settled together by keyboard, on both pages, in one window."""

from pathlib import Path

from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.states import ForwardingState, OfficeState
from baixing_desktop.usecases.casework import accept_clue
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import find_clue, forwardings_of, office_queue
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.together.ticks import TickTable


def waiting(desk: Desk, queue: OfficeQueue) -> list[str]:
    return [item.id for item in office_queue(desk, queue).items]


def lines(seat: Seat) -> list[str]:
    """What the list says, line by line."""
    (table,) = (one for one in below(seat.window) if isinstance(one, TickTable))
    shown = [table.shown(row) for row in range(table.model().rowCount())]
    return [f"{'✓' if one.ticked else '　'}{one.words}" for one in shown if one is not None]


def test_several_are_screened_and_classified_together(sit: Sit, district: Path) -> None:
    seat = sit(district / "office").open()
    desk = seat.session.desk
    assert desk is not None
    _screening(seat, desk)
    _classifying(seat, desk)


def test_what_was_chosen_for_one_is_there_after_a_look_at_several(sit: Sit, district: Path) -> None:
    seat = sit(district / "office").open()
    seat.window.go("routing")
    seat.settle()
    seat.press("3", "B")
    assert seat.sees("先勾选线索，再选怎样办")
    seat.press("B", "Ctrl+Enter")
    assert seat.sees("已分类为本区·一般"), seat.words()


def _screening(seat: Seat, desk: Desk) -> None:
    ids = waiting(desk, OfficeQueue.TO_SCREEN)
    assert len(ids) >= 3
    seat.window.go("screening")
    seat.settle()
    seat.press("B", "A")
    assert seat.sees("请先勾选至少一条线索。")
    seat.press("Ctrl+a")
    assert seat.sees(f"共 {len(ids)} 条，已勾选 {len(ids)} 条")
    seat.press("Ctrl+a", "Space", "Shift+Down", "J", "Space")
    assert seat.sees(f"共 {len(ids)} 条，已勾选 3 条")
    seat.press("R", "Ctrl+Enter")
    assert seat.sees("请写理由。")
    seat.type("请写明具体路段。")
    seat.press("Ctrl+Enter")
    assert seat.sees("将退回补充 3 条")
    assert seat.sees("不能撤销：工作室会收到退回的理由，补充以后再报。")
    seat.press("Esc", "A")
    assert all("疑似同一件，还没有决定并不并案" in line for line in lines(seat))
    assert seat.sees("没有勾选要办的线索")
    seat.tab_to("一起办理的线索")
    seat.press("Ctrl+a")
    assert seat.sees("将受理 3 条")
    seat.press("K", "K", "Space")
    assert seat.sees("将受理 2 条")
    assert seat.sees("左边没有勾选的 1 条不动")
    accept_clue(desk, ids[1])
    assert find_clue(desk, ids[2]).office_state is OfficeState.RECEIVED, "a preview writes nothing"
    seat.press("Ctrl+Enter")
    assert seat.sees("已受理 1 条")
    assert seat.sees("没有办成 1 条，原因写在左边。")
    assert "刚在别处办过，没有改动" in lines(seat)[0]
    assert "正式编号" in lines(seat)[1]
    assert "没有办：与" in lines(seat)[2]
    number = find_clue(desk, ids[2]).formal_number
    assert number
    seat.press("Ctrl+Z")
    assert seat.sees("已撤销受理 1 条")
    after = find_clue(desk, ids[2])
    assert (after.office_state, after.formal_number) == (OfficeState.SCREENING, number)
    seat.press("Ctrl+Enter", "Esc")
    assert seat.sees("原文（不可改）"), "one clue at a time again"


def _classifying(seat: Seat, desk: Desk) -> None:
    (first, *rest) = waiting(desk, OfficeQueue.TO_CLASSIFY)
    seat.window.go("routing")
    seat.settle()
    seat.press("B", "Space", "3")
    seat.tab_to("重要")
    seat.press("Space", "Ctrl+Enter")
    assert seat.sees("将分类 1 条")
    assert "分为“本区·一般”，加上重要" in lines(seat)[0]
    seat.press("Ctrl+Enter")
    assert find_clue(desk, first).office_state is OfficeState.CLASSIFIED
    assert waiting(desk, OfficeQueue.TO_CLASSIFY) == rest
    seat.press("Ctrl+Z")
    assert seat.sees("已撤销分类 1 条")
    (drafted, *_) = waiting(desk, OfficeQueue.TO_DRAFT)
    seat.press("Ctrl+Right")
    assert not seat.sees("一起分类"), "another step has other ways"
    seat.press("Space", "Ctrl+Enter", "Ctrl+Enter")
    assert seat.sees("请选一个承办单位。")
    seat.type("区教育")
    seat.press("Ctrl+Enter")
    assert seat.sees("将拟转送函 1 条")
    seat.press("Ctrl+Enter")
    (letter,) = forwardings_of(desk, drafted)
    assert letter.state is ForwardingState.DRAFTED
    seat.press("Ctrl+Z")
    assert forwardings_of(desk, drafted)[0].state is ForwardingState.CANCELLED
    assert sorted(waiting(desk, OfficeQueue.TO_CLASSIFY)) == sorted((first, *rest))
