"""In which order clues are listed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement

from baixing_desktop.domain.lists import ClueOrder, ClueQuery
from baixing_desktop.store.tables.clues import clue

_AFTER_NUMBER = (clue.c.provisional_number, clue.c.id)
_RISING: Mapping[ClueOrder, tuple[ColumnElement[Any], ...]] = {
    ClueOrder.CHANGED: (clue.c.updated_at, *_AFTER_NUMBER),
    ClueOrder.OLDEST: (clue.c.updated_at, *_AFTER_NUMBER),
    ClueOrder.NUMBER: (clue.c.formal_number, *_AFTER_NUMBER),
    ClueOrder.RECEIVED: (clue.c.received_on, *_AFTER_NUMBER),
    ClueOrder.TITLE: (clue.c.title, *_AFTER_NUMBER),
    ClueOrder.STATE: (clue.c.workroom_state, clue.c.office_state, clue.c.updated_at.desc(), clue.c.id),
    ClueOrder.UNIT: (clue.c.unit, *_AFTER_NUMBER),
    ClueOrder.SOURCE: (clue.c.source_category, *_AFTER_NUMBER),
}
_NEWEST_FIRST = frozenset({ClueOrder.CHANGED, ClueOrder.RECEIVED})


def in_order(order: ClueOrder, *, backwards: bool = False) -> tuple[ColumnElement[Any], ...]:
    """What the clues go by. All terms turn round together: an index that has them can then be read from its other
    end."""
    rising = _RISING[order]
    if (order in _NEWEST_FIRST) == backwards:
        return rising
    if order is ClueOrder.STATE:
        return (clue.c.workroom_state.desc(), clue.c.office_state.desc(), clue.c.updated_at, clue.c.id.desc())
    return tuple(term.desc() for term in rising)


NEWEST = in_order(ClueOrder.CHANGED)
BY_CHANGE = frozenset({ClueOrder.CHANGED, ClueOrder.OLDEST})


def order_of(query: ClueQuery) -> tuple[ColumnElement[Any], ...]:
    """The order that ``query`` asks for."""
    return in_order(query.order, backwards=query.backwards)
