"""收件 by keyboard: two versions of a clue side by side, and which one stands."""

from dataclasses import replace
from pathlib import Path

import pytest

from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.revisions import LateRevision
from baixing_desktop.usecases.reading import office_queue
from baixing_desktop.usecases.revisions import open_revisions
from tests.builders import SetClock, open_home
from tests.sync.helpers import clues_in
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.widgets.marked_text import MarkedText


@pytest.fixture
def rival(district: Path, clock: SetClock) -> Clue:
    """A clue that was accepted and forwarded; afterwards its workroom sent a revision."""
    office = open_home(district / "office", clock)
    clue = clues_in(office)[office_queue(office, OfficeQueue.TO_REPLY).items[0].id]
    content = replace(clue.content, suggestions=f"{clue.content.suggestions}并增设监控一处。")
    late = LateRevision(clue.id, clue.revision + 1, "f" * 64, office.now(), clue.typist, content, office.now())
    with office.store.writing() as tx:
        tx.revisions.add(late)
    office.close()
    return clue


def test_the_revision_is_adopted(sit: Sit, district: Path, rival: Clue) -> None:
    seat: Seat = sit(district / "office").open()
    seat.window.go("inbox")
    seat.settle()
    assert seat.sees(f"修改稿待决定　{rival.formal_number}")
    marked = [one.marked for one in below(seat.window) if isinstance(one, MarkedText) and one.marked]
    assert marked == [("并增设监控一处。",)]
    seat.tab_to("采用修改稿")
    seat.press("Space")
    assert seat.sees(f"{rival.formal_number} 已采用修改稿。")
    assert not seat.sees("修改稿待决定")
    assert seat.session.desk is not None
    assert clues_in(seat.session.desk)[rival.id].content.suggestions.endswith("并增设监控一处。")


def test_to_keep_the_present_one_needs_a_reason(sit: Sit, district: Path, rival: Clue) -> None:
    seat: Seat = sit(district / "office").open()
    seat.window.go("inbox")
    seat.settle()
    seat.tab_to("仍用现稿的理由")
    seat.press("Tab", "Space")
    assert seat.sees("请写明理由，工作室会看到。")
    seat.type("现稿已据此转办")
    seat.press("Tab", "Space")
    assert seat.sees(f"{rival.formal_number} 仍用现稿。")
    assert seat.session.desk is not None
    assert open_revisions(seat.session.desk) == ()
