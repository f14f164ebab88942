"""The first path by keyboard alone: workroom → office → workroom, with the receiving service as its own process."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from baixing_desktop.clock import SystemClock
from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.reading import find_clue, list_clues
from sync import Service, make_ticket
from tests.builders import PASSPHRASE, SetClock, new_home, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.pages.screening.page import ScreeningPage


@pytest.fixture
def clock() -> SystemClock:
    """The service is another process with the machine's own clock."""
    return SystemClock()


@pytest.fixture
def service(tmp_path: Path, clock: SetClock) -> Generator[tuple[Path, str]]:
    """An office with its receiving service; gives its home and address."""
    home = tmp_path / "office"
    new_home(home, Face.OFFICE, "HZZX", clock).close()
    started = Service(home, lasting=False)
    try:
        yield home, started.start("127.0.0.1", 0, PASSPHRASE).address
    finally:
        started.stop()


def write_clue(seat: Seat, title: str) -> None:
    """Fill in the entry page in the order of the paper and register."""
    seat.press("Ctrl+N")
    assert seat.at().accessibleName() == "标题"
    seat.type(title)
    seat.press("Tab")
    seat.type("沙园七街长约三百米，夜间照明不足，近半年有三位老人摔倒。")
    seat.press("Tab")
    seat.type("加装路灯二十盏，修剪遮挡灯光的树枝。")
    seat.press("Tab", "Down")
    seat.tab_to("反映人姓名")
    seat.type("𬀩㛃")
    seat.press("Tab")
    seat.type("13800000001")
    seat.press("Tab")
    seat.type("沙园七街2号")
    seat.press("Tab", "Space")
    seat.press("Ctrl+Enter")


def first_clue(home: Path) -> ClueContent:
    desk = open_home(home)
    try:
        found = list_clues(desk, ClueQuery()).items
        return find_clue(desk, found[0].id).content
    finally:
        desk.close()


