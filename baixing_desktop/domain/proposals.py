"""Claim, cultivation and proposal (seed 八(二)3, 八(三)1, 九(二); SM5).

For the database:

* ``ClaimWindow``: one row per year and name; ``closes_on`` not before ``opens_on``.
* ``Claim``: at most one per clue that is neither released nor lapsed; from ``claimed`` on there is a claimant;
  ``proposal_drafted`` has a proposal.
* ``JointClaimant``: one row per claim and name.
* ``Proposal``: ``filed`` and later have a number, unique within term and session; ``merged_into_proposal`` names a
  master that is not the proposal itself.
* ``ProposalClue``: one row per proposal and clue; exactly one is leading.
"""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.kinds import CultivationKind, ProposalKind, ProposerKind
from baixing_desktop.domain.states import ClaimState, ProposalState


@dataclass(frozen=True, slots=True)
class ClaimWindow:
    """The weeks before the plenary in which clues are offered (seed 八(二)3)."""

    id: str
    year: int
    name: str
    opens_on: date
    closes_on: date
    version: int = 1


@dataclass(frozen=True, slots=True)
class Claim:
    """认领: one clue offered, and its lead claimant. ``committee`` is the counterpart that helps."""

    id: str
    clue_id: str
    state: ClaimState
    offered_on: date
    window_id: str | None = None
    committee: str | None = None
    suggested_handler: str | None = None
    gist: str = ""
    claimant_kind: ProposerKind | None = None
    claimant: str = ""
    member_id: str | None = None
    claimed_on: date | None = None
    cultivated_since: date | None = None
    proposal_id: str | None = None
    released_on: date | None = None
    reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class JointClaimant:
    """联名: one more name on a claim."""

    id: str
    claim_id: str
    name: str
    member_id: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Cultivation:
    """培育: one entry of the log that leads from a claim (or a clue) to a draft (F47)."""

    id: str
    clue_id: str
    kind: CultivationKind
    on: date
    person: str
    text: str
    claim_id: str | None = None
    attachment: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Proposal:
    """提案: made of one clue or several. ``term`` and ``session_no`` give 第X届X次会议第N号 its X and X."""

    id: str
    title: str
    kind: ProposalKind
    state: ProposalState
    proposer_kind: ProposerKind
    proposer: str
    drafted_on: date
    term: int | None = None
    session_no: int | None = None
    number: int | None = None
    member_id: str | None = None
    committee: str | None = None
    analysis: str = ""
    suggestions: str = ""
    submitted_on: date | None = None
    decided_on: date | None = None
    assigned_on: date | None = None
    withdrawn_on: date | None = None
    master_id: str | None = None
    reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class ProposalClue:
    """A clue on which a proposal rests."""

    id: str
    proposal_id: str
    clue_id: str
    leading: bool = False
    version: int = 1
