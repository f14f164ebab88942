"""Which clues may be about the same matter: those that share the rarest pairs of characters (speed.md 6).

Only candidates come from here; how alike they are is judged by ``domain/rules/similarity``.
"""

import json
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, chain
from math import log
from typing import Any

from sqlalchemy import Connection, Executable, Row, func, select, text

from baixing_desktop.clock import CHINA
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.rules.hot import READ
from baixing_desktop.domain.rules.similarity import Matter, Rarity
from baixing_desktop.store.postgres import seek_by_index
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

STRANGE = 32
FAMILIAR = 32
"""Pairs whose clues are counted: so many that the caller knows from no other clue, in the order of the text (title
first, and what it is about stands at the beginning), and so many of the others, the rarest as far as the caller knows.
Each costs the same, about 15 µs, and more find nothing new."""
READ_AT_MOST = 6_000
"""Places of the index that are read to count the latter, and again to look up what was counted: common pairs of a large
record cost most and tell nothing."""
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
        self, matter: Matter, known: Rarity | None = None, *, leave_out: str = "", limit: int = 12
    ) -> tuple[str, ...]:
        """Identities of the clues most likely to be about ``matter``, most likely first.

        ``known`` says in how many of some clues each pair stands: where to begin to count.
        """
        asked = self._rarest(matter, known, leave_out)
        if not asked:
            return ()
        shared = self._sharing(asked, limit + 1)
        names = select(clue_search.c.row, clue_search.c.clue_id).where(clue_search.c.row.in_(shared))
        named = {row.clue_id: shared[row.row] for row in self._connection.execute(names) if row.clue_id != leave_out}
        nearest = sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return tuple(identity for identity, share in nearest if share >= NEAR * nearest[0][1])

    def matters(self, ids: Sequence[str]) -> Mapping[str, Matter]:
        """What these clues are about."""
        return self._matters(_TEXTS.where(clue.c.id.in_(ids)))

    def latest(self, limit: int) -> Mapping[str, Matter]:
        """What the clues changed last are about: the ground on which rarity is judged."""
        # Which they are the index of the usual list tells; in any other order every text would be read and sorted.
        newest = select(clue.c.id).order_by(
            *(c.desc() for c in (clue.c.updated_at, clue.c.provisional_number, clue.c.id))
        )
        return self.matters(self._connection.execute(newest.limit(limit)).scalars().all())

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

    def _rarest(self, matter: Matter, known: Rarity | None, leave_out: str) -> Mapping[str, float]:
        """The rarest pairs of ``matter`` that other clues than ``leave_out`` hold, each with what it counts for."""
        counts = Counter(_pairs_of(f"{matter.title}\n{matter.title}\n{matter.body}"))
        # The last row is as good as their number here, and is known without going through all.
        documents = self._connection.execute(select(func.max(clue_search.c.row))).scalar_one() or 0
        # What only the clue itself holds is the rarest of all, and leads to no other.
        own = self._own(leave_out)
        title = frozenset(_pairs_of(matter.title))
        holding = dict(self._holding(_worth_counting(counts, title, known, own, documents)))
        for pair in own & holding.keys():
            holding[pair] -= 1
        told = [pair for pair in counts if 0 < holding.get(pair, 0) <= max(documents * COMMON, FEW)]
        order = sorted(told, key=lambda pair: (holding[pair] / counts[pair], pair))
        # A long text has many rare pairs by chance; what it is about stands in the title.
        rarest = [*order[:ASKED], *[pair for pair in order[ASKED:] if pair in title][:ASKED_OF_TITLE]]
        read = accumulate(holding[pair] for pair in rarest)
        return {
            pair: log(1 + documents / holding[pair])
            for pair, sofar in zip(rarest, read, strict=True)
            if sofar <= READ_AT_MOST
        }

    def _own(self, clue_id: str) -> frozenset[str]:
        """The pairs of a clue as it stands in the index."""
        there = self._matters(_TEXTS.where(clue.c.id == clue_id)).values() if clue_id else ()
        return frozenset(pair for one in there for pair in _pairs_of(f"{one.title}\n{one.body}"))

    def _holding(self, wanted: Collection[str]) -> Mapping[str, int]:
        """In how many clues each pair stands."""
        if self._server:
            seek_by_index(self._connection)
            return _numbers(self._connection.execute(_COUNTED_ON_SERVER, {"pairs": sorted(wanted)}))
        # The table is a view of the index in this connection's memory; it holds nothing of its own.
        self._connection.execute(_VIEW_OF_INDEX)
        # As the index has them, in lower case, and in its order: neighbours stand on one page, deciphered once.
        asked = json.dumps({folded(pair): pair for pair in sorted(wanted)}, ensure_ascii=False)
        return _numbers(self._connection.execute(_COUNTED, {"pairs": asked}))

    def _sharing(self, asked: Mapping[str, float], limit: int) -> Mapping[int, float]:
        """The rows of the index that share most of the weight of ``asked``, with what they share."""
        if self._server:
            seek_by_index(self._connection)
            given: dict[str, Any] = {"pairs": list(asked), "weights": list(asked.values())}
            return _shares(self._connection.execute(_SHARED_ON_SERVER, {**given, "most": limit}))
        # Ranking by the index itself would look up the length of every clue that shares a single pair.
        phrases = json.dumps({f'"{folded(pair)}"': weight for pair, weight in asked.items()}, ensure_ascii=False)
        return _shares(self._connection.execute(_SHARED, {"pairs": phrases, "most": limit}))


