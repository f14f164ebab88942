"""What could hold the window's thread: the record, which whoever writes there may keep for as long as a disk takes, is
never opened in it; and the interpreter does not look through all that was loaded for waste.
"""

import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests.builders import PASSPHRASE
from tests.ui.conftest import Sit
from tests.ui.seat import Seat

_ROOT = Path(__file__).resolve().parents[2]
_UI = str(_ROOT / "ui")
_OPENING = """
import gc, sys
from pathlib import Path
from baixing_desktop.clock import SystemClock
from ui.main import make_application
from ui.preferences import Preferences
from ui.session import Session
from ui.style import Style

app = make_application()
session = Session(Path(sys.argv[1]), Style(app), Preferences(), SystemClock())
session.start(sys.argv[2])
while session.window.page is None:
    app.processEvents()
print(gc.isenabled(), gc.get_freeze_count(), len(gc.get_objects()), sys.getswitchinterval())
session.window.close()
"""
_STARTING = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QLineEdit
from baixing_desktop.clock import SystemClock
from ui.loading import HEAVY
from ui.main import make_application
from ui.preferences import Preferences
from ui.session import Session
from ui.style import Style
from ui.widgets.fields import TextLine

painted = []

def paint(line, event):
    painted.append([name for name in HEAVY if name in sys.modules])
    QLineEdit.paintEvent(line, event)

TextLine.paintEvent = paint
app = make_application()
session = Session(Path(sys.argv[1]), Style(app), Preferences(), SystemClock())
session.start()
while not painted or HEAVY[0] not in sys.modules:
    app.processEvents()
print(painted[0])
session.window.close()
"""


@contextmanager
def looking_on() -> Generator[list[str]]:
    """Gives the places in the window's code from which the record was opened in this thread."""
    ours, found = threading.get_ident(), list[str]()

    def note(*_what: object) -> None:
        calls = [f for f in traceback.extract_stack() if f.filename.startswith(_UI)]
        if threading.get_ident() == ours and calls:
            found.append(f"{calls[-1].filename}:{calls[-1].lineno} {calls[-1].name}")

    event.listen(Engine, "engine_connect", note)
    yield found
    event.remove(Engine, "engine_connect", note)


@pytest.mark.parametrize("home", ["workroom", "office"])
def test_nothing_is_read_while_somebody_waits(home: str, district: Path, sit: Sit) -> None:
    with looking_on() as found:
        seat = sit(district / home).open()
        _everywhere(seat)
        seat.press("Ctrl+L")
        seat.type(PASSPHRASE)
        seat.press("Enter", "F4")
        _everywhere(seat)
    assert not found, "\n".join(found)


def _everywhere(seat: Seat) -> None:
    for page in seat.window.page_names():
        seat.window.go(page)
        seat.settle()
    if "entry" in seat.window.page_names():
        seat.window.go("entry", "new")
        seat.settle()


def test_nothing_of_the_interpreter_holds_the_window(workroom_home: Path) -> None:
    """A program of its own: here everything is loaded already."""
    line = [sys.executable, "-c", _OPENING, str(workroom_home), PASSPHRASE]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run(line, cwd=_ROOT, env=environment, check=True, capture_output=True, text=True).stdout.split()
    enabled, set_aside, left, give_way = told
    assert enabled == "True"
    assert int(set_aside) > 5 * int(left)
    assert float(give_way) < 0.001, "a worker lets the window go on soon"


def test_the_heavy_libraries_wait_until_the_first_card_is_painted(workroom_home: Path) -> None:
    """A program of its own, as above. A worker loads them, and would take the interpreter away from the painting."""
    line = [sys.executable, "-c", _STARTING, str(workroom_home)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run(line, cwd=_ROOT, env=environment, check=True, capture_output=True, text=True).stdout
    assert told.splitlines()[-1] == "[]"
