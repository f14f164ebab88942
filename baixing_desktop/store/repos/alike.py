"""Which clues may be about the same matter: those that share the rarest pairs of characters (speed.md 6).

Only candidates come from here; how alike they are is judged by ``domain/rules/similarity``.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ARRAY,
    Connection,
    Executable,
    Row,
    Select,
    Text,
    bindparam,
    cast,
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
from baixing_desktop.store.tables.search import clue_search
from baixing_desktop.store.tokens import folded, pairs

ASKED = 24
"""The rarest pairs of a text that are looked up; more find nothing new."""
ASKED_OF_TITLE = 12
"""The rarest pairs of its title that are looked up besides."""
COMMON = 0.25
"""Pairs in more than this part of all clues tell nothing apart."""
FEW = 50
"""Pairs in no more clues than this are always worth looking up: a small record may be full of one matter."""

_NOTHING: Mapping[str, int] = MappingProxyType({})
LOOKED_UP = 160
"""Pairs whose clues are counted, the rarest as far as the caller knows: the common ones cost most and tell nothing."""
NEAR = 0.1
"""A clue that shares less than this part of what the nearest one shares is not about the same matter."""

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

    def candidates(
        self, matter: Matter, known: Mapping[str, int] = _NOTHING, *, leave_out: str = "", limit: int = 20
    ) -> tuple[str, ...]:
        """Identities of the clues most likely to be about ``matter``, most likely first.

        ``known`` says in how many of some clues each pair stands (``Rarity.holding``): where to begin to count.
        """
        asked = self._rarest(matter, known, leave_out)
        if not asked:
            return ()
        if not self._server:
            return self._in_documents(asked, leave_out, limit)
        found = self._on_server(list(asked)).where(clue_search.c.clue_id != leave_out).limit(limit)
        return tuple(self._connection.execute(found).scalars())

    def matters(self, ids: Sequence[str]) -> Mapping[str, Matter]:
        """What these clues are about."""
        return self._matters(_TEXTS.where(clue.c.id.in_(ids)))

    def latest(self, limit: int) -> Mapping[str, Matter]:
        """What the clues changed last are about: the ground on which rarity is judged."""
        return self._matters(_TEXTS.order_by(clue.c.updated_at.desc(), clue.c.id).limit(limit))

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

    def _rarest(self, matter: Matter, known: Mapping[str, int], leave_out: str) -> Mapping[str, float]:
        """The rarest pairs of ``matter`` that other clues than ``leave_out`` hold, each with what it counts for."""
        counts = Counter(_pairs_of(f"{matter.title}\n{matter.title}\n{matter.body}"))
        # The last row is as good as their number here, and is known without going through all.
        documents = self._connection.execute(select(func.max(clue_search.c.row))).scalar_one() or 0
        # What only the clue itself holds is the rarest of all, and leads to no other.
        own = self._own(leave_out)
        holding = dict(self._holding(_worth_counting(counts, known, own)))
        for pair in own & holding.keys():
            holding[pair] -= 1
        told = [pair for pair in counts if 0 < holding.get(pair, 0) <= max(documents * COMMON, FEW)]
        order = sorted(told, key=lambda pair: (holding[pair] / counts[pair], pair))
        # A long text has many rare pairs by chance; what it is about stands in the title.
        title = frozenset(_pairs_of(matter.title))
        rarest = [*order[:ASKED], *[pair for pair in order[ASKED:] if pair in title][:ASKED_OF_TITLE]]
        return {pair: log(1 + documents / holding[pair]) for pair in rarest}

    def _own(self, clue_id: str) -> frozenset[str]:
        """The pairs of a clue as it stands in the index."""
        there = self._matters(_TEXTS.where(clue.c.id == clue_id)).values() if clue_id else ()
        return frozenset(pair for one in there for pair in _pairs_of(f"{one.title}\n{one.body}"))

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

    def _in_documents(self, asked: Mapping[str, float], leave_out: str, limit: int) -> tuple[str, ...]:
        # Ranking by the index itself would look up the length of every clue that shares a single pair.
        each = "SELECT rowid AS row, {} AS weight FROM clue_fts WHERE clue_fts MATCH :pair{}"
        found = " UNION ALL ".join(each.format(weight, at) for at, weight in enumerate(asked.values()))
        ranked = f"SELECT row, sum(weight) FROM ({found}) GROUP BY row ORDER BY 2 DESC, 1 LIMIT :most"  # noqa: S608 - numbers of ours
        given = {f"pair{at}": f'"{folded(pair)}"' for at, pair in enumerate(asked)}
        shared = _shares(self._connection.execute(text(ranked), {**given, "most": limit + 1}))
        names = select(clue_search.c.row, clue_search.c.clue_id).where(clue_search.c.row.in_(shared))
        named = {row.clue_id: shared[row.row] for row in self._connection.execute(names) if row.clue_id != leave_out}
        nearest = sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return tuple(identity for identity, share in nearest if share >= NEAR * nearest[0][1])

    def _on_server(self, asked: Sequence[str]) -> Select[Any]:
        pair = func.unnest(clue_search.c.tokens).column_valued("pair")
        shared = select(func.count()).where(pair == func.any(_array(asked))).scalar_subquery()
        found = select(clue_search.c.clue_id).where(clue_search.c.tokens.op("&&")(_array(asked)))
        return found.order_by(shared.desc(), clue_search.c.clue_id)


def _pairs_of(words: str) -> Iterator[str]:
    return (pair for run in words.split() for pair in pairs(run) if len(pair) == 2 and pair.isalnum())


def _counts(rows: Iterable[Row[*tuple[Any, ...]]]) -> Mapping[str, int]:
    return {pair: count for pair, count in rows}  # noqa: C416 - rows are no pairs to the type checker


def _worth_counting(wanted: Iterable[str], known: Mapping[str, int], own: Container[str]) -> list[str]:
    """The pairs that seem the rarest, and apart from them those that stand in no other clue that is known: most of
    these stand in none at all, which is told at once, and must not take the place of the others.
    """
    if not known:
        return list(wanted)
    others = {pair: known.get(pair, 0) - (pair in own) for pair in wanted}
    strange = sorted(pair for pair, held in others.items() if held < 1)
    familiar = sorted((pair for pair, held in others.items() if held > 0), key=lambda pair: (others[pair], pair))
    return familiar[:LOOKED_UP] + strange[:LOOKED_UP]


def _shares(rows: Iterable[Row[*tuple[Any, ...]]]) -> Mapping[int, float]:
    return {row: share for row, share in rows}  # noqa: C416 - rows are no pairs to the type checker


def _array(pairs_wanted: Iterable[str]) -> Any:
    return cast(sorted(pairs_wanted), ARRAY(Text))
