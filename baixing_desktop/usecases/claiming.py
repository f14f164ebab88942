"""认领与培育: clues are offered to the proposers, claimed, cultivated, and given back (SM5; seed 八(二)3, 八(三)1).

Every function that changes something raises, besides what it names:
    ConflictError: ``CHANGED_MEANWHILE``.
    IllegalActionError: the transition table has no such row, or something is not given; the clue is withdrawn.
    InputError: ``WRONG_ROLE``: this is no office.
    NotFoundError: no such clue, claim or window.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.kinds import CultivationKind, ProposerKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.proposals import Claim, ClaimWindow, Cultivation, JointClaimant
from baixing_desktop.domain.rules.claiming import claimant_kind, holds, outside
from baixing_desktop.domain.states import Action, ClaimState, Need, OfficeState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.domain.workflow import CLAIM
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.claimed import proposals_on
from baixing_desktop.usecases.days import not_after, not_before
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.officework import given_text, office_clue, state_of
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.work import Work

NOTHING: Mapping[str, str] = MappingProxyType({})
"""The trail is told nothing more."""

ANSWERED = "提案已办完"
"""Why a claim ends whose clue is offered anew after its proposals were answered."""


@dataclass(frozen=True, slots=True)
class WindowForm:
    """认领期: the weeks before a plenary, by a name such as 十六届五次会议."""

    year: int
    name: str
    opens_on: date
    closes_on: date


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who claims: one lead claimant, and the joint names."""

    kind: ProposerKind
    name: str
    joint: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """Whom a claimed clue concerns besides its claimant: the counterpart committee (a unit code) that helps, and the
    department that would lead its handling.
    """

    committee: str | None = None
    handler: str | None = None


@intention
def windows(desk: Desk) -> tuple[ClaimWindow, ...]:
    """Every 认领期, the newest first."""
    with desk.store.reading() as tx:
        return tx.of(ClaimWindow).where(order="-opens_on")


@intention
def save_window(
    desk: Desk, form: WindowForm, *, window_id: str | None = None, version: int | None = None
) -> tuple[ClaimWindow, Changes]:
    """Fix the weeks in which clues are claimed, or change them.

    Raises:
        InputError: no name, the last day lies before the first, or the year has a window of this name.
    """
    name = one_line(clean_text(form.name))
    if not name:
        raise InputError("INPUT_MISSING", fields="认领期名称")
    not_before(form.closes_on, form.opens_on, "截止日期")
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        repo = tx.of(ClaimWindow)
        if any(one.id != window_id for one in repo.where(year=form.year, name=name)):
            raise InputError("INPUT_INVALID", field="认领期名称", reason="这一年已有同名的认领期")
        kept = ClaimWindow(new_id(), form.year, name, form.opens_on, form.closes_on)
        if window_id is None:
            repo.add(kept)
        else:
            found = repo.get(window_id)
            if version is not None and found.version != version:
                raise ConflictError("CHANGED_MEANWHILE", current=found)
            kept = replace(kept, id=found.id, version=found.version + 1)
            repo.save(kept)
        note(desk, tx, "save_window", Kind.CLAIM, kept.id, opens=str(kept.opens_on), closes=str(kept.closes_on))
    return kept, Changes.of(Kind.CLAIM, kept.id)


@intention
def remove_window(desk: Desk, window: ClaimWindow) -> tuple[None, Changes]:
    """Take out a 认领期 that was set by mistake.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: clues were offered in it.
    """
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        if tx.of(Claim).count(window_id=window.id):
            raise IllegalActionError(
                "ACTION_BARRED", action="撤销认领期", reason="已有线索按它列入认领目录", todo="请改正它的名称或日期"
            )
        tx.of(ClaimWindow).remove(window)
        note(desk, tx, "remove_window", Kind.CLAIM, window.id)
    return None, Changes.of(Kind.CLAIM, window.id)


