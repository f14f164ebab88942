"""Workroom and office in two windows that see nothing of each other but a folder."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton

from baixing_desktop.usecases.membership import shared_folders
from baixing_desktop.usecases.reading import workroom_today
from sync import Automatic
from tests.sync.helpers import clues_in
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.pages.inbox.presenter import InboxPresenter
from ui.pages.settings.receiving import ReceivingCard
from ui.pages.submission.presenter import report_sentence
from ui.receiving import Receiving
from ui.sending import FOLDER_AWAY, Sending
from ui.shell.page import Page


def at(seat: Seat, name: str) -> Page:
    """Go to a page."""
    seat.window.go(name)
    seat.window.activateWindow()
    seat.settle()
    page = seat.window.page
    assert isinstance(page, Page)
    return page


def press(seat: Seat, words: str) -> None:
    made = next(w for w in below(seat.window) if isinstance(w, QPushButton) and w.accessibleName() == words)
    made.setFocus()
    seat.press("Space")


def sending_of(seat: Seat, page: Page) -> Sending:
    """What the window has, only without the quarter of a minute in which people sit down; each look is an hour on."""
    assert seat.session.desk is not None
    hours = iter(range(0, 10**9, 3600))
    automatic = Automatic(seat.session.desk, lambda: float(next(hours)))
    return Sending(page.context, report_sentence, soon_ms=1, every_ms=10, automatic=automatic)


def test_a_clue_goes_up_and_its_receipt_comes_back_also_when_the_folder_was_away(
    sit: Sit, district: Path, tmp_path: Path
) -> None:
    shared, away = tmp_path / "共享", tmp_path / "别处"
    other = tmp_path / "另一个街道"
    shared.mkdir()
    other.mkdir()
    office: Seat = sit(district / "office").open()
    page = at(office, "settings")
    card = next(w for w in below(page) if isinstance(w, ReceivingCard))
    card.receive_from(str(tmp_path / "没有这个"))
    office.settle()
    assert office.sees("没有这个文件夹")
    card.receive_from(str(shared))
    office.settle()
    assert office.sees(f"从现在起接收 {shared} 里的批次。")
    office_desk = office.session.desk
    assert office_desk is not None
    office.press("Ctrl+Z")
    assert shared_folders(office_desk) == ()
    for folder in (str(shared), str(other)):
        card.receive_from(folder)
        office.settle()
    press(office, f"不再接收 {other}")
    assert shared_folders(office_desk) == (str(shared),)
    office.press("Ctrl+Z")
    assert shared_folders(office_desk) == (str(shared), str(other))
    inbox = at(office, "inbox")
    assert office.sees("现在看一次")

    workroom: Seat = sit(district / "workroom").open()
    page = at(workroom, "settings")
    workroom.tab_to("怎样报送")
    workroom.press("Down")
    press(workroom, "改用这种方式")
    assert workroom.sees("请选一个文件夹。")
    workroom.type(str(shared))
    press(workroom, "改用这种方式")
    assert workroom.sees("改为用共享文件夹报送。")
    at(workroom, "submission")
    assert workroom.sees("通过共享文件夹 共享 报送到区政协办公室")
    desk = workroom.session.desk
    assert desk is not None
    assert workroom_today(desk).only_here.count == 1

    # The folder is away when both look for the first time: told in plain words, and nothing is lost.
    shared.rename(away)
    sending = sending_of(workroom, page)
    receiving = Receiving(inbox.context, InboxPresenter(office_desk).folder_sentence, soon_ms=1, every_ms=10)
    workroom.until(lambda: sending.trouble == FOLDER_AWAY, "nobody said that the folder is away")
    office.until(lambda: receiving.away, "nobody said that the folder is away")
    assert "共享文件夹“共享”现在用不了：找不到它。" in receiving.standing
    assert "共享文件夹“共享”现在用不了：找不到它。" in office.words()
    before = len(clues_in(office_desk))

    away.rename(shared)
    workroom.until(lambda: workroom_today(desk).only_here.count == 0, "its receipt never came")
    assert len(clues_in(office_desk)) == before + 1
    workroom.until(lambda: not sending.trouble)
    workroom.settle()
    assert workroom.sees("区办公室确认收到 1 条")
    QApplication.processEvents()
    office.settle()
    assert "共享文件夹：沙园街道工作室，收下 1 条。回执已放回去。" in office.words()
    sending.end()
    receiving.end()
