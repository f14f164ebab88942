"""What is done beside the work so that a record stays fast: it changes nothing that can be found."""

import pytest
from sqlalchemy import text

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.errors import UserError
from baixing_desktop.store.checks import Check, faults
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import clue_ids
from baixing_desktop.usecases.tidying import tidy_index
from baixing_desktop.work import Work
from tests.builders import clue_content

CLUES = 12


@pytest.fixture
def grown(workroom: Desk) -> Desk:
    """A workroom whose clues came one at a time: each left a piece of the index."""
    for number in range(CLUES):
        register_clue(workroom, clue_content(number + 1))
    return workroom


def pieces(desk: Desk) -> int:
    with desk.store.reading() as tx:
        return tx.connection.execute(text("SELECT count(DISTINCT segid) FROM clue_fts_idx")).scalar_one()


def everything(desk: Desk) -> tuple[object, ...]:
    with desk.store.reading() as tx:
        assert faults(tx.connection, Check.SEARCH) == ()
        return clue_ids(desk, ClueQuery("路灯")), tx.audit.last()


def test_pieces_are_put_together_and_the_same_is_found(grown: Desk) -> None:
    before = everything(grown)
    if grown.store.on_server:
        assert tidy_index(grown) == 0
        return
    many = pieces(grown)
    assert tidy_index(grown) > 1
    assert pieces(grown) < many
    assert everything(grown) == before
    # Nothing is left to do, and nothing is written.
    record = next(path for path in grown.home.iterdir() if path.suffix == ".db")
    untouched = record.stat().st_mtime_ns
    assert tidy_index(grown) == 1
    assert record.stat().st_mtime_ns == untouched


def test_whoever_stops_it_keeps_what_was_put_together(grown: Desk) -> None:
    if grown.store.on_server:
        pytest.skip("a server minds its own index")
    before, work = everything(grown), Work()
    work.cancel()
    with pytest.raises(UserError) as caught:
        tidy_index(grown, work)
    assert caught.value.code == "CANCELLED"
    assert everything(grown) == before
    tidy_index(grown)
    assert everything(grown) == before
