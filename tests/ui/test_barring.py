"""Units that must not get a clue: noted while it is taken down, shown where it is handed on."""

from pathlib import Path

from baixing_desktop.domain.lists import ClueQuery, OfficeQueue
from baixing_desktop.domain.states import Action
from baixing_desktop.usecases.barring import bars_of
from baixing_desktop.usecases.reading import list_clues, office_queue
from tests.ui.beside import beside
from tests.ui.conftest import Sit
from tests.ui.seat import Seat


def barred(seat: Seat, clue_id: str) -> set[str]:
    assert seat.session.desk is not None
    return {bar.unit for bar in bars_of(seat.session.desk, clue_id)}


def test_it_is_noted_while_the_clue_is_taken_down(sit: Sit, workroom_home: Path) -> None:
    seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("建议规范占道施工")
    seat.tab_to("不得转给的单位")
    seat.type("QCGJ")
    seat.press("Tab", "Ctrl+S")
    assert seat.session.desk is not None
    (item,) = list_clues(seat.session.desk, ClueQuery()).items
    assert barred(seat, item.id) == {"QCGJ"}
    seat.press("Ctrl+N")
    seat.settle()
    seat.window.go("entry", item.id)
    seat.settle()
    seat.tab_to("不得转给的单位")
    seat.press("Ctrl+a", "Delete", "Tab", "Ctrl+S")
    assert barred(seat, item.id) == set()


def test_the_office_notes_it_and_the_unit_is_not_offered(sit: Sit, district: Path) -> None:
    seat = sit(district / "office").open()
    seat.window.go("routing", OfficeQueue.TO_DRAFT)
    seat.settle()
    assert seat.session.desk is not None
    clue_id = office_queue(seat.session.desk, OfficeQueue.TO_DRAFT).items[0].id
    beside(seat, Action.BAR)
    seat.type("QCGJ")
    seat.press("Tab", "Ctrl+Enter")
    assert barred(seat, clue_id) == {"QCGJ"}
    name = seat.session.desk.reference.unit_name("QCGJ")
    assert seat.sees(f"不列出{name}：线索反映的就是该单位（测试员注明）")
    seat.tab_to("承办单位")
    seat.type("QCGJ")
    seat.press("Ctrl+Enter")
    assert seat.sees("请选一个承办单位。")
    beside(seat, Action.BAR)
    seat.press("Ctrl+a", "Delete", "Ctrl+Enter")
    assert seat.sees("请写为什么可以转给原来注明的单位。")
    seat.type("反映人同意由该局办理")
    seat.press("Ctrl+Enter")
    assert barred(seat, clue_id) == set()
