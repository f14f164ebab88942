"""提案稿: proposals are drafted from claims, changed, submitted, withdrawn (SM5; seed 八(三)1).

Every function that changes something raises, besides what it names:
    ConflictError: ``CHANGED_MEANWHILE``.
    IllegalActionError: the transition table has no such row, or something is not given; a clue is withdrawn.
    InputError: ``WRONG_ROLE``: this is no office.
    NotFoundError: no such claim or proposal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.kinds import ProposalKind, ProposerKind
from baixing_desktop.domain.proposals import Claim, JointClaimant, Proposal, ProposalClue
from baixing_desktop.domain.rules.claiming import ENDED, FALLEN, first_draft
from baixing_desktop.domain.rules.redaction import redacted
from baixing_desktop.domain.states import Action, ClaimState, Need, ProposalState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.workflow import PROPOSAL
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.papers.layouts.words import joined
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.claimed import clues_under, merged_under, proposals_on
from baixing_desktop.usecases.claiming import NOTHING, claim_of, moved
from baixing_desktop.usecases.days import not_after, not_before
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.officework import given_text, office_clue
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.phrasing import worded


@dataclass(frozen=True, slots=True)
class ProposalForm:
    """What is written in a draft: one matter, with 情况, 分析 and 具体建议 (domain A2)."""

    title: str
    analysis: str
    suggestions: str
    kind: ProposalKind
    proposer_kind: ProposerKind
    proposer: str

    def cleaned(self) -> "ProposalForm":
        """Title and proposer on one line, the texts without what no paper can bear."""
        return replace(
            self,
            title=one_line(clean_text(self.title)),
            proposer=one_line(clean_text(self.proposer)),
            analysis=clean_text(self.analysis).strip(),
            suggestions=clean_text(self.suggestions).strip(),
        )

    @property
    def whole(self) -> bool:
        """Whether a proposal of this form may be drafted and submitted."""
        return bool(self.title and self.analysis and self.suggestions and self.proposer)


@intention
def prefilled(desk: Desk, claim_ids: Sequence[str], kind: ProposalKind = ProposalKind.PLENARY) -> ProposalForm:
    """The draft with which the proposer of the first claim begins: the clues in the office's wording, redacted.

    Raises:
        InputError: no claim is named.
    """
    if not claim_ids:
        raise InputError("INPUT_MISSING", fields="线索")
    with desk.store.reading() as tx:
        claims = [claim_of(tx, one) for one in claim_ids]
        contents = [redacted(worded(tx, tx.clues.get(claim.clue_id)).content) for claim in claims]
        first = claims[0]
        names = (first.claimant, *(one.name for one in tx.of(JointClaimant).where(claim_id=first.id)))
    title, analysis, suggestions = first_draft(contents)
    return ProposalForm(
        title, analysis, suggestions, kind, first.claimant_kind or ProposerKind.MEMBER, joined([n for n in names if n])
    )


@intention
def draft_proposal(desk: Desk, claim_ids: Sequence[str], form: ProposalForm) -> tuple[Proposal, Changes]:
    """形成提案初稿 from one claim or several: the first one's clue leads. A clue may bear further proposals."""
    form = form.cleaned()
    given = frozenset({Need.CONTENT} if form.whole else ())
    if not claim_ids:
        raise InputError("INPUT_MISSING", fields="线索")
    with desk.store.writing() as tx:
        claims = [claim_of(tx, one) for one in dict.fromkeys(claim_ids)]
        proposal = Proposal(
            new_id(),
            form.title,
            form.kind,
            PROPOSAL.begin(ProposalState.DRAFTED),
            form.proposer_kind,
            form.proposer,
            desk.today(),
            member_id=claims[0].member_id if claims[0].claimant == form.proposer else None,
            committee=claims[0].committee,
            analysis=form.analysis,
            suggestions=form.suggestions,
        )
        tx.of(Proposal).add(proposal)
        for number, claim in enumerate(claims):
            office_clue(tx, claim.clue_id, None)
            first = claim.proposal_id if claim.state is ClaimState.PROPOSAL_DRAFTED else proposal.id
            moved(desk, tx, claim, Action.DRAFT_PROPOSAL, *given, proposal_id=first)
            tx.of(ProposalClue).add(ProposalClue(new_id(), proposal.id, claim.clue_id, leading=number == 0))
        note(desk, tx, Action.DRAFT_PROPOSAL, Kind.PROPOSAL, proposal.id, clues=[c.clue_id for c in claims])
    touched = Changes.of(Kind.CLAIM, *(c.id for c in claims)) | Changes.of(Kind.CLUE, *(c.clue_id for c in claims))
    return proposal, Changes.of(Kind.PROPOSAL, proposal.id) | touched


