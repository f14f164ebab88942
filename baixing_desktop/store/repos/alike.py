"""Which clues may be about the same matter: those that share the rarest pairs of characters (speed.md 6).

Only candidates come from here; how alike they are is judged by ``domain/rules/similarity``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Executable,
    Row,
    Select,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
    text,
)

from baixing_desktop.clock import CHINA
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.rules.hot import READ
from baixing_desktop.domain.rules.similarity import Matter
from baixing_desktop.store.repos.figures import within
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.search import clue_fts, clue_search
from baixing_desktop.store.tokens import folded, pairs

ASKED = 24
"""The rarest pairs of a text that are looked up; more find nothing new."""
COMMON = 0.25
"""Pairs in more than this part of all clues tell nothing apart."""
FEW = 50
"""Pairs in no more clues than this are always worth looking up: a small record may be full of one matter."""

_TEXTS = select(clue.c.id, clue.c.title, clue.c.analysis, clue.c.suggestions)


@dataclass(frozen=True, slots=True)
class Voice:
    """What a clue says, as far as hot issues need it: ``day`` is the one it counts for, ``body`` its beginning."""

    clue_id: str
    unit: str
    day: date
    title: str
    body: str


class AlikeRepo:
    """Reads only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._server = connection.dialect.name == "postgresql"

    def candidates(self, matter: Matter, *, leave_out: str = "", limit: int = 20) -> tuple[str, ...]:
        """Identities of the clues most likely to be about ``matter``, most likely first."""
        asked = self._rarest(matter)
        if not asked:
            return ()
        found = self._on_server(asked) if self._server else _in_documents(asked)
        rows = self._connection.execute(found.where(clue_search.c.clue_id != leave_out).limit(limit)).scalars()
        return tuple(rows)

    def matters(self, ids: Sequence[str]) -> Mapping[str, Matter]:
        """What these clues are about."""
        return self._matters(
            select(clue.c.id, clue.c.title, clue.c.analysis, clue.c.suggestions).where(clue.c.id.in_(ids))
        )

    def latest(self, limit: int) -> Mapping[str, Matter]:
        """What the clues changed last are about: the ground on which rarity is judged."""
        found = select(clue.c.id, clue.c.title, clue.c.analysis, clue.c.suggestions)
        return self._matters(found.order_by(clue.c.updated_at.desc(), clue.c.id).limit(limit))

    def voices(self, period: Period) -> tuple[Voice, ...]:
        """The clues of ``period``, drafts and withdrawn ones left aside, by the day they count for."""
        texts = (func.substr(clue.c.analysis, 1, READ), func.substr(clue.c.suggestions, 1, READ))
        day = (clue.c.received_on, clue.c.created_at)
        found = select(clue.c.id, clue.c.unit, clue.c.title, *texts, *day)
        rows = self._connection.execute(found.where(within(period), clue.c.withdrawn_at.is_(None)))
        voices = [
            Voice(identity, unit, received or created.astimezone(CHINA).date(), title, f"{analysis}\n{suggestions}")
            for identity, unit, title, analysis, suggestions, received, created in rows
        ]
        return tuple(sorted(voices, key=lambda one: (one.day, one.clue_id)))

    def _matters(self, found: Executable) -> Mapping[str, Matter]:
        return {
            row.id: Matter(row.title, f"{row.analysis}\n{row.suggestions}") for row in self._connection.execute(found)
        }

    def _rarest(self, matter: Matter) -> list[str]:
        texts = f"{matter.title}\n{matter.title}\n{matter.body}".split()
        counts = Counter(pair for run in texts for pair in pairs(run) if len(pair) == 2 and pair.isalnum())
        documents = self._connection.execute(select(func.count()).select_from(clue_search)).scalar_one()
        holding = self._holding(counts)
        told = [pair for pair in counts if 0 < holding.get(pair, 0) <= max(documents * COMMON, FEW)]
        return sorted(told, key=lambda pair: (holding[pair] / counts[pair], pair))[:ASKED]

    def _holding(self, wanted: Iterable[str]) -> Mapping[str, int]:
        """In how many clues each pair stands."""
        if self._server:
            each = func.unnest(clue_search.c.tokens).label("pair")
            inner = select(each).where(clue_search.c.tokens.op("&&")(_array(wanted))).subquery()
            counted = select(inner.c.pair, func.count()).where(inner.c.pair == func.any(_array(wanted)))
            return _counts(self._connection.execute(counted.group_by(inner.c.pair)))
        # The table is a view of the index in this connection's memory; it holds nothing of its own.
        self._connection.execute(
            text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.clue_pairs USING fts5vocab('main', 'clue_fts', 'row')")
        )
        known = text("SELECT term, doc FROM temp.clue_pairs WHERE term IN :wanted")
        asked = known.bindparams(bindparam("wanted", expanding=True))
        return _counts(self._connection.execute(asked, {"wanted": list(wanted)}))

    def _on_server(self, asked: Sequence[str]) -> Select[Any]:
        pair = func.unnest(clue_search.c.tokens).column_valued("pair")
        shared = select(func.count()).where(pair == func.any(_array(asked))).scalar_subquery()
        found = select(clue_search.c.clue_id).where(clue_search.c.tokens.op("&&")(_array(asked)))
        return found.order_by(shared.desc(), clue_search.c.clue_id)


def _counts(rows: Iterable[Row[*tuple[Any, ...]]]) -> Mapping[str, int]:
    return {pair: count for pair, count in rows}  # noqa: C416 - rows are no pairs to the type checker


def _in_documents(asked: Sequence[str]) -> Select[Any]:
    query = " OR ".join(f'"{folded(pair)}"' for pair in asked)
    matches: ColumnElement[Any] = column("clue_fts").op("MATCH")(query)
    joined = clue_search.join(clue_fts, clue_fts.c.rowid == clue_search.c.row)
    return select(clue_search.c.clue_id).select_from(joined).where(matches).order_by(column("rank"))


def _array(pairs_wanted: Iterable[str]) -> Any:
    return cast(sorted(pairs_wanted), ARRAY(Text))
