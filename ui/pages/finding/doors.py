"""On which page, and on which of its views, each kind of record is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from baixing_desktop.domain.finding import FoundKind, Hit
from ui.targets import Target


@dataclass(frozen=True, slots=True)
class Door:
    """``pages``: the first of them that the window has."""

    pages: tuple[str, ...]
    views: tuple[str, ...] = ()


def _door(page: str, *views: str) -> Door:
    return Door((page,), views)


_CLUE = _door("clues")
_STAGES = ("offered", "claimed", "cultivating", "drafted", "filed", "not_filed")

DOORS: Mapping[FoundKind, Door] = MappingProxyType(
    {
        FoundKind.CLUE: _CLUE,
        FoundKind.EDITION: _CLUE,
        FoundKind.SCREENING: _CLUE,
        FoundKind.LETTER: _CLUE,
        FoundKind.ASSIGNMENT: _CLUE,
        FoundKind.REPLY: _CLUE,
        FoundKind.EXTENSION: _CLUE,
        FoundKind.RETURN: _CLUE,
        FoundKind.RESPONSE: _door("supervision", "responses"),
        FoundKind.CLAIM: _door("claims", *_STAGES),
        FoundKind.CULTIVATION: _door("claims", *_STAGES),
        FoundKind.PROPOSAL: _door("claims", "drafted", "filed", "not_filed"),
        FoundKind.SUPERVISION: _door("supervision", "open", "over"),
        FoundKind.FOLLOW_UP: _door("supervision", "open", "over"),
        FoundKind.KEY_ITEM: _door("supervision", "key", "over"),
        FoundKind.LOOK_BACK: _door("supervision", "back", "over"),
        FoundKind.CONSULTATION: _door("supervision", "talks"),
        FoundKind.OUTPUT: _door("outputs", "making", "over"),
        FoundKind.CITY_REPORT: _door("outputs", "city", "over"),
        FoundKind.PREMIUM: _door("outputs", "premium", "over"),
        FoundKind.RESULT_USE: _door("outputs", "uses"),
        FoundKind.PUBLICITY: _door("encouragement", "publicity"),
        FoundKind.SHOWCASE: _door("encouragement", "cases"),
        FoundKind.NOMINATION: _door("encouragement", "commend"),
        FoundKind.RESULT_REPORT: _door("compendium", "brief"),
        FoundKind.COMPENDIUM: _door("compendium", "kept"),
        FoundKind.TOPIC: _door("topics", "topics"),
        FoundKind.PILOT: _door("topics", "pilots"),
        FoundKind.SESSION: Door(("sessions", "duty")),
        FoundKind.MEMBER: _door("reference", "members"),
        FoundKind.POST: _door("reference", "posts"),
        FoundKind.UNIT: _door("reference", "dictionary"),
        FoundKind.NOTE: _door("reference", "shelf"),
    }
)
"""Every kind has one; where a window has none of the pages, the kind is not searched there."""


def target_of(hit: Hit) -> str:
    """Where its page shows this record."""
    if DOORS[hit.kind] is _CLUE:
        return hit.opens
    return str(Target(hit.opens or hit.id, DOORS[hit.kind].views, hit.clue_id))