@intention
def offer_clues(
    desk: Desk,
    clue_ids: Sequence[str],
    *,
    window_id: str | None = None,
    aid: Help | None = None,
    work: Work | None = None,
) -> tuple[tuple[Claim, ...], Changes]:
    """列入认领目录: offer these general clues of the district (seed 八(三)1), all of them or none.

    Raises:
        IllegalActionError: a clue is not classified so, or is offered or claimed already.
        UserError: ``CANCELLED`` by way of ``work``.
    """
    work, aid, offered = work or Work(), aid or Help(), list[Claim]()
    with desk.store.writing() as tx:
        if window_id:
            tx.of(ClaimWindow).get(window_id)
        if aid.committee:
            desk.reference.unit(aid.committee, UnitKind.COMMITTEE, role="对口专委会")
        if aid.handler:
            desk.reference.unit(aid.handler, UnitKind.DEPARTMENT, UnitKind.DIRECT_POINT, role="建议主办单位")
        for done, clue_id in enumerate(clue_ids):
            work.at(done, len(clue_ids), "正在列入认领目录")
            offered.append(offer_in(desk, tx, clue_id, window_id, aid))
    return tuple(offered), _touching(*offered)


def offer_in(desk: Desk, tx: Transaction, clue_id: str, window_id: str | None, aid: Help) -> Claim:
    """:func:`offer_clues` for one clue, as part of something larger: every offer is a claim of its own."""
    clue = office_clue(tx, clue_id, None)
    if state_of(clue) is not OfficeState.CLASSIFIED:
        raise _not_offered(clue.number, f"现在是“{label(state_of(clue))}”", "请先按“本区·一般”分类")
    if tx.casework.classifications(clue.id)[-1].route is not Route.DISTRICT_GENERAL:
        raise _not_offered(clue.number, "没有按“本区·一般”分类", "请先重新分类")
    before = tx.of(Claim).where(clue_id=clue.id, order="offered_on")
    for claim in before:
        if holds(claim, proposals_on(tx, clue.id)):
            raise _not_offered(clue.number, f"现在是“{label(claim.state)}”", "请在列表里查看")
        if claim.state is ClaimState.PROPOSAL_DRAFTED:
            moved(desk, tx, claim, Action.RELEASE, Need.REASON, reason=ANSWERED, released_on=desk.today())
    fallen = [claim for claim in before if claim.state is not ClaimState.PROPOSAL_DRAFTED]
    state = CLAIM.advance(fallen[-1].state, Action.OFFER, desk.role) if fallen else CLAIM.begin(ClaimState.OFFERED)
    claim = Claim(
        new_id(), clue.id, state, desk.today(), window_id, committee=aid.committee, suggested_handler=aid.handler
    )
    tx.of(Claim).add(claim)
    note(desk, tx, Action.OFFER, Kind.CLAIM, claim.id, clue=clue.id)
    return claim


@intention
def claim_clue(
    desk: Desk, claim_id: str, claimant: Claimant, on: date, *, version: int | None = None
) -> tuple[Claim, Changes]:
    """认领, by one lead claimant and perhaps joint names, on a day within the window.

    Raises:
        InputError: ``on`` is to come, lies before the offer or outside the window; a joint claim names nobody else.
    """
    with desk.store.writing() as tx:
        claim = claim_in(desk, tx, claim_of(tx, claim_id, version), claimant, on)
    return claim, _touching(claim)


