"""A child brings a clue: the guardian is asked for, by keyboard."""

from pathlib import Path

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.reading import list_clues, reveal_contact
from tests.ui.conftest import Sit
from tests.ui.seat import Seat


def test_a_child_needs_a_guardian(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("学校门口没有斑马线")
    seat.press("Tab")
    seat.type("放学时车多，过马路害怕。")
    seat.press("Tab")
    seat.type("画一条斑马线。")
    seat.press("Tab", "Down")
    seat.tab_to("反映人姓名")
    seat.type("张小明")
    assert not seat.sees("监护人")
    seat.press("Ctrl+Shift+M")
    assert seat.sees("监护人 *")
    seat.press("Ctrl+Enter")
    assert seat.sees("反映人未满 14 周岁，请写监护人姓名。")
    assert seat.at().accessibleName() == "监护人姓名"
    seat.type("张大山")
    seat.press("Tab", "Space", "Ctrl+Enter")
    desk = seat.session.desk
    assert desk is not None
    (clue,) = list_clues(desk, ClueQuery()).items
    assert reveal_contact(desk, clue.id).guardian == "张大山"
