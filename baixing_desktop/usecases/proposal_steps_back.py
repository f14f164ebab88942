"""撤回上一步登记 of a proposal, when it was entered wrongly: draft, submission, decision, assignment, conclusion
(SM5; seed 八(三)1, 九(二)3).

One step at a time, and only while nothing outside follows from it: a letter that went out stays out, and a contributor
who was told stays told. The claims behind it, the clues and what the workroom hears follow. The number of a proposal
that was filed stays with it and is given to no other one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.encouragement import Commendation, Incentive, Nomination
from baixing_desktop.domain.kinds import OutputKind, ProposalKind
from baixing_desktop.domain.outputs import Output, Premium
from baixing_desktop.domain.progress import Step
from baixing_desktop.domain.proposals import Claim, Proposal, ProposalClue
from baixing_desktop.domain.rules.claiming import TAKES_IN, kept_number
from baixing_desktop.domain.rules.incentives import Adopted, Adoption
from baixing_desktop.domain.rules.redaction import redact_text
from baixing_desktop.domain.rules.taking_back import proposal_before
from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.domain.states import (
    Action,
    ClaimState,
    ForwardingState,
    IncentiveState,
    Need,
    OfficeState,
    SupervisionState,
)
from baixing_desktop.domain.states import ProposalState as P
from baixing_desktop.domain.supervision import KeyItem, Supervision
from baixing_desktop.domain.workflow import CLAIM, PROPOSAL
from baixing_desktop.errors import ConflictError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.claim_steps_back import ACT, NOT_FILED, require_general
from baixing_desktop.usecases.claimed import (
    assignments_of,
    claim_behind,
    clues_under,
    last_claim,
    master_of,
    merged_under,
    proposals_on,
)
from baixing_desktop.usecases.claiming import moved
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.encouraging import adopted_words
from baixing_desktop.usecases.filing import KEPT, KIND_BEFORE, NUMBERED_BEFORE, lines_of
from baixing_desktop.usecases.officework import (
    change_line_in,
    given_text,
    news,
    next_line_state,
    next_state,
    office_clue,
    save_clue,
    state_of,
    tell,
)
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.proposing import barred, proposal_of, touching


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything a step back is decided by. ``at_once``: who did the step undoes it, before anything else happened."""

    desk: Desk
    tx: Transaction
    proposal: Proposal
    reason: str
    given: frozenset[Need]
    at_once: bool


@intention
def take_back_proposal(
    desk: Desk, proposal_id: str, reason: str, *, version: int | None = None, at_once: bool = False
) -> tuple[Proposal, Changes]:
    """Take back the last step; a draft goes altogether.

    The number of a filing that is taken back ``at_once`` is free again: nobody has seen it.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
        IllegalActionError: ``ACTION_BARRED``: something outside follows from the step, or something was built on it;
            the message says what. ``CLUE_WITHDRAWN``; else the table has no such row, or there is no reason.
        InputError: ``WRONG_ROLE``: this is no office.
        NotFoundError: no such proposal.
    """
    reason, given = given_text(reason, Need.REASON)
    with desk.store.writing() as tx:
        found = proposal_of(tx, proposal_id, version)
        state = PROPOSAL.advance(found.state, Action.TAKE_BACK, desk.role, given, target=proposal_before(found))
        touched, told = touching(tx, found), _masked(tx, found, reason)
        fields = _STEPS[found.state](_Case(desk, tx, found, reason, given, at_once))
        kept = replace(found, state=state, version=found.version + 1, **fields)  # pyright: ignore[reportArgumentType]
        if found.state is not P.DRAFTED:
            tx.of(Proposal).save(kept)
        note(desk, tx, Action.TAKE_BACK, Kind.PROPOSAL, found.id, was=found.state.value, state=state.value, reason=told)
        touched |= touching(tx, kept)
    return kept, touched


