"""更正: what was entered wrongly on a handler's line is taken back, and entered again (SM4; seed 八(四)1).

The last step goes, one at a time. What had been entered stays readable beside the line (:class:`Correction`), and the
workroom hears again what holds now.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.casework import Forwarding, Reply
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.handling import (
    ContributorContact,
    Correction,
    Evaluation,
    Extension,
    HandlerReply,
    ReturnRequest,
)
from baixing_desktop.domain.kinds import HandlerPart
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.progress import Step
from baixing_desktop.domain.rules.deadlines import due_in_force
from baixing_desktop.domain.rules.handling import answered, settled, still_to_tell
from baixing_desktop.domain.rules.taking_back import Trail, last_more_time, line_of_last_step, state_before
from baixing_desktop.domain.states import Action, ExtensionState, ForwardingState, Need, OfficeState, ProposalState
from baixing_desktop.domain.supervision import LookBack
from baixing_desktop.domain.workflow import EXTENSION
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.answers import concerned, contact_in_force, contacts_of, last_reply, told
from baixing_desktop.usecases.claimed import proposal_under
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.limits import due_from
from baixing_desktop.usecases.officework import (
    change_line,
    given_text,
    news,
    next_line_state,
    next_state,
    save_clue,
    state_of,
    tell,
)
from baixing_desktop.usecases.permissions import intention


@dataclass(frozen=True, slots=True)
class _Undone:
    """The line as it was, what had been entered (in words), and the step that the workroom hears again."""

    line: Forwarding
    was: str
    again: Step | None = None
    clue_id: str = ""


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything a step back is decided by."""

    desk: Desk
    tx: Transaction
    line: Forwarding
    before: ForwardingState
    reason: str
    of_clue: str | None = field(default=None)


@intention
def take_back(
    desk: Desk,
    forwarding_id: str,
    reason: str,
    *,
    of_clue: str | None = None,
    made: Forwarding | Extension | None = None,
) -> tuple[Forwarding, Changes]:
    """撤回上一步登记: receipt, take-over, a request for return or for more time, the answer to it, a reply, a talk with
    the citizen, or the closing. A granted return is taken back from the line that was reassigned, or from the letter
    that was drafted in its place, as long as that one is not out.

    ``of_clue`` names the contributor whose talk is taken back, where several were told (default: the last one).
    ``made`` is what the step to be taken back gave: whoever undoes their own step does not undo a colleague's.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: something else was done since ``made``.
        IllegalActionError: ``ACTION_BARRED``: nothing can be taken back here, or something was built on it since;
            else the transition table has no such row, or there is no reason.
        InputError: ``of_clue`` was not told.
        NotFoundError: no such line.
    """
    reason, given = given_text(reason, Need.REASON)

    def taken_back(tx: Transaction, line: Forwarding) -> Forwarding:
        _require_last(tx, line, made)
        before = state_before(line, _trail(tx, line))
        state = next_line_state(desk, line, Action.TAKE_BACK, *given, target=before)
        _nothing_built_on(desk, tx, line)
        undone = _STEPS[line.state](_Case(desk, tx, line, state, reason, of_clue))
        tx.of(Correction).add(
            Correction(new_id(), line.id, line.clue_id, line.state, desk.now(), desk.actor.name, reason, undone.was)
        )
        _say_again(desk, tx, undone, reason)
        return replace(undone.line, state=state)

    with desk.store.reading() as tx:
        stepped = line_of_last_step(tx.casework.forwarding(forwarding_id))
    return change_line(desk, stepped, Action.TAKE_BACK, taken_back)


def _require_last(tx: Transaction, line: Forwarding, made: Forwarding | Extension | None) -> None:
    if isinstance(made, Forwarding):
        last = made.version == tx.casework.forwarding(made.id).version and line_of_last_step(made) == line.id
    else:
        last = made is None or (line.state is ForwardingState.TAKEN_OVER and _asked_last(tx, line) == made)
    if not last:
        raise ConflictError("CHANGED_MEANWHILE", current=tx.clues.get(line.clue_id))


