"""The list of clues by keyboard: everything it shows goes to the printer as one paper."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.states import ClueState
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.printing import prints_of
from baixing_desktop.usecases.reading import list_clues
from tests.builders import SetClock, clue_content, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.pages.clues.page import CluesPage
from ui.paper import PaperDialog
from ui.widgets.paged import PAGE
from ui.widgets.table import Table


def test_everything_in_sight_is_printed_once(sit: Sit, district: Path, tmp_path: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.window.go("clues", "acknowledged")
    seat.settle()
    shown = seat.words()
    for _ in range(2):
        QTest.keyClick(seat.at(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    seat.settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PaperDialog)
    dialog.save_to(str(tmp_path / "表.pdf"))
    seat.settle()
    words = "".join(page_texts((tmp_path / "表.pdf").read_bytes()))
    title = dialog.windowTitle()
    seat.press("Esc")
    desk = seat.session.desk
    assert desk is not None
    with desk.store.reading() as tx:
        returned = tx.listing.ids(ClueQuery(workroom_states=(ClueState.ACKNOWLEDGED,)))
        numbers = [tx.clues.get(clue_id).provisional_number for clue_id in returned]
    assert title == f"附件3 共 {len(returned)} 份"
    assert f"共 {len(returned)} 条" in shown
    assert all(number and number in words for number in numbers)
    assert [len(prints_of(desk, clue_id)) for clue_id in returned] == [1] * len(returned)


def test_a_long_list_is_shown_before_it_is_counted_and_then_says_how_long_it_is(
    sit: Sit, workroom_home: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.clues.presenter.COUNTED", PAGE + 1)
    desk = open_home(workroom_home, clock)
    for number in range(PAGE + 2):
        register_clue(desk, clue_content(number))
    desk.close()
    seat: Seat = sit(workroom_home).open()
    said: list[str] = []
    seat.window.go("clues", "all")
    page = seat.window.page
    assert isinstance(page, CluesPage)
    table = page.findChild(Table)
    assert isinstance(table, Table)
    model = table.model()

    def say(*_where: object) -> None:
        said.append(f"{model.rowCount()}")

    model.modelReset.connect(say)
    model.rowsInserted.connect(say)
    seat.settle()
    assert said[-2:] == [f"{PAGE + 1}", f"{PAGE + 2}"]
    assert f"共 {PAGE + 2} 条" in seat.words()


def test_a_telephone_number_is_looked_for_when_somebody_asks_and_that_is_recorded(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    desk = seat.session.desk
    assert desk is not None

    def recorded() -> int:
        with desk.store.reading() as tx:
            return [entry.action for entry in tx.audit.all()].count("search_contact")

    seat.press("Ctrl+F")
    page = seat.window.page
    assert isinstance(page, CluesPage)

    def search(words: str) -> None:
        seat.press("Ctrl+F", "Ctrl+A")
        seat.type(words)
        page.refresh()
        seat.settle()

    search("13800")
    assert seat.sees("没有找到“13800”")
    assert seat.sees("号码只在编号和正文里找。")
    assert recorded() == 0
    seat.press("Shift+F9")
    assert seat.sees("联系方式里也找过了，已记入操作记录。")
    assert "没有找到" not in seat.words()
    assert recorded() == 1
    search("138001")
    assert seat.sees("没有找到“138001”"), "the next number is asked for anew"
    assert recorded() == 1
    search("路灯")
    assert not seat.sees("号码只在编号和正文里找")
    seat.press("Shift+F9")
    assert recorded() == 1


def test_an_empty_list_prints_nothing(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.window.go("clues")
    seat.settle()
    seat.press("Ctrl+Shift+A")
    assert QApplication.activeModalWidget() is None


def test_the_first_way_to_the_list_leads_to_the_clue_that_was_asked_for(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    desk = seat.session.desk
    assert desk is not None
    last = list_clues(desk, ClueQuery()).items[-1]
    seat.window.go("clues", last.id)
    seat.settle()
    seat.press("Ctrl+p")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PaperDialog)
    assert dialog.windowTitle() == f"附件3 {last.number}"
    seat.press("Esc")


def test_a_clue_far_down_is_the_one_that_is_shown_and_printed(sit: Sit, workroom_home: Path, clock: SetClock) -> None:
    desk = open_home(workroom_home, clock)
    first, _ = register_clue(desk, clue_content(1))
    for number in range(2, PAGE + 4):
        register_clue(desk, clue_content(number))
    desk.close()
    seat: Seat = sit(workroom_home).open()
    seat.window.go("clues")
    seat.settle()
    page = seat.window.page
    assert isinstance(page, CluesPage)
    seat.press("Ctrl+f")
    seat.type("充电棚")
    seat.window.go("clues", first.id)
    seat.settle()
    page.context.hub.announce(Changes.of(Kind.CLUE, "elsewhere"))
    seat.settle()
    assert seat.sees(first.content.title)
    seat.press("Ctrl+p")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PaperDialog)
    assert dialog.windowTitle() == f"附件3 {first.provisional_number}"