def test_first_start_to_a_printed_clue(sit: Sit, tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    seat: Seat = sit(home).open(None)
    assert seat.sees("这台电脑用在哪里？")
    seat.press("Enter")
    assert seat.sees("哪个工作室或直报点？")
    seat.press("Right", "Right", "Space")
    seat.tab_to("经办人姓名")
    seat.press("Enter")
    assert seat.sees("请填写经办人姓名。")
    seat.type("李敏")
    seat.press("Enter")
    seat.type("short")
    seat.press("Tab", "Enter")
    assert seat.sees("太短，至少要 10 个字符")
    seat.press(*["Backspace"] * 5)
    seat.type(PASSPHRASE)
    seat.press("Tab")
    seat.type(PASSPHRASE)
    seat.press("Enter")
    assert seat.sees("昌岗街道政协委员工作室")
    assert seat.sees("李敏")
    write_clue(seat, "建议在沙园七街加装路灯")
    assert seat.sees("存为文件")
    paper = tmp_path / "附件3.pdf"
    seat.press("Ctrl+S")
    assert isinstance(QApplication.activeModalWidget(), QFileDialog)
    seat.press("Ctrl+A")
    seat.type(str(paper))
    seat.press("Enter")
    seat.until(paper.exists)
    assert seat.sees("已存为")
    assert paper.read_bytes().startswith(b"%PDF-")
    seat.press("Esc")
    assert seat.sees("已登记 CAG-")
    assert seat.sees("仅在本机 1 条（最早 今天）")
    seat.press("Alt+3", "Ctrl+F")
    seat.type("路灯")
    seat.until(lambda: seat.sees("共 1 条"))
    seat.settle()
    assert seat.sees("已登记待报送")
    assert seat.sees("联系人　𬀩*　138****0001")
    seat.press("F9")
    assert seat.sees("联系人　𬀩㛃　13800000001　沙园七街2号")


def test_what_is_missing_is_said_at_the_fields(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    seat.type("只有标题")
    seat.press("Ctrl+Enter")
    assert seat.sees("请写情况分析")
    assert seat.sees("请写反映人姓名，或选匿名。")
    assert seat.at().accessibleName() == "情况分析"
    seat.type("这里写了情况。")
    assert not seat.sees("请写情况分析")


def test_undo_of_a_registration_brings_the_clue_back(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    write_clue(seat, "要撤销的登记")
    seat.press("Esc", "Ctrl+Z")
    assert seat.sees("登记")
    assert seat.window.page is not None
    assert seat.window.page.name == "entry"
    seat.press("Alt+1")
    desk = open_home(workroom_home)
    items = list_clues(desk, ClueQuery()).items
    assert [item.workroom_state for item in items] == [ClueState.DRAFT]
    assert items[0].number.startswith("SY-2026-")
    desk.close()


def test_the_whole_path(sit: Sit, workroom_home: Path, service: tuple[Path, str]) -> None:
    office_home, address = service
    workroom: Seat = sit(workroom_home).open()
    write_clue(workroom, "建议在沙园七街加装路灯")
    workroom.press("Esc", "Alt+4")
    enrol(workroom, office_home, address)
    workroom.press("Ctrl+Shift+S")
    assert workroom.sees("区办公室确认收到 1 条。")
    workroom.close()

    office: Seat = sit(office_home).open()
    assert office.sees("待审核")
    office.press("Space")
    assert isinstance(office.window.page, ScreeningPage)
    assert office.sees("待审核"), "the state in words"
    office.press("A")
    assert office.sees("已受理，正式编号 第2026001号。")
    carry_through(office)
    office.close()

    workroom = sit(workroom_home).open()
    workroom.press("Ctrl+Shift+S")
    workroom.until(lambda: workroom.sees("新消息"))
    workroom.press("Alt+3")
    for words in (
        "已办结",
        "第2026001号",
        "已告知群众",
        "区办已受理",
        "已分类",
        "A 已解决或采纳",
        "已在两个路口加装路灯。",
    ):
        assert workroom.sees(words), words
    content = first_clue(workroom_home)
    assert content.title == "建议在沙园七街加装路灯"
    desk = open_home(office_home)
    assert [c.office_state for c in list_clues(desk, ClueQuery()).items] == [OfficeState.CONCLUDED]
    desk.close()


def enrol(workroom: Seat, office_home: Path, address: str) -> None:
    desk = open_home(office_home)
    ticket = make_ticket(desk, "SY", address).text
    desk.close()
    assert workroom.at().accessibleName() == "登记凭据"
    workroom.type(ticket)
    workroom.press("Tab", "Space")
    assert workroom.sees("比对码应当也是")


def carry_through(office: Seat) -> None:
    """From accepted to closed, each step on the page 分类·转办."""
    office.press("Alt+4", "1", "Ctrl+Enter")
    assert office.sees("已分类为本区·重要紧急。")
    office.press("Ctrl+Right")
    office.tab_to("承办单位")
    office.type("区教育")
    office.tab_to("请对方在接办之日起 1 个月内答复")
    office.press("Space")
    office.press("Ctrl+Enter", "Ctrl+Right", "Ctrl+Enter")
    assert office.sees("共 "), "the letter as pages"
    office.press("Esc")
    assert office.sees("已发函 海协办函〔2026〕1号")
    office.press("Ctrl+Right", "Ctrl+Enter", "Ctrl+Right")
    assert office.sees("接办之日起 1 个月"), office.words()
    office.press("Ctrl+Enter", "Ctrl+Right")
    office.tab_to("A 已解决")
    office.press("Space")
    office.tab_to("答复内容")
    office.type("已在两个路口加装路灯。")
    office.press("Ctrl+Enter", "Ctrl+Right")
    office.tab_to("联系人员")
    office.type("陈办")
    office.press("Ctrl+Enter", "Ctrl+Right", "Ctrl+Enter")
    assert office.sees("办结：建议在沙园七街加装路灯")
