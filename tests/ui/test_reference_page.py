"""名册与字典 by keyboard: entries of a list, members by hand and from a table, who holds which post, the shelf."""

from pathlib import Path

from openpyxl import Workbook

from baixing_desktop.usecases import reference
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.members import members
from baixing_desktop.usecases.roster import roster
from baixing_desktop.usecases.shelf import notes
from tests.builders import SetClock, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.pages.reference.page import ReferencePage
from ui.status import StatusKeeper
from ui.widgets.fields import Choice, Finder


def sat_down(sit: Sit, district: Path, name: str) -> tuple[Seat, Desk]:
    """A seat with one of the lists in front."""
    seat: Seat = sit(district / "office").open()
    seat.window.go("reference", "dictionary")
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
    assert isinstance(seat.window.page, ReferencePage)
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
    for keeper in seat.session.windows.children():
        if isinstance(keeper, StatusKeeper):
            keeper.look()
    seat.settle()
    assert handler.currentText() == "区教育和体育局　QJYJ"
    assert handler.code == "QJYJ"
    assert helping.findText("区教育和体育局　QJYJ") >= 0
    assert helping.currentText() == "水务"


def at(sit: Sit, district: Path, target: str) -> tuple[Seat, Desk]:
    """A seat at one of the rosters."""
    seat: Seat = sit(district / "office").open()
    seat.window.go("reference", target)
    seat.settle()
    assert seat.session.desk is not None
    return seat, seat.session.desk


def test_a_member_is_entered_found_changed_and_fetched_back(sit: Sit, district: Path) -> None:
    seat, desk = at(sit, district, "members")
    assert seat.sees("名册里还没有委员")
    seat.press("Ctrl+Shift+N", "Ctrl+S")
    assert seat.sees("请填写姓名。")
    seat.type("梁晓")
    seat.tab_to("任期起")
    seat.type("去年")
    seat.press("Ctrl+S")
    assert seat.sees("认识不了日期“去年”")
    assert members(desk) == ()
    seat.tab_to("任期起")
    seat.press("Ctrl+A")
    seat.type("2021-11-05")
    seat.press("Ctrl+S")
    (kept,) = members(desk)
    assert (kept.name, kept.term, str(kept.from_on)) == ("梁晓", 16, "2021-11-05")
    assert seat.sees("第 16 届，2021年11月5日起，现任。")
    seat.tab_to("界别")
    seat.type("经济界")
    seat.press("Ctrl+S", "Ctrl+Z")
    assert [one.sector for one in members(desk)] == [""]
    seat.press("Ctrl+Shift+F")
    seat.type("没有这个人")
    seat.settle()
    assert seat.sees("没有找到")
    seat.press("Ctrl+A", "Delete", "Enter", "Ctrl+D")
    assert members(desk) == ()
    seat.press("Ctrl+Z")
    assert [one.name for one in members(desk)] == ["梁晓"]


def test_members_come_from_a_table_and_go_again(sit: Sit, district: Path, tmp_path: Path) -> None:
    seat, desk = at(sit, district, "members")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("姓名", "届次", "专委会"), ("梁晓", "十六届", "提案委"), ("何芳", "十六届", "没有的委")):
        sheet.append(list(row))
    book.save(tmp_path / "委员.xlsx")
    page = seat.window.page
    assert isinstance(page, ReferencePage)
    page.importing.attempt(str(tmp_path / "委员.xlsx"))
    seat.settle()
    page.show_import()
    assert seat.sees("试算 委员.xlsx，还没有写入：新增 1 人，更新 0 人，没有变化 0 人，未导入 1 人。")
    assert members(desk) == ()
    seat.press("Ctrl+Enter")
    assert [(one.name, one.committee) for one in members(desk)] == [("梁晓", "TAW")]
    seat.press("Ctrl+Z")
    assert members(desk) == ()


def test_the_first_list_is_taken_and_a_post_handed_over(sit: Sit, district: Path) -> None:
    seat, desk = at(sit, district, "posts")
    seat.tab_to("采用附件1的名单")
    seat.press("Space")
    assert len(roster(desk)) == 17
    seat.press("Ctrl+Z")
    assert roster(desk) == ()
    seat.tab_to("采用附件1的名单")
    seat.press("Space", "Ctrl+Shift+J")
    first = roster(desk)[0]
    assert seat.at().accessibleName() == "接任人"
    seat.type("新主席")
    seat.press("Enter")
    (left,) = [one for one in roster(desk) if one.id == first.id]
    assert left.until_on is not None
    assert [one.name for one in roster(desk) if one.post == "组长"] == ["新主席", first.name]
    seat.press("Ctrl+Z")
    assert [one.name for one in roster(desk) if one.post == "组长"] == [first.name]


def test_a_note_is_put_on_the_shelf_found_and_fetched_back(sit: Sit, district: Path) -> None:
    seat, desk = at(sit, district, "posts")
    seat.press("Ctrl+Shift+4")
    assert seat.sees("还没有资料")
    seat.press("Ctrl+Shift+N")
    seat.type("印制宣传单")
    seat.tab_to("内容")
    seat.type("三千份")
    seat.tab_to("金额（元）")
    seat.type("1200.5")
    seat.press("Ctrl+S")
    assert seat.sees("只有经费后勤可以写金额")
    assert notes(desk) == ()
    seat.tab_to("类别")
    seat.press("Down", "Down", "Ctrl+S")
    (kept,) = notes(desk)
    assert (kept.title, kept.text, kept.amount_cents, kept.on) == ("印制宣传单", "三千份", 120050, desk.today())
    assert seat.sees("1200.50 元。")
    seat.tab_to("内容")
    seat.press("Ctrl+A")
    seat.type("五千份")
    seat.press("Ctrl+S", "Ctrl+Z")
    assert [one.text for one in notes(desk)] == ["三千份"]
    seat.press("Ctrl+Shift+F")
    seat.type("三千")
    seat.settle()
    assert seat.sees("1 项")
    seat.press("Enter", "Ctrl+D")
    assert notes(desk) == ()
    seat.press("Ctrl+Z")
    assert [one.title for one in notes(desk)] == ["印制宣传单"]
