"""群众要求 in the workroom's window, by keyboard: what a citizen asks goes to the office with the next report."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from baixing_desktop.domain.clue import Consents
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.states import ClueState
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.messages import messages_of
from baixing_desktop.usecases.reading import find_clue, list_clues
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from tests.ui.test_layout import clipped, sideways
from ui.style import Style


def at_a_clue(sit: Sit, district: Path) -> tuple[Seat, Desk, str]:
    """A seat with a clue in front that the office has."""
    seat: Seat = sit(district / "workroom").open()
    desk = seat.session.desk
    assert desk is not None
    clue_id = list_clues(desk, ClueQuery(workroom_states=(ClueState.ACKNOWLEDGED,))).items[0].id
    seat.window.go("clues", clue_id)
    seat.settle()
    seat.press("Ctrl+I")
    return seat, desk, clue_id


def told(desk: Desk, clue_id: str) -> list[str]:
    return [message.type for message in messages_of(desk, clue_id)]


def test_consents_are_withdrawn_in_one_action(sit: Sit, district: Path) -> None:
    seat, desk, clue_id = at_a_clue(sit, district)
    assert find_clue(desk, clue_id).content.consents.collect
    seat.press("Space", "Ctrl+Enter")
    assert seat.sees("已记下同意事项")
    assert find_clue(desk, clue_id).content.consents == Consents(collect=False)
    assert told(desk, clue_id) == ["consent.change"]


@pytest.mark.parametrize(("steps", "kind"), [(1, "clue.withdraw"), (2, "person.erase.request")])
def test_a_reason_is_asked_for(sit: Sit, district: Path, steps: int, kind: str) -> None:
    seat, desk, clue_id = at_a_clue(sit, district)
    seat.tab_to("变更同意")
    seat.press(*["Right"] * steps, "Ctrl+Enter")
    assert seat.sees("请写反映人说的理由。")
    assert told(desk, clue_id) == []
    seat.type("不想再反映了")
    seat.press("Ctrl+Enter")
    assert told(desk, clue_id) == [kind]
    assert (find_clue(desk, clue_id).withdrawn_at is not None) == (kind == "clue.withdraw")


@pytest.mark.parametrize("scale", [100, 200])
def test_every_word_is_read(sit: Sit, style: Style, district: Path, scale: int) -> None:
    style.set_scale(scale)
    seat, _desk, _clue_id = at_a_clue(sit, district)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    for wish in ("变更同意", "撤回线索", "删除个人信息"):
        seat.tab_to(wish)
        assert not clipped(dialog) + sideways(dialog), wish
        seat.press("Right")


def test_escape_changes_nothing(sit: Sit, district: Path) -> None:
    seat, desk, clue_id = at_a_clue(sit, district)
    seat.press("Space", "Esc")
    assert told(desk, clue_id) == []
    assert find_clue(desk, clue_id).content.consents.collect
