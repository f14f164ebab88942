"""年度: what a year closed with, and what is open and goes on in the next (seed 八, 九; domain 6).

Nothing has to be carried over by hand: what is open keeps its number and its limits, and what begins in the new year is
numbered, counted and asked for by that year.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from baixing_desktop.domain.encouragement import Incentive
from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.gathering import Topic
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.organisation import Pilot
from baixing_desktop.domain.outputs import CityReport, Compendium, Output, Premium
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.proposals import Claim, Proposal
from baixing_desktop.domain.rules.figures import FUNNEL, MEANINGS, RESULTS
from baixing_desktop.domain.states import (
    ClaimState,
    IncentiveState,
    KeyItemState,
    LookBackState,
    OfficeState,
    PilotState,
    PremiumState,
    ProposalState,
    SupervisionState,
    TopicState,
)
from baixing_desktop.domain.supervision import KeyItem, LookBack, Supervision
from baixing_desktop.domain.units import Face
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.statistics import figures_in

_CLUES: tuple[tuple[str, tuple[OfficeState, ...]], ...] = (
    ("待审核的线索", (OfficeState.RECEIVED, OfficeState.SCREENING)),
    ("退回补充的线索", (OfficeState.RETURNED,)),
    ("待分类的线索", (OfficeState.ACCEPTED,)),
    ("办理中的线索", (OfficeState.CLASSIFIED, OfficeState.ROUTED)),
)
_OTHERS: tuple[tuple[str, type[Entity], str, Iterable[str]], ...] = (
    ("认领和培育中的线索", Claim, "state", (ClaimState.OFFERED, ClaimState.CLAIMED, ClaimState.CULTIVATING)),
    (
        "没有办结的提案", Proposal, "state",
        (ProposalState.DRAFTED, ProposalState.SUBMITTED, ProposalState.FILED, ProposalState.ASSIGNED),
    ),
    (
        "没有完成的督办", Supervision, "state",
        (SupervisionState.PLANNED, SupervisionState.HELD, SupervisionState.FOLLOWED_UP),
    ),
    (
        "没有报送的重点提案", KeyItem, "state",
        (KeyItemState.CANDIDATE, KeyItemState.CONFIRMED, KeyItemState.SUPERVISED),
    ),
    (
        "没有结束的回头看", LookBack, "state",
        (LookBackState.LISTED, LookBackState.SCHEDULED, LookBackState.CHECKED),
    ),
    ("待反馈的群众", Incentive, "state", (IncentiveState.DUE,)),
    ("征集中的选题", Topic, "state", (TopicState.APPROVED, TopicState.PUBLISHED)),
    ("进行中的试点", Pilot, "state", (PilotState.APPROVED, PilotState.RUNNING, PilotState.EXTENDED)),
)  # fmt: skip
_CHOSEN = (PremiumState.SELECTED, PremiumState.REPORTED, PremiumState.USED)


@dataclass(frozen=True, slots=True)
class YearLine:
    """A figure by its name; ``words`` say what it counts."""

    name: str
    count: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class YearState:
    """``open``: what goes on, counted today, whatever year it began in. ``closed``: the figures of ``year``."""

    year: int
    open: tuple[YearLine, ...]
    closed: tuple[YearLine, ...]


@intention
def year_state(desk: Desk, year: int) -> YearState:
    """What ``year`` closed with so far, and what is open today.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
    """
    require_face(desk.installation, Face.OFFICE)
    with desk.store.reading() as tx:
        return year_state_in(desk, tx, year)


def year_state_in(desk: Desk, tx: Transaction, year: int) -> YearState:
    """:func:`year_state` as part of something larger."""
    return YearState(year, tuple(_open(desk, tx)), tuple(_closed(desk, tx, year)))


def _open(desk: Desk, tx: Transaction) -> Iterable[YearLine]:
    for name, states in _CLUES:
        yield YearLine(name, tx.listing.count(ClueQuery(office_states=states)))
    yield YearLine("超期未复的转送件", tx.casework.overdue(desk.today()))
    for name, kind, field, states in _OTHERS:
        yield YearLine(name, tx.of(kind).count(**{field: tuple(states)}))
    yield YearLine("形成中的成果", tx.of(Output).count(delivered_on=None, dropped_on=None))
    yield YearLine("等市里结果的报市材料", tx.of(CityReport).count(result_on=None))


def _closed(desk: Desk, tx: Transaction, year: int) -> Iterable[YearLine]:
    (found,) = figures_in(desk, tx, year_period(year))
    counts = found.counts[None][""]
    for figure in (*FUNNEL, *RESULTS):
        meaning = MEANINGS[figure]
        yield YearLine(meaning.title, counts[figure], f"{meaning.counts}　{meaning.clause}")
    yield YearLine("精品", tx.of(Premium).count(year=year, state=_CHOSEN), "当年选定的精品　九（三）3")
    yield YearLine("线索汇编", tx.of(Compendium).count(year=year), "当年编成的期数　八（二）")
