"""R19: the window is killed while somebody types; what is lost was typed within the last second.

A child opens the real window, goes to 登记 and types without ever pausing; through a pipe it tells when the field had
taken each character. It is killed at a random instant, and another child looks what the record holds.
"""

import os
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.reading import editable_clue, list_clues
from tests.builders import PASSPHRASE, new_home, open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.parties import end, spawn

MOST_LOST = 1.0
"""So many seconds of typing may be lost (safety R19)."""
LONGEST = 4.0
"""Seconds of typing before a kill, at most."""
STROKE_MS = 40
"""Between two characters: several times as fast as a good typist."""


def prove(trial: Trial) -> Outcome:
    """Kill after kill in the same record, each in a draft of its own."""
    outcome, home, dice = Outcome(), trial.place("home") / "workroom", trial.random("moments")
    in_child(lambda: new_home(home, Face.WORKROOM, "SY").close()).result()
    worst = 0.0
    for number in range(trial.size(5, 200)):
        typed, killed = _killed_while_typing(home, number, dice.uniform(0.1, LONGEST))
        outcome.expect(bool(typed), number, "nobody could type")
        kept = in_child(partial(_kept, home, _mark(number))).result()
        # The last character may have been saved before it was told.
        wanted = _mark(number) + "".join(_character(place) for place in range(len(typed) + 1))
        outcome.expect(wanted.startswith(kept), number, f"kept {kept[-20:]!r}")
        lost = typed[max(len(kept) - len(_mark(number)), 0) :]
        seconds = killed - lost[0] if lost else 0.0
        worst = max(worst, seconds)
        outcome.expect(seconds <= MOST_LOST, number, f"lost {len(lost)} characters of {seconds:.2f} seconds")
        outcome.count("杀死")
        outcome.count("打了字", len(typed))
        outcome.count("丢了字", len(lost))
    outcome.figures["最多丢了几秒里打的字"] = round(worst, 2)
    return outcome


def _killed_while_typing(home: Path, number: int, patience: float) -> tuple[list[float], float]:
    """When each character was taken, and when the window was killed, ``patience`` seconds after the first."""
    reader, writer = os.pipe()
    child = spawn(partial(_type_on, home, number, writer))
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        lines = [told.readline()]
        # The moment of the kill is the chance that this proof is about; nothing waits for anything to be done.
        time.sleep(patience)
        end(child)
        killed = time.monotonic()
        lines += told.readlines()
    return [float(line) for line in lines if line], killed


def _mark(number: int) -> str:
    return f"第{number}次："


def _character(place: int) -> str:
    return chr(0x4E00 + place)


def _kept(home: Path, mark: str) -> str:
    """The text that begins with ``mark``, as the record holds it; empty when there is none."""
    with closing(open_home(home)) as desk:
        texts = [editable_clue(desk, line.id).content.analysis for line in list_clues(desk, ClueQuery()).items]
    return next((text for text in texts if text.startswith(mark)), "")


def _type_on(home: Path, number: int, told: int) -> None:
    """In the child: the window, its field, and a character every moment until the end."""
    # Qt is loaded in the child only: what is forked must not have started it.
    from PySide6.QtCore import QTimer  # noqa: PLC0415

    from baixing_desktop.clock import SystemClock  # noqa: PLC0415
    from ui.main import make_application  # noqa: PLC0415
    from ui.pictures import settle  # noqa: PLC0415
    from ui.preferences import Preferences  # noqa: PLC0415
    from ui.session import Session  # noqa: PLC0415
    from ui.style import Style  # noqa: PLC0415

    app = make_application()
    session = Session(home, Style(app), Preferences(), SystemClock())
    session.start(PASSPHRASE)
    settle(session)
    session.window.go("entry", "new")
    settle(session)
    stroke = _stroke(session.window, number, told)
    timer = QTimer(interval=STROKE_MS)
    timer.timeout.connect(stroke)
    timer.start()
    app.exec()


def _stroke(window: object, number: int, told: int) -> Callable[[], None]:
    from PySide6.QtGui import QInputMethodEvent  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415

    from tests.ui.seat import below  # noqa: PLC0415

    assert isinstance(window, QWidget)
    field = next(one for one in below(window) if one.accessibleName() == "情况分析")
    field.setFocus()
    place = 0

    def type_words(words: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(field, event)

    def stroke() -> None:
        nonlocal place
        type_words(_character(place) if place else _mark(number) + _character(0))
        os.write(told, f"{time.monotonic():.6f}\n".encode())
        place += 1

    return stroke
