"""What an office would decide about a clue, learned from what it decided before (seed 八(三) 分类, 八(四) 转送).

A complement naive Bayes over runs of one to four characters, the title apart from the rest: learning is counting, so a
new decision is added at once and nothing is ever trained anew; every weight belongs to words that can be shown. How
sure it is, is measured on the decisions themselves: each is guessed as if it had not been made, and one temperature is
fitted to what came out. It only ever suggests; below ``SURE_FROM``, or with too few decisions, it says nothing.
"""

import re
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log, sqrt
from zlib import crc32

from baixing_desktop.domain.rules.similarity import Matter
from baixing_desktop.work import Work

LEAST_DECISIONS = 30
"""Decisions below which nothing is suggested."""
LEAST_OF_ONE = 5
"""Decisions that a label needs before it is suggested."""
LEAST_LABELS = 2
SURE_FROM = 0.6
"""Confidence below which nothing is suggested."""
TRIED = 400
"""Decisions on which the temperature is fitted; more cost time and change nothing."""
TOLD_EVERY = 50
MOST_WORDS = 4
STRONGEST = 12
LONGEST_PASSAGE = 8
BUCKETS = 1 << 19

_RUN = re.compile(r"[^\W_]+")
_LONGEST, _LONGEST_OF_TITLE = 3, 3
_SMOOTHING = 0.1
_RARE = 1e-5
_TITLE = "^"
_COLDEST, _HOTTEST = 0.01, 50.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """One decision: what the clue was about, and what was decided (any code)."""

    matter: Matter
    label: str


@dataclass(frozen=True, slots=True)
class Guess:
    """A label with its ``confidence`` (0 to 1) and the words of the clue that speak most for it, strongest first."""

    label: str
    confidence: float
    words: tuple[str, ...] = ()


def features(matter: Matter) -> dict[str, float]:
    """The runs of characters of a clue, each with its weight; title and rest are measured apart, both of length 1."""
    title = _grams(matter.title, _LONGEST_OF_TITLE)
    whole = _grams(f"{matter.title}\n{matter.body}", _LONGEST)
    return {f"{_TITLE}{gram}": weight for gram, weight in title.items()} | whole


def _grams(text: str, longest: int) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for run in _RUN.findall(text.lower()):
        for length in range(1, longest + 1):
            counts.update([run[at : at + length] for at in range(len(run) - length + 1)])
    weights = {gram: 1 + log(count) for gram, count in counts.items()}
    size = sqrt(sum(weight * weight for weight in weights.values()))
    return {gram: weight / size for gram, weight in weights.items()}


