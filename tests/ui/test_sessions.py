"""接访活动 by keyboard: nothing typed is lost, and nothing is written down twice."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.board import board_of
from baixing_desktop.domain.gathering import Session
from baixing_desktop.usecases.board import take_board
from baixing_desktop.usecases.gathering import SessionView, sessions
from tests.builders import open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.shell.page import Page


@pytest.fixture
def seat(sit: Sit, workroom_home: Path) -> Seat:
    """At a new session's place."""
    taken = sit(workroom_home).open()
    taken.press("Ctrl+Shift+n")
    return taken


def fill(seat: Seat, place: str, member: str = "王委员") -> None:
    """Write place and member into the fields."""
    seat.tab_to("接访地点")
    seat.press("Ctrl+a")
    seat.type(place)
    seat.press("Tab", "Ctrl+a")
    seat.type(member)


def kept(seat: Seat) -> list[SessionView]:
    """What is in the record."""
    assert seat.session.desk is not None
    return list(sessions(seat.session.desk))


def places(seat: Seat) -> list[str]:
    return sorted(view.session.place for view in kept(seat))


def tell_of_a_change(seat: Seat, kind: Kind) -> None:
    """As if a receipt had arrived."""
    page = seat.window.page
    assert isinstance(page, Page)
    page.context.hub.announce(Changes.of(kind, "elsewhere"))
    seat.settle()


def test_a_second_press_writes_nothing_twice(seat: Seat) -> None:
    fill(seat, "党群服务中心")
    for _ in range(2):
        QTest.keyClick(seat.at(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    assert places(seat) == ["党群服务中心"]


def test_news_leaves_what_is_being_typed(seat: Seat) -> None:
    fill(seat, "党群服务中心")
    seat.press("Ctrl+s")
    fill(seat, "沙园小学")
    tell_of_a_change(seat, Kind.TOPIC)
    seat.press("Ctrl+s")
    assert places(seat) == ["沙园小学"]


def test_news_does_not_put_an_old_one_in_the_place_of_a_new_one(seat: Seat) -> None:
    fill(seat, "党群服务中心")
    seat.press("Ctrl+s", "Ctrl+Shift+n")
    tell_of_a_change(seat, Kind.TOPIC)
    fill(seat, "沙园小学")
    seat.press("Ctrl+s")
    assert places(seat) == ["党群服务中心", "沙园小学"]


def test_a_new_one_keeps_the_changes_of_the_one_before(seat: Seat) -> None:
    fill(seat, "党群服务中心")
    seat.press("Ctrl+s")
    fill(seat, "沙园小学", "李委员")
    seat.press("Ctrl+Shift+n")
    assert places(seat) == ["沙园小学"]
    assert kept(seat)[0].members == ("李委员",)


def test_what_cannot_be_kept_yet_comes_back(seat: Seat) -> None:
    seat.type("只写了地点")
    seat.press("Ctrl+Shift+n")
    assert not places(seat)
    seat.tab_to("撤销")
    seat.press("Space")
    seat.tab_to("值班委员")
    seat.type("王委员")
    seat.press("Ctrl+s")
    assert places(seat) == ["只写了地点"]


def test_going_elsewhere_keeps_it(seat: Seat) -> None:
    fill(seat, "党群服务中心")
    seat.press("Alt+1")
    assert places(seat) == ["党群服务中心"]


def test_a_second_change_goes_over_the_first(seat: Seat) -> None:
    fill(seat, "党群服务中心")
    seat.press("Ctrl+s")
    fill(seat, "沙园小学")
    seat.press("Ctrl+s")
    fill(seat, "沙园中学")
    seat.press("Ctrl+s")
    assert places(seat) == ["沙园中学"]


def test_what_the_disk_refuses_stays_in_the_fields(seat: Seat) -> None:
    fill(seat, "党群服务中心")
    assert seat.session.desk is not None
    with seat.session.desk.store.writing() as tx:
        tx.connection.exec_driver_sql("ALTER TABLE session_member RENAME TO gone")
    seat.press("Ctrl+s")
    assert not places_now(seat)
    with seat.session.desk.store.writing() as tx:
        tx.connection.exec_driver_sql("ALTER TABLE gone RENAME TO session_member")
    seat.press("Ctrl+s")
    assert places(seat) == ["党群服务中心"]


def places_now(seat: Seat) -> int:
    """How many sessions there are, read past the members."""
    assert seat.session.desk is not None
    with seat.session.desk.store.reading() as tx:
        return tx.of(Session).count()


def test_a_member_is_chosen_by_a_few_letters_and_another_name_can_be_typed(sit: Sit, workroom_home: Path) -> None:
    desk = open_home(workroom_home)
    take_board(desk, board_of((), 2, members=("梁晓", "陈静")))
    desk.close()
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+Shift+n")
    seat.tab_to("接访地点")
    seat.type("居委会")
    seat.press("Tab")
    seat.type("梁")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    seat.type("、何街坊")
    seat.press("Ctrl+s")
    assert [view.members for view in kept(seat)] == [("梁晓", "何街坊")]
