"""热点: clues of several people or streets about one matter, gathered for the office to see (seed 八(二) 梳理).

Pairs that may be alike are found by the rare pairs of characters they share and judged by the same rule as 查重
(``similarity``). Two clues hold together when they are probably the same matter, or related and one names in its title
a place that the other names too. Groups grow from the most alike pairs, and join only while they are alike on the
whole, so that no chain of likenesses ties different matters together. Nothing is decided here: no clue is changed.
"""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import log

from baixing_desktop.domain.rules.similarity import (
    RELATED_FROM,
    SAME_FROM,
    Matter,
    Rarity,
    Weighed,
    pairs_in,
    places_in,
    score,
    weigh,
)
from baixing_desktop.domain.rules.suggesting import words_of
from baixing_desktop.work import Work

LEAST = 3
"""Clues from which a matter is a hot one."""
READ = 300
"""Characters of a clue's body that are looked at: what it is about stands at the beginning."""
ALIKE_ON_THE_WHOLE = 0.3
"""Mean likeness from which two groups are one; measured on curated groups of real messages."""
FEW = 60
COMMON = 0.02
"""Pairs of characters in more clues than ``FEW``, and than this part of all, tell nothing apart."""
LOOKED_UP = 24
"""The rarest pairs of a body that are looked up, beside those of the title."""
NEIGHBOURS = 24
"""With how many of the others that hold a pair of characters a clue is brought together."""
SHARED = 3
"""Rare pairs that two clues share before they are looked at."""
NEAREST = 8
"""How many others are looked at for one clue."""
OVERLAP = 0.12
"""Part of the shorter clue's pairs that both have, below which two clues are not worth comparing."""
SEEN = 6
"""Members by whom a group is judged."""
KEPT = 2_000
"""Clues kept ready for comparison at one time."""
OFTEN = 0.5
"""Part of a group's members that have a word before it stands for the group."""
LONGEST_WORD = 12
EVERY = 100
"""After how many clues progress is told."""

Pair = tuple[str, str]


