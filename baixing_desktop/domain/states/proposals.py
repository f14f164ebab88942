"""States on the way from an offered clue to a filed proposal (SM5, seed 八(二)3, 八(三)1, 九(二))."""

from enum import StrEnum


class ClaimState(StrEnum):
    """SM5, first half: a clue offered to the proposers. From ``PROPOSAL_DRAFTED`` on the proposal's state leads."""

    OFFERED = "offered"
    CLAIMED = "claimed"
    CULTIVATING = "cultivating"
    PROPOSAL_DRAFTED = "proposal_drafted"
    RELEASED = "released"
    LAPSED = "lapsed"


class ProposalState(StrEnum):
    """SM5, second half: a proposal, which may rest on several clues."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    FILED = "filed"
    NOT_FILED = "not_filed"
    MERGED_INTO_PROPOSAL = "merged_into_proposal"
    WITHDRAWN = "withdrawn"
    ASSIGNED = "assigned"
    CONCLUDED = "concluded"
    OFFERED_AGAIN = "offered_again"
    OPINION_INFO = "opinion_info"
    RETAINED = "retained"
