"""Feedback and reward after adoption (seed 八(五)2; SM10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.rules.deadlines import FEEDBACK_LIMIT, LimitPolicy, WorkCalendar, due_on
from baixing_desktop.domain.states import IncentiveState


class Adoption(StrEnum):
    """What counts as 被采用: the first of these for each clue."""

    FORWARDED = "forwarded"
    OUTPUT = "output"
    PROPOSAL = "proposal"
    CITY_REPORT = "city_report"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Adopted:
    """That a clue was adopted: on which day, as what; ``words`` name the addressee or the output."""

    on: date
    kind: Adoption
    words: str


def first_adoption(facts: Iterable[Adopted]) -> Adopted | None:
    """The earliest; of one day the one that comes first in :class:`Adoption`."""
    order = list(Adoption)
    return min(facts, key=lambda fact: (fact.on, order.index(fact.kind)), default=None)


@dataclass(frozen=True, slots=True)
class IncentiveStart:
    """How an incentive begins: its state and, for a real name, the day by which the contributor should hear."""

    state: IncentiveState
    due_on: date | None


def incentive_start(
    contributor: Contributor, adopted_on: date, calendar: WorkCalendar, policy: LimitPolicy = FEEDBACK_LIMIT
) -> IncentiveStart:
    """实名提供…如被采用，以适当方式反馈、激励: an anonymous contributor is 不参与激励 (domain decision 7)."""
    if contributor.anonymous or not contributor.name.strip():
        return IncentiveStart(IncentiveState.NOT_APPLICABLE, None)
    return IncentiveStart(IncentiveState.DUE, due_on(adopted_on, calendar, policy))


def may_invite(contributor: Contributor, *, adopted: bool) -> bool:
    """视情邀请部分提供建议被采纳的群众: somebody who can be named and whose clue was adopted."""
    return adopted and not contributor.anonymous and bool(contributor.name.strip())
