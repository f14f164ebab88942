"""Telling citizens, by keyboard: who was told leaves the list, and it stays told."""

from pathlib import Path

from tests.ui.conftest import Sit
from tests.ui.seat import Seat


def test_who_was_told_leaves_the_list(sit: Sit, district: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.press("Alt+5")
    assert seat.sees("记下告知情况")
    before = waiting(seat)
    seat.press("Ctrl+Enter")
    assert waiting(seat) == before - 1
    seat.close()
    again: Seat = sit(district / "workroom").open()
    again.press("Alt+5")
    assert waiting(again) == before - 1


def waiting(seat: Seat) -> int:
    """The count beside the page's name."""
    found = [line for line in seat.words().splitlines() if line.strip().startswith("反馈群众")]
    counts = [int(line.split()[-1]) for line in found if line.split()[-1].isdecimal()]
    return max(counts, default=0)
