"""Pages, commands, menus, names: all of it by keyboard, all of it said aloud."""

from collections import Counter
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QMenu, QPushButton

from baixing_desktop.errors import SyncError
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.preferences import Preferences, load
from ui.shell.initials import initials
from ui.shell.page import Command, Page
from ui.shell.palette import Entry, matches
from ui.shell.rail import Rail
from ui.style import Style, Theme

FACES = {
    "workroom": [
        "今日",
        "登记",
        "线索",
        "报送",
        "反馈群众",
        "接访活动",
        "选题",
        "签字归档",
        "表册",
        "导入",
        "全文查找",
    ],
    "office": [
        "工作台",
        "收件",
        "审核",
        "分类·转办",
        "认领与培育",
        "督办·回头看",
        "成果·荐市",
        "线索",
        "统计",
        "汇编与简报",
        "选题与试点",
        "接访活动",
        "激励与宣传",
        "表册",
        "来讯",
        "个人信息",
        "名册与字典",
        "全文查找",
    ],
}


def page_of(seat: Seat) -> Page:
    assert seat.window.page is not None
    return seat.window.page


def to_page(seat: Seat, number: int, title: str) -> None:
    """By its keys; the pages after the tenth have none and are found by their name."""
    if number <= 10:
        seat.press(f"Alt+{number % 10}")
    else:
        seat.press("Ctrl+K")
        seat.type(title)
        seat.press("Enter")


def all_commands(seat: Seat) -> list[tuple[Command, Page | None]]:
    return seat.window.commands()


def built(seat: Seat) -> set[str]:
    pages = cast("list[Page]", seat.window.findChildren(Page))  # pyright: ignore[reportUnknownMemberType] - open type
    return {page.name for page in pages}


@pytest.mark.parametrize("face", FACES)
def test_each_page_by_its_keys_and_back(sit: Sit, district: Path, face: str) -> None:
    """One round through the window: on each page the focus, the names and the keys; then its commands."""
    seat: Seat = sit(district / face).open()
    from_the_start = {c.name for c, _ in all_commands(seat) if c.always}
    for number, title in enumerate(FACES[face], start=1):
        to_page(seat, number, title)
        assert page_of(seat).title == title
        check_focus(seat)
        check_names_and_keys(seat)
    for title in reversed(FACES[face][:-1]):
        seat.press("Esc")
        assert page_of(seat).title == title
    seat.press("Esc")
    assert page_of(seat).title == FACES[face][0]
    for name in set(seat.window.page_names()) - built(seat):
        seat.window.go(name)
        seat.settle()
    assert {c.name for c, _ in all_commands(seat) if c.always} == from_the_start, "its page has to be there by then"
    check_no_two_commands_share_keys(seat)
    check_every_command_is_in_a_menu_and_can_be_found_by_initials(seat)


def check_focus(seat: Seat) -> None:
    """It is where work starts."""
    page, focus = page_of(seat), seat.window.focusWidget()
    assert focus is not None, page.title
    assert page.isAncestorOf(focus), page.title
    assert focus.accessibleName(), page.title


def check_names_and_keys(seat: Seat) -> None:
    """Every control has a name, and every button says its keys."""
    nameless = [(type(w).__name__, w.objectName()) for w in seat.controls() if not w.accessibleName()]
    assert not nameless, (page_of(seat).title, nameless)
    buttons = {w.accessibleName(): w for w in below(seat.window) if isinstance(w, QPushButton)}
    keys = {c.name: c.keys for c, page in all_commands(seat) if page in (None, seat.window.page) or c.always}
    for name, made in buttons.items():
        if keys.get(name) and made.property("kind") not in ("nav", "search"):
            first = keys[name].split("|")[0].replace("Return", "Enter")
            assert first in made.toolTip(), (name, made.toolTip())


def check_no_two_commands_share_keys(seat: Seat) -> None:
    commands = all_commands(seat)
    everywhere = [c for c, page in commands if page is None or c.always]
    for page in {page for _, page in commands if page is not None}:
        own = [c for c, of in commands if of is page and not c.always]
        taken = Counter(key for c in [*everywhere, *own] for key in c.keys.split("|") if key)
        assert max(taken.values()) == 1, (page.title, [key for key, count in taken.items() if count > 1])


def check_every_command_is_in_a_menu_and_can_be_found_by_initials(seat: Seat) -> None:
    menus = [QMenu.menuInAction(top) for top in seat.window.menuBar().actions()]
    shown = {action.text() for menu in menus if menu for action in menu.actions()}
    for command, _ in all_commands(seat):
        assert command.name in shown
        assert len(initials(command.name)[0]) == sum(c.isalnum() for c in command.name), command.name


@pytest.mark.parametrize("face", FACES)
def test_tab_reaches_every_control_of_a_page_and_comes_round(sit: Sit, district: Path, face: str) -> None:
    seat: Seat = sit(district / face).open()
    for number, title in enumerate(FACES[face], start=1):
        to_page(seat, number, title)
        reached: set[int] = set()
        for _ in range(120):
            seat.press("Tab")
            reached.add(id(seat.at()))
        # One radio button of a group, one tab of a line of tabs: the arrow keys go on from there.
        grouped = {id(w) for w in seat.controls() if isinstance(w, QPushButton) and w.isCheckable()}
        missed = [w for w in seat.controls() if id(w) not in reached | grouped and not hasattr(w, "group")]
        missed = [w for w in missed if type(w).__name__ != "QRadioButton"]
        assert not missed, (title, [(type(w).__name__, w.accessibleName()) for w in missed])


