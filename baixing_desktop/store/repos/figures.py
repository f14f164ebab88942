"""The figures of 统计, and the clues behind each (meanings: ``domain/rules/figures``).

The clues, their letters and what became of them are each read once, from covering indexes: the rows themselves hold
the long texts, which an encrypted file would have to decipher too. They are put together here and not in SQL, because
neither engine joins by random identities faster than a dictionary does. What a clue counts for is a mask with one bit
for each figure, so clues that are alike are counted together before anything is told apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
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
    union_all,
)

from baixing_desktop.clock import CHINA
from baixing_desktop.domain.gathering import ClueContext, ConsultationLink
from baixing_desktop.domain.handling import PublicResponse, ResultUse
from baixing_desktop.domain.kinds import DispatchKind, OutputKind
from baixing_desktop.domain.outcomes import Outcome, Satisfaction
from baixing_desktop.domain.outputs import CityReport, Output
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.proposals import Proposal, ProposalClue
from baixing_desktop.domain.rules.figures import Counts, Dimension, Figure, Stage, StageDays
from baixing_desktop.domain.states import ForwardingState, OfficeState, ProposalState
from baixing_desktop.domain.statistics import ADOPTED
from baixing_desktop.store.repos.imports import went_with_its_table
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.entities import ENTITIES
from baixing_desktop.store.tables.office import forwarding

context, proposal, proposal_clue = ENTITIES[ClueContext], ENTITIES[Proposal], ENTITIES[ProposalClue]
output, city_report = ENTITIES[Output], ENTITIES[CityReport]
response, use, consultation_link = ENTITIES[PublicResponse], ENTITIES[ResultUse], ENTITIES[ConsultationLink]

NOT_ISSUED = (ForwardingState.DRAFTED, ForwardingState.APPROVED, ForwardingState.CANCELLED)
AWAITED = (
    ForwardingState.ISSUED, ForwardingState.RECEIVED, ForwardingState.TAKEN_OVER, ForwardingState.RETURN_REQUESTED,
)  # fmt: skip
FILED = (
    ProposalState.FILED, ProposalState.ASSIGNED, ProposalState.CONCLUDED, ProposalState.MERGED_INTO_PROPOSAL,
)  # fmt: skip
BITS: Mapping[Figure, int] = {figure: 1 << at for at, figure in enumerate(Figure)}
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
COUNTED = and_(or_(clue.c.revision > 0, clue.c.office_state.is_not(None)), ~went_with_its_table())
"""No draft, nor what was imported by mistake."""
_FEW = 2_000
"""So many clues are put in order by their own rows; of more the index of all is read."""
_MIDNIGHT_IN_CHINA = "16"
"""The hour of UTC at which the next day begins in Guangzhou."""
OF_CLUES = (Dimension.STREET, Dimension.SOURCE, Dimension.THEME, Dimension.TOPIC)
"""What a clue is told apart by; the handler belongs to its letters."""
_Asked = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """Of one period: ``counts`` in all (under None, with the empty code) and for each code of each dimension, where the
    empty code is 未注明; ``stages`` say how long each stage took on the letters about its clues.
    """

    counts: Mapping[Dimension | None, Mapping[str, Counts]]
    stages: Mapping[Stage, StageDays]


class TakenIn(NamedTuple):
    """A clue by whom took it in: ``receiver`` as the form has it, the ``unit`` that sent it, the day it counts for."""

    clue_id: str
    receiver: str
    unit: str
    state: OfficeState
    on: date


class Letter(NamedTuple):
    """What an issued letter says; days are ISO texts, as they are kept."""

    handler: str
    mask: int
    issued_on: str | None
    taken_over_on: str | None
    replied_on: str | None
    contacted_on: str | None


class Case(NamedTuple):
    """A clue with the ``day`` it counts for, its code in each of ``OF_CLUES``, what it counts for by its state and
    results (``own``) and its letters.
    """

    id: str
    day: str
    codes: tuple[str, str, str, str]
    own: int
    letters: Sequence[Letter]

    @property
    def mask(self) -> int:
        """All that it counts for."""
        mask = self.own
        for letter in self.letters:
            mask |= letter.mask
        return mask


class FiguresRepo:
    """Reads only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, today: date, *periods: Period) -> tuple[PeriodFigures, ...]:
        """Every figure over the clues of each of these periods, from one reading of the record."""
        tallies = [_Tally() for _ in periods]
        spans = [
            (one.first.isoformat(), one.last.isoformat(), tally) for one, tally in zip(periods, tallies, strict=True)
        ]
        whole = Period(min(one.first for one in periods), max(one.last for one in periods))
        for one in self.cases(whole, today):
            for first, last, tally in spans:
                if first <= one.day <= last:
                    tally.add(one)
        return tuple(tally.figures() for tally in tallies)

    def ids(
        self, period: Period, today: date, figure: Figure, dimension: Dimension | None = None, code: str = ""
    ) -> tuple[str, ...]:
        """Identities of the clues that a figure counts, by number."""
        found = {one.id for one in self.cases(period, today) if counts_for(one, figure, dimension, code)}
        return self.by_number(period, found)

    def by_number(self, period: Period, found: AbstractSet[str]) -> tuple[str, ...]:
        """``found`` among the clues of ``period``, in the order of their numbers."""
        if len(found) <= _FEW:
            numbered = select(clue.c.provisional_number, clue.c.created_at, clue.c.id)
            rows = [
                tuple(row) for some in portions(tuple(found)) for row in self._rows(numbered.where(clue.c.id.in_(some)))
            ]
            return tuple(row[2] for row in sorted(rows, key=lambda row: (row[0] or "", *row[1:])))
        in_order = select(clue.c.id).where(within(period)).order_by(
            clue.c.provisional_number, clue.c.created_at, clue.c.id
        )  # fmt: skip
        return tuple(one for one in self._connection.execute(in_order).scalars() if one in found)

    def months(self, year: int) -> dict[tuple[str, int], int]:
        """How many clues count for each unit and month of ``year``."""
        begins = [(month, _midnight(date(year, month, 1))) for month in range(12, 0, -1)]
        received = cast(func.substr(type_coerce(clue.c.received_on, String), 6, 2), Integer)
        entered = case(*((clue.c.created_at >= moment, literal(month)) for month, moment in begins))
        month = case((clue.c.received_on.is_not(None), received), else_=entered)
        whole = Period(date(year, 1, 1), date(year, 12, 31))
        lines = select(clue.c.unit, month.label("month")).where(within(whole)).subquery()
        found = select(lines.c.unit, lines.c.month, func.count()).group_by(lines.c.unit, lines.c.month)
        return {(row[0], row[1]): row[2] for row in self._connection.execute(found)}

    def receivers(self, period: Period) -> dict[str, int]:
        """How many clues of ``period`` each receiver took in, by the name as it stands on the form."""
        found = select(clue.c.receiver, func.count()).where(within(period)).group_by(clue.c.receiver)
        return {row[0]: row[1] for row in self._connection.execute(found)}

    def taken_in(self, period: Period) -> Iterator[TakenIn]:
        """Who took in each clue of ``period`` that was not withdrawn."""
        wanted = (clue.c.id, clue.c.receiver, clue.c.unit, clue.c.office_state, clue.c.received_on, clue.c.created_at)
        for identity, receiver, unit, state, received, created in self._connection.execute(
            select(*wanted).where(within(period), clue.c.office_state != OfficeState.WITHDRAWN)
        ):
            yield TakenIn(identity, receiver, unit, OfficeState(state), received or created.astimezone(CHINA).date())

    def cases_among(self, ids: Sequence[str], today: date) -> Iterator[Case]:
        """These clues as the figures see them; drafts and those that are gone are left out."""
        for some in portions(ids):
            yield from self.cases(some, today)

    def cases(self, wanted: Period | Sequence[str], today: date) -> Iterator[Case]:
        """The clues of a period, or these (as many as fit into one query), as the figures see them."""
        among = None if isinstance(wanted, Period) else wanted
        letters, results = self._letters(today, among), self._results(among)
        placed = {row[0]: (row[1], row[2]) for row in self._rows(_among(_placed(), context.c.clue_id, among))}
        states = {state: _state_mask(state) for state in (None, *OfficeState)}
        clues = _clues(wanted) if isinstance(wanted, Period) else _these(wanted)
        for identity, unit, source, state, received, created in self._rows(clues):
            yield Case(
                identity,
                received or _entered_on(created),
                (unit, source, *placed.get(identity, ("", ""))),
                states[state] | results.get(identity, 0),
                letters.get(identity, ()),
            )

    def _rows(self, wanted: Executable) -> Iterable[Any]:
        # The columns are counted where they are asked for, one line away from where they are unpacked.
        return self._connection.execute(wanted)

    def _letters(self, today: date, among: Sequence[str] | None) -> Mapping[str, Sequence[Letter]]:
        of = forwarding.c
        days = [type_coerce(day, String) for day in (of.issued_on, of.taken_over_on, of.replied_on, of.contacted_on)]
        overdue = and_(of.due_on < today, of.replied_on.is_(None), of.state.in_(AWAITED))
        said = [of.kind, of.on_time, of.outcome, of.satisfaction, case((overdue, 1), else_=0)]
        found = _among(select(of.clue_id, of.handler, *days, *said), of.clue_id, among).where(
            of.state.not_in(NOT_ISSUED)
        )
        letters: defaultdict[str, list[Letter]] = defaultdict(list)
        spoken = self._answered_in_public(among)
        for identity, handler, issued, taken, replied, told, *rest in self._rows(found):
            mask = _letter_mask(replied is not None, *rest)
            if (identity, handler) in spoken:
                mask |= BITS[Figure.PUBLIC_RESPONSE]
            letters[identity].append(Letter(handler, mask, issued, taken, replied, told))
        return letters

    def _answered_in_public(self, among: Sequence[str] | None) -> frozenset[tuple[str, str]]:
        """Clue and handler of every letter whose handler spoke in public."""
        found = select(forwarding.c.clue_id, forwarding.c.handler).join(
            response, response.c.forwarding_id == forwarding.c.id
        )
        return frozenset((row[0], row[1]) for row in self._rows(_among(found, forwarding.c.clue_id, among)))

    def _results(self, among: Sequence[str] | None) -> Mapping[str, int]:
        filed = select(proposal_clue.c.clue_id).join(proposal, proposal.c.id == proposal_clue.c.proposal_id)
        spoken = select(output.c.clue_id).where(
            output.c.kind == OutputKind.PLENARY_SPEECH, output.c.delivered_on.is_not(None)
        )
        found: Mapping[Figure, _Asked] = {
            Figure.PROPOSAL: filed.where(proposal.c.state.in_(FILED)),
            Figure.SPEECH: spoken,
            Figure.CITY: select(city_report.c.clue_id).where(city_report.c.reported_on.is_not(None)),
            Figure.RESULT_USE: select(use.c.clue_id),
            Figure.CONSULTED: select(consultation_link.c.clue_id),
        }
        results: defaultdict[str, int] = defaultdict(int)
        for figure, wanted in found.items():
            (identities,) = wanted.selected_columns
            for identity in self._connection.execute(_among(wanted, identities, among)).scalars():
                results[identity] |= BITS[figure]
        return results


