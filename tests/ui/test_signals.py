"""A log-off or Ctrl+C ends the program as a person would: drafts saved, exit code 0."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.reading import list_clues
from tests.builders import PASSPHRASE, open_home
from tests.effort import some

ROOT = Path(__file__).resolve().parents[2]

# The window types a title by itself as soon as it can, and says so; it is ended before any pause.
_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
import ui.main, ui.session

start = ui.session.Session.start

def start_and_type(session, _none=None):
    start(session, sys.argv[2])
    timer = QTimer(session, interval=20)

    def type_once():
        page = session.window.page
        if page is None or session.jobs.busy:
            return
        if page.name != "entry":
            session.window.go("entry", "new")
            return
        timer.stop()
        event = QInputMethodEvent()
        event.setCommitString("还没停笔")
        QApplication.sendEvent(session.window.focusWidget(), event)
        print("typed", flush=True)

    timer.timeout.connect(type_once)
    timer.start()

ui.session.Session.start = start_and_type
sys.exit(ui.main.run(Path(sys.argv[1])))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("kind", some([signal.SIGTERM], [signal.SIGINT]))
def test_a_signal_closes_the_window_and_saves(workroom_home: Path, kind: signal.Signals) -> None:
    line = [sys.executable, "-c", _WINDOW, str(workroom_home), PASSPHRASE]
    window = subprocess.Popen(line, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True)
    assert window.stdout
    assert window.stdout.readline() == "typed\n"
    window.send_signal(kind)
    assert window.wait(30) == 0
    window.stdout.close()
    desk = open_home(workroom_home)
    assert [item.title for item in list_clues(desk, ClueQuery()).items] == ["还没停笔"]
    desk.close()
