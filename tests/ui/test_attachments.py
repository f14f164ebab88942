"""Attached files on the page: their pictures, their order, turning and taking out, all by keyboard."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import cast

from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from baixing_desktop.domain.clue import Attachment
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.reading import editable_clue, list_clues
from tests.builders import SetClock, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below, set_urls
from ui.pages.entry.scans import ScanOffers
from ui.preferences import Preferences
from ui.widgets.file_tile import FileTile


def attachments(home: Path) -> tuple[Attachment, ...]:
    desk = open_home(home)
    try:
        return editable_clue(desk, list_clues(desk, ClueQuery()).items[0].id).content.attachments
    finally:
        desk.close()


def bring(seat: Seat, folder: Path, *names: str) -> None:
    for number, name in enumerate(names):
        file = BytesIO()
        Image.new("RGB", (40 + 20 * number, 40), (90 * number, 80, 120)).save(file, "PNG")
        (folder / name).write_bytes(file.getvalue())
    data = QMimeData()
    set_urls(data, [QUrl.fromLocalFile(str(folder / name)) for name in names])
    QGuiApplication.clipboard().setMimeData(data)
    seat.press("Ctrl+Shift+V")


def tiles(seat: Seat) -> list[FileTile]:
    return [widget for widget in below(seat.window) if isinstance(widget, FileTile)]


def test_order_turn_and_removal(sit: Sit, workroom_home: Path, tmp_path: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    bring(seat, tmp_path, "甲.png", "乙.png", "丙.png")
    assert len(tiles(seat)) == 3
    seat.tab_to("附件 丙.png")
    seat.press("Ctrl+Left", "Ctrl+Left")
    seat.press("Ctrl+S")
    assert [a.name for a in attachments(workroom_home)] == ["丙.png", "甲.png", "乙.png"]
    before = attachments(workroom_home)[0].sha256
    assert seat.at().accessibleName().startswith("附件 丙.png"), "the moved one keeps the focus"
    seat.press("R", "Ctrl+S")
    assert attachments(workroom_home)[0].name == "丙.png"
    assert attachments(workroom_home)[0].sha256 != before
    seat.tab_to("附件 甲.png")
    seat.press("Delete", "Ctrl+S")
    assert [a.name for a in attachments(workroom_home)] == ["丙.png", "乙.png"]


def test_what_the_scanner_just_made_is_offered(sit: Sit, workroom_home: Path, tmp_path: Path) -> None:
    folder, moment = tmp_path / "扫描", SetClock().now()
    folder.mkdir()
    for name, age in (("刚扫描的.png", 1), ("昨天的.png", 60 * 24)):
        (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n" + name.encode())
        seconds = (moment - timedelta(minutes=age)).timestamp()
        os.utime(folder / name, (seconds, seconds))
    preferences = Preferences()
    seat: Seat = sit(workroom_home, preferences=preferences).open()
    seat.press("Ctrl+N")
    found = cast("list[ScanOffers]", seat.window.findChildren(ScanOffers))  # pyright: ignore[reportUnknownMemberType] - open type
    offers = next(one for one in found if (box := one.parentWidget()) and box.isVisible())
    offers.look()
    assert not offers.isVisible(), "no folder is set"
    preferences.scans = str(folder)
    for _ in range(2):  # a file that may still be growing is not offered
        assert not offers.isVisible()
        offers.look()
        seat.settle()
    seat.tab_to("添加扫描件 刚扫描的.png")
    assert not seat.sees("昨天的.png")
    seat.press("Space", "Ctrl+S")
    assert [a.name for a in attachments(workroom_home)] == ["刚扫描的.png"]
    assert not offers.isVisible()


def test_a_tenth_file_is_not_left_out_without_a_word(sit: Sit, workroom_home: Path, tmp_path: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.press("Ctrl+N")
    bring(seat, tmp_path, *(f"{number}.png" for number in range(9)))
    assert len(tiles(seat)) == 9
    bring(seat, tmp_path, *(f"{number}.png" for number in range(10)))
    assert len(tiles(seat)) == 9
    assert seat.sees("一条线索最多 9 个附件。")
