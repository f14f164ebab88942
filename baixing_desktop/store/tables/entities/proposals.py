"""Claim windows, claims, cultivation, proposals (domain/proposals.py)."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Index, Table

from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.proposals import Claim, ClaimWindow, Cultivation, JointClaimant, Proposal, ProposalClue
from baixing_desktop.store.mapping import entity_table
from baixing_desktop.store.tables.base import unique_where

_NUMBERED = "'filed', 'assigned', 'concluded'"

PROPOSALS: Mapping[type[Entity], Table] = {
    ClaimWindow: entity_table(
        "claim_window",
        ClaimWindow,
        Index("uq_claim_window_year_name", "year", "name", unique=True),
        CheckConstraint("closes_on >= opens_on", name="closes_after_opening"),
    ),
    Claim: entity_table(
        "claim",
        Claim,
        CheckConstraint(
            "state NOT IN ('claimed', 'cultivating', 'proposal_drafted') OR claimant <> ''", name="claimed_by_somebody"
        ),
        CheckConstraint("state <> 'proposal_drafted' OR proposal_id IS NOT NULL", name="drafted_has_proposal"),
        Index("ix_claim_state", "state"),
    ),
    JointClaimant: entity_table(
        "joint_claimant",
        JointClaimant,
        Index("uq_joint_claimant_claim_id_name", "claim_id", "name", unique=True),
        owned_by="claim_id",
    ),
    Cultivation: entity_table("cultivation", Cultivation),
    Proposal: entity_table(
        "proposal",
        Proposal,
        Index("uq_proposal_term_session_no_number", "term", "session_no", "number", unique=True),
        CheckConstraint(f"state NOT IN ({_NUMBERED}) OR number IS NOT NULL", name="filed_has_number"),
        CheckConstraint("state <> 'merged_into_proposal' OR master_id IS NOT NULL", name="merged_has_master"),
        CheckConstraint("master_id IS NULL OR master_id <> id", name="not_to_itself"),
        Index("ix_proposal_state", "state"),
        parents={"master_id": "proposal"},
    ),
    ProposalClue: entity_table(
        "proposal_clue",
        ProposalClue,
        Index("uq_proposal_clue_proposal_id_clue_id", "proposal_id", "clue_id", unique=True),
    ),
}

unique_where(PROPOSALS[Claim], "clue_id", "state NOT IN ('released', 'lapsed')")
unique_where(PROPOSALS[ProposalClue], "proposal_id", '"leading"')
