"""A liaison's whole day by keyboard alone, on a real screen with a real input method, and an office that answers.

The window, the office's receiving service and this test are three processes; what the window did is read from the
records, never from its widgets.
"""

import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from baixing_desktop.clock import SystemClock
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.outcomes import Outcome, Route
from baixing_desktop.domain.states import ClueState
from baixing_desktop.domain.telling import Telling
from baixing_desktop.domain.units import Face
from baixing_desktop.papers import page_png
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import editable_clue, list_clues
from baixing_desktop.usecases.scanning import signed_copy
from baixing_desktop.usecases.setup import create_home, open_desk
from sync import Service
from tests.builders import CHEAP
from tests.e2e.screen import REAL_SCREEN, THOROUGH, Screen
from tests.sync.helpers import enrol_by_hand

pytestmark = [REAL_SCREEN, THOROUGH]

PASSPHRASE = "long-enough-for-a-test-2026"
WINDOW = "沙园街道政协委员工作室"
TABS_TO_NAME = 3
"""From 来源 over 征集场合 and 实名 to 反映人姓名."""


@contextmanager
def sitting(home: Path) -> Generator[Desk]:
    desk = open_desk(home, passphrase=PASSPHRASE, clock=SystemClock())
    try:
        yield desk
    finally:
        desk.close()


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path]:
    """A workroom and its office that know each other; the office's service listens."""
    clock = SystemClock()
    for name, face, unit, person in (
        ("workroom", Face.WORKROOM, "SY", "张联络"),
        ("office", Face.OFFICE, "HZZX", "王办"),
    ):
        create_home(
            tmp_path / name, face=face, unit=unit, operator=person, passphrase=PASSPHRASE, clock=clock, cost=CHEAP
        )
    return tmp_path / "workroom", tmp_path / "office"


@pytest.fixture
def served(homes: tuple[Path, Path]) -> Iterator[tuple[Path, Path]]:
    workroom_home, office_home = homes
    service = Service(office_home, lasting=False)
    address = service.start("127.0.0.1", 0, PASSPHRASE).address
    try:
        with sitting(office_home) as office, sitting(workroom_home) as workroom:
            enrol_by_hand(office, workroom, address)
        yield homes
    finally:
        service.stop()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    folder = tmp_path / "person"
    folder.mkdir(mode=0o700)
    with Screen(folder) as made:
        yield made


def clues(home: Path) -> list[Clue]:
    with sitting(home) as desk:
        return [editable_clue(desk, item.id) for item in list_clues(desk, ClueQuery()).items]


def test_a_liaisons_whole_day(screen: Screen, served: tuple[Path, Path], tmp_path: Path) -> None:
    workroom, office = served
    window = screen.run([sys.executable, "-m", "baixing_desktop", "--home", str(workroom)])
    screen.unlock(PASSPHRASE, WINDOW)
    take_down(screen, workroom)
    paper = print_and_keep(screen, tmp_path / "form.pdf")
    sign_and_file(screen, workroom, paper, tmp_path / "scan.png")
    screen.press("ctrl+shift+s")
    screen.until(lambda: bool(clues(office)), "the office never got it")
    answer(office)
    hear_and_tell(screen, workroom)
    lock_and_unlock(screen, workroom)
    screen.press("ctrl+q")
    assert window.wait(30) == 0


def take_down(screen: Screen, home: Path) -> None:
    """The clue in the order of the paper: Chinese by pinyin, digits by hand."""
    screen.press("ctrl+n")
    screen.write_chinese("ludeng", lambda: [c.content.title for c in clues(home)] == ["路灯"])
    screen.press("Tab")
    screen.write_chinese("tianhei", lambda: [c.content.analysis for c in clues(home)] == ["天黑"])
    screen.press("Tab")
    screen.write_chinese("jiejue", lambda: [c.content.suggestions for c in clues(home)] == ["解决"])
    screen.typing_chinese(on=False)
    screen.press("Tab", "Down", *["Tab"] * TABS_TO_NAME)
    screen.write_chinese("zhangsan", lambda: [c.content.contributor.name for c in clues(home)] == ["张三"])
    screen.typing_chinese(on=False)
    screen.press("Tab")
    screen.type("13800000001")
    screen.press("Tab", "Tab", "space", "ctrl+Return")
    screen.until(lambda: [c.workroom_state for c in clues(home)] == [ClueState.REGISTERED], "never registered")


