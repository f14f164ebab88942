"""Offices whose clues are on their way to proposals, for tests of use cases and of the window."""

from collections.abc import Sequence
from dataclasses import replace

from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.kinds import ProposerKind
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.proposals import Claim, Proposal
from baixing_desktop.usecases import casework, claiming, proposing
from baixing_desktop.usecases.desk import Desk

CLAIMANT = claiming.Claimant(ProposerKind.MEMBER, "王委员")


def general(office: Desk, *clue_ids: str) -> None:
    """Accept these clues and classify them as 本区·一般."""
    for clue_id in clue_ids:
        casework.accept_clue(office, clue_id)
        casework.classify_clue(office, clue_id, Route.DISTRICT_GENERAL)


def cultivated(office: Desk, clue_ids: Sequence[str], claimant: claiming.Claimant = CLAIMANT) -> tuple[Claim, ...]:
    """General clues offered, claimed and in cultivation since today."""
    claims, _ = claiming.offer_clues(office, clue_ids)
    for claim in claims:
        claiming.claim_clue(office, claim.id, claimant, office.today())
    return tuple(claiming.begin_cultivation(office, claim.id, office.today())[0] for claim in claims)


def submitted(office: Desk, claims: Sequence[Claim]) -> Proposal:
    """A proposal on these claims as it is prefilled, submitted today."""
    ids = [claim.id for claim in claims]
    proposal, _ = proposing.draft_proposal(office, ids, proposing.prefilled(office, ids))
    return proposing.submit_proposal(office, proposal.id, office.today())[0]


def agree(office: Desk, clue_id: str, *, publicity: bool = True, **changes: object) -> Contributor:
    """As if the contributor had agreed to public use when the clue was taken down, or had not."""
    with office.store.writing() as tx:
        clue = tx.clues.get(clue_id)
        consents = replace(clue.content.consents, publicity=publicity)
        content = replace(clue.content, consents=consents, **changes)  # pyright: ignore[reportArgumentType]
        tx.clues.save(replace(clue, content=content, version=clue.version + 1), expected=clue.version)
    return content.contributor
