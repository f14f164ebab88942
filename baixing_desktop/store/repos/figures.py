"""The figures of 统计 as aggregates in SQL, and the clues behind each (meanings: ``domain/rules/figures``)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from baixing_desktop.clock import CHINA
from baixing_desktop.domain.gathering import ClueContext
from baixing_desktop.domain.kinds import DispatchKind, OutputKind
from baixing_desktop.domain.outcomes import Outcome, Satisfaction
from baixing_desktop.domain.outputs import CityReport, Output
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.proposals import Proposal, ProposalClue
from baixing_desktop.domain.rules.figures import Counts, Dimension, Figure, Stage, StageDays
from baixing_desktop.domain.states import ForwardingState, OfficeState, ProposalState
from baixing_desktop.domain.statistics import ADOPTED
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.entities import ENTITIES
from baixing_desktop.store.tables.office import forwarding

context, proposal, proposal_clue = ENTITIES[ClueContext], ENTITIES[Proposal], ENTITIES[ProposalClue]
output, city_report = ENTITIES[Output], ENTITIES[CityReport]

NOT_ISSUED = (ForwardingState.DRAFTED, ForwardingState.APPROVED, ForwardingState.CANCELLED)
AWAITED = (
    ForwardingState.ISSUED, ForwardingState.RECEIVED, ForwardingState.TAKEN_OVER, ForwardingState.RETURN_REQUESTED,
)  # fmt: skip
FILED = (
    ProposalState.FILED, ProposalState.ASSIGNED, ProposalState.CONCLUDED, ProposalState.MERGED_INTO_PROPOSAL,
)  # fmt: skip
_STATES: Mapping[Figure, Sequence[OfficeState]] = {
    Figure.ACCEPTED: tuple(ADOPTED),
    Figure.CLASSIFIED: tuple(ADOPTED - {OfficeState.ACCEPTED}),
    Figure.CONCLUDED: (OfficeState.CONCLUDED, OfficeState.ARCHIVED),
    Figure.RETAINED: (OfficeState.RETAINED,),
    Figure.RETURNED: (OfficeState.RETURNED,),
    Figure.DECLINED: (OfficeState.DECLINED,),
    Figure.MERGED: (OfficeState.MERGED,),
    Figure.WITHDRAWN: (OfficeState.WITHDRAWN,),
}
_CLUE_CODES: dict[Dimension, ColumnElement[str]] = {
    Dimension.STREET: clue.c.unit,
    Dimension.SOURCE: clue.c.source_category,
    Dimension.THEME: func.coalesce(context.c.theme, ""),
    Dimension.TOPIC: func.coalesce(context.c.topic_id, ""),
}
_MIDNIGHT_IN_CHINA = 16
"""The hour of UTC at which the next day begins in Guangzhou."""


class FiguresRepo:
    """Reads only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counts(self, period: Period, today: date) -> dict[Dimension | None, dict[str, Counts]]:
        """Every figure over the clues of ``period``: in all (under None, with the empty code), and for each code of
        each dimension; the empty code is 未注明.

        All but the handlers come from one reading of the clues, which is what takes time on an encrypted file.
        """
        facts = _facts(period, today, tuple(_CLUE_CODES)).subquery()
        keys = [facts.c[one.value] for one in _CLUE_CODES]
        rows = self._connection.execute(select(*keys, *_sums(facts)).group_by(*keys)).mappings()
        found: dict[Dimension | None, dict[str, Counter[Figure]]] = {one: {} for one in (None, *Dimension)}
        found[None][""] = Counter()
        for row in rows:
            counted = Counter({figure: int(row[figure.value]) for figure in Figure})
            for dimension in (None, *_CLUE_CODES):
                code = "" if dimension is None else row[dimension.value]
                found[dimension].setdefault(code, Counter()).update(counted)
        facts = _facts(period, today, (Dimension.HANDLER,)).subquery()
        handler = facts.c[Dimension.HANDLER.value]
        for row in self._connection.execute(select(handler, *_sums(facts)).group_by(handler)).mappings():
            counted = Counter({figure: int(row[figure.value]) for figure in Figure})
            found[Dimension.HANDLER][row[Dimension.HANDLER.value]] = counted
        return {
            dimension: {code: {figure: counted[figure] for figure in Figure} for code, counted in codes.items()}
            for dimension, codes in found.items()
        }

    def ids(
        self, period: Period, today: date, figure: Figure, dimension: Dimension | None = None, code: str = ""
    ) -> tuple[str, ...]:
        """Identities of the clues that a figure counts, by number."""
        facts = _facts(period, today, (dimension,) if dimension else ()).subquery()
        found = select(facts.c.id).join(clue, clue.c.id == facts.c.id).where(facts.c[figure.value] == 1)
        if dimension is not None:
            found = found.where(facts.c[dimension.value] == code)
        found = found.order_by(clue.c.provisional_number, clue.c.created_at, clue.c.id)
        return tuple(self._connection.execute(found).scalars())

    def stages(self, period: Period) -> dict[Stage, StageDays]:
        """How long each stage took on the letters about the clues of ``period``."""
        days = {
            stage: last - first
            for stage, (first, last) in {
                Stage.TO_ISSUE: (_counting_day(), _day_number(forwarding.c.issued_on)),
                Stage.TO_TAKE_OVER: (_day_number(forwarding.c.issued_on), _day_number(forwarding.c.taken_over_on)),
                Stage.TO_REPLY: (_day_number(forwarding.c.taken_over_on), _day_number(forwarding.c.replied_on)),
                Stage.TO_TELL: (_day_number(forwarding.c.replied_on), _day_number(forwarding.c.contacted_on)),
            }.items()
        }
        columns = [
            of(spent).label(f"{stage.value}_{name}")
            for stage, spent in days.items()
            for name, of in (("letters", func.count), ("days", func.sum), ("longest", func.max))
        ]
        found = select(*columns).join(clue, clue.c.id == forwarding.c.clue_id)
        row = self._connection.execute(found.where(_within(period), forwarding.c.state.not_in(NOT_ISSUED))).mappings()
        sums = row.one()
        return {
            stage: StageDays(*(int(sums[f"{stage.value}_{name}"] or 0) for name in ("letters", "days", "longest")))
            for stage in Stage
        }

    def months(self, year: int) -> dict[tuple[str, int], int]:
        """How many clues count for each unit and month of ``year``."""
        begins = [(month, _midnight(date(year, month, 1))) for month in range(12, 0, -1)]
        received = cast(func.substr(type_coerce(clue.c.received_on, String), 6, 2), Integer)
        entered = case(*((clue.c.created_at >= moment, literal(month)) for month, moment in begins))
        month = case((clue.c.received_on.is_not(None), received), else_=entered)
        whole = Period(date(year, 1, 1), date(year, 12, 31))
        lines = select(clue.c.unit, month.label("month")).where(_within(whole)).subquery()
        found = select(lines.c.unit, lines.c.month, func.count()).group_by(lines.c.unit, lines.c.month)
        return {(row[0], row[1]): row[2] for row in self._connection.execute(found)}

    def receivers(self, period: Period) -> dict[str, int]:
        """How many clues of ``period`` each receiver took in, by the name as it stands on the form."""
        found = select(clue.c.receiver, func.count()).where(_within(period)).group_by(clue.c.receiver)
        return {row[0]: row[1] for row in self._connection.execute(found)}


