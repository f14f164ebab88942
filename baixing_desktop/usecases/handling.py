"""What happens to a handler's line between issue and close: returns, reminders, waivers, redo (SM4; seed 八(四)).

Every function raises, besides what it names:
    IllegalActionError: the transition table has no such row, or something is not given.
    InputError: a date lies before the step before it, or a unit cannot be a handler.
    NotFoundError: no such line.
"""

from dataclasses import replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.handling import Assignment, Reminder, ReturnRequest
from baixing_desktop.domain.kinds import Attitude, DispatchKind, HandlerPart, LetterKind, OpinionChannel
from baixing_desktop.domain.outcomes import Satisfaction
from baixing_desktop.domain.progress import Step
from baixing_desktop.domain.rules.handling import after_opinions, may_only_note, may_waive
from baixing_desktop.domain.states import Action, ForwardingState, Need
from baixing_desktop.domain.text import clean_text
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.domain.workflow import FORWARDING
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.answers import add_opinion, contributing, opinions, reject
from baixing_desktop.usecases.days import not_before
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.limits import due_from
from baixing_desktop.usecases.officework import (
    change_line,
    clue_to_forward,
    draft_lines,
    given_text,
    news,
    next_line_state,
    register_letter,
    require_not_barred,
    tell,
)
from baixing_desktop.usecases.permissions import intention


@intention
def draft_assignment(
    desk: Desk, clue_id: str, lead: str | None, others: tuple[str, ...], *, limited: bool = False, subject: str = ""
) -> tuple[tuple[Forwarding, ...], Changes]:
    """拟转送函 to several handlers: ``others`` help the ``lead`` (主办、会办); without a lead each answers (分办)."""
    handlers = ((lead,) if lead else ()) + others
    if len(handlers) < 2 or len(set(handlers)) < len(handlers):
        raise InputError("INPUT_INVALID", field="承办单位", reason="至少两个，且不重复")
    part = HandlerPart.CO if lead else HandlerPart.SEPARATE
    with desk.store.writing() as tx:
        clue = clue_to_forward(desk, tx, clue_id, *handlers)
        whole = Assignment(
            new_id(), DispatchKind.FORWARD, clue.id, desk.now(), desk.actor.name, subject=clean_text(subject).strip()
        )
        parts = [(handler, HandlerPart.LEAD if handler == lead else part) for handler in handlers]
        lines = draft_lines(desk, tx, whole, parts, limited=limited)
        note(desk, tx, "draft_assignment", Kind.ASSIGNMENT, whole.id, clue=clue.id, handlers=list(handlers))
    touched = Changes.of(Kind.ASSIGNMENT, whole.id) | Changes.of(Kind.FORWARDING, *(line.id for line in lines))
    return lines, touched | Changes.of(Kind.CLUE, clue.id)


@intention
def cancel_draft(desk: Desk, forwarding_id: str, reason: str) -> tuple[Forwarding, Changes]:
    """作废 a letter that was not issued: another one may be drafted."""
    reason, given = given_text(reason, Need.REASON)
    return change_line(
        desk,
        forwarding_id,
        Action.CANCEL,
        lambda tx, line: replace(line, state=next_line_state(desk, line, Action.CANCEL, *given)),
    )


@intention
def request_return(
    desk: Desk, forwarding_id: str, reason: str, on: date, *, suggested: str | None = None
) -> tuple[Forwarding, Changes]:
    """登记退办申请: the handler holds that the matter is another unit's, perhaps ``suggested``."""
    reason, given = given_text(reason, Need.REASON)

    def requested(tx: Transaction, line: Forwarding) -> Forwarding:
        not_before(on, line.received_on, "申请日期")
        state = next_line_state(desk, line, Action.REQUEST_RETURN, *given)
        tx.of(ReturnRequest).add(ReturnRequest(new_id(), line.id, on, reason, suggested))
        return replace(line, state=state)

    return change_line(desk, forwarding_id, Action.REQUEST_RETURN, requested)