def claim_in(desk: Desk, tx: Transaction, claim: Claim, claimant: Claimant, on: date) -> Claim:
    """:func:`claim_clue` as part of something larger."""
    office_clue(tx, claim.clue_id, None)
    name, given = given_text(claimant.name, Need.CLAIMANT)
    CLAIM.advance(claim.state, Action.CLAIM, desk.role, given | {Need.DATE})
    joint = tuple(dict.fromkeys(n for each in claimant.joint if (n := one_line(clean_text(each))) and n != name))
    kind = claimant_kind(claimant.kind, joint)
    if kind is ProposerKind.JOINT and not joint:
        raise InputError("INPUT_MISSING", fields="联名人")
    not_after(on, desk.today(), "认领日期")
    not_before(on, claim.offered_on, "认领日期")
    window = tx.of(ClaimWindow).find(claim.window_id) if claim.window_id else None
    if window and outside(window, on):
        span = f"{window.opens_on.isoformat()} 至 {window.closes_on.isoformat()}"
        raise InputError("INPUT_INVALID", field="认领日期", reason=f"不在“{window.name}”的认领期（{span}）内")
    # They are read back by identity, so the identities follow the order in which the people were named.
    identities = sorted(new_id() for _ in joint)
    people = zip(identities, joint, strict=True)
    tx.of(JointClaimant).add(*(JointClaimant(one, claim.id, each, _member(tx, each, on)) for one, each in people))
    return moved(
        desk,
        tx,
        claim,
        Action.CLAIM,
        Need.CLAIMANT,
        Need.DATE,
        claimant_kind=kind,
        claimant=name,
        member_id=_member(tx, name, on),
        claimed_on=on,
    )


@intention
def lapse_claims(desk: Desk, claim_ids: Sequence[str]) -> tuple[tuple[Claim, ...], Changes]:
    """结束认领: nobody claimed these within the window; each may be offered again."""
    with desk.store.writing() as tx:
        lapsed = tuple(moved(desk, tx, claim_of(tx, one), Action.LAPSE) for one in claim_ids)
    return lapsed, _touching(*lapsed)


@intention
def release_claim(desk: Desk, claim_id: str, reason: str, *, version: int | None = None) -> tuple[Claim, Changes]:
    """放弃认领, with the reason: the clue may be offered again.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: a proposal on the clue is under way.
    """
    reason, given = given_text(reason, Need.REASON)
    with desk.store.writing() as tx:
        claim = claim_of(tx, claim_id, version)
        if claim.state is ClaimState.PROPOSAL_DRAFTED and holds(claim, proposals_on(tx, claim.clue_id)):
            raise IllegalActionError(
                "ACTION_BARRED", action="放弃认领", reason="已经形成提案稿", todo="请先撤下提案，或不予立案后再处理"
            )
        claim = moved(desk, tx, claim, Action.RELEASE, *given, reason=reason, released_on=desk.today())
    return claim, _touching(claim)


@intention
def begin_cultivation(desk: Desk, claim_id: str, on: date, *, version: int | None = None) -> tuple[Claim, Changes]:
    """开始培育 on ``on`` (seed 八(三)1).

    Raises:
        InputError: ``on`` is to come or lies before the claim.
    """
    with desk.store.writing() as tx:
        claim = _cultivating(desk, tx, claim_of(tx, claim_id, version), on)
    return claim, _touching(claim)


@intention
def log_cultivation(
    desk: Desk, claim_id: str, kind: CultivationKind, on: date, person: str, text: str
) -> tuple[Cultivation, Changes]:
    """培育记录: what was done, by whom, on which day; the first entry begins the cultivation (F47).

    Raises:
        InputError: nobody or nothing is named, or ``on`` is to come or lies before the claim.
    """
    person, text = one_line(clean_text(person)), clean_text(text).strip()
    missing = [field for field, value in (("人员", person), ("内容", text)) if not value]
    if missing:
        raise InputError("INPUT_MISSING", fields="、".join(missing))
    with desk.store.writing() as tx:
        claim = claim_of(tx, claim_id)
        if claim.state in (ClaimState.CULTIVATING, ClaimState.PROPOSAL_DRAFTED):
            # Whoever may draft from it may also write down what was done for the draft, before or after.
            CLAIM.advance(claim.state, Action.DRAFT_PROPOSAL, desk.role, frozenset({Need.CONTENT}))
            office_clue(tx, claim.clue_id, None)
            not_after(on, desk.today(), "日期")
            not_before(on, claim.claimed_on, "日期")
        else:
            claim = _cultivating(desk, tx, claim, on)
        entry = Cultivation(new_id(), claim.clue_id, kind, on, person, text, claim_id=claim.id)
        tx.of(Cultivation).add(entry)
        note(desk, tx, "log_cultivation", Kind.CLAIM, claim.id, entry=entry.id)
    return entry, _touching(claim)


