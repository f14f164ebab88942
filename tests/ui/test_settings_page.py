"""设置 by keyboard: what is set holds at once; backups are made, tried and put back."""

import re
from contextlib import closing
from gzip import compress
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton

from baixing_desktop.domain.backups import BackupRun
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.rules.allowance import Allowance
from baixing_desktop.domain.rules.rates import Rates
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import VaultError
from baixing_desktop.usecases.allowances import allowance, rates
from baixing_desktop.usecases.backups import FOLDER, back_up, backup_runs
from baixing_desktop.usecases.brand import brand
from baixing_desktop.usecases.drafting import attach_file, register_clue
from baixing_desktop.usecases.membership import office_contact
from baixing_desktop.usecases.reading import list_clues
from baixing_desktop.usecases.seats import join_seat
from baixing_desktop.usecases.setup import open_desk
from baixing_desktop.usecases.sitting import idle_minutes
from tests.builders import CHEAP, PASSPHRASE, SetClock, clue_content, new_home, open_home, refused
from tests.postgres import Cluster
from tests.sync.helpers import exchange_by_hand
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.pages.clues.presenter import CluesPresenter
from ui.pages.settings.backups import RestoreDialog
from ui.pages.settings.brand import BrandCard, drawn
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.seats import RevokeDialog, SeatsCard
from ui.pages.signing.page import SigningPage
from ui.preferences import load
from ui.style import Theme

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">{}</svg>'
NEXT = "换过以后的另一句口令 2026"


def at_settings(sit: Sit, home: Path) -> tuple[Seat, SettingsPage]:
    seat: Seat = sit(home).open()
    seat.window.go("settings")
    seat.settle()
    page = seat.window.page
    assert isinstance(page, SettingsPage)
    return seat, page


def press(seat: Seat, words: str) -> None:
    """Press the button with these words, by keyboard."""
    root = QApplication.activeModalWidget() or seat.window
    made = next(w for w in below(root) if isinstance(w, QPushButton) and w.accessibleName() == words)
    made.setFocus()
    seat.press("Space")


def test_looks_hold_at_once_and_stay(sit: Sit, workroom_home: Path) -> None:
    seat, page = at_settings(sit, workroom_home)
    assert not seat.sees("席位"), "a workroom has one"
    assert seat.sees("还没有登记到区办公室，请在“报送”页登记。")
    assert not seat.sees("改用这种方式")
    seat.tab_to("字号")
    seat.press("Down")
    assert page.context.style.scale == 110
    seat.tab_to("颜色")
    seat.press("Down")
    assert page.context.style.theme is Theme.DARK
    seat.press("Ctrl+0")
    seat.window.close()
    kept = load(workroom_home)
    assert (kept.scale, kept.theme) == (100, "dark")


def line(seat: Seat) -> str | None:
    assert seat.session.desk is not None
    contact = office_contact(seat.session.desk)
    return contact.address if contact else None


def test_how_many_attachments_the_office_takes_and_what_the_workroom_reads(
    sit: Sit, district: Path, clock: SetClock
) -> None:
    office, _ = at_settings(sit, district / "office")
    office_desk = office.session.desk
    assert office_desk is not None
    office.tab_to("一条线索最多")
    office.press("Up")
    assert allowance(office_desk) == Allowance(files=8)
    assert office.sees("附件限额改好了，从下一个附件起照此收。")
    office.tab_to("每个附件")
    office.press("Up", "Up", "Up", "Up")
    assert allowance(office_desk) == Allowance(files=8, file_size=1_000_000)
    office.tab_to("一台工作站一共")
    office.press("Up")
    assert allowance(office_desk).station_size == 20_000_000_000
    office.press("Ctrl+Z")
    assert allowance(office_desk) == Allowance(files=8, file_size=1_000_000)

    office.tab_to("一台工作站每秒再加")
    office.press("Down")
    assert rates(office_desk) == Rates(device_per_second=20)
    assert office.sees("请求限额改好了，接收服务二十秒以内照办。")
    office.tab_to("一个地址每秒再加")
    office.press("Up", "Up", "Up")
    assert rates(office_desk) == Rates(device_per_second=20, address_per_second=20)
    assert office.sees("一个地址的限额不能小于一台工作站的限额")

    with closing(open_home(district / "workroom", clock)) as room:
        large = attach_file(room, "照片.png", b"\x89PNG\r\n\x1a\n" + bytes(1_200_000))
        clue, _ = register_clue(room, clue_content(77, attachments=(large,)))
        exchange_by_hand(office_desk, room)
        told = "区办公室已有附件 0/1。照片.png 没有收：每个附件最多 1 兆字节，请压缩后另登记一条线索补送。"
        assert CluesPresenter(room).view(clue.id).files == told
        assert CluesPresenter(office_desk).view(clue.id).files == "区办公室已有附件 0/1。"


