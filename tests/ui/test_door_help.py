"""Before anybody sits here: F1 at the first start and at the lock, practice, and the tour after a true first start."""

import os
import signal
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from baixing_desktop.usecases.threshold import home_exists
from tests.builders import PASSPHRASE
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below, wait_until
from ui.help.door import DoorHelp
from ui.help.panel import HelpPanel
from ui.help.practice import OPENING
from ui.help.tour import Tour


def shown(seat: Seat) -> list[str]:
    return [w.shown for w in below(seat.window) if isinstance(w, HelpPanel)]


def practices(mark: str) -> list[int]:
    """The practice programs that were started with ``mark`` in their environment."""
    found: list[int] = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
            marked = mark.encode() in (entry / "environ").read_bytes()
        except OSError:
            continue
        if marked and b"--demo" in words:
            found.append(int(entry.name))
    return found


@pytest.fixture
def mark(monkeypatch: pytest.MonkeyPatch) -> str:
    name = uuid4().hex
    monkeypatch.setenv("BAIXING_PRACTICE_OF_TEST", name)
    return name


def ends_the_practice(mark: str) -> None:
    assert wait_until(lambda: bool(practices(mark))), "no practice was started"
    (number,) = practices(mark)
    os.kill(number, signal.SIGTERM)
    assert wait_until(lambda: not practices(mark)), "the practice does not end"


def test_first_start_with_help_practice_and_then_the_tour(sit: Sit, tmp_path: Path, mark: str) -> None:
    home = tmp_path / "new"
    seat: Seat = sit(home).open(None)
    seat.press("F1")
    assert shown(seat) == ["liaison:start"]
    seat.press("F1")
    assert shown(seat) == []
    seat.tab_to("先练习一下")
    seat.press("Enter")
    assert seat.sees(OPENING)
    ends_the_practice(mark)
    assert not home_exists(home)
    seat.tab_to("街道政协委员工作室")
    seat.press("Enter", "Right", "Space")
    seat.tab_to("经办人姓名")
    seat.type("李敏")
    seat.press("Enter")
    seat.type(PASSPHRASE)
    seat.press("Tab")
    seat.type(PASSPHRASE)
    seat.press("Enter")
    seat.until(lambda: home_exists(home) and seat.window.page is not None, "the home was not set up")
    seat.settle()
    # Nobody asked for it: it is there because this is the first time.
    assert [w for w in below(seat.window) if isinstance(w, Tour)]
    assert seat.sees("入门介绍 1/")
    seat.press("F2")
    assert seat.sees("入门介绍 2/")


def test_help_at_the_unlock_page_keeps_what_was_typed_and_goes_with_it(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home).open(None)
    seat.type(PASSPHRASE)
    seat.press("F1")
    assert shown(seat) == ["liaison:passphrase"]
    seat.press("F1")
    assert shown(seat) == []
    seat.tab_to("口令")
    seat.press("Enter")
    assert seat.window.page is not None
    assert not [w for w in below(seat.window) if isinstance(w, DoorHelp)]
    # The page's own help is what F1 opens now, and the locked window's again afterwards.
    seat.press("F1")
    assert shown(seat) == ["liaison:today"]
    seat.press("Ctrl+L", "F1")
    assert shown(seat) == ["liaison:passphrase"]


def test_practice_from_the_menu_is_a_program_of_its_own(sit: Sit, workroom_home: Path, mark: str) -> None:
    seat: Seat = sit(workroom_home).open()
    next(command for command, _ in seat.window.commands() if command.name == "练习").run()
    assert seat.sees(OPENING)
    ends_the_practice(mark)


def test_whoever_points_at_the_unit_goes_on_with_the_name(sit: Sit, tmp_path: Path) -> None:
    seat: Seat = sit(tmp_path / "new").open(None)
    seat.press("Space")
    (unit,) = (one for one in below(seat.window) if one.accessibleName() == "沙园街道")
    QTest.mouseClick(unit, Qt.MouseButton.LeftButton)
    assert seat.at().accessibleName() == "经办人姓名"
    seat.type("李敏")
    seat.press("Enter")
    assert seat.sees("数据怎样保护？")
