"""Counting cases: how many came, from where, what became of them (seed 八, 九; F53). Pure functions over case files."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.clock import local
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.kinds import HandlerPart
from baixing_desktop.domain.outcomes import Outcome, Route, Satisfaction
from baixing_desktop.domain.states import ForwardingState, OfficeState

ADOPTED = frozenset(
    {
        OfficeState.ACCEPTED,
        OfficeState.CLASSIFIED,
        OfficeState.ROUTED,
        OfficeState.CONCLUDED,
        OfficeState.ARCHIVED,
    }
)
"""采用: accepted and not merely kept in the library (留存)."""

_CLASSIFIED = ADOPTED - {OfficeState.ACCEPTED}
_CONCLUDED = frozenset({OfficeState.CONCLUDED, OfficeState.ARCHIVED})
_ISSUED = frozenset(ForwardingState) - {ForwardingState.DRAFTED, ForwardingState.APPROVED}
_WAITING = frozenset({ForwardingState.ISSUED, ForwardingState.RECEIVED})
_WORKING = frozenset({ForwardingState.TAKEN_OVER, ForwardingState.RETURN_REQUESTED})
_REPLIED = _ISSUED - _WAITING - _WORKING - {ForwardingState.REASSIGNED}
_LEADING = frozenset({HandlerPart.SOLE, HandlerPart.LEAD, HandlerPart.SEPARATE})


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One clue with what the office did about it; ``route`` is the last classification."""

    clue: Clue
    route: Route | None = None
    forwardings: tuple[Forwarding, ...] = ()
    theme: str = ""
    """The code of its theme in the reference data."""
    topic_id: str = ""
    community: str = ""
    """The code of the community where it came up."""

    @property
    def day(self) -> date:
        """The day it counts for: when it was received from the citizen, else when it was entered."""
        return self.clue.content.received_on or local(self.clue.created_at).date()

    @property
    def adopted(self) -> bool:
        """Whether the office accepted it for use."""
        return self.clue.office_state in ADOPTED


@dataclass(frozen=True, slots=True)
class Handling:
    """Counts of one handler. ``on_time`` and ``late`` count replies under a limit; ``overdue`` counts what is late,
    answered or not."""

    waiting: int = 0
    working: int = 0
    returned: int = 0
    replied: int = 0
    lead: int = 0
    co: int = 0
    overdue: int = 0
    on_time: int = 0
    late: int = 0
    resolved: int = 0
    planned: int = 0
    reference: int = 0
    satisfied: int = 0
    fairly: int = 0
    dissatisfied: int = 0

    @property
    def whole(self) -> int:
        """All lines of the handler."""
        return self.waiting + self.working + self.returned + self.replied

    @property
    def punctuality(self) -> float | None:
        """按期率: the part of replies under a limit that came in time; None without any."""
        limited = self.on_time + self.late
        return self.on_time / limited if limited else None


def funnel(cases: Sequence[CaseFile]) -> tuple[tuple[str, int], ...]:
    """收集 → 采用 → 分类处理 → 转送交办 → 已答复 → 已办结; each stage is a part of the one before it."""
    issued = [case for case in cases if any(line.state in _ISSUED for line in case.forwardings)]
    replied = [case for case in issued if any(line.state in _REPLIED for line in case.forwardings)]
    return (
        ("收集", len(cases)),
        ("采用", sum(case.adopted for case in cases)),
        ("分类处理", sum(case.clue.office_state in _CLASSIFIED for case in cases)),
        ("转送交办", len(issued)),
        ("已答复", len(replied)),
        ("已办结", sum(case.clue.office_state in _CONCLUDED for case in replied)),
    )


def count_by(cases: Iterable[CaseFile], of: Callable[[CaseFile], str]) -> tuple[tuple[str, int], ...]:
    """How many cases there are for each value of ``of``, most first; equal ones in the order they came."""
    return tuple(Counter(map(of, cases)).most_common())


def count_months(cases: Iterable[CaseFile], months: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """How many cases count for each of ``months`` (year and month)."""
    counted = Counter((case.day.year, case.day.month) for case in cases)
    return tuple(counted[month] for month in months)


def count_closed(cases: Iterable[CaseFile], months: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """How many lines were closed in each of ``months``."""
    days = (line.closed_on for case in cases for line in case.forwardings)
    counted = Counter((day.year, day.month) for day in days if day)
    return tuple(counted[month] for month in months)


def handling(lines: Sequence[Forwarding], today: date) -> Handling:
    """The counts of one handler's ``lines`` on ``today``; what was not issued yet does not count."""
    lines = [line for line in lines if line.state in _ISSUED]
    replies = [line.reply for line in lines if line.reply]
    heard = [line.contact.satisfaction for line in lines if line.contact]

    def states(wanted: frozenset[ForwardingState]) -> int:
        return sum(line.state in wanted for line in lines)

    return Handling(
        waiting=states(_WAITING),
        working=states(_WORKING),
        returned=states(frozenset({ForwardingState.REASSIGNED})),
        replied=states(_REPLIED),
        lead=sum(line.part in _LEADING for line in lines),
        co=sum(line.part not in _LEADING for line in lines),
        overdue=sum(_overdue(line, today) for line in lines),
        on_time=sum(reply.on_time is True for reply in replies),
        late=sum(reply.on_time is False for reply in replies),
        resolved=sum(reply.outcome is Outcome.RESOLVED for reply in replies),
        planned=sum(reply.outcome is Outcome.PLANNED for reply in replies),
        reference=sum(reply.outcome is Outcome.REFERENCE for reply in replies),
        satisfied=heard.count(Satisfaction.SATISFIED),
        fairly=heard.count(Satisfaction.FAIRLY_SATISFIED),
        dissatisfied=heard.count(Satisfaction.DISSATISFIED),
    )


def together(parts: Iterable[Handling]) -> Handling:
    """The counts of several handlers as one."""
    names = Handling.__slots__
    kept = list(parts)
    return Handling(**{name: sum(getattr(one, name) for one in kept) for name in names})


def _overdue(line: Forwarding, today: date) -> bool:
    if line.due_on is None or line.state is ForwardingState.REASSIGNED:
        return False
    return (line.reply.replied_on if line.reply else today) > line.due_on
