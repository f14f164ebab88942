"""委员履职量化表, 委员履职记录, 评选情况表, 表彰名单 (seed 八(五)2, 九(一)6, 九(二)3)."""

from baixing_desktop.changes import Kind
from baixing_desktop.domain.encouragement import ScoreEntry
from baixing_desktop.domain.kinds import CommendationKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.states import CommendationState
from baixing_desktop.papers.ledgers.commended import CommendedLine, commended_ledger, nominees_ledger
from baixing_desktop.papers.ledgers.scores import RecordLine, ScoreSum, record_ledger, scores_ledger
from baixing_desktop.usecases.commending import views_of
from baixing_desktop.usecases.members import committees_short
from baixing_desktop.usecases.papers.kinds import Counter, Gathered
from baixing_desktop.usecases.scoring import ScoreLine, board_of, lines_of

_COMMENDED = ("commended_name",)
"""Who is commended is made public: whoever works here may print the list."""
_NAMED = ("name",)
"""Members are named, and rated: the paper is for those who may take out personal data (safety P12)."""


def scores(counter: Counter) -> Gathered:
    """委员履职量化表 of a year: everybody in office then, with the points by rule."""
    rules, year = counter.desk.reference.score_rules, counter.year
    board = board_of(counter.tx, year, rules)
    gone = sorted({code for one in board for code in one.score.by_rule if code not in rules})
    columns = [*((one.label, one.cap) for one in rules.values()), *((code, None) for code in gone)]
    lines = [
        ScoreSum(
            one.member.name,
            committees_short(counter.desk.reference, one.member.committees),
            tuple(one.score.by_rule.get(code, 0) for code in (*rules, *gone)),
            one.score.total,
        )
        for one in board
    ]
    ledger = scores_ledger(lines, columns, year, counter.taken(f"{year}年"))
    return Gathered(ledger, Kind.SCORE, "", len(lines), _NAMED if lines else ())


def record(counter: Counter) -> Gathered:
    """委员履职记录 of a year: of the member who is named, or of all with points.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``: there is no such member.
    """
    tx, year = counter.tx, counter.year
    whose = tx.of(Member).get(counter.request.id) if counter.request.ids else None
    entries = (
        tx.of(ScoreEntry).where(year=year) if whose is None else tx.of(ScoreEntry).where(year=year, member_id=whose.id)
    )
    members = {one.id: one for one in tx.of(Member).of_many("id", list({entry.member_id for entry in entries}))}
    lines = lines_of(tx, entries, counter.desk.reference.score_rules)
    rows = [_row(counter, members[line.kept.member_id], line) for line in lines]
    rows.sort(key=lambda one: one.name)
    words = whose.name if whose else "全部有计分的委员"
    ledger = record_ledger(rows, words, year, counter.taken(f"{year}年，{words}"))
    return Gathered(ledger, Kind.SCORE, whose.id if whose else "", len(members), _NAMED if members else ())


def _row(counter: Counter, member: Member, line: ScoreLine) -> RecordLine:
    committees = committees_short(counter.desk.reference, member.committees)
    return RecordLine(
        member.name, f"{member.term} 届", member.sector, committees, line.on, line.label, line.words, line.kept.points
    )


def nominees(counter: Counter) -> Gathered:
    """评选情况表 of a year: every nomination, for the meeting."""
    lines, persons = _commended(counter, tuple(CommendationState))
    ledger = nominees_ledger(lines, counter.year, counter.taken(f"{counter.year}年"))
    return Gathered(ledger, Kind.COMMENDATION, "", persons, _COMMENDED if persons else ())


def commended(counter: Counter) -> Gathered:
    """表彰名单 of a year: what a meeting approved."""
    lines, persons = _commended(counter, (CommendationState.APPROVED, CommendationState.TOLD))
    ledger = commended_ledger(lines, counter.year, counter.taken(f"{counter.year}年"))
    return Gathered(ledger, Kind.COMMENDATION, "", persons, _COMMENDED if persons else ())


def _commended(counter: Counter, states: tuple[CommendationState, ...]) -> tuple[list[CommendedLine], int]:
    views = views_of(counter.tx, counter.year, counter.desk.reference)
    found = [view for view in views if view.kept.state in states]
    lines = [
        CommendedLine(
            label(view.kept.kind), view.subject, view.kept.figures, view.kept.grounds, label(view.kept.state),
            view.kept.meeting, view.kept.decided_on, view.kept.told_on,
        )
        for view in found
    ]  # fmt: skip
    return lines, sum(view.kept.kind is CommendationKind.PERSON for view in found)
