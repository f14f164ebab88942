"""Hints at entry and at screening (domain A2.1, A2.2; safety P1). They are hints: a person decides.

Only 涉密 stops: such a text must not stay in the system, so the draft is purged once the person confirms it.
Being beyond the district's power is never a reason to decline: it is a route of its own (seed 八(三)2).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.rules.identifiers import IdentifierKind, identifiers
from baixing_desktop.domain.rules.registration import TITLE_LIMIT

TITLE_SOFT = 30
BODY_SOFT = 300
BODY_LONG = 1500
"""Characters: calls for clues ask for 200–500, 社情民意 for at most 1500 (domain A2.2). Only the title has a limit."""
VAGUE_BELOW = 8
"""Fewer characters than these, stock phrases apart, make no concrete suggestion."""

_NOT_WORDS = re.compile(r"[\W\d_]+")


class HintEffect(StrEnum):
    """What a screening reason leads to."""

    STOP = "stop"
    REFER = "refer"
    RETURN = "return"
    REDACT = "redact"
    SPLIT = "split"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class ScreeningReason:
    """A reason of the reference data: its effect, its label, and where the citizen may turn instead."""

    code: str
    effect: HintEffect
    label: str
    referral: str


@dataclass(frozen=True, slots=True)
class HintWord:
    """A word that hints at ``reason``, but not inside one of ``unless`` (遗产 in 文化遗产)."""

    word: str
    reason: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HintWords:
    """The words, and the stock phrases that say nothing by themselves."""

    words: tuple[HintWord, ...] = ()
    stock_phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """A reason to look again, with the words of the text that gave it."""

    reason: str
    words: tuple[str, ...]


def screening_hints(content: ClueContent, words: HintWords) -> tuple[Hint, ...]:
    """The reasons for which ``content`` may not be accepted as it is, in the order in which they were found."""
    text = f"{content.title}\n{content.analysis}\n{content.suggestions}"
    found: dict[str, list[str]] = {}
    for entry in words.words:
        if _says(text, entry):
            found.setdefault(entry.reason, []).append(entry.word)
    if _identified(text):
        found.setdefault("PRIVACY", []).append("身份证号或银行卡号")
    if "；" in content.title or content.title.count("建议") > 1:
        found.setdefault("MULTI", []).append(content.title)
    if content.suggestions.strip() and _is_vague(content.suggestions, words.stock_phrases):
        found.setdefault("VAGUE", []).append(content.suggestions.strip())
    return tuple(Hint(reason, tuple(given)) for reason, given in found.items())


def must_stop(hints: Iterable[Hint], reasons: Mapping[str, ScreeningReason]) -> bool:
    """Whether one of ``hints`` says that the text must not be in the system at all."""
    return any(h.reason in reasons and reasons[h.reason].effect is HintEffect.STOP for h in hints)


class LengthStanding(StrEnum):
    """How long a text is; only a title can be too long to register."""

    FINE = "fine"
    LONG = "long"
    VERY_LONG = "very_long"


def length_of(text: str) -> int:
    """Characters without white space, as people count them."""
    return sum(not character.isspace() for character in text)


def title_length(title: str) -> LengthStanding:
    """A title is best within 30 characters and must stay within 50."""
    return _standing(length_of(title), TITLE_SOFT, TITLE_LIMIT)


def body_length(text: str) -> LengthStanding:
    """A text is best within 300 characters; beyond 1500 it is a report, but is never refused."""
    return _standing(length_of(text), BODY_SOFT, BODY_LONG)


def _standing(length: int, soft: int, hard: int) -> LengthStanding:
    if length > hard:
        return LengthStanding.VERY_LONG
    return LengthStanding.LONG if length > soft else LengthStanding.FINE


def _says(text: str, entry: HintWord) -> bool:
    if entry.word not in text:
        return False
    for phrase in entry.unless:
        text = text.replace(phrase, "\n")
    return entry.word in text


def _identified(text: str) -> bool:
    return any(i.kind in {IdentifierKind.ID_CARD, IdentifierKind.BANK_CARD} for i in identifiers(text))


def _is_vague(suggestions: str, stock_phrases: Iterable[str]) -> bool:
    for phrase in sorted(stock_phrases, key=len, reverse=True):
        suggestions = suggestions.replace(phrase, "")
    return len(_NOT_WORDS.sub("", suggestions)) < VAGUE_BELOW