def _trail(tx: Transaction, line: Forwarding) -> Trail:
    if line.state is not ForwardingState.TAKEN_OVER:
        return Trail(told=bool(told(tx, line)))
    last, more_time = last_reply(tx, line), _asked_last(tx, line) is not None
    if last is None or last.rejected_on is None:
        return Trail(refused=_refused(tx, line) is not None, more_time=more_time)
    waiting = still_to_tell(concerned(tx, line), (c.clue_id for c in contacts_of(tx, last)))
    return Trail(rejected=True, told_all=not waiting, more_time=more_time)


def _nothing_built_on(desk: Desk, tx: Transaction, line: Forwarding) -> None:
    """A lead's answer rests on those of its co-handlers; what the clue became since rests on the whole line."""
    clue = tx.clues.get(line.clue_id)
    if state_of(clue) not in (OfficeState.ROUTED, *_CLOSING.get(line.state, ())):
        raise IllegalActionError(
            "ACTION_BARRED",
            action="撤回上一步登记",
            reason=f"线索现在是“{label(state_of(clue))}”",
            todo="请先恢复线索的办理",
        )
    proposal = proposal_under(tx, line)
    if proposal is not None and proposal.state is ProposalState.CONCLUDED:
        raise IllegalActionError(
            "ACTION_BARRED",
            action="撤回上一步登记",
            reason=f"提案《{proposal.title}》已经办结",
            todo="请先在“认领与培育”里撤回办结",
        )
    if line.part is HandlerPart.CO and answered(line):
        lines = tx.casework.forwardings(line.clue_id)
        leads = [one for one in lines if one.part is HandlerPart.LEAD and one.assignment_id == line.assignment_id]
        if any(answered(lead) for lead in leads):
            names = "、".join(desk.reference.unit_name(lead.handler) for lead in leads)
            raise IllegalActionError(
                "ACTION_BARRED",
                action="撤回上一步登记",
                reason=f"主办单位{names}已经答复",
                todo="请先撤回主办单位的答复",
            )


_CLOSING = {ForwardingState.CLOSED: (OfficeState.CONCLUDED,)}


def _say_again(desk: Desk, tx: Transaction, undone: _Undone, reason: str) -> None:
    if undone.again is None:
        return
    line = undone.line
    heard = (undone.clue_id,) if undone.clue_id else _who_heard(tx, undone)
    for clue in map(tx.clues.get, heard):
        step = replace(news(desk, clue, undone.again), handler=line.handler, reason=f"更正登记：{reason}")
        if undone.again is Step.FORWARDED:
            step = replace(step, letter_number=line.letter_number)
        elif undone.again in (Step.REDONE, Step.TAKEN_OVER):
            step = replace(step, due_on=line.due_on)
        elif line.reply:
            step = replace(step, outcome=line.reply.outcome, text=line.reply.text, reason=None)
        tell(tx, clue, step)


def _who_heard(tx: Transaction, undone: _Undone) -> tuple[str, ...]:
    """An answer is told to every contributor of merged clues, a letter and its limit only to the one it is about."""
    alone = undone.again in (Step.FORWARDED, Step.TAKEN_OVER)
    return (undone.line.clue_id,) if alone else concerned(tx, undone.line)


# -- one function for each state that can be left backwards


def _receipt(case: _Case) -> _Undone:
    return _Undone(replace(case.line, received_on=None), f"收函 {case.line.received_on}")


def _return_request(case: _Case) -> _Undone:
    asked = case.tx.of(ReturnRequest).where(forwarding_id=case.line.id, granted=None)[0]
    case.tx.of(ReturnRequest).remove(asked)
    return _Undone(case.line, f"退办申请 {asked.requested_on}：{asked.reason}")