def _masked(tx: Transaction, proposal: Proposal, reason: str) -> str:
    """The trail is for ever: it names no citizen."""
    for clue_id in clues_under(tx, proposal.id):
        reason = redact_text(reason, tx.clues.get(clue_id).content.contributor)
    return reason


# -- one function for each state that can be left backwards: what changes of the proposal besides its state

_Fields = Mapping[str, object]


def _draft(case: _Case) -> _Fields:
    """The draft goes, and the claims are in cultivation again, unless other drafts rest on them."""
    tx, proposal = case.tx, case.proposal
    if proposal.number is not None:
        raise barred(ACT, f"这件提案已编定为{kept_number(proposal)}", "不再提出的请撤案")
    _nothing_rests_on(tx, proposal, ever=True)
    for link in tx.of(ProposalClue).where(proposal_id=proposal.id):
        office_clue(tx, link.clue_id, None)
        claim = claim_behind(tx, proposal, link.clue_id)
        others = [
            one
            for one in proposals_on(tx, link.clue_id)
            if one.id != proposal.id and claim_behind(tx, one, link.clue_id) == claim
        ]
        tx.of(ProposalClue).remove(link)
        if claim is None or claim.proposal_id != proposal.id:
            continue
        target = ClaimState.PROPOSAL_DRAFTED if others else ClaimState.CULTIVATING
        first = others[0].id if others else None
        moved(case.desk, tx, claim, Action.TAKE_BACK, *case.given, target=target, proposal_id=first)
    tx.of(Proposal).remove(proposal)
    return {}


def _submission(case: _Case) -> _Fields:
    _nothing_merged_into(case)
    return {"submitted_on": None}


def _filing(case: _Case) -> _Fields:
    tx, proposal = case.tx, case.proposal
    _nothing_rests_on(tx, proposal)
    _not_adopted(tx, proposal)
    entered = [one for one in tx.audit.of_object(proposal.id) if one.action == Action.FILE]
    kind = str(entered[-1].detail.get(KIND_BEFORE, proposal.kind)) if entered else proposal.kind
    fields: dict[str, object] = {"decided_on": None, "kind": ProposalKind(kind)}
    # Given a moment ago it was never used; else it stays with the proposal.
    its_own = bool(entered and entered[-1].detail.get(NUMBERED_BEFORE))
    return fields if its_own or not case.at_once else fields | {"term": None, "session_no": None, "number": None}


def _refusal(case: _Case) -> _Fields:
    return {"decided_on": None, "reason": ""}


def _merging(case: _Case) -> _Fields:
    master = master_of(case.tx, case.proposal)
    if master is not None and master.state not in TAKES_IN:
        raise barred(ACT, f"主提案《{master.title}》已经往下办理", "请先撤回主提案的上一步")
    return {"decided_on": None, "master_id": None}


def _assignment(case: _Case) -> _Fields:
    """The letters that are not out are cancelled with it; one that is out stays out."""
    desk, tx = case.desk, case.tx
    drafted = (ForwardingState.DRAFTED, ForwardingState.APPROVED)
    lines = [line for line in lines_of(tx, case.proposal.id) if line.state is not ForwardingState.CANCELLED]
    if case.at_once and any(line.version > 1 for line in lines):
        raise ConflictError("CHANGED_MEANWHILE", current=case.proposal)
    if any(line.state not in drafted for line in lines):
        raise barred(ACT, "交办函已经发出", "不属于该单位的，请在“分类·转办”登记退办申请")
    for line in lines:
        change_line_in(
            desk,
            tx,
            line.id,
            Action.CANCEL,
            lambda _tx, one: replace(one, state=next_line_state(desk, one, Action.CANCEL, Need.REASON)),
        )
    return {"assigned_on": None}


