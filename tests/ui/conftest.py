"""One application for all window tests, off the screen; any unexpected Qt message or escaped error fails."""

import os
import shutil
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from types import TracebackType

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from baixing_desktop.domain.units import Face
from tests.builders import SetClock
from tests.homes import Homes
from tests.ui.district import make_district
from tests.ui.seat import Seat
from ui.jobs import Jobs
from ui.main import make_application
from ui.style import Style, Theme

# Said by the off-screen platform about least sizes, raising and popups; it has no window manager to tell.
_EXPECTED = ("This plugin does not support ",)


@pytest.fixture(scope="session")
def app() -> QApplication:
    """The application."""
    return make_application()


@pytest.fixture(scope="session")
def one_style(app: QApplication) -> Style:
    """The look; fonts are read once."""
    return Style(app)


@pytest.fixture
def style(one_style: Style) -> Generator[Style]:
    """The look, light and at 100 % before and after each test."""
    yield one_style
    one_style.set_theme(Theme.LIGHT)
    one_style.set_scale(100)


@pytest.fixture(autouse=True)
def no_unexpected_message(app: QApplication) -> Generator[None]:
    """Qt says nothing, and no error escapes from a slot."""
    said: list[str] = []
    escaped: list[BaseException] = []

    def hear(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if not message.startswith(_EXPECTED):
            said.append(message)

    def catch(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        escaped.append(error)

    before, hook = qInstallMessageHandler(hear), sys.excepthook
    sys.excepthook = catch
    yield
    QApplication.processEvents()
    sys.excepthook = hook
    qInstallMessageHandler(before)
    assert not said, said
    if escaped:
        raise escaped[0]


@pytest.fixture
def jobs(app: QApplication) -> Generator[Jobs]:
    """Lanes of work without a window; an error of ours fails the test."""
    broken: list[BaseException] = []
    made = Jobs(broken.append)
    yield made
    made.close()
    assert not broken


Sit = Callable[..., Seat]


@pytest.fixture
def sit(style: Style, clock: SetClock, tmp_path: Path) -> Generator[Sit]:
    """Sit down at a window on a home; all windows are closed at the end, while ``tmp_path`` with the homes is there."""
    assert tmp_path.is_dir()
    seats: list[Seat] = []

    def take(home: Path, **more: object) -> Seat:
        seats.append(Seat(home, style, clock, **more))  # pyright: ignore[reportArgumentType] - passed through
        return seats[-1]

    yield take
    for seat in seats:
        seat.close()


@pytest.fixture
def workroom_home(homes: Homes, tmp_path: Path) -> Path:
    """A new workroom of 沙园街道, closed."""
    return homes.new(Face.WORKROOM, "SY", tmp_path / "workroom")


@pytest.fixture
def office_home(homes: Homes, tmp_path: Path) -> Path:
    """A new office, closed."""
    return homes.new(Face.OFFICE, "HZZX", tmp_path / "office")


@pytest.fixture(scope="session")
def district_homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office and a workroom with work in every queue; never opened, only copied."""
    folder = tmp_path_factory.mktemp("district")
    make_district(folder)
    return folder


@pytest.fixture
def district(district_homes: Path, tmp_path: Path, clock: SetClock) -> Path:
    """A folder with copies of ``office`` and ``workroom``; the clock stands where their work ended."""
    clock.forward(days=3, hours=5)
    shutil.copytree(district_homes, tmp_path / "district")
    return tmp_path / "district"
