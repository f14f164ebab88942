"""字典 by keyboard: an entry renamed, one added and retired, and what cannot be said so."""

from pathlib import Path

from baixing_desktop.usecases import reference
from baixing_desktop.usecases.desk import Desk
from tests.builders import SetClock, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.pages.reference.page import ReferencePage
from ui.status import StatusKeeper
from ui.widgets.fields import Choice, Finder


def sat_down(sit: Sit, district: Path, name: str) -> tuple[Seat, Desk]:
    """A seat with one of the lists in front."""
    seat: Seat = sit(district / "office").open()
    seat.window.go("reference")
    seat.settle()
    seat.tab_to("列表")
    chosen = seat.at()
    assert isinstance(chosen, Choice)
    while chosen.code != name:
        seat.press("Down")
    assert seat.session.desk is not None
    return seat, seat.session.desk


def test_an_entry_is_renamed_for_a_reason(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "themes")
    first = reference.lists(desk)["themes"][0]
    seat.tab_to("名称")
    seat.press("Ctrl+A")
    seat.type("城市更新")
    seat.press("Ctrl+S")
    assert seat.sees("请写为什么改。")
    assert reference.editions(desk) == ()
    seat.type("合并主题")
    seat.press("Ctrl+S")
    assert seat.sees("已改，第 1 版。各工作室下次报送时得到。")
    assert seat.sees("合并主题")
    assert desk.reference.themes[str(first["code"])] == "城市更新"
    seat.tab_to("修改的理由")
    seat.type("改回")
    seat.tab_to("恢复原样")
    seat.press("Space")
    assert desk.reference.themes[str(first["code"])] == first["label"]


def test_one_is_added_and_retired(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "themes")
    seat.press("Ctrl+Shift+N")
    assert seat.sees("主题分类：新的一项")
    seat.type("BRIDGE")
    seat.tab_to("修改的理由")
    seat.type("新增")
    seat.press("Ctrl+S")
    assert seat.sees("不能为空")
    seat.tab_to("名称")
    seat.type("桥梁")
    seat.press("Ctrl+S")
    assert desk.reference.themes["BRIDGE"] == "桥梁"
    page = seat.window.page
    assert isinstance(page, ReferencePage)
    seat.tab_to("修改的理由")
    seat.type("并入交通")
    seat.tab_to("停用")
    seat.press("Space")
    assert [row["code"] for row in reference.lists(desk)["themes"] if row.get("retired")] == ["BRIDGE"]
    assert seat.sees("恢复使用")


def test_what_cannot_be_changed_can_only_be_read(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "units")
    assert seat.sees("恢复原样")
    seat.tab_to("全称")
    before = len(reference.editions(desk))
    seat.press("Ctrl+A", "Delete")
    seat.tab_to("修改的理由")
    seat.type("试")
    seat.press("Ctrl+S")
    assert seat.sees("全称不能为空")
    assert len(reference.editions(desk)) == before


def test_what_another_seat_changed_can_be_chosen_at_once(sit: Sit, district: Path, clock: SetClock) -> None:
    seat: Seat = sit(district / "office").open()
    seat.window.go("routing", "to_draft")
    seat.settle()
    page = seat.window.page
    assert page is not None
    handler, helping = [each for each in below(page) if isinstance(each, Finder)][:2]
    handler.choose("QJYJ")
    helping.setEditText("水务")
    other = open_home(district / "office", clock)
    reference.edit_entry(other, "units", "QJYJ", {"name": "区教育和体育局"}, "机构改革")
    other.close()
    for keeper in seat.window.children():
        if isinstance(keeper, StatusKeeper):
            keeper.look()
    seat.settle()
    assert handler.currentText() == "区教育和体育局　QJYJ"
    assert handler.code == "QJYJ"
    assert helping.findText("区教育和体育局　QJYJ") >= 0
    assert helping.currentText() == "水务"
