"""今日 by keyboard: each line leads to its work, and a backup is one press away."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from baixing_desktop.domain.backups import BackupRun
from baixing_desktop.domain.gathering import Topic
from baixing_desktop.domain.states import TopicState
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.scanning import awaiting_signature
from tests.builders import SetClock, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat


def test_papers_to_be_signed_are_one_press_away(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    assert seat.session.desk is not None
    waiting = len(awaiting_signature(seat.session.desk))
    seat.tab_to(f"待签字归档，{waiting} 件")
    seat.press("Space")
    assert seat.sees(f"共 {waiting} 份")


def test_a_backup_is_made_once_and_told(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    assert seat.sees("还没有备份过。")
    seat.tab_to("现在备份")
    for _ in range(2):
        QTest.keyClick(seat.at(), Qt.Key.Key_Space)
    seat.settle()
    seat.settle()
    assert seat.sees("最近一次备份：今天")
    assert seat.session.desk is not None
    with seat.session.desk.store.reading() as tx:
        assert len(tx.of(BackupRun).where()) == 1


def test_the_office_sees_its_backup_on_its_first_page_too(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "office").open()
    assert seat.sees("还没有备份过。")
    seat.tab_to("现在备份")
    seat.press("Space")
    assert seat.sees("已备份，并试恢复成功。")
    assert seat.sees("最近一次备份：今天")


def test_a_backup_that_fails_is_told_and_the_page_says_the_truth(sit: Sit, district: Path) -> None:
    (district / "workroom" / "backups").write_text("in the way", encoding="utf-8")
    seat: Seat = sit(district / "workroom").open()
    seat.tab_to("现在备份")
    seat.press("Space")
    assert seat.sees("还没有备份过。")
    seat.tab_to("现在备份")


def test_what_is_called_for_stands_there(sit: Sit, district: Path, clock: SetClock) -> None:
    desk = open_home(district / "workroom", clock)
    day = desk.today()
    with desk.store.writing() as tx:
        tx.of(Topic).add(Topic(new_id(), day.year, "道路照明", TopicState.PUBLISHED, "HZZX", day, opens_on=day))
    desk.close()
    seat: Seat = sit(district / "workroom").open()
    assert seat.sees("正在征集的选题")
    assert seat.sees("道路照明")
    seat.tab_to("看选题")
    seat.press("Space")
    assert seat.window.page is not None
    assert seat.window.page.name == "topics"
