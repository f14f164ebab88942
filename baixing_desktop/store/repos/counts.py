"""How many clues stand where, without counting them: the engine keeps it (migration 0034).

What a kept number means is said here once more as a question over all clues: with it a record is checked.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, and_, exists, func, literal, not_, select

from baixing_desktop.domain.privacy import ErasureScope
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.store.repos.imports import went_with_its_table
from baixing_desktop.store.repos.papers import registered_form, signed_form
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.counts import clue_count, clue_untold
from baixing_desktop.store.tables.system import tombstone

_ALL, _UNSIGNED, _WORKROOM, _OFFICE = "all", "unsigned", "workroom:", "office:"


class CountRepo:
    """Reads only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> int:
        """Every clue."""
        return self._sum(_ALL)

    def unsigned(self) -> int:
        """Registered clues of whose content in force no signed paper stands here."""
        return self._sum(_UNSIGNED)

    def in_workroom(self, states: Iterable[ClueState]) -> int:
        """Clues in these states, but for what went with its imported table."""
        return self._sum(*(_WORKROOM + state for state in states))

    def in_office(self, states: Iterable[OfficeState]) -> int:
        """Clues in these states, but for what was erased wholly."""
        return self._sum(*(_OFFICE + state for state in states))

    def wrong(self) -> Iterator[str]:
        """Which kept numbers are not those of a count over all clues, by name."""
        kept = {name: clues for name, clues in self._rows(select(clue_count)) if clues}
        counted = dict(self._counted())
        yield from sorted(name for name in kept.keys() | counted.keys() if kept.get(name) != counted.get(name))

    def _counted(self) -> Iterator[tuple[str, int]]:
        whole: Mapping[str, tuple[ColumnElement[Any], ColumnElement[bool]]] = {
            _ALL: (literal(""), literal(value=True)),
            _UNSIGNED: (literal(""), and_(registered_form(), ~signed_form())),
            _WORKROOM: (clue.c.workroom_state, and_(clue.c.workroom_state.is_not(None), ~went_with_its_table())),
            _OFFICE: (clue.c.office_state, and_(clue.c.office_state.is_not(None), not_erased())),
        }
        for name, (part, condition) in whole.items():
            counted = select(part, func.count()).select_from(clue).where(condition).group_by(part)
            yield from ((f"{name}{state}", clues) for state, clues in self._rows(counted))

    def _sum(self, *names: str) -> int:
        kept = select(func.coalesce(func.sum(clue_count.c.clues), 0)).where(clue_count.c.name.in_(names))
        return int(self._connection.execute(kept).scalar_one())

    def _rows(self, wanted: Executable) -> Iterable[Any]:
        # The columns are named where they are asked for, one line away from where they are unpacked.
        return self._connection.execute(wanted)


def not_erased() -> ColumnElement[bool]:
    """Of the clue something is left to work with."""
    return not_(exists().where(tombstone.c.clue_id == clue.c.id, tombstone.c.scope == ErasureScope.ALL))


def perhaps_untold() -> ColumnElement[bool]:
    """There may be an answer to tell."""
    return clue.c.id.in_(select(clue_untold.c.clue_id))
