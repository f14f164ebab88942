"""Screening by keyboard beyond accept, return and decline: edit, split, retain, and take up what was put aside."""

from pathlib import Path

import pytest

from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.lists import ClueQuery, OfficeQueue
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.usecases import messages
from baixing_desktop.usecases.casework import close_forwarding
from baixing_desktop.usecases.history import ClueHistory, clue_history
from baixing_desktop.usecases.reading import find_clue, forwardings_of, list_clues, office_queue
from tests.builders import open_home
from tests.ui.conftest import Sit
from tests.ui.district import exchange
from tests.ui.seat import Seat, below
from ui.pages.screening.edition import EditionView
from ui.widgets.marked_text import MarkedText


@pytest.fixture
def seat(sit: Sit, district: Path) -> Seat:
    """At the first clue to screen."""
    taken = sit(district / "office").open()
    taken.window.go("screening")
    taken.settle()
    return taken


def first(seat: Seat) -> Clue:
    assert seat.session.desk is not None
    return find_clue(seat.session.desk, office_queue(seat.session.desk, OfficeQueue.TO_SCREEN).items[0].id)


def now(seat: Seat, clue_id: str) -> tuple[Clue, ClueHistory]:
    assert seat.session.desk is not None
    return find_clue(seat.session.desk, clue_id), clue_history(seat.session.desk, clue_id)


def test_the_edited_wording_stands_below_the_original_with_its_changes_marked(seat: Seat) -> None:
    clue = first(seat)
    seat.press("e")
    assert seat.at().accessibleName() == "标题"
    seat.press("Ctrl+a", "Delete", "Ctrl+Enter")
    assert seat.sees("标题、情况分析和具体建议都要写。")
    seat.type(f"请{clue.content.title}")
    seat.tab_to("修改说明")
    seat.type("语气")
    seat.press("Ctrl+Enter")
    after, history = now(seat, clue.id)
    assert [edition.title for edition in history.editions] == [f"请{clue.content.title}"]
    assert after.content == clue.content
    assert seat.sees("整理稿（第 1 稿，测试员，语气）")
    (view,) = (one for one in below(seat.window) if isinstance(one, EditionView))
    marked = [words for text in below(view) if isinstance(text, MarkedText) for words in text.marked]
    assert marked == ["请"]
    seat.press("e")
    seat.type("再")
    seat.press("Esc")
    assert not seat.sees("保存整理稿")
    assert len(now(seat, clue.id)[1].editions) == 1, "what was cancelled is not kept"


def test_an_acceptance_is_undone_with_one_key(seat: Seat) -> None:
    clue = first(seat)
    seat.press("a")
    accepted, _ = now(seat, clue.id)
    assert accepted.office_state is OfficeState.ACCEPTED
    seat.press("Ctrl+Z", "Ctrl+Z")
    again, _ = now(seat, clue.id)
    assert (again.office_state, again.formal_number) == (OfficeState.SCREENING, accepted.formal_number)
    assert seat.sees(f"已撤销受理，编号 {accepted.formal_number} 仍归这一条。")


def test_where_nothing_waits_the_keyboard_is_where_one_goes_on(seat: Seat) -> None:
    seat.press("Ctrl+Right")
    assert seat.sees("没有"), seat.words()
    assert seat.at().isVisible(), "the button of the decision is not there"
    assert seat.at().accessibleName().startswith("留存")
    seat.press("Ctrl+Left")
    assert seat.at().accessibleName() == "受理并编号", "work starts at the decision"


def test_looking_at_several_and_back_keeps_the_place(seat: Seat) -> None:
    seat.press("J")
    assert seat.sees("第 2 条，共")
    seat.press("B", "B")
    assert seat.sees("第 2 条，共")


def test_one_clue_is_split_into_three_by_keyboard(seat: Seat) -> None:
    clue = first(seat)
    seat.press("s")
    seat.tab_to("再加一件")
    seat.press("Space")
    seat.press("Ctrl+Enter")
    assert seat.sees("标题、情况分析和具体建议都要写。")
    for place in ("第 2 件", "第 3 件"):
        for name, words in (("标题", "修剪树枝"), ("情况分析", "树枝遮挡路灯。"), ("具体建议", "每季度修剪一次。")):
            seat.tab_to(f"{place}{name}")
            seat.type(words)
    seat.press("Ctrl+Enter")
    _, history = now(seat, clue.id)
    assert [link.ordinal for link in history.parts] == [1, 2]
    part, _ = now(seat, history.parts[0].part_id)
    assert (part.content.title, part.content.contributor) == ("修剪树枝", clue.content.contributor)
    assert part.office_state is OfficeState.RECEIVED
    numbers = "、".join(now(seat, link.part_id)[0].number for link in history.parts)
    assert seat.sees(f"已拆分，新增 {numbers}。")
    assert seat.sees(f"已拆出 {numbers}")


def test_retained_and_taken_up_again(seat: Seat) -> None:
    clue = first(seat)
    seat.press("l", "Ctrl+Enter")
    assert seat.sees("请写理由。")
    seat.tab_to("留作参考")
    seat.press("Space", "Ctrl+Enter")
    assert now(seat, clue.id)[0].office_state is OfficeState.RETAINED
    assert seat.sees("已受理并留存，正式编号")
    seat.press("Ctrl+Right")
    assert seat.sees(clue.content.title)
    assert not seat.sees("疑似重复")
    seat.press("r")
    assert not seat.sees("退回补充的理由"), "the table has no such row"
    seat.press("a")
    assert now(seat, clue.id)[0].office_state is OfficeState.ACCEPTED
    assert seat.sees("没有留存的线索")


@pytest.mark.parametrize(
    ("shelf", "state", "words", "after"),
    [
        ("declined", OfficeState.DECLINED, "重新审核", OfficeState.SCREENING),
        ("concluded", OfficeState.CONCLUDED, "重新办理", OfficeState.ROUTED),
    ],
)
def test_what_was_put_aside_is_taken_up_for_a_reason(
    seat: Seat, shelf: str, state: OfficeState, words: str, after: OfficeState
) -> None:
    assert seat.session.desk is not None
    (line,) = forwardings_of(seat.session.desk, office_queue(seat.session.desk, OfficeQueue.TO_CLOSE).items[0].id)
    close_forwarding(seat.session.desk, line.id)
    clue_id = list_clues(seat.session.desk, ClueQuery(office_states=(state,))).items[0].id
    seat.window.go("screening", shelf)
    seat.settle()
    seat.press("a", "Ctrl+Enter")
    assert seat.sees("请写理由。")
    seat.type("反映人补充了情况。")
    seat.press("Ctrl+Enter")
    assert seat.sees(f"已{words}")
    assert now(seat, clue_id)[0].office_state is after


def test_a_withdrawn_clue_is_gone_on_with(sit: Sit, district: Path, tmp_path: Path) -> None:
    office, workroom = open_home(district / "office"), open_home(district / "workroom")
    clue_id = office_queue(office, OfficeQueue.TO_SCREEN).items[0].id
    messages.withdraw_clue(workroom, clue_id, "反映人要求撤回")
    exchange(workroom, office, tmp_path)
    office.close()
    workroom.close()
    seat = sit(district / "office").open()
    seat.window.go("screening", "withdrawn")
    seat.settle()
    assert seat.sees("已撤回")
    seat.press("a")
    seat.type("反映人来电要求继续。")
    seat.press("Ctrl+Enter")
    assert now(seat, clue_id)[0].office_state in (OfficeState.RECEIVED, OfficeState.SCREENING)
    assert seat.sees("没有已撤回的线索")
