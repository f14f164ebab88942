"""Reporting by itself: a real window, a real office server, no key pressed."""

from collections.abc import Generator
from itertools import count
from pathlib import Path

import pytest

from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import workroom_today
from sync import Automatic
from tests.builders import SetClock, open_home
from tests.sync.helpers import address_of, clues_in, point_to, serving
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.pages.submission.presenter import report_sentence
from ui.sending import TROUBLE, Sending
from ui.shell.page import Page


@pytest.fixture
def office(district: Path, clock: SetClock) -> Generator[Desk]:
    """The office, served at the address that the workroom knows."""
    desk = open_home(district / "office", clock)
    with serving(desk) as server:
        workroom = open_home(district / "workroom", clock)
        point_to(workroom, address_of(server))
        workroom.close()
        yield desk
    desk.close()


def quick(seat: Seat, automatic: Automatic | None = None) -> Sending:
    """What the window has, only without the quarter of a minute in which people sit down."""
    page = seat.window.page
    assert isinstance(page, Page)
    return Sending(page.context, report_sentence, soon_ms=1, every_ms=10, automatic=automatic)


def only_here(seat: Seat) -> int:
    assert seat.session.desk is not None
    return workroom_today(seat.session.desk).only_here.count


def test_what_is_registered_goes_by_itself(sit: Sit, district: Path, office: Desk) -> None:
    before = len(clues_in(office))
    seat: Seat = sit(district / "workroom").open()
    assert only_here(seat) == 1
    sending = quick(seat)
    seat.until(lambda: only_here(seat) == 0, "it was never sent")
    seat.settle()
    assert len(clues_in(office)) == before + 1
    assert seat.sees("区办公室确认收到 1 条")
    assert seat.sees("已登记的线索都已报送")
    sending.end()


def test_it_keeps_still_where_nobody_wants_it(sit: Sit, district: Path, office: Desk) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.window.go("submission")
    seat.settle()
    seat.tab_to("有网络时自动报送")
    seat.press("Space")
    sending = quick(seat)
    seat.until(lambda: sending.looked >= 3)
    seat.settle()
    assert only_here(seat) == 1
    seat.press("Space")
    seat.until(lambda: only_here(seat) == 0, "it was never sent")
    sending.end()


def test_a_line_that_is_down_is_told_in_the_status_line_and_nowhere_else(sit: Sit, district: Path) -> None:
    """The district's own address answers nobody; each look is an hour after the one before."""
    seat: Seat = sit(district / "workroom").open()
    assert seat.session.desk is not None
    hours = count(step=3600)
    sending = quick(seat, Automatic(seat.session.desk, lambda: float(next(hours))))
    seat.until(lambda: sending.automatic.failing, "it never failed")
    assert sending.trouble == TROUBLE
    assert not seat.sees("连不上区办公室：")
    assert only_here(seat) == 1
    sending.end()


def test_nothing_is_tried_before_there_is_a_line(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    sending = quick(seat)
    seat.until(lambda: sending.looked >= 3)
    seat.settle()
    assert (sending.automatic.failures, sending.trouble) == (0, "")
    sending.end()
