"""The office's work on a clue: accept, classify, forward, reply, contact, close (SM3, SM4; seed 八(三)–(四))."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from functools import partial

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.casework import CitizenContact, Classification, Forwarding, Reply
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.kinds import DispatchKind, LetterKind
from baixing_desktop.domain.marks import Marks
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route
from baixing_desktop.domain.progress import Step
from baixing_desktop.domain.rules.deadlines import replied_in_time
from baixing_desktop.domain.rules.handling import after_contact, awaited, may_conclude, still_to_tell
from baixing_desktop.domain.rules.routing import ROUTES
from baixing_desktop.domain.states import Action, ForwardingState, Need, OfficeState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE, FORWARDING
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.answers import add_contact, add_reply, concerned, ending, told
from baixing_desktop.usecases.claimed import require_unclaimed
from baixing_desktop.usecases.days import not_before
from baixing_desktop.usecases.decisions import OTHER_REASON, Decision, numbered, screen_in
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.gathering import change_context
from baixing_desktop.usecases.limits import due_from
from baixing_desktop.usecases.marking import require_marks, require_theme
from baixing_desktop.usecases.officework import (
    change_line,
    change_line_in,
    clue_to_forward,
    given_text,
    news,
    next_line_state,
    next_state,
    office_clue,
    register_letter,
    require_not_barred,
    require_workroom,
    save_clue,
    state_of,
    tell,
)
from baixing_desktop.usecases.permissions import intention


@intention
def accept_clue(desk: Desk, clue_id: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """受理: the clue gets the next formal number of the year.

    Raises (as every function here):
        ConflictError: ``CHANGED_MEANWHILE``: ``version`` is no longer the current one.
        IllegalActionError: the table has no such row, or something is not given.
        NotFoundError: no such clue or forwarding.
    """
    return _screened(desk, clue_id, version, Action.ACCEPT, Step.ACCEPTED, change=partial(numbered, desk))


@intention
def return_clue(desk: Desk, clue_id: str, reason: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """退回补充: the workroom is asked for more; ``reason`` says for what.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: the office took the clue down itself.
    """
    with desk.store.reading() as tx:
        require_workroom(tx, tx.clues.get(clue_id))
    return _screened(desk, clue_id, version, Action.RETURN_FOR_MORE, Step.RETURNED, reason=reason)


@intention
def decline_clue(
    desk: Desk,
    clue_id: str,
    reason: str,
    referral: str,
    *,
    reason_code: str = OTHER_REASON,
    version: int | None = None,
) -> tuple[Clue, Changes]:
    """不予采用, with the reason and where the citizen may turn instead; the workroom passes both on.

    Raises:
        InputError: ``reason_code`` is none of the reference data.
    """
    if reason_code not in desk.reference.reasons:
        raise InputError("INPUT_INVALID", field="审核情形", reason="不在列表里")
    # The reason and the referral are the notice, which every decision sends to the workroom.
    given = frozenset({Need.REFERRAL, Need.NOTICE}) if referral.strip() else frozenset[Need]()
    text = f"{one_line(reason).rstrip('。；')}；建议：{one_line(referral)}" if reason.strip() else ""
    facts = Decision(reason_code, one_line(clean_text(referral)))
    return _screened(desk, clue_id, version, Action.DECLINE, Step.DECLINED, reason=text, given=given, facts=facts)


@intention
def classify_clue(
    desk: Desk,
    clue_id: str,
    route: Route,
    reason: str = "",
    *,
    version: int | None = None,
    marks: Marks | None = None,
    was: Marks | None = None,
) -> tuple[Clue, Changes]:
    """分类 by seed 八(三). Another route later needs a reason; nothing may be under way to a handler by then. ``marks``
    take the place of those that the clue bears (重要、紧急 …, and its theme); where ``was`` is given, only of these.

    Raises:
        InputError: ``INPUT_INVALID``: a theme that the reference data has not.
    """
    if marks:
        require_theme(desk.reference, marks)
    with desk.store.writing() as tx:
        found = office_clue(tx, clue_id, version)
        if not may_conclude(tx.casework.forwardings(found.id)):
            raise IllegalActionError(
                "ACTION_NOT_POSSIBLE", subject="线索", state="已拟转送函", action="重新分类", possible="办结转送件"
            )
        require_unclaimed(tx, found.id, "重新分类")
        if was is not None:
            require_marks(tx, found, was)
        reason = one_line(clean_text(reason))
        given = {Need.ROUTE, Need.REASON} if reason else {Need.ROUTE}
        state = CLUE_IN_OFFICE.advance(state_of(found), Action.CLASSIFY, desk.role, frozenset(given))
        clue = save_clue(desk, tx, replace(found, office_state=state))
        actor = desk.actor.name
        tx.casework.add_classification(Classification(clue.id, route, reason, desk.now(), actor))
        tell(tx, clue, replace(news(desk, clue, Step.CLASSIFIED), route=route))
        if marks is not None:
            change_context(tx, clue.id, **asdict(marks))
        note(desk, tx, Action.CLASSIFY, Kind.CLUE, clue.id, route=route.value, clause=ROUTES[route].clause)
    return clue, Changes.of(Kind.CLUE, clue.id)


@intention
def draft_forwarding(
    desk: Desk, clue_id: str, handler: str, *, limited: bool = False, version: int | None = None
) -> tuple[Forwarding, Changes]:
    """拟转送函 to one handler for a clue whose route goes by letter (重要紧急, 转市部门).

    ``limited`` asks for the reply within one month of take-over (seed 八(四)1).
    """
    with desk.store.writing() as tx:
        office_clue(tx, clue_id, version)
        clue = clue_to_forward(desk, tx, clue_id, handler)
        entity = Forwarding(new_id(), clue.id, handler, FORWARDING.begin(ForwardingState.DRAFTED), desk.now(), limited)
        tx.casework.add_forwarding(entity)
        note(desk, tx, "draft_forwarding", Kind.FORWARDING, entity.id, clue=clue.id, handler=handler)
    return entity, Changes.of(Kind.FORWARDING, entity.id) | Changes.of(Kind.CLUE, clue.id)


@intention
def issue_forwarding(desk: Desk, forwarding_id: str, issued_on: date) -> tuple[Forwarding, Changes]:
    """发函: approve, take the next letter number of the year, and move the clue to 办理中."""

    def issued(tx: Transaction, entity: Forwarding) -> Forwarding:
        # It may have been said since the letter was drafted.
        require_not_barred(desk, tx, entity.clue_id, "发函", entity.handler)
        approved = entity.state
        if approved is ForwardingState.DRAFTED:
            approved = next_line_state(desk, entity, Action.APPROVE, Need.HANDLER)
        state = FORWARDING.advance(approved, Action.ISSUE, desk.role, frozenset({Need.LETTER, Need.DATE}))
        clue = tx.clues.get(entity.clue_id)
        kind = LetterKind.ASSIGN if entity.kind is DispatchKind.ASSIGN else LetterKind.FORWARD
        number = register_letter(desk, tx, kind, entity.handler, clue.content.title, issued_on, entity.id)
        if state_of(clue) is not OfficeState.ROUTED:
            routed = CLUE_IN_OFFICE.advance(state_of(clue), Action.ROUTE, desk.role)
            clue = save_clue(desk, tx, replace(clue, office_state=routed))
        tell(tx, clue, replace(news(desk, clue, Step.FORWARDED), handler=entity.handler, letter_number=number))
        return replace(entity, state=state, letter_number=number, issued_on=issued_on)

    return change_line(desk, forwarding_id, Action.ISSUE, issued)


@intention
def record_received(desk: Desk, forwarding_id: str, on: date) -> tuple[Forwarding, Changes]:
    """登记收函: the handler has the letter since ``on``."""

    def received(tx: Transaction, entity: Forwarding) -> Forwarding:
        not_before(on, entity.issued_on, "收函日期")
        return replace(entity, state=next_line_state(desk, entity, Action.RECEIVE, Need.DATE), received_on=on)

    return change_line(desk, forwarding_id, Action.RECEIVE, received)


@intention
def record_take_over(desk: Desk, forwarding_id: str, on: date) -> tuple[Forwarding, Changes]:
    """登记接办 on ``on``: the one-month limit starts (seed 八(四)1)."""

    def taken_over(tx: Transaction, entity: Forwarding) -> Forwarding:
        not_before(on, entity.received_on, "接办日期")
        due = due_from(desk, tx, entity, on)
        state = next_line_state(desk, entity, Action.TAKE_OVER, Need.DATE)
        clue = tx.clues.get(entity.clue_id)
        tell(tx, clue, replace(news(desk, clue, Step.TAKEN_OVER), handler=entity.handler, due_on=due))
        return replace(entity, state=state, taken_over_on=on, due_on=due)

    return change_line(desk, forwarding_id, Action.TAKE_OVER, taken_over)


@intention
def record_reply(
    desk: Desk, forwarding_id: str, outcome: Outcome, text: str, on: date, *, promised_on: date | None = None
) -> tuple[Forwarding, Changes]:
    """登记答复 with its result; whether it was on time is decided now and never again.

    ``promised_on`` is the day by which a planned item (B) is to be finished: look-back starts from it (seed 八(四)3).
    A lead's reply waits until its co-handlers have answered or were waived.
    """
    text = clean_text(text).strip()

    def replied(tx: Transaction, entity: Forwarding) -> Forwarding:
        not_before(on, entity.taken_over_on, "答复日期")
        given = {Need.OUTCOME, Need.DATE, Need.TEXT} if text else {Need.OUTCOME, Need.DATE}
        state = next_line_state(desk, entity, Action.REPLY, *given)
        waiting = awaited(entity, tx.casework.forwardings(entity.clue_id))
        if waiting:
            names = "、".join(desk.reference.unit_name(line.handler) for line in waiting)
            raise IllegalActionError(
                "ACTION_BARRED", action="登记主办答复", reason=f"{names}还没有答复", todo="请先登记会办答复或免予会办"
            )
        reply = Reply(outcome, text, on, replied_in_time(on, entity.due_on))
        add_reply(tx, entity, reply, promised_on)
        # Each contributor of merged clues, and of all clues under a proposal, is told: each workroom has to know.
        for clue in map(tx.clues.get, concerned(tx, entity)):
            tell(tx, clue, replace(news(desk, clue, Step.REPLIED), handler=entity.handler, outcome=outcome, text=text))
        return replace(entity, state=state, reply=reply)

    return change_line(desk, forwarding_id, Action.REPLY, replied)


@intention
def record_contact(
    desk: Desk, forwarding_id: str, contact: CitizenContact, *, of_clue: str | None = None
) -> tuple[Forwarding, Changes]:
    """记录联系群众: who told the citizen, how and when; 无法联系 needs a note of what was tried.

    ``of_clue`` names the clue whose contributor was told, the line's own or one merged into it (default: the first
    that was not told yet); the line moves on with the last contributor.
    """
    with desk.store.writing() as tx:
        entity = contact_citizen(desk, tx, forwarding_id, contact, of_clue)
    return entity, Changes.of(Kind.FORWARDING, entity.id) | Changes.of(Kind.CLUE, entity.clue_id)


def contact_citizen(
    desk: Desk, tx: Transaction, forwarding_id: str, contact: CitizenContact, of_clue: str | None
) -> Forwarding:
    """:func:`record_contact` as part of something larger."""
    contact = replace(contact, person=one_line(clean_text(contact.person)), note=clean_text(contact.note).strip())

    def contacted(tx: Transaction, entity: Forwarding) -> Forwarding:
        if not contact.person:
            raise InputError("INPUT_MISSING", fields="联系人员")
        if contact.channel is ContactChannel.UNREACHABLE and not contact.note:
            raise InputError("INPUT_MISSING", fields="无法联系的情况说明")
        not_before(contact.contacted_on, entity.reply and entity.reply.replied_on, "联系日期")
        clues = concerned(tx, entity)
        known = told(tx, entity)
        whose = of_clue or next(iter(still_to_tell(clues, known)), entity.clue_id)
        target = after_contact(clues, (*known, whose))
        state = next_line_state(desk, entity, Action.CONTACT, Need.CONTACT, Need.DATE, target=target)
        add_contact(tx, entity, whose, clues, contact)
        clue = tx.clues.get(whose)
        step = replace(news(desk, clue, Step.CONTACTED), channel=contact.channel, told_on=contact.contacted_on)
        tell(tx, clue, replace(step, satisfaction=contact.satisfaction))
        return replace(entity, state=state, contact=contact)

    return change_line_in(desk, tx, forwarding_id, Action.CONTACT, contacted)


@intention
def close_forwarding(desk: Desk, forwarding_id: str, reason: str = "") -> tuple[Forwarding, Changes]:
    """办结: only after the citizen was contacted; with its last open line the clue is concluded.

    A dissatisfied citizen leads to one redo first; who is dissatisfied after it is told the ``reason`` for closing.
    """
    reason, given = given_text(reason, Need.REASON)

    def closed(tx: Transaction, entity: Forwarding) -> Forwarding:
        state = next_line_state(desk, entity, ending(tx, entity, desk.role), *given)
        done = replace(entity, state=state, closed_on=desk.today(), closing_reason=reason or None)
        others = (line for line in tx.casework.forwardings(entity.clue_id) if line.id != entity.id)
        clue = tx.clues.get(entity.clue_id)
        if may_conclude((done, *others)) and state_of(clue) is OfficeState.ROUTED:
            concluded = next_state(desk, clue, Action.CONCLUDE)
            clue = save_clue(desk, tx, replace(clue, office_state=concluded))
            tell(tx, clue, replace(news(desk, clue, Step.CLOSED), reason=reason or None))
        return done

    return change_line(desk, forwarding_id, Action.CLOSE, closed)


def _screened(
    desk: Desk,
    clue_id: str,
    version: int | None,
    action: Action,
    step: Step,
    *,
    reason: str = "",
    given: frozenset[Need] = frozenset(),
    facts: Decision | None = None,
    change: Callable[[Transaction, Clue], Clue] | None = None,
) -> tuple[Clue, Changes]:
    """One decision of screening; a clue nobody has looked at yet is taken up first."""
    with desk.store.writing() as tx:
        found = office_clue(tx, clue_id, version)
        clue = screen_in(desk, tx, found, action, step, reason=reason, given=given, facts=facts, change=change)
    return clue, Changes.of(Kind.CLUE, clue.id)
