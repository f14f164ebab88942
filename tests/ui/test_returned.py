"""报送: what came back stands there with its reason, and a batch tells what was in it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from baixing_desktop.domain.lists import ClueQuery, WorkroomQueue
from baixing_desktop.usecases.reading import batches, find_clue, list_clues
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.pages.entry.page import EntryPage
from ui.paper import PaperDialog


@pytest.fixture
def seat(sit: Sit, district: Path) -> Seat:
    """At 报送 of a workroom with a returned clue."""
    found: Seat = sit(district / "workroom").open()
    found.window.go("submission")
    found.settle()
    return found


def test_what_came_back_is_taken_up_from_here(seat: Seat) -> None:
    desk = seat.session.desk
    assert desk is not None
    (line,) = list_clues(desk, ClueQuery(queue=WorkroomQueue.RETURNED)).items
    clue = find_clue(desk, line.id)
    assert clue.return_reason
    assert seat.sees("区办公室请您补充 1 条")
    assert seat.sees(f"退回补充：{clue.return_reason}")
    seat.tab_to(f"去补充 {clue.content.title}")
    seat.press("Space")
    page = seat.window.page
    assert isinstance(page, EntryPage)
    assert clue.number in seat.words()


def test_a_batch_shows_what_was_in_it(seat: Seat) -> None:
    desk = seat.session.desk
    assert desk is not None
    assert batches(desk)
    seat.tab_to("看清单 ")
    seat.press("Space")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PaperDialog)
    assert dialog.windowTitle().startswith("批次交接清单 ")
    seat.press("Esc")
    with desk.store.reading() as tx:
        assert tx.audit.all()[-1].detail["paper"] == "manifest"
