"""查看方式 of the pages beside 线索: kept, chosen, named anew, let go of and fetched back, all by keyboard."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from baixing_desktop.domain.views import PageView
from baixing_desktop.usecases.views import MOST_VIEWS, page_views, put_page_views
from tests.builders import refused
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.naming import NameDialog
from ui.viewing import NOTHING, ViewsDialog
from ui.widgets.narrowing import picks_of


def picks(seat: Seat) -> dict[str, str]:
    assert seat.window.page is not None
    return picks_of(seat.window.page)


def named(seat: Seat, name: str) -> None:
    assert isinstance(QApplication.activeModalWidget(), NameDialog)
    seat.press("Ctrl+A")
    seat.type(name)
    seat.press("Enter")
    assert isinstance(QApplication.activeModalWidget(), ViewsDialog)


def test_how_a_page_is_looked_at_is_kept_and_comes_back(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "office").open()
    desk = seat.session.desk
    assert desk is not None
    seat.press("F6")
    assert seat.sees(NOTHING), "the bench has no filter"
    seat.window.go("supervision", "talks")
    seat.settle()
    seat.press("F6", "Ctrl+S")
    named(seat, "协商")
    (kept,) = page_views(desk, "supervision")
    assert kept == PageView("协商", {"类别": "talks"})
    seat.press("Esc", "Ctrl+Left")
    assert picks(seat) == {"类别": "responses"}
    seat.press("F6", "Enter")
    assert picks(seat) == {"类别": "talks"}
    seat.press("F6", "Ctrl+E")
    named(seat, "各次协商")
    seat.press("Ctrl+T", "Esc")
    assert page_views(desk, "supervision") == (PageView("各次协商", {"类别": "talks"}, first=True),)
    seat.press("F6", "Ctrl+D", "Esc")
    assert not page_views(desk, "supervision")
    seat.press("Ctrl+Z")
    assert [view.name for view in page_views(desk, "supervision")] == ["各次协商"]
    seat.window.go("reference", "posts")
    seat.settle()
    assert picks(seat) == {"看什么": "posts", "看哪些": "now"}
    inner = PageView("往届", {"看什么": "members", "看哪些": "past", "已经没有的": "x"}, first=True)
    put_page_views(desk, "reference", (inner,))
    seat.press("F6", "Enter")
    assert picks(seat) == {"看什么": "members", "看哪些": "past"}
    many = tuple(PageView(f"{number}", {}) for number in range(MOST_VIEWS + 1))
    assert refused(lambda: put_page_views(desk, "reference", many)) == "INPUT_INVALID"
    seat.close()
    seat = sit(district / "office").open()
    for page, there in (("supervision", {"类别": "talks"}), ("reference", {"看什么": "members", "看哪些": "past"})):
        seat.window.go(page)
        seat.settle()
        assert picks(seat) == there
        seat.window.go("bench")
        seat.window.go(page)
        seat.settle()
    seat.window.go("reference", "posts")
    seat.settle()
    assert picks(seat)["看什么"] == "posts", "whoever comes for something sees that"
