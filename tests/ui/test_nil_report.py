"""零报告 on 今日 by keyboard."""

from datetime import date
from pathlib import Path

import pytest

from baixing_desktop.domain.gathering import nil_month
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.gathering import nil_report, nil_standing
from tests.builders import SetClock, clue_content, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat


def to_month_end(clock: SetClock) -> date:
    """Go on to the last day of the month."""
    desk_day = clock.now().date()
    while nil_month(desk_day) != (desk_day.year, desk_day.month):
        clock.forward(days=1)
        desk_day = clock.now().date()
    return desk_day


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2026, 11, 30), (2026, 11)),
        (date(2026, 11, 28), (2026, 11)),
        (date(2026, 11, 27), None),
        (date(2026, 12, 10), (2026, 11)),
        (date(2026, 12, 11), None),
        (date(2027, 1, 1), (2026, 12)),
    ],
)
def test_which_month_is_reported(day: date, month: tuple[int, int] | None) -> None:
    assert nil_month(day) == month


def test_reported_undone_reported_and_withdrawn(sit: Sit, workroom_home: Path, clock: SetClock) -> None:
    day = to_month_end(clock)
    seat: Seat = sit(workroom_home).open()
    desk = seat.session.desk
    assert desk is not None
    assert seat.sees(f"{day.year}年{day.month}月还没有登记线索")
    seat.tab_to("报零报告")
    seat.press("Space")
    assert seat.sees("请写明情况。")
    seat.type("接访两次，没有群众反映情况")
    seat.tab_to("报零报告")
    seat.press("Space")
    kept = nil_report(desk, day.year, day.month)
    assert kept is not None
    assert kept.reason == "接访两次，没有群众反映情况"
    assert seat.sees("已报零报告")
    seat.press("Ctrl+z")
    assert nil_report(desk, day.year, day.month) is None
    assert seat.sees("月还没有登记线索")


def test_a_month_with_a_clue_needs_none(workroom_home: Path, clock: SetClock) -> None:
    to_month_end(clock)
    desk = open_home(workroom_home, clock)
    assert nil_standing(desk) is not None
    register_clue(desk, clue_content(1))
    assert nil_standing(desk) is None
    clock.forward(days=5)
    assert nil_standing(desk) is None
    desk.close()
