"""查找: one search over everything that whoever asks may look at; contact data is neither read nor shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from baixing_desktop.domain.finding import SEARCHED, FoundKind, Hit, folded, words_of
from baixing_desktop.domain.reference import Reference
from baixing_desktop.domain.units import Unit
from baixing_desktop.store.repos.finding import Codes
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import intention, may
from baixing_desktop.work import Work

PORTION = 128
"""So many hits come at once."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found: how many of each kind that has any, and the first hits of ``shown``, the kind looked at."""

    text: str
    counts: Mapping[FoundKind, int] = field(default_factory=dict[FoundKind, int])
    shown: FoundKind | None = None
    hits: tuple[Hit, ...] = ()


@intention
def find_everywhere(
    desk: Desk,
    text: str,
    kinds: Sequence[FoundKind] = tuple(FoundKind),
    *,
    wanted: FoundKind | None = None,
    work: Work | None = None,
) -> Findings:
    """What of these ``kinds`` has every word of ``text`` (blanks part words) in it, and which of it may be looked at;
    the first hits are those of the kind ``wanted`` if it has any, else of the first that has.

    Raises:
        UserError: ``CANCELLED`` by way of ``work``, between two kinds.
    """
    words, heard = words_of(text), work or Work()
    if not words:
        return Findings(text)
    open_to = [kind for kind in kinds if may(desk, SEARCHED[kind].needs)]
    codes = _codes(desk.reference, words)
    counts: dict[FoundKind, int] = {}
    with desk.store.reading() as tx:
        for done, kind in enumerate(open_to):
            heard.at(done, len(open_to), "正在查找")
            units = _units(desk, words) if kind is FoundKind.UNIT else ()
            counts[kind] = len(units) if kind is FoundKind.UNIT else tx.finding.count(kind, words, codes)
    found = {kind: count for kind, count in counts.items() if count}
    shown = wanted if wanted in found else next(iter(found), None)
    hits = find_more(desk, text, shown, 0, PORTION) if shown else ()
    return Findings(text, found, shown, hits)


@intention
def find_more(desk: Desk, text: str, kind: FoundKind, offset: int, limit: int) -> tuple[Hit, ...]:
    """The hits of one kind from the ``offset``-th on, the newest first; none if it may not be looked at."""
    words = words_of(text)
    if not words or not may(desk, SEARCHED[kind].needs):
        return ()
    if kind is FoundKind.UNIT:
        return _units(desk, words)[offset : offset + limit]
    with desk.store.reading() as tx:
        return tx.finding.hits(kind, words, _codes(desk.reference, words), offset, limit)


def _codes(reference: Reference, words: Sequence[str]) -> Codes:
    return {word: [code for code, unit in reference.units.items() if _named(unit, word)] for word in words}


def _named(unit: Unit, word: str) -> bool:
    return any(folded(word) in folded(name) for name in (unit.name, unit.short_name))


def _units(desk: Desk, words: Sequence[str]) -> tuple[Hit, ...]:
    return tuple(
        Hit(FoundKind.UNIT, unit.code, unit.code, unit.name, unit.short_name, None)
        for unit in desk.reference.units.values()
        if all(_named(unit, word) for word in words)
    )
