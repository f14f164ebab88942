"""The sense of the page 认领与培育: what stands where, what can be done with it now, and doing it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from baixing_desktop.changes import Changes
from baixing_desktop.domain.kinds import ProposalKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import TimelineEntry
from baixing_desktop.domain.proposals import Claim, ClaimWindow, Proposal
from baixing_desktop.domain.rules.claiming import TAKES_IN, Stage, number_words
from baixing_desktop.domain.states import Action, ProposalState
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.domain.workflow import CLAIM
from baixing_desktop.errors import InputError, ProgramError
from baixing_desktop.usecases import claim_board, claiming, filing, proposing
from baixing_desktop.usecases.claim_board import BoardItem, ClaimView, ProposalView
from baixing_desktop.usecases.load import committee_words, loads
from baixing_desktop.usecases.members import serving_names
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.proposing import ProposalForm
from baixing_desktop.usecases.reading import timeline
from ui.pages.claims.steps import Steps
from ui.pages.claims.telling import claim_facts, proposal_facts
from ui.targets import Target

STAGES: tuple[tuple[str, str], ...] = (
    (Stage.TO_OFFER, "待遴选"),
    (Stage.OFFERED, "可认领"),
    (Stage.CLAIMED, "已认领"),
    (Stage.CULTIVATING, "培育中"),
    (Stage.DRAFTED, "提案稿"),
    (Stage.FILED, "已立案"),
    (Stage.NOT_FILED, "未立案"),
)
_BETWEEN = re.compile(r"[、，,；;\s]+")


class Own(StrEnum):
    """What can be done here besides the steps of the transition tables."""

    OFFER = "offer_clue"
    WINDOW = "window"
    LOG = "log"
    REVISE = "revise"
    ANOTHER = "another"


Doing = Action | Own

_ENDING = frozenset({Action.LAPSE, Action.RELEASE, Action.WITHDRAW_PROPOSAL, Own.WINDOW, Own.ANOTHER, Action.TAKE_BACK})
"""What is rarely wanted stands behind the rest."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One item in full: facts in words, texts under their heads, and what can be done with it now."""

    item: BoardItem
    title: str
    number: str
    state: str
    facts: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    history: tuple[TimelineEntry, ...]
    doings: tuple[Doing, ...]
    clue_id: str
    claim: ClaimView | None = None
    proposal: ProposalView | None = None
    members: tuple[str, ...] = ()
    """Who can be chosen as claimant: the members in office."""
    fallen: Claim | None = None
    """The last claim of a clue that may be offered again."""

    @property
    def the_claim(self) -> Claim:
        """The claim that is shown.

        Raises:
            ProgramError: a step of claims was offered for something else.
        """
        if self.claim is None:
            raise ProgramError("no claim is shown")
        return self.claim.claim

    @property
    def the_proposal(self) -> Proposal:
        """The proposal that is shown.

        Raises:
            ProgramError: a step of proposals was offered for something else.
        """
        if self.proposal is None:
            raise ProgramError("no proposal is shown")
        return self.proposal.proposal


@dataclass(frozen=True, slots=True)
class Board:
    """One stage with its items, and the counts of all."""

    stage: Stage
    counts: Mapping[Stage, int]
    items: tuple[BoardItem, ...]