@dataclass(slots=True)
class Gathering:
    """Gathers ``matters``, by identity. ``together`` are pairs that are one matter by decision, ``apart`` those that
    were told apart: neither is decided anew.
    """

    matters: Mapping[str, Matter]
    rarity: Rarity
    together: Iterable[Pair] = ()
    apart: Iterable[Pair] = ()
    _holding: Counter[str] = field(init=False, default_factory=Counter[str])
    _ready: OrderedDict[str, Weighed] = field(init=False, default_factory=OrderedDict[str, Weighed])
    _scores: dict[Pair, float] = field(init=False, default_factory=dict[Pair, float])

    def groups(self, work: Work) -> list[tuple[str, ...]]:
        """Every group of at least two, the largest first, its members in the order of ``matters``.

        Raises:
            UserError: ``CANCELLED``.
        """
        self.matters = {one: Matter(matter.title, matter.body[:READ]) for one, matter in self.matters.items()}
        found = self._judged(self._candidates(work), work)
        order = {one: at for at, one in enumerate(self.matters)}
        groups = [tuple(sorted(group, key=order.__getitem__)) for group in self._joined(found)]
        return sorted(groups, key=lambda group: (-len(group), order[group[0]]))

    def middle(self, group: Sequence[str]) -> str:
        """The member most like the others: its title stands for the group."""
        some = group[: 2 * SEEN]
        return max(some, key=lambda one: sum(self._alike(one, other) for other in some if other != one))

    def words(self, group: Sequence[str]) -> tuple[str, ...]:
        """The words that at least half of the titles of ``group`` have in common, the rarest in the record first."""
        title = Matter(self.matters[self.middle(group)].title, "")
        held = Counter(pair for one in group for pair in pairs_in(self.matters[one].title))
        gains = {
            pair: held[pair] / len(group) * log(1 + len(self.matters) / self._holding[pair])
            for pair in pairs_in(title.title)
            if pair.isalpha() and held[pair] >= max(OFTEN * len(group), 2)
        }
        return words_of(title, gains, LONGEST_WORD)

    # -- which pairs are worth comparing

    def _candidates(self, work: Work) -> list[Pair]:
        holders = self._holders(work)
        shared: dict[int, Counter[int]] = defaultdict(Counter)
        for clues in holders.values():
            for at, one in enumerate(clues):
                shared[one].update(clues[at + 1 : at + 1 + NEIGHBOURS])
        near: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for one, others in shared.items():
            for other, count in others.items():
                if count >= SHARED:
                    near[one].append((-count, other))
                    near[other].append((-count, one))
        names = list(self.matters)
        chosen = {(min(one, other), max(one, other)) for one in near for _, other in sorted(near[one])[:NEAREST]}
        return [(names[one], names[other]) for one, other in sorted(chosen)]

    def _holders(self, work: Work) -> dict[str, list[int]]:
        """For each telling pair of characters the clues that hold it and are looked up by it, by their place."""
        count = len(self.matters)
        for at, matter in enumerate(self.matters.values()):
            if at % EVERY == 0:
                work.at(at, 2 * count, "正在读线索")
            self._holding.update(pairs_in(matter.title, matter.body))
        most = max(FEW, COMMON * count)
        telling = {pair for pair, clues in self._holding.items() if 1 < clues <= most}
        holders: dict[str, list[int]] = defaultdict(list)
        for at, matter in enumerate(self.matters.values()):
            if at % EVERY == 0:
                work.at(count + at, 2 * count, "正在读线索")
            title = pairs_in(matter.title) & telling
            body = sorted((pairs_in(matter.body) & telling) - title)
            for pair in (*title, *sorted(body, key=self._holding.__getitem__)[:LOOKED_UP]):
                holders[pair].append(at)
        return holders

    # -- how alike

    def _judged(self, candidates: Sequence[Pair], work: Work) -> list[tuple[float, Pair]]:
        """The candidates that hold together, most alike first."""
        found: list[tuple[float, Pair]] = []
        for at, pair in enumerate(candidates):
            if at % EVERY == 0:
                work.at(at, len(candidates), "正在比较")
            if self._overlap(*pair) >= OVERLAP and self._holds(value := self._alike(*pair), pair):
                found.append((value, pair))
        return sorted(found, key=lambda one: (-one[0], one[1]))

    def _overlap(self, one: str, other: str) -> float:
        left, right = (pairs_in(self.matters[each].title, self.matters[each].body) for each in (one, other))
        return len(left & right) / max(min(len(left), len(right)), 1)

    def _holds(self, value: float, pair: Pair) -> bool:
        if value >= SAME_FROM or value < RELATED_FROM:
            return value >= SAME_FROM
        one, other = (self.matters[each] for each in pair)
        return bool(places_in(one) & _titled(other) or _titled(one) & places_in(other))

    def _alike(self, one: str, other: str) -> float:
        pair = (one, other) if one < other else (other, one)
        known = self._scores.get(pair)
        if known is None:
            known = self._scores[pair] = score(self._weighed(one), self._weighed(other))
        return known

    def _weighed(self, one: str) -> Weighed:
        ready = self._ready.pop(one, None) or weigh(self.matters[one], self.rarity)
        self._ready[one] = ready
        if len(self._ready) > KEPT:
            self._ready.popitem(last=False)
        return ready

    # -- groups

    def _joined(self, found: Iterable[tuple[float, Pair]]) -> list[list[str]]:
        group = {one: [one] for one in self.matters}
        apart: dict[str, set[str]] = defaultdict(set)
        for one, other in self.apart:
            apart[one].add(other)
            apart[other].add(one)

        def join(one: str, other: str) -> None:
            both = group[one] + group[other]
            group.update(dict.fromkeys(both, both))

        for one, other in self.together:
            if one in group and other in group and group[one] is not group[other]:
                join(one, other)
        for _, (one, other) in found:
            left, right = group[one], group[other]
            if left is right or any(not apart[each].isdisjoint(right) for each in left if each in apart):
                continue
            if self._on_the_whole(left, right) >= ALIKE_ON_THE_WHOLE:
                join(one, other)
        return list({id(members): members for members in group.values() if len(members) > 1}.values())

    def _on_the_whole(self, left: Sequence[str], right: Sequence[str]) -> float:
        each = [self._alike(one, other) for one in islice(left, SEEN) for other in islice(right, SEEN)]
        return sum(each) / len(each)


def _titled(matter: Matter) -> frozenset[str]:
    """The places that the title names."""
    return places_in(Matter(matter.title, ""))
