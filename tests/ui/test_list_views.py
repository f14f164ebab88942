"""The list of clues narrowed down, sorted, kept under a name and taken out, by keyboard."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from openpyxl import load_workbook
from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from baixing_desktop.domain.lists import ClueOrder, ClueQuery, WorkroomQueue
from baixing_desktop.domain.rules.disclosure import MOST_PERSONS_ALONE
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.views import Looking, SavedView, Span, days
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.gathering import SessionForm, place_clue, save_session
from baixing_desktop.usecases.reading import batches, list_clues
from baixing_desktop.usecases.scanning import file_by_hand
from baixing_desktop.usecases.views import save_view, saved_views
from tests.builders import SetClock, clue_content, colleague, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.confirming import SecondPersonDialog
from ui.listing import NO_LIST
from ui.naming import NameDialog
from ui.pages.clues.looking import LookingBar
from ui.pages.clues.page import CluesPage
from ui.paper import PaperDialog
from ui.style import Style
from ui.widgets.table import Table

OWN = "沙园街道的木棉花开了B88"


def at_list(sit: Sit, home: Path) -> tuple[Seat, CluesPage, Desk]:
    seat: Seat = sit(home).open()
    seat.window.go("clues")
    seat.settle()
    page, desk = seat.window.page, seat.session.desk
    assert isinstance(page, CluesPage)
    assert desk is not None
    return seat, page, desk


def choose(seat: Seat, name: str, words: str) -> None:
    """Walk to a list by Tab and press Down until the line with these words is chosen."""
    seat.tab_to(name)
    for _ in range(12):
        if words in seat.at().property("currentText"):
            return
        seat.press("Down")
    raise AssertionError(f"{name} has no {words}")


def table_of(page: CluesPage) -> Table:
    """The list."""
    found = cast("list[Table]", page.findChildren(Table))  # pyright: ignore[reportUnknownMemberType] - open type
    return found[0]


def heads(page: CluesPage) -> list[str]:
    """What stands above the columns."""
    model = table_of(page).model()
    return [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(model.columnCount())]


@pytest.fixture
def three(workroom_home: Path, clock: SetClock) -> Path:
    """Three clues: the first from a session, the second signed, the last received last year."""
    desk = open_home(workroom_home, clock)
    first, _ = register_clue(desk, clue_content(1, title="甲 路灯不亮"))
    second, _ = register_clue(desk, clue_content(2, title="乙 井盖松动"))
    register_clue(desk, clue_content(3, title="丙 树枝挡路", received_on=desk.today() - timedelta(days=400)))
    held, _ = save_session(desk, SessionForm(desk.today(), "金沙社区居委会", ("陈委员",)))
    place_clue(desk, first.id, session_id=held.id)
    paper = workroom_home.parent / "签字.jpg"
    paper.write_bytes(picture())
    file_by_hand(desk, paper, second.id)
    desk.close()
    return workroom_home


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "JPEG")
    return out.getvalue()


def test_narrowed_down_by_keyboard_until_it_is_cleared(sit: Sit, three: Path) -> None:
    seat, _, _ = at_list(sit, three)
    assert "共 3 条" in seat.words()
    seat.press("Ctrl+Shift+F")
    choose(seat, "接访活动", "金沙社区居委会")
    assert "共 1 条，已筛选" in seat.words()
    assert "甲 路灯不亮" in seat.words()
    seat.tab_to("清除筛选")
    seat.press("Space")
    assert "共 3 条" in seat.words()
    assert "已筛选" not in seat.words()
    choose(seat, "签字件", "已签字归档")
    assert "共 1 条，已筛选" in seat.words()
    assert "乙 井盖松动" in seat.words()
    seat.press("Down")
    assert "共 2 条，已筛选" in seat.words()
    choose(seat, "收到日期", "今年收到")
    assert "共 1 条，已筛选" in seat.words()
    assert "甲 路灯不亮" in seat.words()
    seat.press("Ctrl+Shift+F")
    assert seat.at().accessibleName() == "线索列表"


def test_nothing_of_the_filter_is_cut_off_at_the_largest_type(sit: Sit, style: Style, three: Path) -> None:
    """What has no room on a small screen can be scrolled to, and the keyboard brings it into sight."""
    style.set_scale(200)
    seat, page, _ = at_list(sit, three)
    seat.window.resize(1366, 768)
    seat.press("Ctrl+Shift+F")
    bar = next(bar for bar in below(page) if isinstance(bar, LookingBar))
    outside = [one.accessibleName() for one in below(bar) if not bar.rect().contains(_within(bar, one))]
    assert not outside
    seat.tab_to("保存查看方式")
    assert not seat.at().visibleRegion().isEmpty()


def _within(bar: QWidget, one: QWidget) -> QRect:
    return QRect(one.mapTo(bar, QPoint(0, 0)), one.size())


def test_sorted_by_the_head_of_a_column_and_turned_round(sit: Sit, three: Path) -> None:
    seat, page, _ = at_list(sit, three)
    table = table_of(page)
    model, head = table.model(), table.horizontalHeader()

    def titles() -> list[str]:
        return [str(model.index(line, 1).data())[0] for line in range(3)]

    def press_head(words: str) -> None:
        section = next(n for n, head_words in enumerate(heads(page)) if head_words.startswith(words))
        spot = head.rect().center()
        spot.setX(head.sectionViewportPosition(section) + 12)
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        seat.settle()

    press_head("标题")
    rising = titles()
    assert heads(page)[1] == "标题 ↑"
    press_head("标题")
    assert titles() == rising[::-1]
    assert heads(page)[1] == "标题 ↓"
    press_head("最近变动")
    assert heads(page)[1] == "标题"
    assert heads(page)[-1] == "最近变动 ↓"


def test_another_column_is_shown_and_stays(sit: Sit, three: Path) -> None:
    seat, page, _ = at_list(sit, three)
    seat.tab_to("显示的列")
    seat.press("Space")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    source = next(action for action in menu.actions() if action.text() == "来源")
    source.trigger()
    menu.close()
    seat.settle()
    assert "来源" in heads(page)
    assert "source" in page.context.preferences.columns.split(",")


def test_a_way_to_look_is_kept_under_a_name_and_used_again(sit: Sit, three: Path) -> None:
    seat, _, desk = at_list(sit, three)
    seat.press("Ctrl+Shift+F")
    choose(seat, "签字件", "还没有签字件")
    seat.press("Ctrl+Shift+K")
    assert isinstance(QApplication.activeModalWidget(), NameDialog)
    seat.press("Enter")
    assert seat.sees("请写一个名称。")
    seat.type("没签字的")
    seat.press("Enter")
    assert [(view.name, view.looking.signed) for view in saved_views(desk)] == [("没签字的", False)]
    seat.tab_to("清除筛选")
    seat.press("Space")
    assert "共 3 条" in seat.words()
    seat.tab_to("保存的查看方式")
    seat.press("Down")
    assert "共 2 条，已筛选" in seat.words()
    seat.tab_to("删去查看方式")
    seat.press("Space")
    assert saved_views(desk) == ()
    seat.press("Ctrl+z")
    assert [view.name for view in saved_views(desk)] == ["没签字的"]


def test_several_are_chosen_by_keyboard_and_printed(sit: Sit, three: Path) -> None:
    seat, _, _ = at_list(sit, three)
    QTest.keyClick(seat.at(), Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    seat.settle()
    assert "已选 2 条" in seat.words()
    seat.press("Ctrl+p")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PaperDialog)
    assert dialog.windowTitle() == "附件3 共 2 份"
    seat.press("Esc")


def test_the_chosen_ones_are_sealed_by_keyboard_and_a_seal_is_taken_back(sit: Sit, district: Path) -> None:
    seat, _, desk = at_list(sit, district / "workroom")
    for number in range(3):
        register_clue(desk, clue_content(number, title=f"等待报送 {number}"))
    before = len(batches(desk))
    seat.window.go("clues", WorkroomQueue.TO_SUBMIT)
    seat.settle()
    seat.press("Shift+Up", "Ctrl+Shift+B")
    assert "已封装 2 条" in seat.words()
    assert batches(desk)[-1].count == 2
    seat.press("Ctrl+Z")
    assert "已撤销封装 2 条，可以再修改。" in seat.words()
    assert len(batches(desk)) == before
    seat.press("Ctrl+Shift+B")
    assert "已封装 1 条" in seat.words()
    seat.window.go("submission")
    seat.settle()
    seat.tab_to("导出到优盘时只带已封装的 1 条")
    seat.window.go("clues", WorkroomQueue.TO_SUBMIT)
    seat.settle()
    seat.press("Ctrl+A", "Ctrl+Shift+U")
    assert "已撤销封装 1 条" in seat.words()
    assert len(batches(desk)) == before
    seat.press("Ctrl+Shift+U")
    assert "不能撤销封装" in seat.words()


def test_the_list_is_taken_out_as_it_is_looked_at(sit: Sit, three: Path, tmp_path: Path) -> None:
    seat, _, desk = at_list(sit, three)
    seat.press("Ctrl+Shift+F")
    choose(seat, "签字件", "还没有签字件")
    seat.press("Ctrl+Shift+E")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    target = tmp_path / "清单.xlsx"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    seat.settle()
    rows = list(load_workbook(BytesIO(target.read_bytes())).worksheets[0].iter_rows(values_only=True))
    assert "筛选条件：全部，还没有签字件" in str(rows[1][0])
    assert sorted(str(row[2])[0] for row in rows[3:]) == sorted("甲丙")
    with desk.store.reading() as tx:
        entry = tx.audit.all()[-1]
    assert (entry.action, entry.detail["paper"], entry.detail["persons"]) == ("export", "clue-list", 2)


def test_whatever_list_is_in_sight_can_be_kept_as_a_workbook(sit: Sit, district: Path, tmp_path: Path) -> None:
    seat: Seat = sit(district / "office").open()
    seat.press("F12")
    assert seat.sees(NO_LIST), "the bench has none"
    seat.window.go("routing", "to_reply")
    seat.settle()
    table = next(one for one in below(seat.window) if isinstance(one, Table))
    seat.press("F12")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    target = tmp_path / "列表.xlsx"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    seat.settle()
    rows = list(load_workbook(BytesIO(target.read_bytes())).worksheets[0].iter_rows(values_only=True))
    model = table.model()
    shown = [[model.index(at, each).data() for each in range(model.columnCount())] for at in range(model.rowCount())]
    assert [["" if cell is None else str(cell) for cell in row] for row in rows[3:]] == shown
    assert seat.session.desk is not None
    with seat.session.desk.store.reading() as tx:
        entry = tx.audit.all()[-1]
    assert (entry.action, entry.object_id, entry.detail["persons"]) == ("export", "routing", len(shown))


def test_a_list_of_many_needs_a_second_person(sit: Sit, workroom_home: Path) -> None:
    seat, _, desk = at_list(sit, workroom_home)
    colleague(desk, "王强", OWN, post=Role.LIAISON)
    for number in range(MOST_PERSONS_ALONE + 1):
        register_clue(desk, clue_content(number))
    seat.window.go("clues", "all")
    seat.settle()
    assert f"共 {MOST_PERSONS_ALONE + 1} 条" in seat.words()
    seat.press("Ctrl+Shift+E")
    assert isinstance(QApplication.activeModalWidget(), SecondPersonDialog)
    seat.press("Esc")


def test_every_order_goes_both_ways(workroom_home: Path, clock: SetClock) -> None:
    desk = open_home(workroom_home, clock)
    for number in range(4):
        clock.forward(minutes=5)
        register_clue(
            desk, clue_content(number, title=f"{'丁丙乙甲'[number]}题", received_on=date(2026, 1, 9 - number))
        )
    for order in ClueOrder:
        there = [item.id for item in list_clues(desk, ClueQuery(order=order)).items]
        back = [item.id for item in list_clues(desk, ClueQuery(order=order, backwards=True)).items]
        assert len(set(there)) == 4, order
        if order in {ClueOrder.CHANGED, ClueOrder.OLDEST, ClueOrder.NUMBER, ClueOrder.RECEIVED, ClueOrder.TITLE}:
            assert back == there[::-1], order
    desk.close()


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.THIS_MONTH, date(2026, 1, 1), date(2026, 1, 31)),
        (Span.LAST_MONTH, date(2025, 12, 1), date(2025, 12, 31)),
        (Span.THIS_YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        (Span.LAST_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_spans_go_along_with_the_calendar(span: Span, first: date, last: date) -> None:
    found = days(Looking(span=span), date(2026, 1, 15))
    assert found is not None
    assert (found.first, found.last) == (first, last)


def test_own_days_may_be_given_in_either_order() -> None:
    found = days(Looking(span=Span.OWN, first=date(2026, 3, 2), last=date(2026, 1, 5)), date(2026, 5, 1))
    assert found is not None
    assert (found.first, found.last) == (date(2026, 1, 5), date(2026, 3, 2))


def test_what_is_kept_comes_back_whole(workroom_home: Path, clock: SetClock) -> None:
    desk = open_home(workroom_home, clock)
    looking = Looking(
        "drafts", "WORKROOM", "SY", "s", "t", True, Span.OWN, date(2026, 1, 2), None, ClueOrder.TITLE, True
    )
    save_view(desk, SavedView("全都有", looking))
    assert saved_views(desk) == (SavedView("全都有", looking),)
    desk.close()