def test_a_page_is_built_when_it_is_wanted_and_what_works_everywhere_works_before(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.until(lambda: "entry" in built(seat))
    assert built(seat) == {"today", "entry"}
    seat.press("Ctrl+Shift+S")
    seat.until(lambda: seat.sees("连不上区办公室"))
    assert page_of(seat).title == "今日"
    assert built(seat) == {"today", "entry", "submission"}
    own = next(action for action in seat.window.actions() if action.text() == "导出到优盘")
    assert not own.isEnabled(), "its page is not in front"
    seat.press("Ctrl+F")
    assert page_of(seat).title == "线索"
    assert seat.at().accessibleName() == "查找线索"
    seat.press("Alt+4")
    assert own.isEnabled()


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("新建线索", "xjxs"),
        ("打印附件3", "dyfj3"),
        ("重新导出", "cxdc"),
        ("撤销", "cx"),
        ("分类·转办", "flzb"),
        ("阿座", "az"),
    ],
)
def test_initials_of_pinyin(words: str, way: str) -> None:
    assert way in initials(words)


def test_the_command_list_runs_a_command_by_its_initials(sit: Sit, style: Style, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("Ctrl+K")
    seat.type("fdzh")
    seat.press("Enter")
    assert style.scale == 110
    seat.press("Ctrl+K")
    seat.type("深色")
    seat.press("Enter")
    assert style.theme is Theme.DARK
    seat.press("Ctrl+K", "Down", "Down", "Esc")
    assert page_of(seat).title == "今日"
    focus = seat.window.focusWidget()
    assert focus is not None
    assert page_of(seat).isAncestorOf(focus)


@pytest.mark.parametrize(
    ("wanted", "found"), [("", True), ("新建", True), ("xjxs", True), ("XJ", True), ("ctrl+n", True), ("bs", False)]
)
def test_what_the_command_list_finds(wanted: str, found: bool) -> None:
    entry = Entry("新建线索", "Ctrl+N", None)  # pyright: ignore[reportArgumentType] - the action is not asked for
    assert matches(entry, wanted) is found


def test_single_letters_are_text_where_one_writes(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "office").open()
    seat.press("Alt+3", "R")
    assert seat.at().accessibleName() == "退回补充的理由"
    seat.press("A", "D", "J")
    assert seat.window.page is not None
    assert seat.sees("退回补充")
    seat.press("Ctrl+Enter")
    assert seat.sees("已退回补充：")
    seat.press("D")
    assert seat.at().accessibleName() == "不予采用的理由"
    seat.press("Ctrl+Enter")
    assert seat.sees("请写理由。")
    seat.type("属于民事纠纷。")
    seat.press("Ctrl+Enter")
    assert seat.sees("请写反映人可以找谁。")
    seat.press("Esc")
    assert not seat.sees("请写反映人可以找谁。")
    assert page_of(seat).title == "审核"


def test_errors_are_three_sentences_and_a_code_and_no_dialog(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("Alt+4", "Ctrl+Shift+S")
    seat.until(lambda: seat.sees("连不上区办公室"))
    assert seat.sees("已保存在本机的线索都在，没有丢失。")
    assert seat.sees("请检查网络后再试，也可以改用优盘报送。")
    assert seat.sees("代号 SYNC_NO_NETWORK")
    seat.press("Esc")
    assert not seat.sees("连不上区办公室")
    assert page_of(seat).title == "报送"


def test_a_problem_does_not_take_the_focus(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("Ctrl+N")
    before = seat.at()
    seat.window.problem(SyncError("SYNC_NOTHING"))
    seat.settle()
    assert seat.at() is before


def test_the_window_comes_back_as_it_was_left(sit: Sit, style: Style, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.window.resize(1111, 777)
    seat.press("Ctrl+=", "Alt+2", "F8")
    seat.close()
    kept = load(district / "workroom")
    assert (kept.scale, kept.preview) == (110, False)
    again: Seat = sit(district / "workroom", preferences=kept)
    again.window.show()
    assert again.window.size().toTuple() in ((1366, 768), (1111, 777))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"scale": "big", "theme": 3}', '{"unknown": 1}'])
def test_damaged_preferences_are_defaults(tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "window.json").write_text(text, encoding="utf-8")
    assert load(tmp_path) == Preferences()
    caplog.clear()


def test_with_the_largest_type_on_a_small_screen_every_page_can_still_be_seen_in_the_rail(
    sit: Sit, district: Path, style: Style
) -> None:
    style.set_scale(200)
    seat: Seat = sit(district / "workroom").open()
    rail = next(w for w in below(seat.window) if isinstance(w, Rail))
    buttons = [w for w in below(rail) if isinstance(w, QPushButton)]
    # And 人员 and 设置, which the first person of a home has.
    assert len(buttons) == len(FACES["workroom"]) + 2
    for made in buttons:
        made.click()
        seat.settle()
        assert made.visibleRegion().boundingRect().size() == made.size(), made.accessibleName()