class _Tally:
    """Counts cases of one period."""

    def __init__(self) -> None:
        self._alike: Counter[tuple[tuple[str, str, str, str], int]] = Counter()
        self._handled: Counter[tuple[str, int]] = Counter()
        self._spent: Mapping[Stage, Counter[tuple[str, str]]] = {stage: Counter() for stage in Stage}

    def add(self, one: Case) -> None:
        """Count a case."""
        self._alike[one.codes, one.mask] += 1
        if not one.letters:
            return
        for handler, mask in by_handler(one):
            self._handled[handler, one.own | mask] += 1
        for letter in one.letters:
            for stage, (first, last) in zip(Stage, _stages(one, letter), strict=True):
                if first and last:
                    self._spent[stage][first, last] += 1

    def figures(self) -> PeriodFigures:
        """What was counted."""
        masks: dict[Dimension | None, Counter[tuple[str, int]]] = {one: Counter() for one in (None, *Dimension)}
        for (codes, mask), clues in self._alike.items():
            masks[None]["", mask] += clues
            for dimension, code in zip(OF_CLUES, codes, strict=True):
                masks[dimension][code, mask] += clues
        masks[Dimension.HANDLER] = self._handled
        counts = {dimension: _told_apart(counted) for dimension, counted in masks.items()}
        if not counts[None]:
            counts[None] = {"": dict.fromkeys(Figure, 0)}
        return PeriodFigures(counts, {stage: _days(spent) for stage, spent in self._spent.items()})