def _sums(facts: FromClause) -> list[ColumnElement[Any]]:
    return [func.sum(facts.c[figure.value]).label(figure.value) for figure in Figure]


def _facts(period: Period, today: date, dimensions: Sequence[Dimension]) -> Select[Any]:
    """One row for each clue of ``period`` (and handler): its codes, and 1 under each figure that counts it."""
    by_handler = Dimension.HANDLER in dimensions
    lines = _lines(today, by_handler=by_handler)
    flags = [literal(1).label(Figure.COLLECTED.value)]
    flags += [_flag(clue.c.office_state.in_(states)).label(figure.value) for figure, states in _STATES.items()]
    flags += [_flag(condition).label(figure.value) for figure, condition in _results().items()]
    flags += [func.coalesce(lines.c[figure.value], 0).label(figure.value) for figure in _line_conditions(today)]
    own = {**_CLUE_CODES, **({Dimension.HANDLER: lines.c.handler} if by_handler else {})}
    codes = [own[one].label(one.value) for one in dimensions]
    joined = clue.join(lines, lines.c.clue_id == clue.c.id, isouter=not by_handler)
    joined = joined.outerjoin(context, context.c.clue_id == clue.c.id)
    return select(clue.c.id, *codes, *flags).select_from(joined).where(_within(period))