@intention
def revise_proposal(
    desk: Desk, proposal_id: str, form: ProposalForm, *, version: int | None = None
) -> tuple[Proposal, Changes]:
    """Change a draft that was not submitted yet.

    Raises:
        InputError: something of the draft is missing.
    """
    form = form.cleaned()
    if not form.whole:
        raise InputError("INPUT_MISSING", fields="标题、情况分析、具体建议和提案人")
    with desk.store.writing() as tx:
        found = proposal_of(tx, proposal_id, version)
        # What may be submitted is still a draft.
        PROPOSAL.advance(found.state, Action.SUBMIT_PROPOSAL, desk.role, frozenset({Need.CONTENT, Need.DATE}))
        kept = replace(
            found,
            title=form.title,
            kind=form.kind,
            proposer_kind=form.proposer_kind,
            proposer=form.proposer,
            analysis=form.analysis,
            suggestions=form.suggestions,
            version=found.version + 1,
        )
        tx.of(Proposal).save(kept)
        note(desk, tx, "revise_proposal", Kind.PROPOSAL, kept.id)
    return kept, Changes.of(Kind.PROPOSAL, kept.id)


@intention
def submit_proposal(desk: Desk, proposal_id: str, on: date, *, version: int | None = None) -> tuple[Proposal, Changes]:
    """提交: the proposal goes to the proposal committee on ``on``."""
    with desk.store.writing() as tx:
        found = proposal_of(tx, proposal_id, version)
        not_after(on, desk.today(), "送交日期")
        not_before(on, found.drafted_on, "送交日期")
        whole = bool(found.title and found.analysis and found.suggestions and found.proposer)
        given = (Need.CONTENT, Need.DATE) if whole else (Need.DATE,)
        kept = proposal_moved(desk, tx, found, Action.SUBMIT_PROPOSAL, *given, submitted_on=on)
        touched = touching(tx, kept)
    return kept, touched


@intention
def withdraw_proposal(
    desk: Desk, proposal_id: str, reason: str, *, version: int | None = None
) -> tuple[Proposal, Changes]:
    """撤案 with the reason: the claims end, the clues may be offered again."""
    reason, given = given_text(reason, Need.REASON)
    with desk.store.writing() as tx:
        found = proposal_of(tx, proposal_id, version)
        kept = proposal_moved(
            desk, tx, found, Action.WITHDRAW_PROPOSAL, *given, reason=reason, withdrawn_on=desk.today()
        )
        touched = touching(tx, kept)
        end_claims(desk, tx, kept, f"撤案：{reason}")
    return kept, touched


def proposal_of(tx: Transaction, proposal_id: str, version: int | None) -> Proposal:
    """The proposal as it is now, in an office.

    Raises:
        ConflictError: ``version`` was given and is no longer the current one.
    """
    require_face(tx.system.installation(), Face.OFFICE)
    found = tx.of(Proposal).get(proposal_id)
    if version is not None and found.version != version:
        raise ConflictError("CHANGED_MEANWHILE", current=found)
    return found


def proposal_moved(
    desk: Desk,
    tx: Transaction,
    proposal: Proposal,
    action: Action,
    *given: Need,
    told: Mapping[str, str] = NOTHING,
    **fields: object,
) -> Proposal:
    """Take ``action`` with the proposal, and write it with these ``fields``; the trail is ``told`` some more."""
    state = PROPOSAL.advance(proposal.state, action, desk.role, frozenset(given))
    changed = replace(proposal, **fields)  # pyright: ignore[reportArgumentType] - callers name fields of a proposal
    kept = replace(changed, state=state, version=proposal.version + 1)
    tx.of(Proposal).save(kept)
    note(desk, tx, action, Kind.PROPOSAL, proposal.id, state=state.value, **told)
    return kept


def end_claims(desk: Desk, tx: Transaction, ended: Proposal, reason: str) -> tuple[str, ...]:
    """End the claims behind a proposal that will not be filed, and behind those merged into it; returns their clues.

    A clue on which another proposal rests that is under way, or was answered, stays as it is.
    """
    merged_too = {one.id for one in merged_under(tx, ended.id)} | {ended.id}
    freed: list[str] = []
    for clue_id in clues_under(tx, ended.id):
        others = [one for one in proposals_on(tx, clue_id) if one.id not in merged_too]
        if any(one.state not in ENDED for one in others):
            continue
        freed.append(clue_id)
        for claim in tx.of(Claim).where(clue_id=clue_id):
            if claim.state not in FALLEN:
                moved(desk, tx, claim, Action.RELEASE, Need.REASON, reason=reason, released_on=desk.today())
    return tuple(freed)


def touching(tx: Transaction, *proposals: Proposal) -> Changes:
    """What a step of these proposals touches: them, and the clues and claims behind."""
    clues = [clue for one in proposals for clue in clues_under(tx, one.id)]
    claims = [claim.id for clue in clues for claim in tx.of(Claim).where(clue_id=clue)]
    changed = Changes.of(Kind.PROPOSAL, *(one.id for one in proposals)) | Changes.of(Kind.CLUE, *clues)
    return changed | Changes.of(Kind.CLAIM, *claims)


def barred(action: str, reason: str, todo: str) -> IllegalActionError:
    """What is refused although the tables allow it."""
    return IllegalActionError("ACTION_BARRED", action=action, reason=reason, todo=todo)
