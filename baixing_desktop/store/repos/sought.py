"""Which clues are on a page of those that have some words, where nothing else is asked for: the full-text index and the
order of the list are brought together in the way that is quickest for how frequent the words are.

The statements are put together once each: to do so takes as long as the answer.
"""

from collections.abc import Sequence
from functools import cache
from math import isqrt
from typing import Any

from sqlalchemy import Connection, Select, bindparam, column, func, select

from baixing_desktop.domain.lists import ClueOrder, ClueQuery
from baixing_desktop.store.repos.orders import BY_CHANGE, in_order
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.search import clue_fts, clue_search
from baixing_desktop.store.tokens import match_expression

MANY = 20_000
"""Nobody needs to know of more hits how many they are before the first are shown."""
LOOKED_UP = 20
"""To look up one clue that has a word takes as long as to pass over so many in the order of an index."""
_AMONG = 20
"""What stands in more than every tenth clue is found once in so many, or nearly always."""


def frequent(connection: Connection, query: ClueQuery, *, alone: bool) -> bool:
    """Whether so many clues have the words that it is quicker to go through all clues in the order of the list than to
    look up those that have them. ``alone``: nearly all of those are wanted; else nobody knows how many of them meet the
    other conditions.
    """
    if query.order not in BY_CHANGE:
        return False
    hits, clues = _spread(connection, query)
    return hits > (_enough(query, clues) if alone else min(MANY - 1, clues // LOOKED_UP))


def page_of_hits(connection: Connection, query: ClueQuery) -> Sequence[str]:
    """The clues of the page that is asked for."""
    words = {"documents": match_expression(query.text.split()), "limit": query.limit, "offset": query.offset}
    if query.order not in BY_CHANGE:
        return _ids(connection, _looked_up(query.order, query.backwards), words)
    hits, clues = _spread(connection, query)
    if not query.offset and hits > min(MANY - 1, 2 * clues // _AMONG):
        among = _among_the_first(query.order, query.backwards)
        ids = _ids(connection, among, {**words, "first": _AMONG * query.limit})
        if len(ids) == query.limit:
            return ids
    way = _passed_over if hits > _enough(query, clues) else _looked_up
    return _ids(connection, way(query.order, query.backwards), words)


def number_of_hits(connection: Connection, query: ClueQuery) -> int:
    """How many they are: the full-text index tells it without a look at any clue."""
    return connection.execute(_COUNTED, {"documents": match_expression(query.text.split())}).scalar_one()


def _enough(query: ClueQuery, clues: int) -> int:
    """Going through the clues until enough of them have the words takes the longer the fewer have them."""
    return min(MANY - 1, isqrt((query.offset + query.limit) * clues // LOOKED_UP))


def _spread(connection: Connection, query: ClueQuery) -> tuple[int, int]:
    """How many clues have the words, as far as :data:`MANY`, and about how many there are, none too few."""
    hits, clues = connection.execute(_SPREAD, {"documents": match_expression(query.text.split())}).one()
    return hits, clues or 0


def _ids(connection: Connection, statement: Select[str], given: dict[str, Any]) -> Sequence[str]:
    return connection.execute(statement, given).scalars().all()


_HIT = column("clue_fts").op("MATCH", is_comparison=True)(bindparam("documents"))
_ROWS = select(clue_fts.c.rowid).where(_HIT)
_COUNTED = select(func.count()).select_from(clue_fts).where(_HIT)
_SOME = select(func.count()).select_from(_ROWS.limit(MANY).subquery()).scalar_subquery()
_SPREAD = select(_SOME, func.max(clue_search.c.row))


@cache
def _looked_up(order: ClueOrder, backwards: bool) -> Select[str]:
    """All that have the words, each looked up and then sorted: for few."""
    found = select(clue_search.c.clue_id).where(clue_search.c.row.in_(_ROWS))
    return _paged(select(clue.c.id).where(clue.c.id.in_(found)), order, backwards=backwards)


@cache
def _passed_over(order: ClueOrder, backwards: bool) -> Select[str]:
    """The clues in order, each asked whether it is among those: for many."""
    # An index of its own tells where in the full-text index a clue stands.
    place = select(clue_search.c.row).where(clue_search.c.clue_id == clue.c.id).correlate(clue).scalar_subquery()
    return _paged(select(clue.c.id).where(place.in_(_ROWS)), order, backwards=backwards)


@cache
def _among_the_first(order: ClueOrder, backwards: bool) -> Select[str]:
    """The same, of the first clues alone; of the full-text index no more is read than may belong to them: for what
    stands nearly everywhere. It may give fewer than there are."""
    terms, line = in_order(order, backwards=backwards), clue_search.c.clue_id == clue.c.id
    asked = select(*_KEYS, clue_search.c.row.label("place")).join_from(clue, clue_search, line)
    first = asked.order_by(*terms).limit(bindparam("first")).cte("first")
    reach = select(func.min(first.alias().c.place)).scalar_subquery()
    hits = select(first.c.id).where(first.c.place.in_(_ROWS.where(clue_fts.c.rowid >= reach)))
    # By what was read already: the row of a clue takes longer to read than all the rest.
    keys = [first.c[key.name] for key in _KEYS]
    rising = (order is ClueOrder.OLDEST) != backwards
    ordered = hits.order_by(*(key if rising else key.desc() for key in keys))
    return ordered.limit(bindparam("limit")).offset(bindparam("offset"))


_KEYS = (clue.c.updated_at, clue.c.provisional_number, clue.c.id)
"""What :data:`BY_CHANGE` go by, all in one direction."""


def _paged(found: Select[str], order: ClueOrder, *, backwards: bool) -> Select[str]:
    terms = in_order(order, backwards=backwards)
    return found.order_by(*terms).limit(bindparam("limit")).offset(bindparam("offset"))
