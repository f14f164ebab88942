"""Telling citizens, by keyboard: who was told leaves the list, and it stays told."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.kinds import PublicChannel
from baixing_desktop.domain.lists import WorkroomQueue
from baixing_desktop.domain.telling import Telling
from baixing_desktop.usecases.reading import workroom_queue
from baixing_desktop.usecases.responses import ResponseForm, add_response, may_be_answered_in_public
from baixing_desktop.usecases.telling import to_tell
from tests.builders import SetClock, open_home
from tests.ui.conftest import Sit
from tests.ui.district import exchange
from tests.ui.seat import Seat
from ui.shell.page import Page


def test_who_was_told_leaves_the_list(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("Alt+5")
    assert seat.sees("记下告知情况")
    before = waiting(seat)
    seat.press("Ctrl+Enter")
    assert waiting(seat) == before - 1
    seat.close()
    again: Seat = sit(district / "workroom").open()
    again.press("Alt+5")
    assert waiting(again) == before - 1


def waiting(seat: Seat) -> int:
    """The count beside the page's name."""
    found = [line for line in seat.words().splitlines() if line.strip().startswith("反馈群众")]
    counts = [int(line.split()[-1]) for line in found if line.split()[-1].isdecimal()]
    return max(counts, default=0)


def test_a_second_press_records_nobody_else(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("Alt+5")
    before = waiting(seat)
    for _ in range(2):
        QTest.keyClick(seat.at(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    assert (waiting(seat), len(told(seat))) == (before - 1, 1)


def test_news_leaves_what_is_being_typed(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("Alt+5", "Ctrl+Down")
    seat.tab_to("联系经过")
    seat.type("反映人很高兴")
    page = seat.window.page
    assert isinstance(page, Page)
    page.context.hub.announce(Changes.of(Kind.CLUE, "elsewhere"))
    seat.settle()
    seat.press("Ctrl+Enter")
    assert [telling.note for telling in told(seat)] == ["反映人很高兴"]


def test_what_was_written_for_one_waits_while_another_is_looked_at(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("Alt+5")
    seat.tab_to("联系经过")
    seat.type("打了两次电话")
    seat.press("Ctrl+Down", "Ctrl+Up", "Ctrl+Enter")
    assert [telling.note for telling in told(seat)] == ["打了两次电话"]


def test_whoever_sits_here_is_named(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("Alt+5", "Ctrl+Enter")
    assert seat.session.desk is not None
    assert [telling.person for telling in told(seat)] == [seat.session.desk.actor.name]


def told(seat: Seat) -> tuple[Telling, ...]:
    """Every telling in the record."""
    assert seat.session.desk is not None
    with seat.session.desk.store.reading() as tx:
        return tx.of(Telling).where()


def test_where_a_handler_spoke_in_public_stands_below_the_answer(sit: Sit, district: Path, clock: SetClock) -> None:
    office, workroom = (open_home(district / name, clock) for name in ("office", "workroom"))
    form = ResponseForm(PublicChannel.MEDIA, office.today(), "关于照明问题的回应", "《广州日报》A3版")
    for one in may_be_answered_in_public(office):
        add_response(office, one.forwarding_id, form)
    exchange(workroom, office, district)
    clues = workroom_queue(workroom, WorkroomQueue.TO_TELL).items
    clue_id = next(one.id for one in clues if to_tell(workroom, one.id).published)
    office.close()
    workroom.close()
    seat: Seat = sit(district / "workroom").open()
    seat.window.go("feedback", clue_id)
    seat.settle()
    assert seat.sees("已公开回应，请一并转告")
    assert seat.sees("媒体《关于照明问题的回应》，《广州日报》A3版")
    seat.window.go("clues", clue_id)
    seat.settle()
    assert seat.sees("媒体《关于照明问题的回应》，《广州日报》A3版")