def _told_apart(masks: Counter[tuple[str, int]]) -> dict[str, Counts]:
    found: dict[str, dict[Figure, int]] = {}
    for (code, mask), clues in masks.items():
        counts = found.setdefault(code, dict.fromkeys(Figure, 0))
        for figure, bit in BITS.items():
            if mask & bit:
                counts[figure] += clues
    return dict(found)


def _days(spent: Counter[tuple[str, str]]) -> StageDays:
    taken = [(day_number(last) - day_number(first), letters) for (first, last), letters in spent.items()]
    return StageDays(
        spent.total(), sum(days * letters for days, letters in taken), max((days for days, _ in taken), default=0)
    )


def _stages(one: Case, letter: Letter) -> Sequence[tuple[str | None, str | None]]:
    """The first and the last day of each :class:`Stage` of a letter, in their order."""
    return (
        (one.day, letter.issued_on),
        (letter.issued_on, letter.taken_over_on),
        (letter.taken_over_on, letter.replied_on),
        (letter.replied_on, letter.contacted_on),
    )


def days_of(one: Case, letter: Letter) -> Iterator[int | None]:
    """How long each :class:`Stage` of a letter took, in their order; None for one that it has not passed."""
    for first, last in _stages(one, letter):
        yield day_number(last) - day_number(first) if first and last else None