class ClaimsPresenter(Steps):
    """Touches the store; call it in the background, except what says so."""

    # -- looking

    def board(self, stage: Stage) -> Board:
        """What stands at ``stage``."""
        return Board(stage, claim_board.stage_counts(self._desk), claim_board.items(self._desk, stage))

    def stage_of(self, sought: Target) -> str:
        """The stage at which a record stands; empty when it is on the board no longer."""
        stages = (view for view in sought.views if any(one.id == sought.id for one in self.board(Stage(view)).items))
        return next(stages, "")

    def show(self, item: BoardItem) -> Shown:
        """One item in full."""
        if item.stage is Stage.TO_OFFER:
            return self._to_offer(item)
        if item.stage in (Stage.OFFERED, Stage.CLAIMED, Stage.CULTIVATING):
            return self._claim(item)
        return self._proposal(item)

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self._desk.now()

    @property
    def may_route(self) -> bool:
        """Whether this person has the page where letters are sent and answered; asks nothing of the store."""
        return may(self._desk, "casework.record_reply")

    def windows(self) -> tuple[ClaimWindow, ...]:
        """The weeks of claiming, the newest first."""
        return claiming.windows(self._desk)

    def committee_loads(self) -> tuple[tuple[str, str], ...]:
        """:meth:`committees`, each with what it has in hand."""
        return committee_words(loads(self._desk))

    def committees(self) -> list[tuple[str, str]]:
        """Codes and names; asks nothing of the store."""
        return [(unit.code, unit.name) for unit in self._desk.reference.units_of(UnitKind.COMMITTEE)]

    def handlers(self) -> list[tuple[str, str]]:
        """Codes and names of those who may handle; asks nothing of the store."""
        units = (
            *self._desk.reference.units_of(UnitKind.DEPARTMENT),
            *self._desk.reference.units_of(UnitKind.DIRECT_POINT),
        )
        return [(unit.code, unit.name) for unit in units]

    def masters(self, proposal: Proposal) -> list[tuple[str, str]]:
        """The proposals into which this one may be merged."""
        found = (*claim_board.items(self._desk, Stage.DRAFTED), *claim_board.items(self._desk, Stage.FILED))
        return [
            (one.id, f"{one.number or (label(one.state) if one.state else '')}　{one.title}")
            for one in found
            if one.id != proposal.id and one.state in TAKES_IN
        ]

    def next_number(self) -> tuple[int | None, int | None, int | None]:
        """Term, session and number that most likely come next; nothing before the first filing."""
        last = filing.last_session(self._desk)
        return (None, None, None) if last is None else (*last, filing.next_filing_number(self._desk, *last))

    def prefilled(self, shown: Shown) -> ProposalForm:
        """The draft to begin with; a further one about the same clues begins with a title of its own."""
        kind = shown.proposal.proposal.kind if shown.proposal else ProposalKind.PLENARY
        return proposing.prefilled(self._desk, self._claims_of(shown), kind)

    def draft(self, shown: Shown, form: ProposalForm, numbers: str) -> tuple[Proposal, Changes]:
        """形成提案初稿, on this claim and on those of the clues with these numbers.

        Raises:
            InputError: a number is none of a clue in cultivation.
        """
        more = [number for number in _BETWEEN.split(numbers) if number]
        growing = {item.number: item.id for item in claim_board.items(self._desk, Stage.CULTIVATING)} if more else {}
        unknown = [number for number in more if number not in growing]
        if unknown:
            raise InputError("INPUT_INVALID", field="还依据的线索", reason=f"{'、'.join(unknown)}不在培育中")
        return proposing.draft_proposal(self._desk, [*self._claims_of(shown), *(growing[n] for n in more)], form)

    def draft_again(self, shown: Shown, form: ProposalForm) -> tuple[Proposal, Changes]:
        """The draft that was taken back, on the same clues."""
        return proposing.draft_proposal(self._desk, self._claims_of(shown), form)

    # -- one item

    def _to_offer(self, item: BoardItem) -> Shown:
        title, analysis, suggestions = claim_board.clue_texts(self._desk, item.id)
        fallen = claim_board.fallen_claim(self._desk, item.id)
        doings: list[Doing] = [Own.OFFER, Own.WINDOW] if may(self._desk, "claiming.offer_clues") else []
        if fallen is not None and Action.TAKE_BACK in CLAIM.actions(fallen.state, self._desk.role):
            doings.append(Action.TAKE_BACK)
        before = (
            (f"上次：{item.who}，{label(item.state)}" if item.who else f"上次：{label(item.state)}",)
            if item.state
            else ()
        )
        return Shown(
            item,
            title,
            item.number,
            "待遴选",
            before,
            (("情况分析", analysis), ("具体建议", suggestions)),
            tuple(reversed(timeline(self._desk, item.id))),
            tuple(doings),
            item.id,
            fallen=fallen,
        )

    def _claim(self, item: BoardItem) -> Shown:
        view = claim_board.claim_view(self._desk, item.id)
        doings: list[Doing] = list(view.actions)
        if item.stage is not Stage.OFFERED and may(self._desk, "claiming.log_cultivation"):
            doings.insert(0, Own.LOG)
        if item.stage is Stage.OFFERED and may(self._desk, "claiming.save_window"):
            doings.append(Own.WINDOW)
        doings.sort(key=_ENDING.__contains__)
        if view.withdrawn:
            doings = [one for one in doings if one in (Action.LAPSE, Action.RELEASE)]
        return Shown(
            item,
            view.title,
            view.number,
            label(view.claim.state),
            claim_facts(view, self._desk.reference.unit_name, self._desk.today()),
            (("情况分析", view.analysis), ("具体建议", view.suggestions)),
            tuple(reversed(timeline(self._desk, view.claim.clue_id))),
            tuple(doings),
            view.claim.clue_id,
            claim=view,
            members=serving_names(self._desk) if Action.CLAIM in doings else (),
        )

    def _proposal(self, item: BoardItem) -> Shown:
        view = claim_board.proposal_view(self._desk, item.id)
        one = view.proposal
        doings: list[Doing] = list(view.actions)
        if one.state is ProposalState.DRAFTED and may(self._desk, "proposing.revise_proposal"):
            doings.insert(1, Own.REVISE)
        if one.state is ProposalState.DRAFTED and may(self._desk, "proposing.draft_proposal"):
            doings.append(Own.ANOTHER)
        doings.sort(key=_ENDING.__contains__)
        return Shown(
            item,
            one.title,
            number_words(one),
            label(one.state),
            proposal_facts(view, self._desk.reference.unit_name, self._desk.today()),
            (("情况分析", one.analysis), ("具体建议", one.suggestions)),
            tuple(reversed(timeline(self._desk, view.clues[0][0]))) if view.clues else (),
            tuple(doings),
            view.clues[0][0] if view.clues else "",
            proposal=view,
        )

    def _claims_of(self, shown: Shown) -> list[str]:
        if shown.claim is not None:
            return [shown.claim.claim.id]
        clues = [clue_id for clue_id, _, _ in shown.proposal.clues] if shown.proposal else []
        return list(claim_board.standing_claims(self._desk, clues))
