"""Who claimed a clue and which proposals rest on it, for many clues at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from baixing_desktop.domain.proposals import Claim, JointClaimant, Proposal, ProposalClue
from baixing_desktop.domain.rules.claiming import FALLEN, number_words
from baixing_desktop.papers.layouts.words import joined
from baixing_desktop.store.store import Transaction


@dataclass(frozen=True, slots=True)
class Claims:
    """The newest claim of each clue, unless it was released or lapsed; claimants and proposals in words."""

    standing: Mapping[str, Claim]
    joint: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    proposals: Mapping[str, Sequence[Proposal]] = field(default_factory=dict[str, Sequence[Proposal]])

    def claimants(self, clue_id: str) -> str:
        """Whoever claimed the clue: the lead claimant, then the joint ones."""
        claim = self.standing.get(clue_id)
        if claim is None or not claim.claimant:
            return ""
        return joined([claim.claimant, *self.joint.get(claim.id, ())])

    def numbers(self, clue_id: str) -> str:
        """The numbers of the filed proposals that rest on the clue."""
        return joined([words for p in self.proposals.get(clue_id, ()) if (words := number_words(p))])


def claims_of(tx: Transaction, ids: Sequence[str]) -> Claims:
    """The claims and proposals of the clues with these identities."""
    newest = {claim.clue_id: claim for claim in tx.of(Claim).of_many("clue_id", ids, order="offered_on")}
    standing = {clue_id: claim for clue_id, claim in newest.items() if claim.state not in FALLEN}
    joint: dict[str, list[str]] = defaultdict(list)
    for one in tx.of(JointClaimant).of_many("claim_id", [claim.id for claim in standing.values()]):
        joint[one.claim_id].append(one.name)
    links = list(tx.of(ProposalClue).of_many("clue_id", ids))
    known = {p.id: p for p in tx.of(Proposal).of_many("id", list({link.proposal_id for link in links}))}
    proposals: dict[str, list[Proposal]] = defaultdict(list)
    for link in links:
        proposals[link.clue_id].append(known[link.proposal_id])
    return Claims(standing, joint, proposals)
