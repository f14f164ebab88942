"""The office's work on a clue: accept, classify, forward, reply, contact, close (SM3, SM4; seed 八(三)–(四))."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.casework import CitizenContact, Classification, Forwarding, Reply
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route
from baixing_desktop.domain.progress import ProgressStep, Step
from baixing_desktop.domain.rules.deadlines import reply_due
from baixing_desktop.domain.rules.numbering import LETTER_ORGAN, formal_number, letter_number
from baixing_desktop.domain.rules.routing import ROUTES
from baixing_desktop.domain.states import Action, ForwardingState, Need, OfficeState, Role
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE, FORWARDING
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention


@intention
def accept_clue(desk: Desk, clue_id: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """受理: the clue gets the next formal number of the year.

    Raises (as every function here):
        ConflictError: ``CHANGED_MEANWHILE``: ``version`` is no longer the current one.
        IllegalActionError: the table has no such row, or something is not given.
        NotFoundError: no such clue or forwarding.
    """

    def numbered(tx: Transaction, clue: Clue) -> Clue:
        year = desk.today().year
        return replace(clue, formal_number=formal_number(year, tx.system.next_number("formal", year)))

    return _screened(desk, clue_id, version, Action.ACCEPT, Step.ACCEPTED, change=numbered)


@intention
def return_clue(desk: Desk, clue_id: str, reason: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """退回补充: the workroom is asked for more; ``reason`` says for what."""
    return _screened(desk, clue_id, version, Action.RETURN_FOR_MORE, Step.RETURNED, reason=reason)


@intention
def decline_clue(
    desk: Desk, clue_id: str, reason: str, referral: str, *, version: int | None = None
) -> tuple[Clue, Changes]:
    """不予采用, with the reason and where the citizen may turn instead; the workroom passes both on."""
    # The reason and the referral are the notice, which every decision sends to the workroom.
    given = frozenset({Need.REFERRAL, Need.NOTICE}) if referral.strip() else frozenset[Need]()
    text = f"{one_line(reason)}；建议：{one_line(referral)}" if reason.strip() else ""
    return _screened(desk, clue_id, version, Action.DECLINE, Step.DECLINED, reason=text, given=given)


@intention
def classify_clue(
    desk: Desk, clue_id: str, route: Route, reason: str = "", *, version: int | None = None
) -> tuple[Clue, Changes]:
    """分类 by seed 八(三). Another route later needs a reason; nothing may be under way to a handler by then."""
    with desk.store.writing() as tx:
        role, found = _office_clue(desk, tx, clue_id, version)
        if any(f.state is not ForwardingState.CLOSED for f in tx.casework.forwardings(found.id)):
            raise IllegalActionError(
                "ACTION_NOT_POSSIBLE", subject="线索", state="已拟转送函", action="重新分类", possible="办结转送件"
            )
        reason = one_line(clean_text(reason))
        given = {Need.ROUTE, Need.REASON} if reason else {Need.ROUTE}
        state = CLUE_IN_OFFICE.advance(_state(found), Action.CLASSIFY, role, frozenset(given))
        clue = _save(desk, tx, replace(found, office_state=state))
        actor = desk.actor.name
        tx.casework.add_classification(Classification(clue.id, route, reason, desk.now(), actor))
        _tell(tx, clue, replace(_news(desk, clue, Step.CLASSIFIED), route=route))
        note(desk, tx, Action.CLASSIFY, Kind.CLUE, clue.id, route=route.value, clause=ROUTES[route].clause)
    return clue, Changes.of(Kind.CLUE, clue.id)


@intention
def draft_forwarding(desk: Desk, clue_id: str, handler: str, *, limited: bool = False) -> tuple[Forwarding, Changes]:
    """拟转送函 to one handler for a clue whose route goes by letter (重要紧急, 转市部门).

    ``limited`` asks for the reply within one month of take-over (seed 八(四)1).
    """
    desk.reference.unit(handler, UnitKind.DEPARTMENT, UnitKind.DIRECT_POINT, role="承办单位")
    with desk.store.writing() as tx:
        role, clue = _office_clue(desk, tx, clue_id, None)
        CLUE_IN_OFFICE.advance(_state(clue), Action.ROUTE, role)
        route = tx.casework.classifications(clue.id)[-1].route
        if not ROUTES[route].by_letter:
            raise IllegalActionError(
                "ACTION_NOT_POSSIBLE", subject="线索", state=label(route), action="转送", possible="重新分类"
            )
        if tx.casework.forwardings(clue.id):
            raise IllegalActionError(
                "ACTION_NOT_POSSIBLE", subject="线索", state="已拟转送函", action="再拟一份", possible="发函"
            )
        entity = Forwarding(new_id(), clue.id, handler, FORWARDING.begin(ForwardingState.DRAFTED), desk.now(), limited)
        tx.casework.add_forwarding(entity)
        note(desk, tx, "draft_forwarding", Kind.FORWARDING, entity.id, clue=clue.id, handler=handler)
    return entity, Changes.of(Kind.FORWARDING, entity.id) | Changes.of(Kind.CLUE, clue.id)


@intention
def issue_forwarding(desk: Desk, forwarding_id: str, issued_on: date) -> tuple[Forwarding, Changes]:
    """发函: approve, take the next letter number of the year, and move the clue to 办理中."""

    def issued(tx: Transaction, entity: Forwarding) -> Forwarding:
        role = desk.role
        approved = FORWARDING.advance(entity.state, Action.APPROVE, role, frozenset({Need.HANDLER}))
        state = FORWARDING.advance(approved, Action.ISSUE, role, frozenset({Need.LETTER, Need.DATE}))
        year = issued_on.year
        number = letter_number(LETTER_ORGAN, year, tx.system.next_number(LETTER_ORGAN, year))
        clue = tx.clues.get(entity.clue_id)
        clue = _save(desk, tx, replace(clue, office_state=CLUE_IN_OFFICE.advance(_state(clue), Action.ROUTE, role)))
        _tell(tx, clue, replace(_news(desk, clue, Step.FORWARDED), handler=entity.handler, letter_number=number))
        return replace(entity, state=state, letter_number=number, issued_on=issued_on)

    return _forwarding(desk, forwarding_id, Action.ISSUE, issued)


@intention
def record_received(desk: Desk, forwarding_id: str, on: date) -> tuple[Forwarding, Changes]:
    """登记收函: the handler has the letter since ``on``."""

    def received(tx: Transaction, entity: Forwarding) -> Forwarding:
        _not_before(on, entity.issued_on, "收函日期")
        return replace(entity, state=_advance(desk, entity, Action.RECEIVE, Need.DATE), received_on=on)

    return _forwarding(desk, forwarding_id, Action.RECEIVE, received)


@intention
def record_take_over(desk: Desk, forwarding_id: str, on: date) -> tuple[Forwarding, Changes]:
    """登记接办 on ``on``: the one-month limit starts (seed 八(四)1)."""

    def taken_over(tx: Transaction, entity: Forwarding) -> Forwarding:
        _not_before(on, entity.received_on, "接办日期")
        due = reply_due(on, desk.reference.calendar) if entity.limited else None
        state = _advance(desk, entity, Action.TAKE_OVER, Need.DATE)
        clue = tx.clues.get(entity.clue_id)
        _tell(tx, clue, replace(_news(desk, clue, Step.TAKEN_OVER), handler=entity.handler, due_on=due))
        return replace(entity, state=state, taken_over_on=on, due_on=due)

    return _forwarding(desk, forwarding_id, Action.TAKE_OVER, taken_over)


@intention
def record_reply(desk: Desk, forwarding_id: str, outcome: Outcome, text: str, on: date) -> tuple[Forwarding, Changes]:
    """登记答复 with its result; whether it was on time is decided now and never again."""
    text = clean_text(text).strip()

    def replied(tx: Transaction, entity: Forwarding) -> Forwarding:
        _not_before(on, entity.taken_over_on, "答复日期")
        given = {Need.OUTCOME, Need.DATE, Need.TEXT} if text else {Need.OUTCOME, Need.DATE}
        state = _advance(desk, entity, Action.REPLY, *given)
        reply = Reply(outcome, text, on, None if entity.due_on is None else on <= entity.due_on)
        clue = tx.clues.get(entity.clue_id)
        _tell(tx, clue, replace(_news(desk, clue, Step.REPLIED), handler=entity.handler, outcome=outcome, text=text))
        return replace(entity, state=state, reply=reply)

    return _forwarding(desk, forwarding_id, Action.REPLY, replied)


@intention
def record_contact(desk: Desk, forwarding_id: str, contact: CitizenContact) -> tuple[Forwarding, Changes]:
    """记录联系群众: who told the citizen, how and when; 无法联系 needs a note of what was tried."""
    contact = replace(contact, person=one_line(clean_text(contact.person)), note=clean_text(contact.note).strip())

    def contacted(tx: Transaction, entity: Forwarding) -> Forwarding:
        if not contact.person:
            raise InputError("INPUT_MISSING", fields="联系人员")
        if contact.channel is ContactChannel.UNREACHABLE and not contact.note:
            raise InputError("INPUT_MISSING", fields="无法联系的情况说明")
        _not_before(contact.contacted_on, entity.reply and entity.reply.replied_on, "联系日期")
        state = _advance(desk, entity, Action.CONTACT, Need.CONTACT, Need.DATE, target=ForwardingState.CONTACTED)
        clue = tx.clues.get(entity.clue_id)
        news = replace(_news(desk, clue, Step.CONTACTED), channel=contact.channel, told_on=contact.contacted_on)
        _tell(tx, clue, replace(news, satisfaction=contact.satisfaction))
        return replace(entity, state=state, contact=contact)

    return _forwarding(desk, forwarding_id, Action.CONTACT, contacted)


@intention
def close_forwarding(desk: Desk, forwarding_id: str) -> tuple[Forwarding, Changes]:
    """办结: only after the citizen was contacted; the clue is concluded with it."""

    def closed(tx: Transaction, entity: Forwarding) -> Forwarding:
        role = desk.role
        state = _advance(desk, entity, Action.CLOSE)
        clue = tx.clues.get(entity.clue_id)
        clue = _save(desk, tx, replace(clue, office_state=CLUE_IN_OFFICE.advance(_state(clue), Action.CONCLUDE, role)))
        _tell(tx, clue, _news(desk, clue, Step.CLOSED))
        return replace(entity, state=state, closed_on=desk.today())

    return _forwarding(desk, forwarding_id, Action.CLOSE, closed)


def _screened(
    desk: Desk,
    clue_id: str,
    version: int | None,
    action: Action,
    step: Step,
    *,
    reason: str = "",
    given: frozenset[Need] = frozenset(),
    change: Callable[[Transaction, Clue], Clue] | None = None,
) -> tuple[Clue, Changes]:
    """One decision of screening; a clue nobody has looked at yet is taken up first."""
    reason = one_line(clean_text(reason))
    with desk.store.writing() as tx:
        role, found = _office_clue(desk, tx, clue_id, version)
        state = _state(found)
        if state is OfficeState.RECEIVED:
            state = CLUE_IN_OFFICE.advance(state, Action.SCREEN, role)
        given |= frozenset({Need.REASON}) if reason else frozenset()
        state = CLUE_IN_OFFICE.advance(state, action, role, given)
        clue = change(tx, found) if change else found
        clue = _save(desk, tx, replace(clue, office_state=state, return_reason=reason or None))
        _tell(tx, clue, replace(_news(desk, clue, step), formal_number=clue.formal_number, reason=reason or None))
        note(desk, tx, action, Kind.CLUE, clue.id, state=state.value)
    return clue, Changes.of(Kind.CLUE, clue.id)


def _forwarding(
    desk: Desk, forwarding_id: str, action: Action, change: Callable[[Transaction, Forwarding], Forwarding]
) -> tuple[Forwarding, Changes]:
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        found = tx.casework.forwarding(forwarding_id)
        changed = change(tx, found)
        entity = replace(changed, version=found.version + 1)
        tx.casework.save_forwarding(entity, expected=found.version)
        note(desk, tx, action, Kind.FORWARDING, entity.id, clue=entity.clue_id, state=entity.state.value)
    return entity, Changes.of(Kind.FORWARDING, entity.id) | Changes.of(Kind.CLUE, entity.clue_id)


def _advance(
    desk: Desk, entity: Forwarding, action: Action, *given: Need, target: ForwardingState | None = None
) -> ForwardingState:
    return FORWARDING.advance(entity.state, action, desk.role, frozenset(given), target=target)


def _office_clue(desk: Desk, tx: Transaction, clue_id: str, version: int | None) -> tuple[Role, Clue]:
    me = tx.system.installation()
    require_face(me, Face.OFFICE)
    clue = tx.clues.get(clue_id)
    if version is not None and clue.version != version:
        raise ConflictError("CHANGED_MEANWHILE")
    return desk.role, clue


def _save(desk: Desk, tx: Transaction, changed: Clue) -> Clue:
    """Write ``changed``, which still bears the version that was read."""
    clue = replace(changed, version=changed.version + 1, updated_at=desk.now())
    tx.clues.save(clue, expected=changed.version)
    return clue


def _news(desk: Desk, clue: Clue, step: Step) -> ProgressStep:
    return ProgressStep(clue.id, step, desk.now(), _state(clue))


def _tell(tx: Transaction, clue: Clue, news: ProgressStep) -> None:
    tx.casework.tell(clue.unit, news)


def _state(clue: Clue) -> OfficeState:
    return clue.office_state or OfficeState.RECEIVED


def _not_before(day: date, earlier: date | None, field: str) -> None:
    if earlier is not None and day < earlier:
        raise InputError("INPUT_INVALID", field=field, reason=f"早于上一步的 {earlier.isoformat()}")