@intention
def grant_return(
    desk: Desk, forwarding_id: str, new_handler: str, on: date, decision: str = ""
) -> tuple[Forwarding, Changes]:
    """同意退办、改派: the line ends, and a new one to ``new_handler`` is drafted in its place and returned.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: the clue must not go to that unit.
    """
    desk.reference.unit(new_handler, UnitKind.DEPARTMENT, UnitKind.DIRECT_POINT, role="承办单位")
    drafted: list[Forwarding] = []

    def granted(tx: Transaction, line: Forwarding) -> Forwarding:
        state = next_line_state(desk, line, Action.GRANT_RETURN, Need.HANDLER)
        require_not_barred(desk, tx, line.clue_id, "改派", new_handler)
        _decide_return(tx, line, on, granted=True, decision=decision, new_handler=new_handler)
        drafted.append(
            Forwarding(
                new_id(),
                line.clue_id,
                new_handler,
                FORWARDING.begin(ForwardingState.DRAFTED),
                desk.now(),
                line.limited,
                kind=line.kind,
                part=line.part,
                assignment_id=line.assignment_id,
                replaces_id=line.id,
            )
        )
        tx.casework.add_forwarding(drafted[0])
        clue = tx.clues.get(line.clue_id)
        tell(tx, clue, replace(news(desk, clue, Step.REASSIGNED), handler=new_handler))
        return replace(line, state=state)

    _, changes = change_line(desk, forwarding_id, Action.GRANT_RETURN, granted)
    return drafted[0], changes | Changes.of(Kind.FORWARDING, drafted[0].id)


@intention
def refuse_return(desk: Desk, forwarding_id: str, reason: str, on: date) -> tuple[Forwarding, Changes]:
    """不同意退办: the handler has taken over with that day, from which its limit counts."""
    reason, given = given_text(reason, Need.REASON)

    def refused(tx: Transaction, line: Forwarding) -> Forwarding:
        state = next_line_state(desk, line, Action.REFUSE_RETURN, Need.DATE, *given)
        _decide_return(tx, line, on, granted=False, decision=reason, new_handler=None)
        due = due_from(desk, tx, line, on)
        clue = tx.clues.get(line.clue_id)
        tell(tx, clue, replace(news(desk, clue, Step.TAKEN_OVER), handler=line.handler, due_on=due))
        return replace(line, state=state, taken_over_on=on, due_on=due)

    return change_line(desk, forwarding_id, Action.REFUSE_RETURN, refused)


@intention
def remind(
    desk: Desk, forwarding_id: str, on: date, channel: OpinionChannel, text: str = ""
) -> tuple[Reminder, Changes]:
    """催办 (seed 八(四)2); one by letter takes the next letter number."""
    made: list[Reminder] = []

    def reminded(tx: Transaction, line: Forwarding) -> Forwarding:
        state = next_line_state(desk, line, Action.REMIND, Need.DATE)
        not_before(on, line.issued_on, "催办日期")
        number = None
        if channel is OpinionChannel.LETTER:
            title = tx.clues.get(line.clue_id).content.title
            number = register_letter(desk, tx, LetterKind.REMIND, line.handler, title, on, line.id)
        made.append(Reminder(new_id(), line.id, on, channel, number, clean_text(text).strip()))
        tx.of(Reminder).add(made[0])
        return replace(line, state=state)

    _, changes = change_line(desk, forwarding_id, Action.REMIND, reminded)
    return made[0], changes


@intention
def waive(desk: Desk, forwarding_id: str, reason: str) -> tuple[Forwarding, Changes]:
    """免予会办: the lead need not wait for this co-handler."""
    reason, given = given_text(reason, Need.REASON)

    def waived(tx: Transaction, line: Forwarding) -> Forwarding:
        del tx
        state = next_line_state(desk, line, Action.WAIVE, *given)
        if not may_waive(line):
            raise IllegalActionError("ACTION_BARRED", action="免予会办", reason="这不是会办件", todo="可以申请退办")
        return replace(line, state=state)

    return change_line(desk, forwarding_id, Action.WAIVE, waived)