def by_handler(one: Case) -> Sequence[tuple[str, int]]:
    """What the letters to each handler say together."""
    if len(one.letters) == 1:
        return ((one.letters[0].handler, one.letters[0].mask),)
    found: dict[str, int] = {}
    for letter in one.letters:
        found[letter.handler] = found.get(letter.handler, 0) | letter.mask
    return tuple(found.items())


def _state_mask(state: OfficeState | None) -> int:
    return BITS[Figure.COLLECTED] | sum(BITS[figure] for figure, states in _STATES.items() if state in states)


@cache
def _letter_mask(
    replied: bool, kind: str, on_time: bool | None, outcome: str | None, satisfaction: str | None, overdue: int
) -> int:
    said = {
        Figure.FORWARDED: kind == DispatchKind.FORWARD,
        Figure.ASSIGNED: kind == DispatchKind.ASSIGN,
        Figure.REPLIED: replied,
        Figure.ON_TIME: on_time is True,
        Figure.LATE: on_time is False,
        Figure.OVERDUE: bool(overdue),
        Figure.RESOLVED: outcome == Outcome.RESOLVED,
        Figure.PLANNED: outcome == Outcome.PLANNED,
        Figure.REFERENCE: outcome == Outcome.REFERENCE,
        Figure.SATISFIED: satisfaction == Satisfaction.SATISFIED,
        Figure.FAIRLY: satisfaction == Satisfaction.FAIRLY_SATISFIED,
        Figure.DISSATISFIED: satisfaction == Satisfaction.DISSATISFIED,
    }
    return sum(BITS[figure] for figure, is_so in said.items() if is_so)


def _clues(period: Period) -> Executable:
    # Two ranges of one index, which no clue is in both of; an OR of them would be freed of doubles row by row.
    return union_all(*(_said_of_clues().where(part) for part in _days_in(period)))


def _these(ids: Sequence[str]) -> Executable:
    return _said_of_clues().where(clue.c.id.in_(ids))


def _said_of_clues() -> _Asked:
    received, created = type_coerce(clue.c.received_on, String), type_coerce(clue.c.created_at, String)
    columns = (clue.c.id, clue.c.unit, clue.c.source_category, clue.c.office_state, received, created)
    return select(*columns).where(COUNTED)


def _among(wanted: _Asked, identity: ColumnElement[Any], ids: Sequence[str] | None) -> _Asked:
    return wanted if ids is None else wanted.where(identity.in_(ids))


def _placed() -> _Asked:
    """The theme and topic of each clue that has one."""
    theme, topic = func.coalesce(context.c.theme, ""), func.coalesce(context.c.topic_id, "")
    has_one = or_(context.c.theme.is_not(None), context.c.topic_id.is_not(None))
    return select(context.c.clue_id, theme, topic).where(has_one)


def within(period: Period) -> ColumnElement[bool]:
    """Drafts left aside, the day a clue counts for lies in ``period`` (``CaseFile.day``)."""
    return and_(COUNTED, or_(*_days_in(period)))


def _days_in(period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The clues with a day of their own in ``period``, and those that were entered in it and have none."""
    begin, end = _midnight(period.first), _midnight(period.last + timedelta(days=1))
    return (
        clue.c.received_on.between(period.first, period.last),
        and_(clue.c.received_on.is_(None), clue.c.created_at >= begin, clue.c.created_at < end),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


def _entered_on(created: str) -> str:
    """The day in Guangzhou of a moment as it is kept: text by text, because a record has as many as it has clues."""
    day, hour = created[:10], created[11:13]
    return day if hour < _MIDNIGHT_IN_CHINA else _following(day)


@cache
def _following(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def counts_for(one: Case, figure: Figure, dimension: Dimension | None, code: str) -> bool:
    """Whether a figure counts this clue: of one ``code`` of ``dimension``, or in all."""
    bit = BITS[figure]
    if dimension is Dimension.HANDLER:
        return any((one.own | mask) & bit for handler, mask in by_handler(one) if handler == code)
    return bool(one.mask & bit) and (dimension is None or one.codes[OF_CLUES.index(dimension)] == code)


@cache
def day_number(day: str) -> int:
    """Days since the first, of an ISO text."""
    return date.fromisoformat(day).toordinal()
