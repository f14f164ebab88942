"""评选评分表: who could be commended in a year, with the figures of the record (seed 八(五)2, 九(二)3; F59)."""

from collections.abc import Iterator

from baixing_desktop.domain.commending import Target
from baixing_desktop.domain.kinds import CommendationKind, DispatchKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.organisation import RosterEntry
from baixing_desktop.domain.outcomes import Outcome
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.proposals import Proposal, ProposalClue
from baixing_desktop.domain.rules.commending import Merit, Placed, placed
from baixing_desktop.domain.rules.figures import OUTCOMES, Counts, Dimension, Figure, punctuality, share
from baixing_desktop.domain.rules.scoring import Scored
from baixing_desktop.domain.states import KeyItemState, ProposalState
from baixing_desktop.domain.supervision import KeyItem
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.board import policy_in
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.scoring import board_of

_FILED = (ProposalState.FILED, ProposalState.ASSIGNED, ProposalState.CONCLUDED)
_KEY = (KeyItemState.CONFIRMED, KeyItemState.SUPERVISED, KeyItemState.REPORTED)
_MERITS = (
    Scored.CLUE_ADOPTED, Scored.PROPOSAL_FILED, Scored.PROPOSAL_KEY, Scored.PROPOSAL_OUTSTANDING, "OPINION_USED",
)  # fmt: skip
"""The rules that tell of quality rather than of number."""


@intention
def merit_sheet(desk: Desk, year: int, kind: CommendationKind) -> tuple[Placed, ...]:
    """Every candidate of this kind with figures of ``year``, the best placed first.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
    """
    require_face(desk.installation, Face.OFFICE)
    with desk.store.reading() as tx:
        return placed(list(merits_of(desk, tx, year, kind)))


def merits_of(desk: Desk, tx: Transaction, year: int, kind: CommendationKind) -> Iterator[Merit]:
    """The candidates of :func:`merit_sheet`, in no order."""
    match kind:
        case CommendationKind.OUTSTANDING_PROPOSAL:
            yield from _proposals(tx, year)
        case CommendationKind.HANDLER:
            yield from _handlers(desk, tx, year)
        case CommendationKind.COLLECTING_UNIT:
            yield from _collectors(desk, tx, year)
        case CommendationKind.PERSON:
            yield from _persons(desk, tx, year)


def _proposals(tx: Transaction, year: int) -> Iterator[Merit]:
    """提案 filed in the year: on how many clues it rests, whether it is a key one, how its handlers answered."""
    period = year_period(year)
    found = [one for one in tx.of(Proposal).where(state=_FILED) if one.decided_on and one.decided_on in period]
    key = {item.proposal_id for item in tx.of(KeyItem).where(state=_KEY)}
    links = list(tx.of(ProposalClue).of_many("proposal_id", [one.id for one in found]))
    lines = tx.casework.forwardings_of(list({link.clue_id for link in links}))
    for one in found:
        own = [link.clue_id for link in links if link.proposal_id == one.id]
        replies = [
            line.reply
            for clue_id in own
            for line in lines.get(clue_id, ())
            if line.reply is not None and line.kind is DispatchKind.ASSIGN
        ]
        solved = sum(reply.outcome is Outcome.RESOLVED for reply in replies)
        timed = [reply.on_time for reply in replies if reply.on_time is not None]
        words = [
            f"依据线索 {len(own)} 条",
            "重点提案" if one.id in key else "",
            f"答复 {len(replies)} 件，A 类 {solved} 件",
        ]
        yield Merit(
            Target(proposal_id=one.id), one.title, len(own), 2 * (one.id in key) + (share(solved, len(replies)) or 0),
            share(sum(timed), len(timed)), "，".join(filter(None, words)) + _timely(share(sum(timed), len(timed))),
        )  # fmt: skip


def _handlers(desk: Desk, tx: Transaction, year: int) -> Iterator[Merit]:
    """承办单位 that answered: how many clues, how many of them A, how many in time."""
    for code, counts in _counts(desk, tx, year, Dimension.HANDLER):
        answered = counts[Figure.REPLIED]
        if not answered:
            continue
        solved, timely = counts[Figure.RESOLVED], punctuality(counts)
        heard = f"满意 {counts[Figure.SATISFIED]} 件，不满意 {counts[Figure.DISSATISFIED]} 件"
        yield Merit(
            Target(unit=code), desk.reference.unit_name(code), answered,
            share(solved, sum(counts[one] for one in OUTCOMES)), timely,
            f"答复 {answered} 件，A 类 {solved} 件，{heard}{_timely(timely)}",
        )  # fmt: skip


def _collectors(desk: Desk, tx: Transaction, year: int) -> Iterator[Merit]:
    """征集单位: how many clues, how many were accepted for use, in how many months a workroom met its number."""
    months, asked = tx.figures.months(year), policy_in(tx).workroom_per_month
    for code, counts in _counts(desk, tx, year, Dimension.STREET):
        collected = counts[Figure.COLLECTED]
        unit = desk.reference.units.get(code)
        if not collected or unit is None:
            continue
        used = counts[Figure.ACCEPTED]
        words = (
            f"收集 {collected} 条，采用 {used} 条，形成提案 {counts[Figure.PROPOSAL]} 条，报市 {counts[Figure.CITY]} 条"
        )
        met = None
        if unit.kind is UnitKind.WORKROOM:
            reached = sum(months.get((code, month), 0) >= asked for month in range(1, 13))
            met, words = reached / 12, f"{words}，达到每月 {asked} 条的有 {reached} 个月"
        yield Merit(Target(unit=code), unit.name, collected, share(used, collected), met, words)


def _persons(desk: Desk, tx: Transaction, year: int) -> Iterator[Merit]:
    """个人: members by their points; who holds a post in the groups without figures, which nobody counts."""
    rules, period = desk.reference.score_rules, year_period(year)
    for one in board_of(tx, year, rules):
        points = one.score.by_rule
        if not one.score.total:
            continue
        parts = [f"{rules[code].label if code in rules else code} {number}" for code, number in points.items()]
        quality = sum(points.get(code, 0) for code in _MERITS)
        words = f"履职得分 {one.score.total} 分：{'，'.join(parts)}"
        yield Merit(Target(member_id=one.member.id), one.member.name, one.score.total, quality, None, words)
    for post in tx.of(RosterEntry).where(order="ordinal"):
        if post.serves_on(min(desk.today(), period.last)):
            words = f"{label(post.group)}{post.post}，没有量化数据"
            yield Merit(Target(post_id=post.id), post.name, None, None, None, words)


def _counts(desk: Desk, tx: Transaction, year: int, by: Dimension) -> Iterator[tuple[str, Counts]]:
    (found,) = tx.figures.of(desk.today(), year_period(year))
    yield from ((code, counts) for code, counts in found.counts.get(by, {}).items() if code)


def _timely(part: float | None) -> str:
    return "" if part is None else f"，按期 {part:.0%}"
