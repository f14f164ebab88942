"""Which clues the handlers have in hand by their letters, from the index that the figures of 统计 are counted from."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import ColumnElement, CompoundSelect, Connection, and_, case, distinct, func, select

from baixing_desktop.domain.privacy import ErasureScope
from baixing_desktop.domain.rules.load import Load
from baixing_desktop.domain.states import ForwardingState, OfficeState
from baixing_desktop.store.repos.figures import AWAITED, NOT_ISSUED
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.office import forwarding
from baixing_desktop.store.tables.system import tombstone

SOON = timedelta(days=7)
_FIGURES = (Load.LETTERS, Load.DUE_SOON, Load.OVERDUE, Load.DONE)


class LoadRepo:
    """Reads only. A clue that was taken back or erased is nobody's work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def letters(self, today: date) -> dict[str, dict[Load, int]]:
        """How many clues each handler has, by what its letters say today. Letters are the only thing counted here."""
        of = forwarding.c
        counts = [func.count(distinct(case((_holds(one, today), of.clue_id)))) for one in _FIGURES]
        wanted = select(of.handler, *counts).where(_looked_at(today), _stands()).group_by(of.handler)
        return {
            handler: dict(zip(_FIGURES, numbers, strict=True)) for handler, *numbers in self._connection.execute(wanted)
        }

    def behind(self, today: date, handler: str) -> Iterator[tuple[str, frozenset[Load]]]:
        """The clues of each letter to ``handler``, with what the letter counts for."""
        of = forwarding.c
        flags = [case((_holds(one, today), 1), else_=0) for one in _FIGURES]
        wanted = select(of.clue_id, *flags).where(of.handler == handler, _looked_at(today), _stands())
        for clue_id, *said in self._connection.execute(wanted):
            yield clue_id, frozenset(one for one, holds in zip(_FIGURES, said, strict=True) if holds)

    def gone(self) -> frozenset[str]:
        """The clues that are nobody's work: taken back by who told them, or erased."""
        return frozenset(self._connection.execute(_gone()).scalars())


def _looked_at(today: date) -> ColumnElement[bool]:
    return forwarding.c.state.in_(AWAITED) | _done(today)


def _holds(figure: Load, today: date) -> ColumnElement[bool]:
    of = forwarding.c
    awaited = and_(of.state.in_(AWAITED), of.replied_on.is_(None))
    match figure:
        case Load.DUE_SOON:
            return and_(awaited, of.due_on.between(today, today + SOON))
        case Load.OVERDUE:
            return and_(awaited, of.due_on < today)
        case Load.DONE:
            return _done(today)
        case _:
            return awaited


def _done(today: date) -> ColumnElement[bool]:
    year = forwarding.c.replied_on.between(date(today.year, 1, 1), date(today.year, 12, 31))
    return and_(year, forwarding.c.state.not_in((*NOT_ISSUED, *AWAITED, ForwardingState.REASSIGNED)))


def _stands() -> ColumnElement[bool]:
    return forwarding.c.clue_id.not_in(_gone())


def _gone() -> CompoundSelect[str]:
    withdrawn = select(clue.c.id).where(clue.c.office_state == OfficeState.WITHDRAWN)
    return withdrawn.union(select(tombstone.c.clue_id).where(tombstone.c.scope == ErasureScope.ALL))
