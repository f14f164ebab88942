"""Pages of what is sought are the same, whichever way is quickest for how frequent the words are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import Connection

from baixing_desktop.domain.clue import Clue, ClueContent, Contributor
from baixing_desktop.domain.lists import ClueOrder, ClueQuery
from baixing_desktop.domain.states import ClueState
from baixing_desktop.ids import new_id
from baixing_desktop.store.repos.listing import ListingRepo
from baixing_desktop.store.store import Store
from tests.store.plans import plans_of

NOW = datetime(2026, 11, 25, 3, 4, 5, tzinfo=UTC)
CLUES = 260
WORDS = {"到处": 1, "多半": 2, "有时": 7, "难得": 90, "近来": 0}
"""Each stands in every so many-th clue; 近来 only in the last ones."""


@pytest.fixture
def filled(store: Store) -> Store:
    """Clues of which some old ones were changed lately, several in the same second."""
    with store.writing() as tx, tx.clues.many_at_a_time():
        for number in range(CLUES):
            stand = [word for word, each in WORDS.items() if (number % each == 0 if each else number > CLUES - 30)]
            moment = NOW + timedelta(seconds=number // 3 + (1000 if number % 41 == 5 else 0))
            person = Contributor(name="周到处" if number % 11 == 0 else "周三")
            content = ClueContent(title=f"{'，'.join(stand)}路灯{number}号", contributor=person)
            state = (ClueState.REGISTERED, ClueState.SEALED)[number % 2]
            name = f"SY-2026-AAA-{number:04d}"
            tx.clues.add(Clue(new_id(), "SY", content, NOW, moment, workroom_state=state, provisional_number=name))
    with store.writing() as tx:  # there were more clues than there are
        for entity in tx.clues.in_workroom_state(ClueState.SEALED)[::9]:
            tx.clues.remove(entity.id)
    return store


def _queries() -> Iterator[ClueQuery]:
    for word, order, backwards in product(WORDS, (ClueOrder.CHANGED, ClueOrder.OLDEST, ClueOrder.TITLE), (False, True)):
        query = ClueQuery(word, order=order, backwards=backwards)
        yield query
        yield replace(query, workroom_states=(ClueState.SEALED,))
    yield from (ClueQuery("到处 多半"), ClueQuery("近来 难得"), ClueQuery("没有的词"), ClueQuery("路灯 5号"))


def test_pages_and_totals_are_those_of_the_whole_list(filled: Store) -> None:
    with filled.reading() as tx:
        everything = {order: tx.listing.ids_in_order(ClueQuery(order=order)) for order in ClueOrder}
        for query in _queries():
            those = set(tx.listing.ids(query))
            rising = everything[query.order][::-1] if query.backwards else everything[query.order]
            whole = [one for one in rising if one in those]
            for limit, offset in ((2, 0), (2, 40), (10, 0), (10, 10), (200, 0), (10, 400)):
                page = tx.listing.clues(replace(query, limit=limit, offset=offset))
                assert [line.id for line in page.items] == whole[offset : offset + limit], (query, limit, offset)
                assert page.total == len(whole), (query, limit, offset)
            assert tx.listing.count(query) == len(whole), query


def test_the_first_lines_do_not_wait_for_all_to_be_counted(filled: Store) -> None:
    with filled.reading() as tx:
        page = tx.listing.clues(ClueQuery("到处", limit=2, count_to=0))
        assert (len(page.items), page.more) == (2, True)


def test_hits_are_counted_without_a_look_at_any_clue(tmp_path: Path) -> None:
    def ask(connection: Connection) -> None:
        ListingRepo(connection).count(ClueQuery("路灯"))

    assert plans_of(tmp_path, ask) == ["SCAN clue_fts VIRTUAL TABLE INDEX 0:M1"]
