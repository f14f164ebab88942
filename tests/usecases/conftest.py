"""An office that has received clues."""

from pathlib import Path

import pytest

import sync
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import clue_ids
from tests.builders import clue_content
from tests.sync.helpers import enrol_by_hand


@pytest.fixture
def received(office: Desk, workroom: Desk, tmp_path: Path) -> tuple[str, ...]:
    """Identities of three clues that the workroom sent to the office, by file, with the receipt back."""
    enrol_by_hand(office, workroom)
    for number in (1, 2, 3):
        register_clue(workroom, clue_content(number))
    carry(workroom, office, tmp_path)
    return clue_ids(office, ClueQuery())


def carry(workroom: Desk, office: Desk, folder: Path) -> None:
    """Everything up, and everything the office has to say down, on a stick."""
    for file in sync.seal_to_file(workroom, folder, ask_for_news=True).files:
        received = sync.receive_file(office, file, folder)
        sync.read_receipt_file(workroom, received.receipt_path)