def _conclusion(case: _Case) -> _Fields:
    """The clues that were concluded with it, not by a letter of their own, are as they were; the workroom hears it."""
    desk, tx = case.desk, case.tx
    for clue_id in clues_under(tx, case.proposal.id):
        clue = tx.clues.get(clue_id)
        by_letter = any(line.state is not ForwardingState.CANCELLED for line in tx.casework.forwardings(clue_id))
        if clue.withdrawn_at is not None or by_letter:
            continue
        if state_of(clue) is OfficeState.ARCHIVED:
            raise barred(ACT, f"线索 {clue.number} 已经归档", "归档的线索不再改动")
        if state_of(clue) is OfficeState.CONCLUDED:
            _as_before(desk, tx, clue, Step.REOPENED, case)
    return {}


def _withdrawal(case: _Case) -> _Fields:
    _claims_again(case, f"撤案：{case.proposal.reason}")
    return {"withdrawn_on": None, "reason": ""}


def _offer_again(case: _Case) -> _Fields:
    """The new offers go, as long as nobody has claimed them."""
    desk, tx, text = case.desk, case.tx, f"{NOT_FILED}{case.proposal.reason}"
    for clue_id in clues_under(tx, case.proposal.id):
        offer, behind = last_claim(tx, clue_id), _behind(tx, case.proposal, clue_id)
        if offer is None or offer in behind or not any(_ended_with(one, text) for one in behind):
            continue
        if offer.state is not ClaimState.OFFERED:
            who = f"已由{offer.claimant}认领" if offer.claimant else "已经结束认领"
            raise barred(ACT, f"重新列入的线索{who}", "请先撤回那条线索的上一步")
        CLAIM.advance(offer.state, Action.TAKE_BACK, desk.role, case.given, target=ClaimState.OFFERED)
        tx.of(Claim).remove(offer)
        note(desk, tx, Action.TAKE_BACK, Kind.CLAIM, offer.id, clue=clue_id, was=offer.state.value)
    _claims_again(case, text)
    return {}


def _opinion(case: _Case) -> _Fields:
    """The outputs that began go, as long as none was delivered or dropped."""
    tx, proposal = case.tx, case.proposal
    for clue_id in clues_under(tx, proposal.id):
        made = tx.of(Output).where(
            clue_id=clue_id, kind=OutputKind.OPINION_INFO, title=proposal.title, order="-started_on"
        )
        if any(one.delivered_on or one.dropped_on for one in made):
            raise barred(ACT, "社情民意信息已经报送或不再形成", "请在“成果·荐市”里办理")
        for one in made[:1]:
            tx.of(Output).remove(one)
    _claims_again(case, "已转为社情民意信息")
    return {}


def _keeping(case: _Case) -> _Fields:
    """The clues that were kept with it are general ones again; the workroom hears it."""
    refused, _, kept = case.proposal.reason.rpartition(KEPT)
    again = _claims_again(case, f"提案留存：{kept}", OfficeState.RETAINED)
    for claim in again:
        clue = case.tx.clues.get(claim.clue_id)
        if state_of(clue) is OfficeState.RETAINED:
            _as_before(case.desk, case.tx, clue, Step.TAKEN_UP, case)
    return {"reason": refused or kept}


_STEPS: dict[P, Callable[[_Case], _Fields]] = {
    P.DRAFTED: _draft,
    P.SUBMITTED: _submission,
    P.FILED: _filing,
    P.NOT_FILED: _refusal,
    P.MERGED_INTO_PROPOSAL: _merging,
    P.ASSIGNED: _assignment,
    P.CONCLUDED: _conclusion,
    P.WITHDRAWN: _withdrawal,
    P.OFFERED_AGAIN: _offer_again,
    P.OPINION_INFO: _opinion,
    P.RETAINED: _keeping,
}


# -- what follows


def _as_before(desk: Desk, tx: Transaction, clue: Clue, step: Step, case: _Case) -> None:
    state = next_state(desk, clue, Action.TAKE_BACK, case.given)
    clue = save_clue(desk, tx, replace(clue, office_state=state))
    tell(tx, clue, replace(news(desk, clue, step), reason=f"更正登记：{case.reason}"))
    note(desk, tx, Action.TAKE_BACK, Kind.CLUE, clue.id, state=state.value)