@intention
def remove_cultivation(desk: Desk, entry: Cultivation, *, began: bool = False) -> tuple[None, Changes]:
    """Take an entry out of the log that was written by mistake. If it ``began`` the cultivation, that is taken back
    with it, unless more was logged since.
    """
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        tx.of(Cultivation).remove(entry)
        claim = tx.of(Claim).find(entry.claim_id) if began and entry.claim_id else None
        cultivating = claim is not None and claim.state is ClaimState.CULTIVATING
        if claim and cultivating and not tx.of(Cultivation).count(claim_id=claim.id):
            reason, before = Need.REASON, ClaimState.CLAIMED
            moved(desk, tx, claim, Action.TAKE_BACK, reason, target=before, cultivated_since=None)
        note(desk, tx, "remove_cultivation", Kind.CLAIM, entry.claim_id or entry.clue_id, entry=entry.id)
    return None, Changes.of(Kind.CLAIM, entry.claim_id or entry.clue_id)


def claim_of(tx: Transaction, claim_id: str, version: int | None = None) -> Claim:
    """The claim as it is now, in an office.

    Raises:
        ConflictError: ``version`` was given and is no longer the current one.
    """
    require_face(tx.system.installation(), Face.OFFICE)
    claim = tx.of(Claim).get(claim_id)
    if version is not None and claim.version != version:
        raise ConflictError("CHANGED_MEANWHILE", current=claim)
    return claim


def moved(
    desk: Desk,
    tx: Transaction,
    claim: Claim,
    action: Action,
    *given: Need,
    target: ClaimState | None = None,
    told: Mapping[str, str] = NOTHING,
    **fields: object,
) -> Claim:
    """Take ``action`` with the claim, to ``target`` where several rows differ in it, and write it with ``fields``."""
    state = CLAIM.advance(claim.state, action, desk.role, frozenset(given), target=target)
    changed = replace(claim, **fields)  # pyright: ignore[reportArgumentType] - callers name fields of a claim
    kept = replace(changed, state=state, version=claim.version + 1)
    tx.of(Claim).save(kept)
    note(desk, tx, action, Kind.CLAIM, claim.id, clue=claim.clue_id, state=state.value, **told)
    return kept


def _cultivating(desk: Desk, tx: Transaction, claim: Claim, on: date) -> Claim:
    office_clue(tx, claim.clue_id, None)
    CLAIM.advance(claim.state, Action.CULTIVATE, desk.role, frozenset({Need.DATE}))
    not_after(on, desk.today(), "日期")
    not_before(on, claim.claimed_on, "日期")
    return moved(desk, tx, claim, Action.CULTIVATE, Need.DATE, cultivated_since=on)


def _member(tx: Transaction, name: str, on: date) -> str | None:
    """The member of that name who serves then, if there is exactly one."""
    found = [member for member in tx.of(Member).where(name=name) if member.serves_on(on)]
    return found[0].id if len(found) == 1 else None


def _not_offered(number: str, reason: str, todo: str) -> IllegalActionError:
    return IllegalActionError("ACTION_BARRED", action=f"把线索 {number} 列入认领目录", reason=reason, todo=todo)


def _touching(*claims: Claim) -> Changes:
    return Changes.of(Kind.CLAIM, *(c.id for c in claims)) | Changes.of(Kind.CLUE, *(c.clue_id for c in claims))
