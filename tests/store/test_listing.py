"""Pages of a list: found from indexes alone, in the order of all that match, and counted as far as is asked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from sqlalchemy import Connection

from baixing_desktop.domain.clue import Clue, ClueContent, Source
from baixing_desktop.domain.lists import ClueOrder, ClueQuery
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.ids import new_id
from baixing_desktop.store.repos.listing import ListingRepo
from baixing_desktop.store.store import Store
from tests.store.plans import plans_of

NOW = datetime(2026, 11, 25, 3, 4, 5, tzinfo=UTC)
CLUES = 30


def fill(store: Store) -> None:
    """Clues that differ in little, so that much is left to the last terms of an order."""
    states = (ClueState.REGISTERED, ClueState.SEALED, ClueState.DRAFT)
    with store.writing() as tx:
        for number in range(CLUES):
            day = (NOW - timedelta(days=number % 4)).date()
            source = Source("WORKROOM" if number % 2 else "COMMITTEE", None)
            content = ClueContent(title="甲乙丙"[number % 3], received_on=day, source=source)
            moment, state = NOW + timedelta(hours=number % 5), states[number % 3]
            name = None if state is ClueState.DRAFT else f"SY-2026-AAA-{number:04d}"
            tx.clues.add(Clue(new_id(), "SY", content, NOW, moment, workroom_state=state, provisional_number=name))


def test_pages_together_are_the_list_in_every_order(store: Store) -> None:
    fill(store)
    with store.reading() as tx:
        for order, backwards in product(ClueOrder, (False, True)):
            asked = ClueQuery(order=order, backwards=backwards, limit=7)
            whole = tx.listing.ids_in_order(asked)
            pages = [tx.listing.clues(replace(asked, offset=at)) for at in range(0, CLUES + 7, 7)]
            assert [item.id for page in pages for item in page.items] == list(whole), order
            assert {page.total for page in pages} == {CLUES}, order
            assert len(set(whole)) == CLUES


def test_counting_goes_as_far_as_is_asked(store: Store) -> None:
    fill(store)
    with store.reading() as tx:

        def found(**query: object) -> tuple[int, int, bool]:
            page = tx.listing.clues(ClueQuery(**query))  # pyright: ignore[reportArgumentType] - fields by name
            return page.total, len(page.items), page.more

        assert found(limit=7) == (CLUES, 7, False)
        assert found(limit=7, count_to=20) == (20, 7, True)
        assert found(limit=7, count_to=5) == (7, 7, True)
        assert found(limit=7, count_to=CLUES + 1) == (CLUES, 7, False)
        assert found(limit=7, offset=14, count_to=0) == (21, 7, True)
        assert found(limit=7, offset=28, count_to=0) == (CLUES, 2, False)
        assert found(limit=7, offset=CLUES + 5, count_to=CLUES + 1) == (CLUES, 0, False)
        assert found(workroom_states=(ClueState.DRAFT,), count_to=0) == (10, 10, False)
        assert tx.listing.count(ClueQuery()) == CLUES


def test_no_page_reads_the_rows_that_it_passes_over(tmp_path: Path) -> None:
    """A row is a page of the file by itself: with 100,000 clues an encrypted record took a second for each page."""
    queries = [
        *(ClueQuery(order=o, backwards=b) for o, b in product(ClueOrder, (False, True)) if o is not ClueOrder.TITLE),
        ClueQuery(workroom_states=(ClueState.ACKNOWLEDGED,)),
        ClueQuery(workroom_states=(ClueState.REGISTERED, ClueState.SEALED)),
        ClueQuery(office_states=(OfficeState.RECEIVED, OfficeState.SCREENING)),
        ClueQuery(unit="SY", source="WORKROOM"),
    ]
    for query in queries:
        (folder := tmp_path / new_id()).mkdir()
        plans = plans_of(folder, lambda connection, query=query: _first_and_count(connection, query))
        touched = [plan for plan in plans if plan.split()[:2] in (["SEARCH", "clue"], ["SCAN", "clue"])]
        narrowed = query.workroom_states or query.office_states or query.unit
        assert len(touched) == (2 if narrowed else 1), plans  # how many there are in all is kept
        assert all("COVERING INDEX" in plan for plan in touched), (query, plans)


def test_the_usual_order_needs_no_sorting(tmp_path: Path) -> None:
    for number, query in enumerate((ClueQuery(), ClueQuery(workroom_states=(ClueState.ACKNOWLEDGED,)))):
        (folder := tmp_path / str(number)).mkdir()
        plans = plans_of(folder, lambda connection, query=query: _first_and_count(connection, query))
        assert not [plan for plan in plans if "TEMP B-TREE" in plan], plans


def _first_and_count(connection: Connection, query: ClueQuery) -> None:
    listing = ListingRepo(connection)
    listing.clues(query)
    listing.count(query)
