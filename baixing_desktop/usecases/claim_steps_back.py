"""撤回上一步登记 in 认领与培育: the last step of a claim, when it was entered wrongly (SM5; seed 八(二)3).

One step at a time, and only while nothing else became of the clue. What follows from a proposal is taken back with that
proposal's step (``proposal_steps_back.py``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.proposals import Claim, Cultivation, JointClaimant, Proposal
from baixing_desktop.domain.rules.claiming import ENDED
from baixing_desktop.domain.rules.handling import settled
from baixing_desktop.domain.rules.redaction import redact_text
from baixing_desktop.domain.rules.taking_back import claim_before
from baixing_desktop.domain.states import Action, ClaimState, Need, OfficeState, ProposalState
from baixing_desktop.domain.workflow import CLAIM
from baixing_desktop.errors import ConflictError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.claimed import claim_behind, last_claim, log_of, proposal_under, proposals_on
from baixing_desktop.usecases.claiming import ANSWERED, NOTHING, claim_of, moved
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import given_text, office_clue, state_of
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.proposing import barred

ACT = "撤回上一步登记"
NOT_FILED = "不予立案："
"""Why claims end whose proposal was not filed; its reason follows."""


@intention
def take_back_claims(
    desk: Desk, claims: Sequence[Claim], reason: str, *, entry_id: str | None = None
) -> tuple[tuple[Claim, ...], Changes]:
    """Take back the last step of each of these claims, as they were seen; all of them or none.

    An offer goes altogether; of a log of cultivation the entry that was written last goes first (``entry_id``: it must
    be this one). A claim stands again as it stood before it was released or lapsed.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: one is not as it was seen, or something was logged since.
        IllegalActionError: ``ACTION_BARRED``: a proposal rests on it, it ended with one, or the clue was offered anew
            or treated otherwise since; ``CLUE_WITHDRAWN``; else the table has no such row, or there is no reason.
        InputError: ``WRONG_ROLE``: this is no office.
        NotFoundError: no such claim.
    """
    reason, given = given_text(reason, Need.REASON)
    with desk.store.writing() as tx:
        back = tuple(
            _back(_Case(desk, tx, claim_of(tx, one.id, one.version), reason, given, NOTHING), entry_id)
            for one in claims
        )
    clues = Changes.of(Kind.CLUE, *(one.clue_id for one in back))
    return back, clues | Changes.of(Kind.CLAIM, *(one.id for one in back))


@dataclass(frozen=True, slots=True)
class _Case:
    desk: Desk
    tx: Transaction
    claim: Claim
    reason: str
    given: frozenset[Need]
    told: Mapping[str, str]


def _back(case: _Case, entry_id: str | None) -> Claim:
    tx, claim = case.tx, case.claim
    if last_claim(tx, claim.clue_id) != claim:
        raise barred(ACT, "这条线索后来又列入了认领目录", "请先撤回后来的那一次")
    logged = log_of(tx, claim.id)
    target = claim_before(claim, logged=bool(logged))
    if target is None:
        raise barred(ACT, "已经形成提案稿", "请在提案稿上撤回")
    clue = require_general(tx, claim.clue_id)
    case = replace(case, told={"was": claim.state.value, "reason": redact_text(case.reason, clue.content.contributor)})
    CLAIM.advance(claim.state, Action.TAKE_BACK, case.desk.role, case.given, target=target)
    match claim.state:
        case ClaimState.OFFERED:
            kept = _offer_gone(case)
        case ClaimState.CLAIMED:
            for joint in tx.of(JointClaimant).where(claim_id=claim.id):
                tx.of(JointClaimant).remove(joint)
            kept = _moved(case, target, claimant_kind=None, claimant="", member_id=None, claimed_on=None)
        case ClaimState.CULTIVATING if logged:
            _entry_gone(tx, logged[-1], entry_id)
            kept = _moved(case, target)
        case ClaimState.CULTIVATING:
            kept = _moved(case, target, cultivated_since=None)
        case _:
            _not_with_its_proposal(case)
            kept = _moved(case, target, reason="", released_on=None)
    return kept


def _moved(case: _Case, target: ClaimState, **fields: object) -> Claim:
    return moved(case.desk, case.tx, case.claim, Action.TAKE_BACK, *case.given, target=target, told=case.told, **fields)


def _offer_gone(case: _Case) -> Claim:
    """The claim before it, which ended only because the clue was offered anew, stands again."""
    tx, claim = case.tx, case.claim
    tx.of(Claim).remove(claim)
    note(case.desk, tx, Action.TAKE_BACK, Kind.CLAIM, claim.id, clue=claim.clue_id, **case.told)
    before = last_claim(tx, claim.clue_id)
    if before is None or before.released_on != claim.offered_on:
        return claim
    for proposal in proposals_on(tx, claim.clue_id):
        again = proposal.state is ProposalState.OFFERED_AGAIN and before.reason == f"{NOT_FILED}{proposal.reason}"
        if again and claim_behind(tx, proposal, claim.clue_id) == before:
            raise barred(ACT, f"提案《{proposal.title}》不予立案后重新列入的", "请在那件提案上撤回")
    if before.reason == ANSWERED and before.proposal_id:
        target = ClaimState.PROPOSAL_DRAFTED
        moved(case.desk, tx, before, Action.TAKE_BACK, *case.given, target=target, reason="", released_on=None)
    return claim


def _entry_gone(tx: Transaction, last: Cultivation, entry_id: str | None) -> None:
    if entry_id is not None and last.id != entry_id:
        raise ConflictError("CHANGED_MEANWHILE", current=last)
    tx.of(Cultivation).remove(last)


def _not_with_its_proposal(case: _Case) -> None:
    """A claim that ended with the last of its proposals comes back with that proposal's step."""
    tx, claim = case.tx, case.claim
    if not claim.proposal_id:
        return
    rest = [one for one in proposals_on(tx, claim.clue_id) if claim_behind(tx, one, claim.clue_id) == claim]
    ended: list[Proposal] = [one for one in rest if one.state in ENDED]
    if len(ended) == len(rest):
        titles = "、".join(f"《{one.title}》" for one in ended)
        raise barred(ACT, f"认领是随提案{titles}结束的", "请在“未立案”里撤回那件提案的上一步")


def require_general(tx: Transaction, clue_id: str, *also: OfficeState) -> Clue:
    """The clue, which is a general one of the district still, or stands in one of ``also``.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: it was treated otherwise since; ``CLUE_WITHDRAWN``.
    """
    clue = office_clue(tx, clue_id, None)
    state, routes = state_of(clue), tx.casework.classifications(clue_id)
    if state in also:
        return clue
    if state not in (OfficeState.CLASSIFIED, OfficeState.ROUTED):
        raise barred(ACT, f"线索 {clue.number} 现在是“{label(state)}”", "请先恢复线索的办理")
    if routes[-1].route is not Route.DISTRICT_GENERAL:
        raise barred(ACT, f"线索 {clue.number} 已经另行分类", "请先按“本区·一般”重新分类")
    if any(not settled(line) and proposal_under(tx, line) is None for line in tx.casework.forwardings(clue_id)):
        raise barred(ACT, f"线索 {clue.number} 已拟转送函", "请先作废没有发出的函")
    return clue
