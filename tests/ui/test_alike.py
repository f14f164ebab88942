"""Screening with alike clues, by keyboard: compare, tell apart, merge, and take each back."""

from pathlib import Path

import pytest

from baixing_desktop.clock import Clock
from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.rules.merging import MergeObstacle
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.duplicates import Candidate, candidates_for
from baixing_desktop.usecases.reading import find_clue, office_queue
from baixing_desktop.usecases.similar import rarity_here
from tests.builders import open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.pages.screening.alike import ComparePanel, reasons
from ui.widgets.marked_text import MarkedText


@pytest.fixture
def first(district: Path, clock: Clock) -> tuple[str, Candidate]:
    """The clue that is screened first and the candidate offered first, which is accepted."""
    desk = open_home(district / "office", clock)
    try:
        mine = office_queue(desk, OfficeQueue.TO_SCREEN).items[0].id
        candidate = candidates_for(desk, mine, rarity_here(desk))[0]
        if candidate.obstacle is MergeObstacle.MASTER_NOT_ACCEPTED:
            casework.accept_clue(desk, candidate.clue.id)
        return mine, candidates_for(desk, mine, rarity_here(desk))[0]
    finally:
        desk.close()


@pytest.fixture
def seat(sit: Sit, district: Path, first: tuple[str, Candidate]) -> Seat:
    """At the screening page."""
    taken = sit(district / "office").open()
    taken.window.go("screening", first[0])
    taken.settle()
    return taken


def state(home: Path, clue_id: str, clock: Clock) -> OfficeState | None:
    desk = open_home(home, clock)
    try:
        return find_clue(desk, clue_id).office_state
    finally:
        desk.close()


def test_the_reasons_stand_beside_the_candidate(seat: Seat, first: tuple[str, Candidate]) -> None:
    assert seat.sees("疑似重复")
    assert seat.sees(first[1].clue.number)
    assert seat.sees(reasons(first[1]))


def test_a_comparison_marks_what_both_say(seat: Seat, first: tuple[str, Candidate]) -> None:
    seat.press("c")
    panel = seat.window.findChild(ComparePanel)
    assert panel is not None
    assert panel.isVisible()
    marked = [words for text in below(panel) if isinstance(text, MarkedText) for words in text.marked]
    assert any(words in first[1].likeness.passages for words in marked)
    seat.press("Esc")
    assert not panel.isVisible()


def test_told_apart_and_taken_back(seat: Seat, first: tuple[str, Candidate]) -> None:
    number = first[1].clue.number
    seat.press("n")
    assert seat.sees(f"已记下：与 {number} 不是同一件。")
    assert not seat.sees(f"{number}　")
    seat.press("Ctrl+z")
    assert seat.sees(f"{number}　")


def test_merged_and_taken_back(seat: Seat, first: tuple[str, Candidate], clock: Clock) -> None:
    mine, candidate = first
    seat.press("c", "m")
    assert seat.sees(f"已并入 {candidate.clue.number}")
    assert state(seat.home, mine, clock) is OfficeState.MERGED
    seat.press("Ctrl+z")
    assert state(seat.home, mine, clock) is OfficeState.SCREENING
    assert not seat.session.jobs.busy
