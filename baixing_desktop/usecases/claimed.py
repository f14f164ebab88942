"""What a claim means for the rest of the office's work: which stands, what rests on a clue, what is barred."""

from datetime import date

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.handling import Assignment
from baixing_desktop.domain.kinds import DispatchKind
from baixing_desktop.domain.proposals import Claim, Cultivation, Proposal, ProposalClue
from baixing_desktop.domain.rules.claiming import FALLEN, holds
from baixing_desktop.domain.states import ProposalState
from baixing_desktop.errors import IllegalActionError
from baixing_desktop.store.store import Transaction


def standing_claim(tx: Transaction, clue_id: str) -> Claim | None:
    """The claim of the clue that neither was released nor lapsed: there is one at most."""
    return next((claim for claim in tx.of(Claim).where(clue_id=clue_id) if claim.state not in FALLEN), None)


def proposals_on(tx: Transaction, clue_id: str) -> tuple[Proposal, ...]:
    """The proposals that rest on the clue, oldest first."""
    ids = tuple(link.proposal_id for link in tx.of(ProposalClue).where(clue_id=clue_id))
    return tx.of(Proposal).where(id=ids, order="drafted_on") if ids else ()


def merged_under(tx: Transaction, proposal_id: str) -> tuple[Proposal, ...]:
    """What is treated with a proposal: merged into it, or into one that was."""
    into, found = {proposal_id}, list[Proposal]()
    while into:
        more = tx.of(Proposal).where(master_id=into, state=ProposalState.MERGED_INTO_PROPOSAL, order="drafted_on")
        found += more
        into = {one.id for one in more}
    return tuple(found)


def master_of(tx: Transaction, proposal: Proposal) -> Proposal | None:
    """The proposal with which this one is treated in the end; None for one that stands by itself."""
    master = tx.of(Proposal).find(proposal.master_id) if proposal.master_id else None
    while master is not None and master.master_id:
        master = tx.of(Proposal).get(master.master_id)
    return master


def clues_under(tx: Transaction, proposal_id: str) -> tuple[str, ...]:
    """The clues on which a proposal rests, itself or through those merged into it: the leading one first."""
    links = [
        link
        for identity in (proposal_id, *(one.id for one in merged_under(tx, proposal_id)))
        for link in tx.of(ProposalClue).where(proposal_id=identity, order="-leading")
    ]
    return tuple(dict.fromkeys(link.clue_id for link in links))


def last_claim(tx: Transaction, clue_id: str) -> Claim | None:
    """The claim that was offered last, whatever became of it."""
    return max(tx.of(Claim).where(clue_id=clue_id), key=lambda one: _place(tx, one.offered_on, one.id), default=None)


def claim_behind(tx: Transaction, proposal: Proposal, clue_id: str) -> Claim | None:
    """The claim of the clue from which the proposal was drafted: the last one that was offered before it."""
    drafted = _place(tx, proposal.drafted_on, proposal.id, _LATE)
    placed = ((_place(tx, one.offered_on, one.id), one) for one in tx.of(Claim).where(clue_id=clue_id))
    return max((one for one in placed if one[0] < drafted), key=lambda one: one[0], default=(None, None))[1]


def log_of(tx: Transaction, claim_id: str) -> tuple[Cultivation, ...]:
    """What was logged of its cultivation, in the order in which it was written."""
    written = {entry.detail.get("entry"): entry.seq for entry in tx.audit.of_object(claim_id)}
    entries = tx.of(Cultivation).where(claim_id=claim_id, order="on")
    return tuple(sorted(entries, key=lambda one: written.get(one.id, 0)))


_LATE = 2**63
"""Behind everything that the trail tells of a day."""


def _place(tx: Transaction, day: date, object_id: str, unknown: int = 0) -> tuple[date, int]:
    """The order in which things were entered: by the day that is kept, within it by the trail. Where that was archived,
    a draft comes after the offers of its day.
    """
    entered = next(iter(tx.audit.of_object(object_id)), None)
    return day, entered.seq if entered else unknown


def assignments_of(tx: Transaction, proposal_id: str) -> tuple[Assignment, ...]:
    """The acts of 交办 of a proposal, oldest first."""
    return tx.of(Assignment).where(proposal_id=proposal_id, kind=DispatchKind.ASSIGN, order="drafted_at")


def proposal_under(tx: Transaction, line: Forwarding) -> Proposal | None:
    """The filed proposal that a line is about; None for a clue that was forwarded."""
    whole = tx.of(Assignment).find(line.assignment_id) if line.assignment_id else None
    return tx.of(Proposal).get(whole.proposal_id) if whole and whole.proposal_id else None


def require_unclaimed(tx: Transaction, clue_id: str, action: str) -> None:
    """Refuse to treat a clue otherwise while it is offered, claimed, or a proposal on it is under way.

    Raises:
        IllegalActionError: ``ACTION_BARRED``.
    """
    claim = standing_claim(tx, clue_id)
    if claim is not None and holds(claim, proposals_on(tx, clue_id)):
        raise IllegalActionError(
            "ACTION_BARRED",
            action=action,
            reason="这条线索已列入认领目录或已被认领",
            todo="请先在“认领与培育”里结束或放弃认领",
        )
