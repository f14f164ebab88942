"""认领与培育 to look at: stages with their counts, one claim, one proposal, and what can be done now (SM5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.proposals import Claim, ClaimWindow, Cultivation, JointClaimant, Proposal, ProposalClue
from baixing_desktop.domain.rules.claiming import (
    CLAIM_STAGES,
    FALLEN,
    PROPOSAL_STAGES,
    Stage,
    holds,
    is_filed,
    kept_number,
    number_words,
)
from baixing_desktop.domain.rules.handling import settled
from baixing_desktop.domain.rules.redaction import redacted
from baixing_desktop.domain.rules.taking_back import proposal_before
from baixing_desktop.domain.states import Action, ClaimState, ForwardingState, ProposalState
from baixing_desktop.domain.workflow import CLAIM, PROPOSAL
from baixing_desktop.papers.layouts.words import joined
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.claimed import last_claim, log_of, master_of, merged_under, proposals_on, standing_claim
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.filing import lines_of
from baixing_desktop.usecases.permissions import intention, may
from baixing_desktop.usecases.phrasing import editions_in_force, worded

MOST = 500
"""So many items of a stage are listed; the counts are of all."""


@dataclass(frozen=True, slots=True)
class BoardItem:
    """A line of the board: a clue to be offered, a claim, or a proposal, by its own identity. ``on`` is the day of its
    last step; ``who`` the claimant or proposer.
    """

    id: str
    stage: Stage
    title: str
    number: str = ""
    who: str = ""
    state: ClaimState | ProposalState | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What a handler of the proposal answered, or where its letter stands."""

    handler: str
    line: Forwarding


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim: its clue as it may leave the office, who claimed it, what was done, what came of it."""

    claim: Claim
    number: str
    title: str
    analysis: str
    suggestions: str
    withdrawn: bool
    joint: tuple[str, ...]
    window: ClaimWindow | None
    log: tuple[Cultivation, ...]
    proposals: tuple[Proposal, ...]
    earlier: tuple[Claim, ...]
    actions: tuple[Action, ...]
    last_entry: str | None = None
    """Of the log, what was written last."""


@dataclass(frozen=True, slots=True)
class ProposalView:
    """One proposal with its lineage: the clues (identity, number, title; the leading one first), what was merged into
    it or what it is merged into, and its handlers' letters. ``kept_number`` is that of a filing that was taken back.
    """

    proposal: Proposal
    number: str
    clues: tuple[tuple[str, str, str], ...]
    master: Proposal | None
    merged: tuple[Proposal, ...]
    results: tuple[ResultLine, ...]
    actions: tuple[Action, ...]
    kept_number: str = ""


@intention
def stage_counts(desk: Desk) -> Mapping[Stage, int]:
    """How much stands at each stage."""
    with desk.store.reading() as tx:
        claims, proposals = tx.of(Claim).counts("state"), tx.of(Proposal).counts("state")
        counts = {Stage.TO_OFFER: tx.listing.never_claimed(Route.DISTRICT_GENERAL, 0).total}
        counts |= {stage: sum(claims.get(state, 0) for state in states) for stage, states in CLAIM_STAGES.items()}
        counts |= {stage: sum(proposals.get(state, 0) for state in states) for stage, states in PROPOSAL_STAGES.items()}
    return counts


@intention
def items(desk: Desk, stage: Stage, words: str = "") -> tuple[BoardItem, ...]:
    """What stands at ``stage``, the newest first; ``words`` must occur in its number, title or name."""
    with desk.store.reading() as tx:
        if stage is Stage.TO_OFFER:
            found = _to_offer(tx)
        elif stage in CLAIM_STAGES:
            found = _claims(tx, stage)
        else:
            found = _proposals(tx, stage)
    return tuple(item for item in found if words in f"{item.number} {item.title} {item.who}")


@intention
def claim_view(desk: Desk, claim_id: str) -> ClaimView:
    """One claim.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    with desk.store.reading() as tx:
        claim = tx.of(Claim).get(claim_id)
        clue = worded(tx, tx.clues.get(claim.clue_id))
        content = redacted(clue.content)
        proposals, own_log = proposals_on(tx, clue.id), log_of(tx, claim.id)
        return ClaimView(
            claim=claim,
            number=clue.number,
            title=content.title,
            analysis=content.analysis,
            suggestions=content.suggestions,
            withdrawn=clue.withdrawn_at is not None,
            joint=tuple(one.name for one in tx.of(JointClaimant).where(claim_id=claim.id)),
            window=tx.of(ClaimWindow).find(claim.window_id) if claim.window_id else None,
            log=tx.of(Cultivation).where(clue_id=clue.id, order="on"),
            proposals=proposals,
            earlier=tuple(c for c in tx.of(Claim).where(clue_id=clue.id, order="offered_on") if c.id != claim.id),
            actions=_claim_actions(desk, claim, proposals),
            last_entry=own_log[-1].id if own_log else None,
        )


@intention
def proposal_view(desk: Desk, proposal_id: str) -> ProposalView:
    """One proposal.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    with desk.store.reading() as tx:
        proposal = tx.of(Proposal).get(proposal_id)
        links = tx.of(ProposalClue).where(proposal_id=proposal.id, order="-leading")
        clues = [worded(tx, tx.clues.get(link.clue_id)) for link in links]
        lines = lines_of(tx, proposal.id)
        name = desk.reference.unit_name
        return ProposalView(
            proposal=proposal,
            number=number_words(proposal),
            clues=tuple((clue.id, clue.number, redacted(clue.content).title) for clue in clues),
            master=master_of(tx, proposal),
            merged=merged_under(tx, proposal.id),
            results=tuple(ResultLine(name(line.handler), line) for line in lines),
            actions=_proposal_actions(desk, proposal, lines),
            kept_number="" if is_filed(proposal) else kept_number(proposal),
        )


@intention
def clue_texts(desk: Desk, clue_id: str) -> tuple[str, str, str]:
    """Title, analysis and suggestions of a clue as a catalogue may show them: the office's wording, redacted.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    with desk.store.reading() as tx:
        content = redacted(worded(tx, tx.clues.get(clue_id)).content)
    return content.title, content.analysis, content.suggestions