_VIEW_OF_INDEX = text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.clue_pairs USING fts5vocab('main', 'clue_fts', 'row')")
# One statement however many pairs are asked, and each pair is sought: a list would have all of the index gone through.
_COUNTED = text(
    "SELECT asked.value, held.doc FROM json_each(:pairs) AS asked CROSS JOIN temp.clue_pairs AS held"
    " WHERE held.term = asked.key"
)
_SHARED = text(
    "SELECT clue_fts.rowid, sum(asked.value) FROM json_each(:pairs) AS asked CROSS JOIN clue_fts"
    " WHERE clue_fts MATCH asked.key GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most"
)
_COUNTED_ON_SERVER = text(
    "SELECT pair, (SELECT count(*) FROM clue_search WHERE tokens @> ARRAY[pair]) FROM unnest(CAST(:pairs AS text[]))"
    " AS asked (pair)"
)
_SHARED_ON_SERVER = text(
    "SELECT clue_search.row, sum(weight) FROM unnest(CAST(:pairs AS text[]), CAST(:weights AS float8[])) AS asked"
    " (pair, weight) JOIN clue_search ON tokens @> ARRAY[pair] GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most"
)


def _pairs_of(words: str) -> Iterator[str]:
    return (pair for run in words.split() for pair in pairs(run) if len(pair) == 2 and pair.isalnum())


def _numbers(rows: Iterable[Row[*tuple[Any, ...]]]) -> Mapping[str, int]:
    return {pair: count for pair, count in rows if count}


def _shares(rows: Iterable[Row[*tuple[Any, ...]]]) -> Mapping[int, float]:
    return {row: share for row, share in rows}  # noqa: C416 - rows are no pairs to the type checker


def _worth_counting(
    wanted: Iterable[str], title: Container[str], known: Rarity | None, own: Container[str], documents: int
) -> Collection[str]:
    """The pairs that seem the rarest, and apart from them those that stand in no other clue that is known: most of
    these stand in none at all, which is told at once, and must not take the place of the others.
    """
    if known is None:
        return list(wanted)
    others = {pair: known.holding.get(pair, 0) - (pair in own) for pair in wanted}
    strange = [pair for pair, held in others.items() if held < 1]
    familiar = sorted((pair for pair, held in others.items() if held > 0), key=lambda pair: (others[pair], pair))
    each = documents / max(known.documents, 1)
    named = [pair for pair in familiar if pair in title]
    some = (_read_soon(pairs_of, others, each)[:FAMILIAR] for pairs_of in (familiar, named))
    return dict.fromkeys((*strange[:STRANGE], *chain.from_iterable(some)))


def _read_soon(familiar: Sequence[str], held: Mapping[str, int], each: float) -> Sequence[str]:
    """The first of these, the rarest, as far as :data:`READ_AT_MOST` goes; but one in any case."""
    read = accumulate(held[pair] * each for pair in familiar)
    return [pair for pair, sofar in zip(familiar, read, strict=True) if sofar <= READ_AT_MOST] or familiar[:1]
