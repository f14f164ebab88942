"""The thread of the window never opens the record: whoever writes there, a synchronisation or another seat, may hold it
for as long as a disk takes.
"""

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

_UI = str(Path(__file__).resolve().parents[2] / "ui")


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