@intention
def record_noted(desk: Desk, forwarding_id: str, on: date) -> tuple[Forwarding, Changes]:
    """登记阅知: a letter for study without limit ends there."""

    def noted(tx: Transaction, line: Forwarding) -> Forwarding:
        state = next_line_state(desk, line, Action.NOTE_ONLY, Need.DATE)
        not_before(on, line.received_on, "阅知日期")
        if not may_only_note(line):
            raise IllegalActionError("ACTION_BARRED", action="登记阅知", reason="这件有答复时限", todo="请登记答复")
        clue = tx.clues.get(line.clue_id)
        tell(tx, clue, replace(news(desk, clue, Step.NOTED), handler=line.handler))
        return replace(line, state=state, closed_on=on)

    return change_line(desk, forwarding_id, Action.NOTE_ONLY, noted)


@intention
def reject_reply(desk: Desk, forwarding_id: str, reason: str, on: date) -> tuple[Forwarding, Changes]:
    """退回重新答复 what misses the point; the limit goes on, the answer stays readable."""
    return _again(desk, forwarding_id, Action.REJECT_REPLY, reason, on)


@intention
def record_evaluation(
    desk: Desk,
    forwarding_id: str,
    satisfaction: Satisfaction,
    heard_on: date,
    *,
    of_clue: str | None = None,
    attitude: Attitude | None = None,
    heard_by: OpinionChannel | None = None,
    opinion: str = "",
) -> tuple[Forwarding, Changes]:
    """登记评价 of one contributor (default: the line's own clue): the result and, apart from it, the attitude."""

    def evaluated(tx: Transaction, line: Forwarding) -> Forwarding:
        state = next_line_state(desk, line, Action.EVALUATE, Need.SATISFACTION)
        whose, words = of_clue or line.clue_id, clean_text(opinion).strip()
        add_opinion(tx, line, whose, satisfaction, heard_on, attitude=attitude, heard_by=heard_by, opinion=words)
        return replace(line, state=state)

    return change_line(desk, forwarding_id, Action.EVALUATE, evaluated)


@intention
def redo(desk: Desk, forwarding_id: str, reason: str, on: date) -> tuple[Forwarding, Changes]:
    """重新办理 after dissatisfaction, once: the handler has it again from that day, with a limit of its own.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: nobody was dissatisfied, or it was done again already.
    """
    return _again(desk, forwarding_id, Action.REDO, reason, on)


def _again(desk: Desk, forwarding_id: str, action: Action, reason: str, on: date) -> tuple[Forwarding, Changes]:
    reason, given = given_text(reason, Need.REASON)

    def again(tx: Transaction, line: Forwarding) -> Forwarding:
        state = next_line_state(desk, line, action, *given)
        not_before(on, line.reply and line.reply.replied_on, "日期")
        due = line.due_on
        redone = line.redone
        if action is Action.REDO:
            _require_redo(tx, line)
            redone += 1
            due = due_from(desk, tx, line, on)
        reject(tx, line, on, reason)
        # Whoever heard the answer hears that it holds no longer.
        for clue in map(tx.clues.get, contributing(tx, line.clue_id)):
            tell(tx, clue, replace(news(desk, clue, Step.REDONE), handler=line.handler, reason=reason, due_on=due))
        return replace(line, state=state, due_on=due, reply=None, contact=None, redone=redone)

    return change_line(desk, forwarding_id, action, again)


def _require_redo(tx: Transaction, line: Forwarding) -> None:
    match after_opinions(opinions(tx, line), line.redone):
        case Action.CLOSE:
            raise IllegalActionError("ACTION_BARRED", action="重新办理", reason="没有群众表示不满意", todo="可以办结")
        case Action.CLOSE_ANYWAY:
            raise IllegalActionError(
                "ACTION_BARRED", action="重新办理", reason="已经重新办理过一次", todo="请写明理由办结"
            )
        case _:
            return


def _decide_return(
    tx: Transaction, line: Forwarding, on: date, *, granted: bool, decision: str, new_handler: str | None
) -> None:
    asked = tx.of(ReturnRequest).where(forwarding_id=line.id, granted=None)[0]
    not_before(on, asked.requested_on, "答复日期")
    changed = replace(asked, decided_on=on, granted=granted, decision=decision.strip(), new_handler=new_handler)
    tx.of(ReturnRequest).save(replace(changed, version=asked.version + 1))
