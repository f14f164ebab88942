"""The window on a real screen, with real key events and a real Chinese input method."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from baixing_desktop.clock import SystemClock
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.reading import editable_clue, list_clues
from baixing_desktop.usecases.setup import create_home, open_desk
from tests.builders import CHEAP
from tests.e2e.screen import REAL_SCREEN, THOROUGH, Screen

pytestmark = REAL_SCREEN

_FORCED_BRIDGE = """
import sys
from ui.typing import detect
detect.PORTAL = "nobody.answers.to.this"  # as on a desktop that has fcitx 4 only
from baixing_desktop.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
_PASSPHRASE = "long-enough-for-a-test-2026"


WAYS = pytest.mark.parametrize("start", [("-m", "baixing_desktop"), ("-c", _FORCED_BRIDGE)], ids=["portal", "bridge"])


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    folder = tmp_path / "person"
    folder.mkdir(mode=0o700)
    with Screen(folder) as made:
        yield made


@pytest.fixture
def home(tmp_path: Path) -> Path:
    create_home(
        tmp_path / "workroom", face=Face.WORKROOM, unit="SY", operator="张联络", passphrase=_PASSPHRASE,
        clock=SystemClock(), cost=CHEAP,
    )  # fmt: skip
    return tmp_path / "workroom"


def clues(home: Path) -> list[Clue]:
    desk = open_desk(home, passphrase=_PASSPHRASE, clock=SystemClock())
    try:
        return [editable_clue(desk, item.id) for item in list_clues(desk, ClueQuery()).items]
    finally:
        desk.close()


def open_window(screen: Screen, home: Path, *start: str) -> None:
    screen.run([sys.executable, *(start or ("-m", "baixing_desktop")), "--home", str(home)])
    screen.unlock(_PASSPHRASE, "沙园街道政协委员工作室")


@THOROUGH
@WAYS
def test_fast_typing_keeps_its_order(screen: Screen, home: Path, start: tuple[str, str]) -> None:
    open_window(screen, home, *start)
    screen.press("ctrl+n")
    screen.typing_chinese(on=False)
    for number in range(6):
        wanted = f"{number}/The_quick_brown-fox_jumps:over_the_lazy_Dog"

        def arrived(wanted: str = wanted) -> bool:
            return [c.content.title for c in clues(home)] == [wanted]

        screen.press("ctrl+a")
        screen.type(wanted, pause_ms=4)
        screen.until(arrived, f"{wanted} came in another order")


@WAYS
def test_chinese_by_pinyin(screen: Screen, home: Path, start: tuple[str, str]) -> None:
    open_window(screen, home, *start)
    screen.press("ctrl+n")
    screen.write_chinese("ludeng", lambda: [c.content.title for c in clues(home)] == ["路灯"])
    screen.press("Tab")
    screen.write_chinese("tianhei", lambda: [c.content.analysis for c in clues(home)] == ["天黑"])
    assert [c.content.title for c in clues(home)] == ["路灯"]