def test_the_line_to_the_office_is_changed_and_put_back(sit: Sit, district: Path) -> None:
    seat, _ = at_settings(sit, district / "workroom")
    assert line(seat) == "https://127.0.0.1:8443"
    seat.tab_to("区办公室的地址")
    seat.press("Ctrl+A")
    seat.type("区办公室 8443")
    press(seat, "改用这种方式")
    assert seat.sees("应当像 192.168.1.10:8443")
    seat.press("Ctrl+A", "Delete")
    press(seat, "改用这种方式")
    assert seat.sees("请写区办公室的地址")
    seat.type("127.0.0.1:9")
    press(seat, "改用这种方式")
    assert seat.sees("改为用网络报送到 127.0.0.1:9。现在还连不上，请核对地址和网络。")
    assert line(seat) == "https://127.0.0.1:9"
    seat.press("Ctrl+Z")
    assert line(seat) == "https://127.0.0.1:8443"
    seat.tab_to("怎样报送")
    seat.press("Down", "Down")
    assert not seat.sees("地址换了才需要改")
    press(seat, "改用这种方式")
    assert line(seat) == ""
    assert seat.sees("现在用优盘报送，没有网络地址。")
    seat.window.go("submission")
    seat.settle()
    assert not seat.sees("通过网络报送到区政协办公室")
    seat.press("Ctrl+Z")
    assert line(seat) == "https://127.0.0.1:8443"
    assert seat.sees("通过网络报送到区政协办公室")


def test_the_own_passphrase_is_changed_and_a_wrong_one_said_at_its_field(
    sit: Sit, workroom_home: Path, clock: SetClock
) -> None:
    seat, _ = at_settings(sit, workroom_home)
    seat.tab_to("现在的口令")
    seat.type("不是这一句")
    seat.press("Tab")
    seat.type(NEXT)
    seat.press("Tab")
    seat.type("打错了")
    press(seat, "更换口令")
    assert seat.sees("两遍不一样。")
    seat.tab_to("再输一遍新口令")
    seat.at().setProperty("text", "")
    seat.type(NEXT)
    press(seat, "更换口令")
    assert seat.at().accessibleName() == "现在的口令"
    seat.at().setProperty("text", "")
    seat.type(PASSPHRASE)
    press(seat, "更换口令")
    assert seat.sees("口令已更换")
    seat.window.close()
    open_desk(workroom_home, passphrase=NEXT, clock=clock).close()
    refused = ""
    try:
        open_desk(workroom_home, passphrase=PASSPHRASE, clock=clock)
    except VaultError as error:
        refused = error.code
    assert refused == "VAULT_WRONG_PASSPHRASE"


def test_the_first_person_sets_the_lock_and_nobody_else_may(sit: Sit, workroom_home: Path, clock: SetClock) -> None:
    seat, page = at_settings(sit, workroom_home)
    desk = seat.session.desk
    assert desk is not None
    assert idle_minutes(desk) == 10
    seat.tab_to("自动锁定")
    seat.press("Up")
    assert idle_minutes(desk) == 9
    assert page.context.preferences.printer == ""


def test_a_backup_is_made_listed_and_tried_again(sit: Sit, workroom_home: Path) -> None:
    seat, _ = at_settings(sit, workroom_home)
    assert seat.sees("还没有备份过。")
    seat.press("Ctrl+b")
    seat.settle()
    assert seat.sees("已备份到本机，并试恢复成功。")
    desk = seat.session.desk
    assert desk is not None
    (made,) = backup_runs(desk)
    assert made.path is not None
    press(seat, "再试恢复")
    assert seat.sees("试恢复成功，这份备份可以用。")
    made.path.unlink()
    seat.window.go("today")
    seat.window.go("settings")
    with desk.store.reading() as tx:
        assert len(tx.of(BackupRun).where()) == 1
    (gone,) = backup_runs(desk)
    assert gone.path is None


def test_a_backup_is_put_back_and_nothing_is_lost(sit: Sit, workroom_home: Path, clock: SetClock) -> None:
    desk = open_home(workroom_home, clock)
    first, _ = register_clue(desk, clue_content(1))
    back_up(desk)
    clock.forward(minutes=5)
    second, _ = register_clue(desk, clue_content(2))
    desk.close()
    seat, _ = at_settings(sit, workroom_home)
    press(seat, "恢复这份")
    assert isinstance(QApplication.activeModalWidget(), RestoreDialog)
    seat.press("Esc")
    press(seat, "恢复这份")
    press(seat, "恢复这份备份")
    seat.until(lambda: seat.session.desk is not None and seat.window.page is not None, "it never opened again")
    seat.settle()
    opened = seat.session.desk
    assert opened is not None
    assert [item.id for item in list_clues(opened, ClueQuery()).items] == [first.id]
    assert seat.sees("已恢复备份。原来的数据在 ")
    (aside,) = workroom_home.parent.glob(f"{workroom_home.name}-恢复前-*")
    kept = open_home(aside, clock)
    assert {item.id for item in list_clues(kept, ClueQuery()).items} == {first.id, second.id}
    kept.close()