@dataclass(slots=True)
class Suggester:
    """What was learned: for each label how much of which run it holds. Grows with ``learn``; no text is kept.

    Runs are counted in ``BUCKETS`` places by their checksum, so 10 000 decisions take no more room than 100.
    """

    decisions: int = 0
    temperature: float = 1.0
    labels: dict[str, int] = field(default_factory=dict[str, int])
    _sums: dict[str, "array[float]"] = field(default_factory=dict[str, "array[float]"])
    _mass: dict[str, float] = field(default_factory=dict[str, float])
    _known_runs: int = 0
    _total: "array[float]" = field(default_factory=lambda: _places("d"))
    _holding: "array[float]" = field(default_factory=lambda: _places("f"))

    @classmethod
    def of(cls, lessons: Sequence[Lesson], work: Work | None = None) -> "Suggester":
        """Learned from ``lessons``, with its confidence fitted to them; ``work`` hears of it and may stop it.

        Raises:
            UserError: ``CANCELLED``.
        """
        made = cls()
        for at, lesson in enumerate(lessons):
            if work and at % TOLD_EVERY == 0:
                work.at(at, len(lessons), "正在参考以往的决定")
            made.learn(lesson)
        made.fit(lessons)
        return made

    def learn(self, lesson: Lesson) -> None:
        """Add one decision."""
        self._count(_placed(features(lesson.matter)), lesson.label, 1)

    def fit(self, lessons: Sequence[Lesson]) -> None:
        """Fit the temperature: each of some ``lessons``, all learned before, is guessed as if it had not been."""
        step = max(1, len(lessons) // TRIED)
        found = [self._left_out(lesson) for lesson in lessons[::step] if self.labels[lesson.label] > 1]
        if found and len(self.labels) > 1:
            self.temperature = _fitted(found)

    def guesses(self, matter: Matter) -> tuple[Guess, ...]:
        """Every label, the most likely first; the confidences add up to 1. Words are given for the first only."""
        if not self.labels:
            return ()
        weights = features(matter)
        chances = _chances(self._scores(_placed(weights)), self.temperature)
        order = sorted(chances, key=lambda label: (-chances[label], label))
        first = Guess(order[0], chances[order[0]], words_of(matter, self._gains(weights, order[0])))
        return (first, *(Guess(label, chances[label]) for label in order[1:]))

    def suggest(self, matter: Matter) -> Guess | None:
        """The most likely label if it is likely enough, was decided often enough, and has words that speak for it.

        None where everything was decided alike: then there is nothing to tell apart.
        """
        often = [label for label, decided in self.labels.items() if decided >= LEAST_OF_ONE]
        if self.decisions < LEAST_DECISIONS or len(often) < LEAST_LABELS:
            return None
        best = self.guesses(matter)[0]
        return best if best.confidence >= SURE_FROM and best.label in often and best.words else None

    def _count(self, weights: Mapping[int, float], label: str, sign: int) -> None:
        self.decisions += sign
        self.labels[label] = self.labels.get(label, 0) + sign
        self._mass[label] = self._mass.get(label, 0.0) + sign * sum(weights.values())
        if label not in self._sums:
            self._sums[label] = _places("f")
        sums, total, holding = self._sums[label], self._total, self._holding
        # Counts are whole, and a run is known from its second decision on.
        least = 1 + max(sign, 0)
        for place, weight in weights.items():
            given = sign * weight
            sums[place] += given
            total[place] += given
            holding[place] += sign
            if holding[place] == least:
                self._known_runs += sign

    def _left_out(self, lesson: Lesson) -> tuple[dict[str, float], str]:
        weights = _placed(features(lesson.matter))
        self._count(weights, lesson.label, -1)
        scores = self._scores(weights)
        self._count(weights, lesson.label, 1)
        return scores, lesson.label

    def _scores(self, weights: Mapping[int, float]) -> dict[str, float]:
        """How much each label is spoken for; only differences between labels mean something."""
        known = self._known(weights)
        whole = sum(weight for _, weight, _ in known)
        # Every run that is known is held to have been met a little by each label; over all places, most of which are
        # empty, that would drown what the labels differ in.
        mass = sum(self._mass.values()) + _SMOOTHING * self._known_runs
        scores: dict[str, float] = {}
        for label, sums in self._sums.items():
            missing = sum(weight * log(max(total - sums[place], 0.0) + _SMOOTHING) for place, weight, total in known)
            # Against what the other labels hold altogether, so that a label is not likely for being frequent.
            scores[label] = whole * log(mass - self._mass[label]) - missing
        return scores

    def _known(self, weights: Mapping[int, float]) -> list[tuple[int, float, float]]:
        # A run that stands in one clue only tells nothing about another.
        holding, total = self._holding, self._total
        every = 1 + log(1 + self.decisions)
        return [
            (place, weight * (every - log(1 + held)), total[place])
            for place, weight in weights.items()
            if (held := holding[place]) > 1
        ]

    def _gains(self, weights: Mapping[str, float], label: str) -> dict[str, float]:
        """How much each run of the clue speaks for ``label`` against the average of the others, where it does."""
        mass = sum(self._mass.values())
        gains: dict[str, float] = {}
        for gram, weight in weights.items():
            word = gram.removeprefix(_TITLE)
            known = self._known({_place(gram): weight}) if len(word) > 1 and word.isalpha() else []
            for place, value, total in known:
                mine = self._sums[label][place]
                share = mine / self._mass[label]
                usual = max(total - mine, 0.0) / max(mass - self._mass[label], _RARE)
                gains[word] = gains.get(word, 0.0) + value * log((share + _RARE) / (usual + _RARE))
        return {word: gain for word, gain in gains.items() if gain > 0}


def _places(kind: str) -> "array[float]":
    return array(kind, bytes(array(kind).itemsize * BUCKETS))


def _place(gram: str) -> int:
    return crc32(gram.encode()) & (BUCKETS - 1)


def _placed(weights: Mapping[str, float]) -> dict[int, float]:
    return {_place(gram): weight for gram, weight in weights.items()}


def words_of(matter: Matter, gains: Mapping[str, float], longest: int = LONGEST_PASSAGE) -> tuple[str, ...]:
    """The passages, of at most ``longest`` characters, that the strongest runs make where they touch in the text; a run
    alone may cut a word in two.
    """
    strongest = sorted(gains, key=lambda run: (-gains[run], run))[:STRONGEST]
    passages: dict[str, float] = {}
    for line in _RUN.findall(f"{matter.title}\n{matter.body}".lower()):
        marked = [False] * len(line)
        for run in strongest:
            at = line.find(run)
            while at >= 0:
                marked[at : at + len(run)] = [True] * len(run)
                at = line.find(run, at + 1)
        for passage in "".join(c if told else " " for c, told in zip(line, marked, strict=True)).split():
            passages[passage[:longest]] = sum(gains[run] for run in strongest if run in passage)
    chosen: list[str] = []
    for passage in sorted(passages, key=lambda words: (-passages[words], words)):
        if not any(passage in other for other in chosen):
            chosen.append(passage)
    return tuple(chosen[:MOST_WORDS])


def _chances(scores: Mapping[str, float], temperature: float) -> dict[str, float]:
    top = max(scores.values())
    raised = {label: exp((score - top) / temperature) for label, score in scores.items()}
    whole = sum(raised.values())
    return {label: value / whole for label, value in raised.items()}


def _fitted(found: Sequence[tuple[Mapping[str, float], str]]) -> float:
    """The temperature under which what was decided is least surprising: a search by golden section on its logarithm."""

    def surprise(at: float) -> float:
        temperature = exp(at)
        return -sum(log(max(_chances(scores, temperature)[label], 1e-12)) for scores, label in found)

    low, high, part = log(_COLDEST), log(_HOTTEST), (sqrt(5) - 1) / 2
    for _ in range(20):
        left, right = high - part * (high - low), low + part * (high - low)
        if surprise(left) < surprise(right):
            high = right
        else:
            low = left
    return exp((low + high) / 2)