def _lines(today: date, *, by_handler: bool) -> FromClause:
    """What the issued letters say, one row for each clue (and handler)."""
    keys = [forwarding.c.clue_id, *([forwarding.c.handler] if by_handler else [])]
    flags = [func.max(_flag(said)).label(figure.value) for figure, said in _line_conditions(today).items()]
    return select(*keys, *flags).where(forwarding.c.state.not_in(NOT_ISSUED)).group_by(*keys).subquery()


def _line_conditions(today: date) -> dict[Figure, ColumnElement[bool]]:
    line = forwarding.c
    return {
        Figure.FORWARDED: line.kind == DispatchKind.FORWARD,
        Figure.ASSIGNED: line.kind == DispatchKind.ASSIGN,
        Figure.REPLIED: line.replied_on.is_not(None),
        Figure.ON_TIME: line.on_time.is_(True),
        Figure.LATE: line.on_time.is_(False),
        Figure.OVERDUE: and_(line.due_on < today, line.replied_on.is_(None), line.state.in_(AWAITED)),
        Figure.RESOLVED: line.outcome == Outcome.RESOLVED,
        Figure.PLANNED: line.outcome == Outcome.PLANNED,
        Figure.REFERENCE: line.outcome == Outcome.REFERENCE,
        Figure.SATISFIED: line.satisfaction == Satisfaction.SATISFIED,
        Figure.FAIRLY: line.satisfaction == Satisfaction.FAIRLY_SATISFIED,
        Figure.DISSATISFIED: line.satisfaction == Satisfaction.DISSATISFIED,
    }


def _results() -> dict[Figure, ColumnElement[bool]]:
    filed = select(proposal_clue.c.clue_id).join(proposal, proposal.c.id == proposal_clue.c.proposal_id)
    spoken = select(output.c.clue_id).where(
        output.c.kind == OutputKind.PLENARY_SPEECH, output.c.delivered_on.is_not(None)
    )
    return {
        Figure.PROPOSAL: clue.c.id.in_(filed.where(proposal.c.state.in_(FILED))),
        Figure.SPEECH: clue.c.id.in_(spoken),
        Figure.CITY: clue.c.id.in_(select(city_report.c.clue_id).where(city_report.c.reported_on.is_not(None))),
    }


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _within(period: Period) -> ColumnElement[bool]:
    """Drafts left aside, the day a clue counts for lies in ``period`` (``CaseFile.day``)."""
    begin, end = _midnight(period.first), _midnight(period.last + timedelta(days=1))
    return and_(
        or_(clue.c.revision > 0, clue.c.office_state.is_not(None)),
        or_(
            clue.c.received_on.between(period.first, period.last),
            and_(clue.c.received_on.is_(None), clue.c.created_at >= begin, clue.c.created_at < end),
        ),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


def _counting_day() -> ColumnElement[int]:
    created = type_coerce(clue.c.created_at, String)
    next_day = case((cast(func.substr(created, 12, 2), Integer) >= _MIDNIGHT_IN_CHINA, 1), else_=0)
    return case(
        (clue.c.received_on.is_not(None), _day_number(clue.c.received_on)), else_=_day_number(created) + next_day
    )


def _day_number(column: ColumnElement[Any]) -> ColumnElement[int]:
    """The Julian day number of an ISO date: both engines can reckon it without a function of their own."""
    text = type_coerce(column, String)
    year, month, day = (cast(func.substr(text, start, length), Integer) for start, length in ((1, 4), (6, 2), (9, 2)))
    shift = (14 - month) // 12
    years = year + 4800 - shift
    months = month + 12 * shift - 3
    leaps = years // 4 - years // 100 + years // 400
    return day + (153 * months + 2) // 5 + 365 * years + leaps - 32045
