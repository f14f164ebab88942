"""社区上报 by keyboard: written down, completed, registered; or taken back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from baixing_desktop.domain.lists import ClueQuery, WorkroomQueue
from baixing_desktop.domain.states import ClueState
from baixing_desktop.usecases.community import (
    CommunityForm,
    community_item,
    drop_community_item,
    take_community_item,
)
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue, save_draft
from baixing_desktop.usecases.gathering import context_of
from baixing_desktop.usecases.reading import editable_clue, list_clues, workroom_today
from tests.builders import SetClock, clue_content, open_home, refused
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.pages.entry.page import EntryPage


def form_of(desk: Desk) -> CommunityForm:
    community = desk.reference.communities_of(desk.unit.code)[0]
    return CommunityForm(
        community.code, f"{community.name}党委", desk.today(), "楼道灯不亮", "三楼到五楼的灯坏了一个月"
    )


def test_written_down_completed_and_registered(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    desk = seat.session.desk
    assert desk is not None
    seat.press("Ctrl+n")
    seat.press("Ctrl+Shift+R")
    seat.press("Ctrl+Enter")
    assert seat.sees("请选社区。")
    seat.press("Down")
    seat.press("Tab")
    seat.type("示例社区党委")
    seat.tab_to("标题")
    seat.type("楼道灯不亮")
    seat.press("Ctrl+Enter")
    assert seat.sees("社区已登记")
    (line,) = list_clues(desk, ClueQuery()).items
    assert line.workroom_state is ClueState.COMMUNITY_REGISTERED
    item = community_item(desk, line.id)
    assert item is not None
    assert item.organisation == "示例社区党委"
    seat.press("Ctrl+e")
    assert isinstance(seat.window.page, EntryPage)
    seat.tab_to("情况分析")
    seat.type("三楼到五楼的灯坏了一个月")
    seat.press("Ctrl+s")
    clue = editable_clue(desk, line.id)
    assert clue.content.analysis == "三楼到五楼的灯坏了一个月"
    assert clue.workroom_state is ClueState.COMMUNITY_REGISTERED


def test_a_mistake_is_taken_back(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    desk = seat.session.desk
    assert desk is not None
    seat.press("Ctrl+n")
    seat.press("Ctrl+Shift+R")
    seat.press("Down")
    seat.press("Tab")
    seat.type("示例社区党委")
    seat.tab_to("标题")
    seat.type("记错了")
    seat.press("Ctrl+Enter")
    assert list_clues(desk, ClueQuery()).total == 1
    seat.press("Ctrl+z")
    assert list_clues(desk, ClueQuery()).total == 0


@pytest.fixture
def desk(workroom_home: Path, clock: SetClock) -> Desk:
    """A workroom's desk."""
    return open_home(workroom_home, clock)


def test_it_keeps_its_number_when_it_is_registered(desk: Desk) -> None:
    clue, _ = take_community_item(desk, form_of(desk))
    kept = context_of(desk, clue.id)
    assert kept is not None
    assert kept.community == form_of(desk).community
    assert workroom_today(desk).drafts.count == 1
    assert list_clues(desk, ClueQuery(queue=WorkroomQueue.DRAFTS)).total == 1
    content = replace(clue_content(1), title=clue.content.title)
    save_draft(desk, content, clue_id=clue.id)
    registered, _ = register_clue(desk, content, clue_id=clue.id)
    assert registered.provisional_number == clue.provisional_number
    assert registered.workroom_state is ClueState.REGISTERED
    assert refused(lambda: drop_community_item(desk, clue.id)) == "ACTION_NOT_POSSIBLE"
    desk.close()


def test_what_is_wrong_is_said_and_nothing_is_kept(desk: Desk) -> None:
    form = form_of(desk)
    wrong = {
        "INPUT_MISSING": replace(form, organisation="  "),
        "INPUT_INVALID": replace(form, registered_on=desk.today() + timedelta(days=1)),
    }
    for code, each in wrong.items():
        assert refused(lambda each=each: take_community_item(desk, each)) == code
    assert refused(lambda: take_community_item(desk, replace(form, community="XX-99"))) == "INPUT_INVALID"
    assert list_clues(desk, ClueQuery()).total == 0
    desk.close()


def test_a_number_is_not_given_out_twice(desk: Desk) -> None:
    first, _ = take_community_item(desk, form_of(desk))
    drop_community_item(desk, first.id)
    second, _ = take_community_item(desk, form_of(desk))
    assert second.provisional_number != first.provisional_number
    desk.close()
