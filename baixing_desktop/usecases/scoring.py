"""履职量化: the points of a member's year by the rules table, and what stands behind each (seed 八(五)2, 九(一)6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.clock import local
from baixing_desktop.domain.encouragement import ScoreEntry
from baixing_desktop.domain.gathering import Session
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.proposals import Claim, Proposal
from baixing_desktop.domain.rules.redaction import redacted
from baixing_desktop.domain.rules.scoring import Due, Scored, ScoreRule, YearScore, due_scores, year_scores
from baixing_desktop.domain.supervision import Supervision
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.score_facts import facts_of

MOST_POINTS = 100
"""Nothing entered by hand counts more than this, up or down."""

_CLUES = (Scored.CLUE_SUBMITTED, Scored.CLUE_ADOPTED)
_GONE = "（记录已不在）"


@dataclass(frozen=True, slots=True)
class MemberScore:
    """A member with the year's points."""

    member: Member
    score: YearScore


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One entry in words: the rule's label, what it is about, the day."""

    kept: ScoreEntry
    label: str
    words: str
    on: date


@dataclass(frozen=True, slots=True)
class Settled:
    """What bringing a year up to date did; ``unknown`` are names in the record that mean no member, or several."""

    entered: int
    taken_out: int
    unknown: tuple[str, ...]


@intention
def settle_scores(desk: Desk, year: int) -> tuple[Settled, Changes]:
    """Score what happened in ``year`` and is not scored yet, and take out what is no longer so (a claim given up, a
    session deleted). What was entered by hand stays.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
    """
    require_face(desk.installation, Face.OFFICE)
    rules = desk.reference.score_rules
    with desk.store.reading() as tx:
        due = _due(tx, year, rules)
    if not due.fresh and not due.gone:
        return Settled(0, 0, due.unknown), Changes()
    with desk.store.writing() as tx:
        # Another seat may have settled the year in between.
        due = _due(tx, year, rules)
        made = [
            ScoreEntry(new_id(), member.id, year, fact.rule, rules[fact.rule].points, fact.object_id, desk.now())
            for member, fact in due.fresh
        ]
        tx.of(ScoreEntry).add(*made)
        for one in due.gone:
            tx.of(ScoreEntry).remove(one)
        if made or due.gone:
            note(desk, tx, "settle_scores", Kind.SCORE, "", year=year, entered=len(made), taken_out=len(due.gone))
    touched = Changes.of(Kind.SCORE, *(one.id for one in (*made, *due.gone)))
    return Settled(len(made), len(due.gone), due.unknown), touched


@intention
def score_board(desk: Desk, year: int) -> tuple[MemberScore, ...]:
    """The members in office in ``year`` and those with points, the most points first, then by name."""
    with desk.store.reading() as tx:
        return board_of(tx, year, desk.reference.score_rules)


@intention
def score_lines(desk: Desk, member_id: str, year: int) -> tuple[ScoreLine, ...]:
    """Every entry behind a member's figure, in the order of the rules table, the earliest first."""
    with desk.store.reading() as tx:
        entries = tx.of(ScoreEntry).where(member_id=member_id, year=year)
        return lines_of(tx, entries, desk.reference.score_rules)


@intention
def score_by_hand(
    desk: Desk, member_id: str, year: int, rule: str, points: int, reason: str
) -> tuple[ScoreEntry, Changes]:
    """手工计分: what the record does not know, or a correction (points below zero), with the reason.

    Raises:
        InputError: ``INPUT_MISSING``: no reason; ``INPUT_INVALID``: no such rule, no or too many points.
        NotFoundError: ``RECORD_NOT_FOUND``: no such member.
    """
    reason = one_line(clean_text(reason))
    if not reason:
        raise InputError("INPUT_MISSING", fields="理由")
    if rule not in desk.reference.score_rules:
        raise InputError("INPUT_INVALID", field="计分项目", reason="计分表里没有")
    if not points or abs(points) > MOST_POINTS:
        raise InputError("INPUT_INVALID", field="分值", reason=f"请写 1 到 {MOST_POINTS}，更正多计的写负数")
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        member, identity = tx.of(Member).get(member_id), new_id()
        kept = ScoreEntry(identity, member.id, year, rule, points, identity, desk.now(), reason)
        tx.of(ScoreEntry).add(kept)
        note(desk, tx, "score_by_hand", Kind.SCORE, kept.id, member=member.id, year=year, rule=rule, points=points)
    return kept, Changes.of(Kind.SCORE, kept.id)


