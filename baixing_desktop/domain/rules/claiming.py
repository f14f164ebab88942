"""What the rows of SM5 cannot say: stages, when a claim stands, numbers of proposals (seed 八(二)3, 九(二))."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.kinds import ProposerKind
from baixing_desktop.domain.proposals import Claim, ClaimWindow, Proposal
from baixing_desktop.domain.rules.numbering import chinese_number, interim_number, proposal_number
from baixing_desktop.domain.states import ClaimState as C
from baixing_desktop.domain.states import ProposalState as P


class Stage(StrEnum):
    """Where a clue or a proposal stands on the way of 认领与培育, in the order of the way."""

    TO_OFFER = "to_offer"
    OFFERED = "offered"
    CLAIMED = "claimed"
    CULTIVATING = "cultivating"
    DRAFTED = "drafted"
    FILED = "filed"
    NOT_FILED = "not_filed"


CLAIM_STAGES: Mapping[Stage, tuple[C, ...]] = MappingProxyType(
    {Stage.OFFERED: (C.OFFERED,), Stage.CLAIMED: (C.CLAIMED,), Stage.CULTIVATING: (C.CULTIVATING,)}
)
"""The stages at which a clue is looked at by its claim."""

PROPOSAL_STAGES: Mapping[Stage, tuple[P, ...]] = MappingProxyType(
    {
        Stage.DRAFTED: (P.DRAFTED, P.SUBMITTED),
        Stage.FILED: (P.FILED, P.ASSIGNED, P.CONCLUDED, P.MERGED_INTO_PROPOSAL),
        Stage.NOT_FILED: (P.NOT_FILED, P.WITHDRAWN, P.OFFERED_AGAIN, P.OPINION_INFO, P.RETAINED),
    }
)
"""The stages at which the proposal leads."""

FALLEN = frozenset({C.RELEASED, C.LAPSED})
"""A claim in one of these states holds its clue no longer."""

TAKES_IN = frozenset({P.SUBMITTED, P.FILED})
"""Into a proposal in one of these states another one may be merged (并案)."""

ENDED = frozenset({P.WITHDRAWN, P.OFFERED_AGAIN, P.OPINION_INFO, P.RETAINED})
"""A proposal in one of these states will never be filed."""


def still_to_assign(clue_proposals: Iterable[Proposal]) -> bool:
    """Whether any proposal on a clue is on its way to being filed, assigned or answered."""
    return any(proposal.state not in ENDED | {P.CONCLUDED} for proposal in clue_proposals)


def holds(claim: Claim, clue_proposals: Iterable[Proposal]) -> bool:
    """Whether ``claim`` keeps its clue from being treated otherwise: it neither fell nor have its proposals ended."""
    if claim.state is C.PROPOSAL_DRAFTED:
        return still_to_assign(clue_proposals)
    return claim.state not in FALLEN


def outside(window: ClaimWindow, day: date) -> bool:
    """Whether ``day`` lies outside the weeks before the plenary in which clues are claimed (seed 八(二)3)."""
    return not window.opens_on <= day <= window.closes_on


def claimant_kind(kind: ProposerKind, joint: Sequence[str]) -> ProposerKind:
    """A member with joint names proposes jointly (domain A2, proposer kinds)."""
    return ProposerKind.JOINT if kind is ProposerKind.MEMBER and joint else kind


UNFILED = frozenset({P.NOT_FILED, P.OFFERED_AGAIN, P.OPINION_INFO, P.RETAINED})
"""The proposal committee decided not to file a proposal in one of these states."""


def is_filed(proposal: Proposal) -> bool:
    """Whether it was filed, perhaps withdrawn since. One whose filing was taken back keeps its number, unfiled."""
    decided = proposal.decided_on is not None and proposal.master_id is None
    return decided and proposal.number is not None and proposal.state not in UNFILED


def number_words(proposal: Proposal) -> str:
    """``第十六届三次会议第012号`` or ``第十六届平时提案第007号``; empty unless it is filed."""
    return kept_number(proposal) if is_filed(proposal) else ""


def kept_number(proposal: Proposal) -> str:
    """The number that it was once given, in words, whether its filing was taken back or not."""
    if not proposal.term or not proposal.number:
        return ""
    if proposal.session_no:
        return proposal_number(proposal.term, proposal.session_no, proposal.number)
    return interim_number(proposal.term, proposal.number)


def first_draft(contents: Sequence[ClueContent]) -> tuple[str, str, str]:
    """Title, analysis and suggestions with which a proposal begins that rests on these clues, in their order.

    The contents must be redacted: a proposal is read by everybody.
    """
    if len(contents) == 1:
        only = contents[0]
        return only.title, only.analysis, only.suggestions
    title = contents[0].title if contents else ""
    return title, _under_heads(contents, "analysis"), _under_heads(contents, "suggestions")


def _under_heads(contents: Sequence[ClueContent], field: str) -> str:
    parts = (
        f"（{chinese_number(n) if n < 100 else n}）{content.title}\n{getattr(content, field)}"
        for n, content in enumerate(contents, start=1)
    )
    return "\n\n".join(parts)
