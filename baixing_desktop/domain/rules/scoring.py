"""Points for members by a rules table (seed 八(五)2, 九(一)6): every city differs, so the table is reference data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from baixing_desktop.domain.encouragement import ScoreEntry


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """So many ``points`` for each fact of kind ``code``; ``cap`` is the most a year can bring by this rule."""

    code: str
    label: str
    points: int
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class YearScore:
    """A member's year: points by rule (capped) and their sum."""

    member_id: str
    by_rule: Mapping[str, int]

    @property
    def total(self) -> int:
        """The sum over all rules."""
        return sum(self.by_rule.values())


def already_scored(entries: Iterable[ScoreEntry], member_id: str, rule: str, object_id: str) -> bool:
    """Whether this fact has brought its points: nothing is scored twice."""
    return any(e.member_id == member_id and e.rule == rule and e.object_id == object_id for e in entries)


def year_scores(entries: Iterable[ScoreEntry], rules: Mapping[str, ScoreRule], year: int) -> dict[str, YearScore]:
    """The scores of ``year`` by member. Entries keep the points of their day; the caps are those of ``rules`` now.

    An entry whose rule is gone from the table still counts, without a cap.
    """
    sums: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for entry in entries:
        if entry.year == year:
            sums[entry.member_id][entry.rule] += entry.points
    return {
        member: YearScore(member, {rule: _capped(points, rules.get(rule)) for rule, points in found.items()})
        for member, found in sums.items()
    }


def _capped(points: int, rule: ScoreRule | None) -> int:
    return points if rule is None or rule.cap is None else min(points, rule.cap)
