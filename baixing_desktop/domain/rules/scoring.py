"""Points for members by a rules table (seed 八(五)2, 九(一)6): every city differs, so the table is reference data."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from baixing_desktop.domain.encouragement import ScoreEntry
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.rules.roster import member_meant


class Scored(StrEnum):
    """The facts that the record knows of itself, by the code of their rule; every other rule is scored by hand."""

    CLUE_SUBMITTED = "CLUE_SUBMITTED"
    CLUE_ADOPTED = "CLUE_ADOPTED"
    SESSION_ON_DUTY = "SESSION_ON_DUTY"
    CLUE_CULTIVATED = "CLUE_CULTIVATED"
    PROPOSAL_SUBMITTED = "PROPOSAL_SUBMITTED"
    PROPOSAL_FILED = "PROPOSAL_FILED"
    PROPOSAL_KEY = "PROPOSAL_KEY"
    PROPOSAL_OUTSTANDING = "PROPOSAL_OUTSTANDING"
    SUPERVISION_JOINED = "SUPERVISION_JOINED"


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


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a member did on a day, known by ``member_id`` or else by the ``name`` as the record has it;
    ``workroom`` tells namesakes apart."""

    rule: Scored
    object_id: str
    on: date
    name: str = ""
    member_id: str | None = None
    workroom: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """What the entries lack and have too much against the facts: ``fresh`` are members with their facts, ``gone``
    entries whose fact is no longer one, ``unknown`` names that mean nobody in the roster, or several."""

    fresh: tuple[tuple[Member, Fact], ...]
    gone: tuple[ScoreEntry, ...]
    unknown: tuple[str, ...]


def due_scores(
    facts: Iterable[Fact], entries: Collection[ScoreEntry], members: Collection[Member], rules: Mapping[str, ScoreRule]
) -> Due:
    """What has to be entered and taken out, so that the entries of a year say what the facts of that year say.

    Entries by hand are left alone, and so are the points of entries that stand: they are those of their day. A fact
    without a rule in the table brings nothing.
    """
    by_id = {one.id: one for one in members}
    fresh: dict[tuple[str, str, str], tuple[Member, Fact]] = {}
    unknown: dict[str, None] = {}
    for fact in facts:
        member = by_id.get(fact.member_id or "") or member_meant(fact.name, members, fact.on, fact.workroom)
        if member is None:
            unknown[fact.name] = None
        elif fact.rule in rules:
            fresh.setdefault((member.id, fact.rule, fact.object_id), (member, fact))
    own = [one for one in entries if not one.by_hand]
    here = {(one.member_id, one.rule, one.object_id) for one in own}
    gone = tuple(one for one in own if one.rule in rules and (one.member_id, one.rule, one.object_id) not in fresh)
    return Due(tuple(found for key, found in fresh.items() if key not in here), gone, tuple(unknown))


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
