"""How alike two clues are, and why: the rule behind 查重 (seed 八(二) 梳理; feature 25).

Two texts are alike by the single characters and pairs of characters that they share, each weighed by how rare it is
in the whole record and, sublinearly, by how often it occurs; the title counts twice. Characters and pairs need no
dictionary, so a district's road names and rare family names weigh as they should, and the order of sentences does not
matter. What differs only in a designator (a bus route, a metro line, a building number) is never called the same.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from math import log, sqrt
from operator import add

TITLE_WEIGHT = 2
SAME_FROM = 0.45
RELATED_FROM = 0.26
SOMEWHAT_FROM = 0.17
"""From here on it is worth a look where nothing better is found: 98 of 100 pairs of labelled mates score more."""
CONFLICT_FACTOR = 0.4
"""What is left of a likeness between clues that name different things; below ``SAME_FROM`` even for equal words."""
SCALE = 0.81
"""The power of the cosine that is shown: as true mates scored when rarity counted once, so that what people know as
45 % stays 45 %."""
_LEAST_COSINE = RELATED_FROM ** (1 / SCALE)
_ROUNDING = 1e-9
PROMISING = 0.05
"""Estimated cosine from which two clues are weighed. Of 1,800 pairs of real texts that are related or the same none was
estimated below 0.1; related ones among few clues, most of one matter, are estimated from 0.075 on."""
LEAST_PASSAGE = 5
"""Shortest agreeing passage shown, in characters."""
MOST_PASSAGES = 5
_PLACES_TRIED = 8

_RUN = re.compile(r"\w+")
_NUMBER = re.compile(r"(?<![A-Za-z\d])\d+(?![\d年月日周时点分秒%元个名人多天岁位万亿米平公小:：.余起条件次])")
_NUMBERED = re.compile(
    r"(?<![A-Za-z\d])\d+(?=路|号线|号楼|线|期|栋|幢|座)|[一二三四五六七八九十百]+(?=号线|期|号楼|栋|幢|横路|马路|街|巷)"
)
_NAME = re.compile(
    r"([\u4e00-\u9fff]{2,10}?)(?:学院|大学|学校|中学|小学|幼儿园|医院|小区|花园|公寓|苑|广场|市场|大厦|村|社区|街道|镇)"
)
_NO_NAME = ("老旧", "居住", "住宅", "新建", "部分", "各", "本", "该", "全区", "我区", "附近", "周边", "无物业")
"""老旧小区 and 附近学校 are many: they name none, and tell no two matters apart."""
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,6}?(?:大道|大街|马路|直街|横街|路(?![灯面段口过人由径线程途况边])|街|巷|涌|桥|村|小区|花园|社区|广场|公园|市场|大厦|地铁站|中学|小学|幼儿园|医院)"
)
_LEADING = re.compile(r"^(?:建议|关于|希望|请求|反映|咨询|在|从|到|和|与|对|把|将|的|于)+")


class Verdict(StrEnum):
    """What the likeness says to the clerk, who alone decides."""

    SAME = "same"
    RELATED = "related"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Matter:
    """What a clue is about: its title and the rest of its words."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many of the record's ``documents`` each gram (one or two characters) stands."""

    documents: int
    holding: Mapping[str, int]
    weights: Mapping[str, float] = field(init=False, repr=False, compare=False)
    """What each of these grams weighs: larger for rarer ones."""
    never_seen: float = field(init=False, repr=False, compare=False)
    """What any other gram weighs: as one that stands in a single clue."""

    def __post_init__(self) -> None:
        each = {held: log(1 + max(self.documents, 1) / max(held, 1)) for held in {1, *self.holding.values()}}
        object.__setattr__(self, "weights", {gram: each[held] for gram, held in self.holding.items()})
        object.__setattr__(self, "never_seen", each[1])

    @classmethod
    def of(cls, matters: "list[Matter]") -> "Rarity":
        """Counted over ``matters``."""
        holding = Counter(gram for matter in matters for gram in grams(matter))
        return cls(len(matters), holding)


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` from 0 to 1 and its reasons, all in the words of both clues."""

    score: float
    verdict: Verdict
    passages: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()


def grams(matter: Matter) -> Counter[str]:
    """Characters and pairs of neighbouring characters with their weighted counts; punctuation separates."""
    counts: Counter[str] = Counter()
    for text in (*(matter.title,) * TITLE_WEIGHT, matter.body):
        for run in _RUN.findall(text.lower()):
            counts.update(run)
            counts.update(map(add, run, run[1:]))
    return counts


def pairs_in(*texts: str) -> set[str]:
    """The pairs of neighbouring characters of these texts; punctuation separates."""
    found: set[str] = set()
    for text in texts:
        for run in _RUN.findall(text.lower()):
            found.update(map(add, run, run[1:]))
    return found


@dataclass(frozen=True, slots=True)
class Weighed:
    """A matter made ready for comparison: the weight of each of its grams, and the length of that vector."""

    matter: Matter
    weights: Mapping[str, float]
    size: float


def weigh(matter: Matter, rarity: Rarity) -> Weighed:
    """``matter`` ready to be compared with many others."""
    # Rarity counts on either side, squared in the product: what all long texts share must not make them alike.
    each, never_seen = rarity.weights.get, rarity.never_seen
    weights = {gram: _often(count) * each(gram, never_seen) for gram, count in grams(matter).items()}
    return Weighed(matter, weights, sqrt(sum(weight * weight for weight in weights.values())))


@cache
def _often(count: int) -> float:
    return 1 + log(count)


def _weight(gram: str, count: int, rarity: Rarity) -> float:
    return _often(count) * rarity.weights.get(gram, rarity.never_seen)


def score(one: Weighed, other: Weighed) -> float:
    """Likeness from 0 (nothing in common) to 1 (the same words, in any order of sentences); symmetric.

    Differing designators take most of it away, so that such a pair is never called the same.
    """
    return _score(one, other, differing_designators(one.matter, other.matter))


def weigh_if_near(matter: Matter, rarity: Rarity, one: Weighed) -> Weighed | None:
    """``matter`` ready to be compared with ``one``; None if too few words agree for :func:`compare` to find anything
    but a difference. That is known as soon as a part of the others weighs too much, and weighing takes the time.
    """
    counts, mine = grams(matter), one.weights
    shared = {gram: _weight(gram, count, rarity) for gram, count in counts.items() if gram in mine}
    agreeing = sum(weight * mine[gram] for gram, weight in shared.items())
    # What all may weigh together (squared) at the least cosine of related ones, with room for rounding.
    room = (agreeing / (_LEAST_COSINE * (one.size or 1))) ** 2 * (1 + _ROUNDING)
    room -= sum(weight * weight for weight in shared.values())
    for gram, count in counts.items():
        if room < 0:
            return None
        if gram not in shared:
            room -= _weight(gram, count, rarity) ** 2
    other = weigh(matter, rarity)
    return None if _agreement(one, other) < RELATED_FROM else other


@dataclass(frozen=True, slots=True)
class Outline:
    """What tells at a glance whether another clue may be like this one: the squared weight of each of its pairs, and
    what they make together."""

    pairs: Mapping[str, float]
    total: float


def outline(one: Weighed) -> Outline:
    """The outline of a clue that is compared with many."""
    pairs = {gram: weight * weight for gram, weight in one.weights.items() if len(gram) == 2}
    return Outline(pairs, sum(pairs.values()))


def promising(one: Outline, pairs: AbstractSet[str]) -> bool:
    """Whether a clue with these ``pairs`` (:func:`pairs_in`) is worth weighing, which takes four times as long: as if
    its pairs weighed on average what those of ``one`` do."""
    shared = sum(map(one.pairs.__getitem__, one.pairs.keys() & pairs))
    return shared >= PROMISING * one.total * sqrt(len(pairs) / max(len(one.pairs), 1))


def compare(one: Weighed, other: Weighed, *, always: bool = False) -> Likeness:
    """The likeness of two clues with its reasons: agreeing passages, places named by both, what tells them apart.

    Clues that are different have no reasons but what tells them apart, unless they are ``always`` wanted.
    """
    differing = differing_designators(one.matter, other.matter)
    value = _score(one, other, differing)
    verdict = _verdict(value)
    if verdict is Verdict.DIFFERENT and not always:
        # Agreeing passages are the dearest part of a comparison.
        return Likeness(value, verdict, differing=differing)
    return Likeness(
        value,
        verdict,
        _passages(_whole(one.matter), _whole(other.matter)),
        tuple(sorted(_places(one.matter) & _places(other.matter), key=len, reverse=True)),
        differing,
    )


def differing_designators(one: Matter, other: Matter) -> tuple[str, ...]:
    """What tells two clues apart however alike their words are: numbers or names that each has and the other lacks.

    Numbers are those of the titles, or of the bodies where a title has none; names are those of schools, estates,
    villages and the like in the titles.
    """
    left, right = _numbers(one), _numbers(other)
    if left - right and right - left:
        return tuple(sorted(left ^ right))
    names, others = _names(one.title), _names(other.title)
    if names and others and not any(_overlap(a, b) for a in names for b in others):
        return tuple(sorted(names | others))
    return ()


def places_in(matter: Matter) -> frozenset[str]:
    """The roads, estates, villages, schools and the like that a clue names; in its title also by their stems."""
    return _places(matter) | _names(matter.title)


def _score(one: Weighed, other: Weighed, differing: tuple[str, ...]) -> float:
    value = _agreement(one, other)
    return value * CONFLICT_FACTOR if differing else value


def _verdict(value: float) -> Verdict:
    if value >= SAME_FROM:
        return Verdict.SAME
    return Verdict.RELATED if value >= RELATED_FROM else Verdict.DIFFERENT


def _agreement(one: Weighed, other: Weighed) -> float:
    return _cosine(one, other) ** SCALE


def _cosine(one: Weighed, other: Weighed) -> float:
    few, many = sorted((one.weights, other.weights), key=len)
    shared = sum(weight * many[gram] for gram, weight in few.items() if gram in many)
    size = one.size * other.size
    return min(shared / size, 1.0) if size else 0.0


def _numbers(matter: Matter) -> frozenset[str]:
    found = _NUMBER.findall(matter.title) + _NUMBERED.findall(matter.title) or _NUMBERED.findall(matter.body)
    return frozenset(_in_figures(number) for number in found)


_DIGITS = "零一二三四五六七八九"


def _in_figures(number: str) -> str:
    """三 and 3 are the same number, and so are 十二 and 12; from a hundred on nobody counts houses in words."""
    tens, ten, ones = number.rpartition("十")
    if "百" in number or not all(part in _DIGITS for part in (tens, ones)):
        return number.lower()
    value = (_DIGITS.index(tens) if tens else 1) * 10 if ten else 0
    return str(value + (_DIGITS.index(ones) if ones else 0))


def _names(title: str) -> frozenset[str]:
    stems = (_LEADING.sub("", stem) for stem in _NAME.findall(title))
    return frozenset(stem for stem in stems if len(stem) > 1 and not stem.endswith(_NO_NAME))


def _overlap(one: str, other: str) -> bool:
    return any(one[at : at + 2] in other for at in range(len(one) - 1))


def _whole(matter: Matter) -> str:
    return f"{matter.title}\n{matter.body}"


def _places(matter: Matter) -> frozenset[str]:
    return frozenset(name for found in _PLACE.findall(_whole(matter)) if len(name := _LEADING.sub("", found)) >= 3)


def _passages(one: str, other: str) -> tuple[str, ...]:
    # A title's end and the body's beginning are no passage of either.
    lines = (line for passage in _agreeing(one, other) for line in passage.split("\n"))
    found = {line.strip(" ，。；、：") for line in lines}
    longest = sorted((text for text in found if len(text) >= LEAST_PASSAGE), key=lambda t: (-len(t), t))
    return tuple(longest[:MOST_PASSAGES])


def _agreeing(one: str, other: str) -> Iterator[str]:
    """The runs of ``other`` that stand in ``one`` as well, wherever, from left to right and none within another."""
    places: dict[str, list[int]] = {}
    for at in range(len(one) - LEAST_PASSAGE + 1):
        places.setdefault(one[at : at + LEAST_PASSAGE], []).append(at)
    at = 0
    while at <= len(other) - LEAST_PASSAGE:
        begins = places.get(other[at : at + LEAST_PASSAGE], ())
        # Where a text repeats itself the first few places tell as much as all of them.
        length = max((_common_length(one, begin, other, at) for begin in begins[:_PLACES_TRIED]), default=0)
        if length:
            yield other[at : at + length]
        at += length or 1


def _common_length(one: str, begin: int, other: str, at: int) -> int:
    length = LEAST_PASSAGE
    longest = min(len(one) - begin, len(other) - at)
    while length < longest and one[begin + length] == other[at + length]:
        length += 1
    return length