def _reassignment(case: _Case) -> _Undone:
    """The letter that was drafted in its place goes too; once it is out, the new handler asks for its return."""
    desk, tx, line = case.desk, case.tx, case.line
    lines = tx.casework.forwardings(line.clue_id)
    cancelled, drafted = ForwardingState.CANCELLED, [one for one in lines if one.replaces_id == line.id]
    new = next((one for one in drafted if one.state is not cancelled), drafted[-1])
    followed = [one for one in lines if _followed(one, line)]
    if new.state is not cancelled and line_of_last_step(new) == new.id:
        followed.append(new)
    if followed:
        names = "、".join(dict.fromkeys(desk.reference.unit_name(one.handler) for one in followed))
        raise IllegalActionError(
            "ACTION_BARRED",
            action="撤回上一步登记",
            reason=f"已经转给{names}",
            todo="不属于该单位的，请登记该单位的退办申请；没有发出的函可以作废",
        )
    if new.state is not cancelled:
        state = next_line_state(desk, new, Action.CANCEL, Need.REASON)
        tx.casework.save_forwarding(replace(new, state=state, version=new.version + 1), expected=new.version)
        note(desk, tx, Action.CANCEL, Kind.FORWARDING, new.id, clue=new.clue_id, state=state.value)
    asked = tx.of(ReturnRequest).where(forwarding_id=line.id, granted=True, order="-decided_on")[0]
    open_again = replace(asked, decided_on=None, granted=None, decision="", new_handler=None, version=asked.version + 1)
    tx.of(ReturnRequest).save(open_again)
    was = f"同意退办 {asked.decided_on}，改派{desk.reference.unit_name(new.handler)}"
    return _Undone(line, f"{was}：{asked.decision}" if asked.decision else was, Step.FORWARDED)


def _followed(other: Forwarding, line: Forwarding) -> bool:
    """Whether ``other`` is a letter of its own that was drafted when ``line`` was over: while it was not, none could
    be (:func:`~baixing_desktop.usecases.officework.clue_to_forward`).
    """
    beside = other.assignment_id is not None and other.assignment_id == line.assignment_id
    if beside or line.id in (other.id, other.replaces_id) or other.state in _WITHOUT_EFFECT:
        return False
    return not settled(other) or other.drafted_at > line.drafted_at


_WITHOUT_EFFECT = (ForwardingState.CANCELLED, ForwardingState.REASSIGNED)


def _take_over(case: _Case) -> _Undone:
    line, tx = case.line, case.tx
    if case.before is ForwardingState.TAKEN_OVER:
        return _more_time(case)
    if case.before in (ForwardingState.REPLIED, ForwardingState.CONTACTED):
        return _rejection(case)
    refused = _refused(tx, line)
    was = f"接办 {line.taken_over_on}"
    if refused is not None and case.before is ForwardingState.RETURN_REQUESTED:
        was = f"不同意退办 {refused.decided_on}：{refused.decision}"
        open_again = replace(refused, decided_on=None, granted=None, decision="", version=refused.version + 1)
        tx.of(ReturnRequest).save(open_again)
    return _Undone(replace(line, taken_over_on=None, due_on=None), was, Step.FORWARDED)


def _more_time(case: _Case) -> _Undone:
    """First the answer to the request, and with it the new limit; then the request itself."""
    line, table = case.line, case.tx.of(Extension)
    asked = _asked_last(case.tx, line)
    if asked is None:
        raise ValueError("nobody asked for more time")
    if asked.state is ExtensionState.REQUESTED:
        table.remove(asked)
        return _Undone(line, f"延期申请 {asked.requested_on}，延至 {asked.wanted_due_on}：{asked.reason}")
    state = EXTENSION.advance(asked.state, Action.TAKE_BACK, case.desk.role, frozenset({Need.REASON}))
    open_again = replace(asked, state=state, decided_on=None, new_due_on=None, decision="", version=asked.version + 1)
    table.save(open_again)
    if asked.state is ExtensionState.REFUSED:
        return _Undone(line, f"不同意延期 {asked.decided_on}：{asked.decision}")
    was = f"同意延期 {asked.decided_on}，延至 {asked.new_due_on}"
    return _Undone(replace(line, due_on=asked.old_due_on), was, Step.TAKEN_OVER)


def _rejection(case: _Case) -> _Undone:
    line, tx = case.line, case.tx
    last = last_reply(tx, line)
    if last is None:
        raise ValueError("no reply was put aside")
    tx.of(HandlerReply).save(replace(last, rejected_on=None, rejection="", version=last.version + 1))
    redone = case.before is ForwardingState.CONTACTED
    back = replace(
        line,
        reply=Reply(last.outcome, last.text, last.replied_on, last.on_time),
        contact=contact_in_force(tx, contacts_of(tx, last)),
        redone=line.redone - redone,
        due_on=_due(case.desk, tx, line) if redone else line.due_on,
    )
    words = "重新办理" if redone else "退回重新答复"
    return _Undone(back, f"{words} {last.rejected_on}：{last.rejection}", Step.REPLIED)


