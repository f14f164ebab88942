"""Offices on both engines, and one that has received clues."""

from collections.abc import Generator
from pathlib import Path

import pytest

import sync
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import clue_ids
from tests.builders import SetClock, clue_content, new_home
from tests.postgres import Cluster
from tests.sync.helpers import enrol_by_hand


@pytest.fixture(params=["sqlcipher", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> Generator[Desk]:
    """A new district office, its record in a file or on a server."""
    cluster: Cluster | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    desk = new_home(
        tmp_path / "office", Face.OFFICE, "HZZX", clock, database=cluster.new_database() if cluster else None
    )
    yield desk
    desk.close()


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
