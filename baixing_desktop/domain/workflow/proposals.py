"""SM5: offered → claimed → cultivated → proposal → filed → assigned (seed 八(二)3, 八(三)1, 九(二)).

Two tables, because one proposal may rest on several clues: a claim leads to a drafted proposal, whose own state
leads from there on. What is not filed is offered again, becomes 社情民意信息, or stays in the library.
"""

from baixing_desktop.domain.states import Action as A
from baixing_desktop.domain.states import ClaimState as C
from baixing_desktop.domain.states import ProposalState as P
from baixing_desktop.domain.workflow.machine import Machine
from baixing_desktop.domain.workflow.rows import FILING, PROPOSALS, PROPOSERS, row

_CLAIM_BACK = (
    (C.CLAIMED, C.OFFERED),
    (C.CULTIVATING, C.CLAIMED),
    # An entry of the log goes.
    (C.CULTIVATING, C.CULTIVATING),
    (C.RELEASED, C.CLAIMED),
    (C.RELEASED, C.CULTIVATING),
    (C.RELEASED, C.PROPOSAL_DRAFTED),
    # The first draft goes, or the first of several.
    (C.PROPOSAL_DRAFTED, C.CULTIVATING),
    (C.PROPOSAL_DRAFTED, C.PROPOSAL_DRAFTED),
)
_PROPOSAL_BACK = (
    # A draft that is taken back goes.
    (P.DRAFTED, P.DRAFTED, PROPOSERS),
    (P.SUBMITTED, P.DRAFTED, PROPOSERS),
    (P.FILED, P.SUBMITTED, PROPOSALS),
    (P.NOT_FILED, P.SUBMITTED, PROPOSALS),
    (P.MERGED_INTO_PROPOSAL, P.SUBMITTED, PROPOSALS),
    (P.WITHDRAWN, P.DRAFTED, PROPOSERS),
    (P.WITHDRAWN, P.SUBMITTED, PROPOSALS),
    (P.WITHDRAWN, P.FILED, PROPOSALS),
    (P.ASSIGNED, P.FILED, FILING),
    (P.CONCLUDED, P.ASSIGNED, FILING),
    (P.OFFERED_AGAIN, P.NOT_FILED, PROPOSALS),
    (P.OPINION_INFO, P.NOT_FILED, PROPOSALS),
    (P.RETAINED, P.NOT_FILED, PROPOSALS),
)

CLAIM: Machine[C] = Machine(
    "认领",
    (C.OFFERED,),
    (
        row(C.OFFERED, A.CLAIM, C.CLAIMED, PROPOSERS, "claimant date", "八(二)3"),
        row(C.OFFERED, A.LAPSE, C.LAPSED, FILING, "", "八(二)3"),
        row(C.LAPSED, A.OFFER, C.OFFERED, FILING, "", "八(二)3"),
        row(C.CLAIMED, A.CULTIVATE, C.CULTIVATING, PROPOSERS, "date", "八(三)1"),
        row(C.CLAIMED, A.RELEASE, C.RELEASED, PROPOSERS, "reason", "八(二)3"),
        row(C.CULTIVATING, A.RELEASE, C.RELEASED, PROPOSERS, "reason", "八(二)3"),
        row(C.RELEASED, A.OFFER, C.OFFERED, FILING, "", "八(二)3"),
        row(C.CULTIVATING, A.DRAFT_PROPOSAL, C.PROPOSAL_DRAFTED, PROPOSERS, "content", "八(三)1"),
        # Several proposals may rest on one clue.
        row(C.PROPOSAL_DRAFTED, A.DRAFT_PROPOSAL, C.PROPOSAL_DRAFTED, PROPOSERS, "content", "八(三)1"),
        # When its proposals have ended the claim ends too; the clue is then offered again by a claim of its own.
        row(C.PROPOSAL_DRAFTED, A.RELEASE, C.RELEASED, PROPOSERS, "reason", "八(三)1"),
        # What was entered wrongly is taken back and entered again (decision 50). An offer that is taken back goes.
        row(C.OFFERED, A.TAKE_BACK, C.OFFERED, FILING, "reason", "八(二)3"),
        row(C.LAPSED, A.TAKE_BACK, C.OFFERED, FILING, "reason", "八(二)3"),
        *(row(now, A.TAKE_BACK, before, PROPOSERS, "reason", "八(二)3") for now, before in _CLAIM_BACK),
    ),
)

PROPOSAL: Machine[P] = Machine(
    "提案",
    (P.DRAFTED,),
    (
        row(P.DRAFTED, A.SUBMIT_PROPOSAL, P.SUBMITTED, PROPOSERS, "content date", "八(三)1"),
        row(P.SUBMITTED, A.FILE, P.FILED, PROPOSALS, "number date", "九(二)3"),
        row(P.SUBMITTED, A.NOT_FILE, P.NOT_FILED, PROPOSALS, "reason", "九(二)3"),
        row(P.SUBMITTED, A.MERGE_PROPOSAL, P.MERGED_INTO_PROPOSAL, PROPOSALS, "master", "九(二)3"),
        row(P.DRAFTED, A.WITHDRAW_PROPOSAL, P.WITHDRAWN, PROPOSERS, "reason", "九(二)3"),
        row(P.SUBMITTED, A.WITHDRAW_PROPOSAL, P.WITHDRAWN, PROPOSALS, "reason", "九(二)3"),
        row(P.FILED, A.WITHDRAW_PROPOSAL, P.WITHDRAWN, PROPOSALS, "reason", "九(二)3"),
        row(P.FILED, A.ASSIGN, P.ASSIGNED, FILING, "handler date", "八(三)1"),
        # Every letter of the first assignment was cancelled before it went out.
        row(P.ASSIGNED, A.ASSIGN, P.ASSIGNED, FILING, "handler date", "八(三)1"),
        row(P.ASSIGNED, A.CONCLUDE_PROPOSAL, P.CONCLUDED, FILING, "", "八(四)1"),
        row(P.NOT_FILED, A.OFFER_AGAIN, P.OFFERED_AGAIN, PROPOSALS, "", "八(三)1"),
        row(P.NOT_FILED, A.TURN_INTO_OPINION, P.OPINION_INFO, PROPOSALS, "", "九(三)3"),
        row(P.NOT_FILED, A.KEEP_PROPOSAL, P.RETAINED, PROPOSALS, "reason", "八(二)"),
        *(row(now, A.TAKE_BACK, before, roles, "reason", "九(二)3") for now, before, roles in _PROPOSAL_BACK),
    ),
)