@intention
def remove_score(desk: Desk, entry: ScoreEntry) -> tuple[ScoreEntry, Changes]:
    """Take out what was entered by hand; what the record says is corrected where it stands.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: it follows from a fact of the record.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    if not entry.by_hand:
        raise IllegalActionError(
            "ACTION_BARRED", action="删除这项计分", reason="它由系统里的记录得出", todo="请改那条记录，或手工计负分更正"
        )
    with desk.store.writing() as tx:
        tx.of(ScoreEntry).remove(entry)
        note(desk, tx, "remove_score", Kind.SCORE, entry.id, member=entry.member_id, rule=entry.rule)
    return entry, Changes.of(Kind.SCORE, entry.id)


# -- for the papers too


def board_of(tx: Transaction, year: int, rules: Mapping[str, ScoreRule]) -> tuple[MemberScore, ...]:
    """See :func:`score_board`."""
    scores, period = year_scores(tx.of(ScoreEntry).where(year=year), rules, year), year_period(year)
    found = [
        MemberScore(one, scores.get(one.id) or YearScore(one.id, {}))
        for one in tx.of(Member).where(order="name")
        if one.id in scores or one.serves_within(period.first, period.last)
    ]
    return tuple(sorted(found, key=lambda one: -one.score.total))


def lines_of(tx: Transaction, entries: Sequence[ScoreEntry], rules: Mapping[str, ScoreRule]) -> tuple[ScoreLine, ...]:
    """Entries in words (see :func:`score_lines`)."""
    order, said = {code: place for place, code in enumerate(rules)}, _objects(tx, entries)
    lines: list[ScoreLine] = []
    for one in entries:
        words, on = said.get(one.object_id, (_GONE, local(one.at).date()))
        if one.by_hand:
            words, on = f"{one.note}（手工）", local(one.at).date()
        rule = rules.get(one.rule)
        lines.append(ScoreLine(one, rule.label if rule else one.rule, words, on))
    return tuple(sorted(lines, key=lambda line: (order.get(line.kept.rule, len(order)), line.on, line.words)))


def _due(tx: Transaction, year: int, rules: Mapping[str, ScoreRule]) -> Due:
    return due_scores(facts_of(tx, year), tx.of(ScoreEntry).where(year=year), tx.of(Member).where(), rules)


def _objects(tx: Transaction, entries: Sequence[ScoreEntry]) -> dict[str, tuple[str, date]]:
    """What each entry is about in words, and its day, by the object's identity; titles of clues are redacted."""

    def ids(*rules: Scored) -> list[str]:
        return list({one.object_id for one in entries if one.rule in rules and not one.by_hand})

    claims = list(tx.of(Claim).of_many("id", ids(Scored.CLUE_CULTIVATED)))
    clues = {one.id: one for one in tx.clues.several([*ids(*_CLUES), *(claim.clue_id for claim in claims)])}
    said = dict[str, tuple[str, date]]()
    for clue in clues.values():
        words = f"{clue.number}　{redacted(clue.content).title}"
        said[clue.id] = (words, clue.content.received_on or local(clue.created_at).date())
    for claim in claims:
        if claim.clue_id in clues and claim.cultivated_since is not None:
            said[claim.id] = (said[claim.clue_id][0], claim.cultivated_since)
    for held in tx.of(Session).of_many("id", ids(Scored.SESSION_ON_DUTY)):
        said[held.id] = (held.place, held.held_on)
    proposals = ids(*(rule for rule in Scored if rule.startswith("PROPOSAL")))
    for one in tx.of(Proposal).of_many("id", proposals):
        said[one.id] = (one.title, one.submitted_on or one.drafted_on)
    for act in tx.of(Supervision).of_many("id", ids(Scored.SUPERVISION_JOINED)):
        said[act.id] = (act.subject, act.held_on or act.planned_on)
    return said