def _ended(case: _Case) -> _Undone:
    line = case.line
    if line.state is ForwardingState.WAIVED:
        return _Undone(line, "免予会办")
    return _Undone(replace(line, closed_on=None), f"阅知 {line.closed_on}", Step.FORWARDED)


def _reply(case: _Case) -> _Undone:
    if case.before is ForwardingState.REPLIED:
        return _contact(case)
    line, last = case.line, last_reply(case.tx, case.line)
    if last is not None:
        if case.tx.of(LookBack).count(reply_id=last.id):
            raise IllegalActionError(
                "ACTION_BARRED",
                action="撤回上一步登记",
                reason="这次答复已列入回头看",
                todo="请先在“回头看”里一步一步撤回，直到从名单里拿下",
            )
        case.tx.of(HandlerReply).remove(last)
    was = f"答复 {line.reply.replied_on}，{label(line.reply.outcome)}：{line.reply.text}" if line.reply else ""
    return _Undone(replace(line, reply=None), was, Step.REDONE)


def _contact(case: _Case) -> _Undone:
    tx, line = case.tx, case.line
    reply = last_reply(tx, line)
    known = contacts_of(tx, reply) if reply else ()
    chosen = [one for one in known if case.of_clue in (None, one.clue_id)]
    if not chosen:
        raise InputError("INPUT_INVALID", field="线索", reason="还没有告知这位反映人")
    wrong = chosen[-1]
    for opinion in tx.of(Evaluation).where(contact_id=wrong.id):
        tx.of(Evaluation).remove(opinion)
    tx.of(ContributorContact).remove(wrong)
    left = contact_in_force(tx, tuple(one for one in known if one.id != wrong.id))
    was = f"联系群众 {wrong.contacted_on}，{label(wrong.channel)}，{wrong.person}"
    was = f"{was}：{wrong.note}" if wrong.note else was
    return _Undone(replace(line, contact=left), was, Step.REPLIED, wrong.clue_id)


def _closing(case: _Case) -> _Undone:
    desk, tx, line = case.desk, case.tx, case.line
    clue = tx.clues.get(line.clue_id)
    was = f"办结 {line.closed_on}" + (f"：{line.closing_reason}" if line.closing_reason else "")
    if state_of(clue) is OfficeState.CONCLUDED:
        _reopen(desk, tx, clue, case.reason)
    return _Undone(replace(line, closed_on=None, closing_reason=None), was)


def _reopen(desk: Desk, tx: Transaction, clue: Clue, reason: str) -> None:
    state = next_state(desk, clue, Action.REOPEN, frozenset({Need.REASON}))
    clue = save_clue(desk, tx, replace(clue, office_state=state))
    tell(tx, clue, replace(news(desk, clue, Step.REOPENED), reason=f"更正登记：{reason}"))


_STEPS: dict[ForwardingState, Callable[[_Case], _Undone]] = {
    ForwardingState.RECEIVED: _receipt,
    ForwardingState.RETURN_REQUESTED: _return_request,
    ForwardingState.REASSIGNED: _reassignment,
    ForwardingState.TAKEN_OVER: _take_over,
    ForwardingState.NOTED: _ended,
    ForwardingState.WAIVED: _ended,
    ForwardingState.REPLIED: _reply,
    ForwardingState.CONTACTED: _contact,
    ForwardingState.EVALUATED: _contact,
    ForwardingState.CLOSED: _closing,
}


# -- what is kept beside the line


def _refused(tx: Transaction, line: Forwarding) -> ReturnRequest | None:
    """The refused return with which the handler took over."""
    found = tx.of(ReturnRequest).where(forwarding_id=line.id, granted=False, decided_on=line.taken_over_on)
    return next(iter(found), None)


def _asked_last(tx: Transaction, line: Forwarding) -> Extension | None:
    """The last that was done about more time since the handler has it."""
    last = last_reply(tx, line)
    return last_more_time(tx.of(Extension).where(forwarding_id=line.id), last.rejected_on if last else None)


def _due(desk: Desk, tx: Transaction, line: Forwarding) -> date | None:
    first = due_from(desk, tx, line, line.taken_over_on) if line.taken_over_on else None
    if first is None:
        return None
    granted = tx.of(Extension).where(forwarding_id=line.id, state=ExtensionState.GRANTED)
    return due_in_force(first, (one.new_due_on for one in granted if one.new_due_on))