def print_and_keep(screen: Screen, paper: Path) -> Path:
    """Without a printer the form that comes up is kept as a file."""
    screen.focus("附件3")
    screen.press("ctrl+s")
    choose(screen, "存为文件", paper, paper.exists)
    screen.focus("附件3")
    screen.press("Escape")
    screen.until(lambda: not screen.titled("附件3"), "the form stays")
    screen.focus(WINDOW)
    return paper


def choose(screen: Screen, title: str, path: Path, done: Callable[[], bool]) -> None:
    """Write a path into the system's dialog, until what is done with it can be seen."""
    screen.focus(title)

    def chosen() -> bool:
        screen.typing_chinese(on=False)
        screen.press("ctrl+a")
        screen.type(str(path))
        screen.press("Return")
        return screen.comes_soon(done)

    screen.until(chosen, f"{title}: nothing came of it")


def sign_and_file(screen: Screen, home: Path, paper: Path, scan: Path) -> None:
    """The signed page comes back from the scanner as a picture and finds its clue."""
    scan.write_bytes(page_png(paper.read_bytes(), 0, 150))
    clue = clues(home)[0]
    screen.press("alt+8", "ctrl+o")

    def filed() -> bool:
        with sitting(home) as desk:
            return len(signed_copy(desk, clue.id).pieces) == 1

    choose(screen, "选择扫描件", scan, filed)
    screen.focus(WINDOW)


def answer(home: Path) -> None:
    """The office, by the same intentions as its own pages."""
    with sitting(home) as desk:
        today, clue = desk.today(), list_clues(desk, ClueQuery()).items[0]
        casework.accept_clue(desk, clue.id)
        casework.classify_clue(desk, clue.id, Route.DISTRICT_URGENT)
        line, _ = casework.draft_forwarding(desk, clue.id, "QTZB", limited=True)
        casework.issue_forwarding(desk, line.id, today)
        casework.record_received(desk, line.id, today)
        casework.record_take_over(desk, line.id, today)
        casework.record_reply(desk, line.id, Outcome.RESOLVED, "已装路灯。", today)


def hear_and_tell(screen: Screen, home: Path) -> None:
    """The answer arrives; the citizen is telephoned, and what she said is written down."""

    def told() -> list[str]:
        with sitting(home) as desk, desk.store.reading() as tx:
            return [telling.person for telling in tx.of(Telling).where()]

    def heard() -> bool:
        screen.press("ctrl+shift+s")
        return screen.comes_soon(lambda: clues(home)[0].formal_number is not None)

    screen.until(heard, "the answer never came")
    screen.press("alt+5")

    def written() -> bool:
        screen.press("ctrl+Return")
        return screen.comes_soon(lambda: told() == ["张联络"])

    screen.until(written, "nobody was told")


def lock_and_unlock(screen: Screen, home: Path) -> None:
    """Whoever leaves locks; the clue that was being written, and the place in it, are there when she comes back."""

    def locked() -> bool:
        with sitting(home) as desk, desk.store.reading() as tx:
            return any(entry.action == "lock" for entry in tx.audit.all())

    def titles() -> set[str]:
        return {clue.content.title for clue in clues(home)}

    screen.press("ctrl+n")
    screen.write_chinese("gongjiao", lambda: titles() == {"路灯", "公交"})
    screen.typing_chinese(on=False)
    screen.press("ctrl+l")
    screen.until(locked, "it never locks")
    screen.type(PASSPHRASE)
    screen.press("Return")
    screen.write_chinese("tianhei", lambda: titles() == {"路灯", "天黑"})
