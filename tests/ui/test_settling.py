"""What keeps a record fast is done beside the work, for whoever sits here."""

from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import text

from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from tests.builders import SetClock, clue_content, open_home
from tests.ui.seat import wait_until
from ui.jobs import Jobs
from ui.settling import Settling


@pytest.fixture
def grown(workroom_home: Path, clock: SetClock) -> Generator[Desk]:
    """A workroom whose clues came one at a time."""
    desk = open_home(workroom_home, clock)
    for number in range(8):
        register_clue(desk, clue_content(number + 1))
    yield desk
    desk.close()


def pieces(desk: Desk) -> int:
    """Of how many the search index consists."""
    with desk.store.reading() as tx:
        return tx.connection.execute(text("SELECT count(DISTINCT segid) FROM clue_fts_idx")).scalar_one()


def test_a_liaison_has_an_index_in_few_pieces(grown: Desk, jobs: Jobs) -> None:
    many = pieces(grown)
    settling = Settling(grown, jobs, soon_ms=1, every_ms=1)
    assert wait_until(lambda: settling.looked >= 2)
    settling.end()
    assert pieces(grown) < many