def test_a_damaged_backup_leaves_everything_as_it_was(sit: Sit, workroom_home: Path, clock: SetClock) -> None:
    desk = open_home(workroom_home, clock)
    first, _ = register_clue(desk, clue_content(1))
    desk.close()
    broken = workroom_home / FOLDER / "坏的.bxb"
    broken.parent.mkdir(exist_ok=True)
    broken.write_bytes(b"no backup")
    seat, page = at_settings(sit, workroom_home)
    page.context.put_back(broken)
    seat.until(lambda: seat.session.desk is not None and seat.window.page is not None, "it never opened again")
    seat.settle()
    opened = seat.session.desk
    assert opened is not None
    assert [item.id for item in list_clues(opened, ClueQuery()).items] == [first.id]
    assert list(workroom_home.parent.glob(f"{workroom_home.name}-恢复前-*")) == []


def test_the_folder_of_the_scanner_is_watched_until_that_is_stopped(
    sit: Sit, workroom_home: Path, tmp_path: Path
) -> None:
    (tmp_path / "扫描").mkdir()
    seat, page = at_settings(sit, workroom_home)
    page.set_scan_folder(str(tmp_path / "扫描"))
    seat.window.go("signing")
    seat.settle()
    signing = seat.window.page
    assert isinstance(signing, SigningPage)
    assert seat.sees("正在监看“扫描”")
    press(seat, "停止监看")
    seat.window.go("settings")
    seat.window.go("signing")
    seat.settle()
    assert not seat.sees("正在监看")


def test_a_seat_is_made_joined_and_taken_back(
    sit: Sit, office_home: Path, tmp_path: Path, clock: SetClock, postgres: Cluster
) -> None:
    alone = sit(office_home).open()
    alone.window.go("settings")
    alone.settle()
    assert alone.sees("记录在这台电脑的文件里")
    alone.close()
    new_home(tmp_path / "first", Face.OFFICE, "HZZX", clock, database=postgres.new_database()).close()
    seat, page = at_settings(sit, tmp_path / "first")
    assert seat.sees("还没有其他席位。")
    press(seat, "生成席位文件")
    assert seat.sees("请写席位名称。")
    seat.type("二号机")
    seat.tab_to("使用人")
    seat.press("Down")
    (card,) = [each for each in below(page) if isinstance(each, SeatsCard)]
    card.make("二号机", "测试员", tmp_path / "没有这个文件夹" / "席位.json")
    seat.settle()
    assert seat.sees("15:21 收回"), "it could not be kept"
    card.make("二号机", "测试员", tmp_path / "席位.json")
    seat.settle()
    assert seat.sees("等那台电脑加入")
    (code,) = re.findall(r"^(?:[0-9A-Z]{5}-)+[0-9A-Z]{1,5}$", seat.words(), re.MULTILINE)
    join_seat(tmp_path / "second", tmp_path / "席位.json", code, NEXT, clock=clock, cost=CHEAP)
    seat.window.go("people")
    seat.window.go("settings")
    assert not seat.sees(code), "the code does not stay on the screen"
    page.refresh()
    seat.settle()
    assert seat.sees("启用")
    press(seat, "收回“二号机”")
    assert isinstance(QApplication.activeModalWidget(), RevokeDialog)
    press(seat, "收回这个席位")
    seat.settle()
    assert seat.sees("席位“二号机”已收回。请更换数据库密码")
    assert refused(lambda: open_home(tmp_path / "second", clock, NEXT)) == "SEAT_REVOKED"


def test_a_mark_is_chosen_looked_at_taken_off_and_fetched_back(sit: Sit, office_home: Path, tmp_path: Path) -> None:
    seat, page = at_settings(sit, office_home)
    desk = seat.session.desk
    assert desk is not None
    card = page.findChild(BrandCard)
    assert card is not None
    lines = tmp_path / "标志.svg"
    lines.write_text(SVG.format('<rect width="90" height="30"/>'))
    whole = lines.read_bytes()
    card.choose(str(lines))
    seat.settle()
    assert brand(desk).startswith(b"\x89PNG")
    assert seat.sees("换一张图片")
    press(seat, "取下标志")
    assert brand(desk) == b""
    seat.press("Ctrl+Z")
    assert brand(desk)
    for strange in ('<image href="/etc/passwd"/>', '<use href="other.svg#a"/>', '<rect style="fill:url(a.svg)"/>'):
        lines.write_text(SVG.format(strange))
        assert refused(lambda: drawn("标志.svg", lines.read_bytes())) == "FILE_UNREADABLE"
    # Nor in another code or packed, which Qt reads as well.
    for hidden in (
        *(lines.read_text().encode(code) for code in ("utf-16", "utf-16-le", "utf-32")),
        compress(lines.read_bytes()),
    ):
        assert refused(lambda it=hidden: drawn("标志.svg", it)) == "FILE_UNREADABLE"
    told = b'<?xml version="1.0" encoding="UTF-7"?>' + lines.read_bytes()
    assert refused(lambda: drawn("标志.svg", told)) == "FILE_UNREADABLE"
    assert drawn("标志.svg", b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>' + whole)