@intention
def standing_claims(desk: Desk, clue_ids: Sequence[str]) -> tuple[str, ...]:
    """The identities of the claims that stand on these clues, in their order."""
    with desk.store.reading() as tx:
        found = (standing_claim(tx, clue_id) for clue_id in clue_ids)
        return tuple(claim.id for claim in found if claim is not None)


@intention
def fallen_claim(desk: Desk, clue_id: str) -> Claim | None:
    """The last claim of a clue, if it was released or lapsed."""
    with desk.store.reading() as tx:
        last = last_claim(tx, clue_id)
        return last if last is not None and last.state in FALLEN else None


_ACTS: Mapping[Action, str] = {
    Action.CLAIM: "claiming.claim_clue",
    Action.LAPSE: "claiming.lapse_claims",
    Action.CULTIVATE: "claiming.begin_cultivation",
    Action.RELEASE: "claiming.release_claim",
    Action.DRAFT_PROPOSAL: "proposing.draft_proposal",
    Action.TAKE_BACK: "claim_steps_back.take_back_claims",
}


def _claim_actions(desk: Desk, claim: Claim, proposals: tuple[Proposal, ...]) -> tuple[Action, ...]:
    """What the table and the permissions allow now; a claim whose proposals are under way is not released."""
    bound = claim.state is ClaimState.PROPOSAL_DRAFTED and holds(claim, proposals)
    return tuple(
        action
        for action in CLAIM.actions(claim.state, desk.role)
        if action in _ACTS and may(desk, _ACTS[action]) and not (bound and action is Action.RELEASE)
    )


def _proposal_actions(desk: Desk, proposal: Proposal, lines: tuple[Forwarding, ...]) -> tuple[Action, ...]:
    out = [line for line in lines if line.state is not ForwardingState.CANCELLED]
    unless = {
        Action.ASSIGN: not out,
        Action.CONCLUDE_PROPOSAL: bool(out) and all(map(settled, lines)),
        Action.TAKE_BACK: _may_go_back(desk, proposal, out),
    }
    return tuple(action for action in PROPOSAL.actions(proposal.state, desk.role) if unless.get(action, True))


def _may_go_back(desk: Desk, proposal: Proposal, out: list[Forwarding]) -> bool:
    """A step that another post took is not offered, nor an assignment whose letters are out."""
    before = proposal_before(proposal)
    rows = PROPOSAL.rows_from(proposal.state, desk.role)
    by_them = any(row.action is Action.TAKE_BACK and row.target is before for row in rows)
    drafts = (ForwardingState.DRAFTED, ForwardingState.APPROVED)
    sent = proposal.state is ProposalState.ASSIGNED and any(line.state not in drafts for line in out)
    return by_them and not sent


def _to_offer(tx: Transaction) -> list[BoardItem]:
    summaries = tx.listing.never_claimed(Route.DISTRICT_GENERAL, MOST).items
    titles = editions_in_force(tx, [one.id for one in summaries])
    fallen = {
        claim.clue_id: claim
        for claim in tx.of(Claim).of_many("clue_id", [one.id for one in summaries], order="offered_on")
    }
    return [
        BoardItem(
            one.id,
            Stage.TO_OFFER,
            titles[one.id].title if one.id in titles else one.title,
            one.number,
            fallen[one.id].claimant if one.id in fallen else "",
            fallen[one.id].state if one.id in fallen else None,
            one.received_on,
        )
        for one in summaries
    ]


def _claims(tx: Transaction, stage: Stage) -> list[BoardItem]:
    found = tx.of(Claim).where(state=CLAIM_STAGES[stage], order="-offered_on", limit=MOST)
    clues = _summaries(tx, [claim.clue_id for claim in found])
    titles = editions_in_force(tx, list(clues))
    joint: dict[str, list[str]] = {}
    for one in tx.of(JointClaimant).of_many("claim_id", [claim.id for claim in found]):
        joint.setdefault(one.claim_id, []).append(one.name)
    return [
        BoardItem(
            claim.id,
            stage,
            titles[claim.clue_id].title if claim.clue_id in titles else clues[claim.clue_id].title,
            clues[claim.clue_id].number,
            joined([name for name in (claim.claimant, *joint.get(claim.id, ())) if name]),
            claim.state,
            claim.cultivated_since or claim.claimed_on or claim.offered_on,
        )
        for claim in found
    ]


def _proposals(tx: Transaction, stage: Stage) -> list[BoardItem]:
    found = tx.of(Proposal).where(state=PROPOSAL_STAGES[stage], order="-drafted_on", limit=MOST)
    return [
        BoardItem(one.id, stage, one.title, number_words(one), one.proposer, one.state, _last_day(one)) for one in found
    ]


def _last_day(one: Proposal) -> date:
    return one.withdrawn_on or one.assigned_on or one.decided_on or one.submitted_on or one.drafted_on


def _summaries(tx: Transaction, ids: list[str]) -> dict[str, ClueSummary]:
    return {one.id: one for one in tx.listing.summaries(ids)}