def _behind(tx: Transaction, proposal: Proposal, clue_id: str) -> list[Claim]:
    """The claims of the clue from which it, and what was merged into it, was drafted."""
    whole = {proposal.id, *(one.id for one in merged_under(tx, proposal.id))}
    found = (claim_behind(tx, one, clue_id) for one in proposals_on(tx, clue_id) if one.id in whole)
    return [claim for claim in found if claim is not None]


def _ended_with(claim: Claim, text: str) -> bool:
    return claim.state is ClaimState.RELEASED and claim.reason == text


def _claims_again(case: _Case, text: str, *also: OfficeState) -> list[Claim]:
    """The claims that ended with the proposal, for ``text``, stand again: which they were."""
    tx, again = case.tx, list[Claim]()
    for clue_id in clues_under(tx, case.proposal.id):
        clue = require_general(tx, clue_id, *also)
        claim = last_claim(tx, clue_id)
        if claim is None or claim not in _behind(tx, case.proposal, clue_id):
            raise barred(ACT, f"线索 {clue.number} 已经重新列入认领目录", "请先撤回那一次列入")
        if claim.state is not ClaimState.RELEASED:
            continue
        if not _ended_with(claim, text):
            raise barred(ACT, f"线索 {clue.number} 的认领后来才结束", "请先撤回后来的那一步")
        target = ClaimState.PROPOSAL_DRAFTED
        again.append(
            moved(case.desk, tx, claim, Action.TAKE_BACK, *case.given, target=target, reason="", released_on=None)
        )
    return again


def _nothing_merged_into(case: _Case) -> None:
    merged = merged_under(case.tx, case.proposal.id)
    if merged:
        titles = "、".join(f"《{one.title}》" for one in merged)
        raise barred(ACT, f"{titles}已并入这件提案", "请先撤回并案")


def _nothing_rests_on(tx: Transaction, proposal: Proposal, *, ever: bool = False) -> None:
    """``ever``: not even something that was dropped or cancelled since, because the record of it would hang."""
    watched = [one.state for one in tx.of(Supervision).where(proposal_id=proposal.id)]
    resting = {
        "已列为重点提案的备选或重点提案": tx.of(KeyItem).count(proposal_id=proposal.id),
        "已计划督办": sum(ever or state is not SupervisionState.CALLED_OFF for state in watched),
        "已作为精品提名": tx.of(Premium).count(proposal_id=proposal.id),
        "已提名表彰": tx.of(Nomination).count(proposal_id=proposal.id),
        "已登记表彰": tx.of(Commendation).count(proposal_id=proposal.id),
        "拟过交办函": len(assignments_of(tx, proposal.id)) if ever else 0,
    }
    found = [words for words, count in resting.items() if count]
    if found:
        raise barred(ACT, f"这件提案{'，'.join(found)}", "不再办理的请撤案")


def _not_adopted(tx: Transaction, proposal: Proposal) -> None:
    """Who was to be told that the clue was adopted by this filing is not told; who was told, was."""
    if proposal.decided_on is None:
        return
    words = adopted_words(Adopted(proposal.decided_on, Adoption.PROPOSAL, proposal.title))
    own = [link.clue_id for link in tx.of(ProposalClue).where(proposal_id=proposal.id)]
    own += [link.clue_id for link in tx.of(MergeLink).where(master_id=tuple(own)) if link.undone_at is None]
    for one in tx.of(Incentive).where(clue_id=own, adopted_on=proposal.decided_on, adopted_as=words):
        if one.state not in (IncentiveState.DUE, IncentiveState.NOT_APPLICABLE):
            raise barred(ACT, "已经告知反映人线索被采用", "请先在“激励反馈”里撤回那一步登记")
        tx.of(Incentive).remove(one)
