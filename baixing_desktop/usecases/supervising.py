"""督办: an act of supervision is planned, held in one of four forms, followed up and finished (seed 八(四)2; SM6)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.kinds import SupervisionForm
from baixing_desktop.domain.proposals import Proposal
from baixing_desktop.domain.rules.handling import on_its_way
from baixing_desktop.domain.states import Action, Need, SupervisionState
from baixing_desktop.domain.supervision import FollowUp, Supervision
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.workflow import SUPERVISION
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after, not_before
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import given_text, office_clue
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.supervised import require_in_force


@dataclass(frozen=True, slots=True)
class Held:
    """What is written down of an act of supervision; ``held_on`` is not in the future."""

    form: SupervisionForm | None
    held_on: date
    participants: str
    findings: str
    place: str = ""


@intention
def plan_supervision(
    desk: Desk,
    planned_on: date,
    *,
    forwarding_id: str | None = None,
    proposal_id: str | None = None,
    subject: str = "",
) -> tuple[Supervision, Changes]:
    """计划督办 of a letter that was sent or a proposal that was filed; the subject is its title unless given.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: not sent, not filed, or one is planned already; ``CLUE_WITHDRAWN``.
        InputError: ``INPUT_MISSING``: neither is named.
        NotFoundError: no such letter or proposal.
    """
    with desk.store.writing() as tx:
        title = _title_of(tx, forwarding_id, proposal_id)
        _none_planned(tx, forwarding_id, proposal_id)
        act = Supervision(
            new_id(),
            SUPERVISION.begin(SupervisionState.PLANNED),
            planned_on,
            one_line(clean_text(subject)) or title,
            forwarding_id,
            proposal_id,
        )
        tx.of(Supervision).add(act)
        note(desk, tx, "plan_supervision", Kind.SUPERVISION, act.id)
    return act, Changes.of(Kind.SUPERVISION, act.id)


@intention
def hold_supervision(desk: Desk, supervision_id: str, held: Held) -> tuple[Supervision, Changes]:
    """登记督办情况: form, participants, findings and day (seed 八(四)2).

    Raises (as every act here):
        IllegalActionError: the table has no such row, or something is not given.
        InputError: ``INPUT_INVALID``: the day is in the future or before the step before.
        NotFoundError: no such supervision.
    """
    with desk.store.writing() as tx:
        found = tx.of(Supervision).get(supervision_id)
        act = filled(desk, tx, found, held)
        tx.of(Supervision).save(act)
        note(desk, tx, Action.HOLD, Kind.SUPERVISION, act.id, state=act.state.value)
    return act, Changes.of(Kind.SUPERVISION, act.id)


@intention
def follow_up(desk: Desk, supervision_id: str, on: date, text: str) -> tuple[FollowUp, Changes]:
    """登记跟进情况: what was promised or done since."""
    text = clean_text(text).strip()
    given = frozenset({Need.DATE, Need.TEXT} if text else {Need.DATE})
    with desk.store.writing() as tx:
        found = tx.of(Supervision).get(supervision_id)
        state = SUPERVISION.advance(found.state, Action.FOLLOW_UP, desk.role, given)
        not_before(on, found.held_on, "跟进日期")
        not_after(on, desk.today(), "跟进日期")
        step = FollowUp(new_id(), found.id, on, text)
        tx.of(FollowUp).add(step)
        tx.of(Supervision).save(replace(found, state=state, version=found.version + 1))
        note(desk, tx, Action.FOLLOW_UP, Kind.SUPERVISION, found.id)
    return step, Changes.of(Kind.SUPERVISION, found.id)


@intention
def finish_supervision(desk: Desk, supervision_id: str, on: date) -> tuple[Supervision, Changes]:
    """完成督办: nothing more is to be followed up."""
    with desk.store.writing() as tx:
        found = tx.of(Supervision).get(supervision_id)
        state = SUPERVISION.advance(found.state, Action.FINISH, desk.role, frozenset({Need.DATE}))
        steps = tx.of(FollowUp).where(supervision_id=found.id, order="-on", limit=1)
        not_before(on, steps[0].on if steps else found.held_on, "完成日期")
        not_after(on, desk.today(), "完成日期")
        act = replace(found, state=state, done_on=on, version=found.version + 1)
        tx.of(Supervision).save(act)
        note(desk, tx, Action.FINISH, Kind.SUPERVISION, act.id)
    return act, Changes.of(Kind.SUPERVISION, act.id)


@intention
def call_off_supervision(desk: Desk, supervision_id: str, reason: str) -> tuple[Supervision, Changes]:
    """取消督办 that was planned and not held."""
    reason, given = given_text(reason, Need.REASON)
    with desk.store.writing() as tx:
        found = tx.of(Supervision).get(supervision_id)
        state = SUPERVISION.advance(found.state, Action.CALL_OFF, desk.role, given)
        act = replace(found, state=state, reason=reason, version=found.version + 1)
        tx.of(Supervision).save(act)
        note(desk, tx, Action.CALL_OFF, Kind.SUPERVISION, act.id)
    return act, Changes.of(Kind.SUPERVISION, act.id)


@intention
def take_back_supervision(
    desk: Desk, supervision_id: str, *, version: int | None = None, follow_up_id: str | None = None
) -> tuple[Supervision, Changes]:
    """撤回上一步: the act as held, a follow-up (the one named, else that of the last day), the end, or the calling off.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: a leader's supervision of a key item was held, which the item rests on; a
            consultation that was also supervision is taken back there; another one is planned meanwhile; else the
            table has no such row.
        ConflictError: ``CHANGED_MEANWHILE``; also if the follow-up that was named is not there, or the act is done.
        NotFoundError: no such supervision.
    """
    with desk.store.writing() as tx:
        found = tx.of(Supervision).get(supervision_id)
        if version is not None and found.version != version:
            raise ConflictError("CHANGED_MEANWHILE", current=found)
        steps = tx.of(FollowUp).where(supervision_id=found.id, order="on")
        if follow_up_id is not None:
            _require_last(found, steps, follow_up_id)
        before = _before(found, len(steps))
        state = SUPERVISION.advance(found.state, Action.TAKE_BACK, desk.role, target=before.state if before else None)
        if found.state is SupervisionState.FOLLOWED_UP:
            tx.of(FollowUp).remove(next((one for one in steps if one.id == follow_up_id), steps[-1]))
        if state is SupervisionState.PLANNED:
            _none_planned(tx, found.forwarding_id, found.proposal_id)
        act = replace(before or found, state=state, version=found.version + 1)
        tx.of(Supervision).save(act)
        note(desk, tx, Action.TAKE_BACK, Kind.SUPERVISION, act.id, was=found.state.value, state=state.value)
    return act, Changes.of(Kind.SUPERVISION, act.id)


def _require_last(act: Supervision, steps: Sequence[FollowUp], named: str) -> None:
    """A follow-up is named: whatever else was done since stays."""
    if act.state is not SupervisionState.FOLLOWED_UP or named not in {one.id for one in steps}:
        raise ConflictError("CHANGED_MEANWHILE", current=act)


def _none_planned(tx: Transaction, forwarding_id: str | None, proposal_id: str | None) -> None:
    if tx.of(Supervision).count(forwarding_id=forwarding_id, proposal_id=proposal_id, state=SupervisionState.PLANNED):
        raise IllegalActionError(
            "ACTION_BARRED", action="计划督办", reason="这一件已有计划中的督办", todo="请先登记或取消那一次"
        )


def _before(act: Supervision, follow_ups: int) -> Supervision | None:
    """The act before its last step; None where there is none."""
    match act.state:
        case SupervisionState.HELD:
            if act.key_item_id or act.consultation_id:
                raise IllegalActionError("ACTION_BARRED", action="撤回督办情况", **_elsewhere(act))
            planned = replace(act, state=SupervisionState.PLANNED, form=None, held_on=None)
            return replace(planned, place="", participants="", findings="")
        case SupervisionState.FOLLOWED_UP:
            return replace(act, state=SupervisionState.FOLLOWED_UP if follow_ups > 1 else SupervisionState.HELD)
        case SupervisionState.DONE:
            return replace(act, state=SupervisionState.FOLLOWED_UP, done_on=None)
        case SupervisionState.CALLED_OFF:
            return replace(act, state=SupervisionState.PLANNED, reason="")
        case _:
            return None


def _elsewhere(act: Supervision) -> dict[str, str]:
    """Where an act is taken back that was written down together with something else."""
    if act.consultation_id:
        return {"reason": "它是和协商一起登记的", "todo": "写错的请登记跟进情况说明"}
    return {"reason": "它是和重点提案一起登记的", "todo": "请在“重点提案”里撤回上一步登记"}


def filled(desk: Desk, tx: Transaction, found: Supervision, held: Held) -> Supervision:
    """``found`` as held; not written yet.

    Raises:
        IllegalActionError: the table has no such row, or something is not given.
        InputError: ``INPUT_INVALID``: the day is in the future or before the letter was sent.
    """
    participants, findings = one_line(clean_text(held.participants)), clean_text(held.findings).strip()
    there = {Need.FORM: held.form, Need.PARTICIPANTS: participants, Need.FINDINGS: findings}
    given = frozenset({need for need, value in there.items() if value} | {Need.DATE})
    state = SUPERVISION.advance(found.state, Action.HOLD, desk.role, given)
    if found.forwarding_id:
        not_before(held.held_on, tx.casework.forwarding(found.forwarding_id).issued_on, "督办日期")
    not_after(held.held_on, desk.today(), "督办日期")
    return replace(
        found,
        state=state,
        form=held.form,
        held_on=held.held_on,
        place=one_line(clean_text(held.place)),
        participants=participants,
        findings=findings,
        version=found.version + 1,
    )


def _title_of(tx: Transaction, forwarding_id: str | None, proposal_id: str | None) -> str:
    if forwarding_id:
        line = tx.casework.forwarding(forwarding_id)
        clue = office_clue(tx, line.clue_id, None)
        if line.issued_on is None or not on_its_way(line):
            raise IllegalActionError(
                "ACTION_BARRED", action="计划督办", reason="这一件不在承办单位手上", todo="请先发函"
            )
        return clue.content.title
    if proposal_id:
        proposal = tx.of(Proposal).get(proposal_id)
        require_in_force(proposal, "计划督办")
        return proposal.title
    raise InputError("INPUT_MISSING", fields="转送件或提案")
