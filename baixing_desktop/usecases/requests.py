"""个人信息请求登记: what people ask about their own data, answered in time, with a reason (PIPL 44–50; safety P7)."""

from dataclasses import replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.privacy import PersonRequest, RequestKind
from baixing_desktop.domain.rules.erasure import answer_due
from baixing_desktop.domain.states import Action, Need, RequestState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.workflow import PERSON_REQUEST
from baixing_desktop.errors import ConflictError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention


@intention
def requests(desk: Desk, *, closed: bool = False) -> tuple[PersonRequest, ...]:
    """The open entries of the register by the day on which an answer is due, or also the ``closed`` ones."""
    with desk.store.reading() as tx:
        if closed:
            return tx.of(PersonRequest).where(order="-registered_at")
        return tx.of(PersonRequest).where(state=RequestState.OPEN, order="due_on registered_at")


@intention
def register_request(
    desk: Desk, clue_id: str, kind: RequestKind, reason: str, asked_on: date
) -> tuple[PersonRequest, Changes]:
    """Enter what somebody asked at the office itself; what comes from a workroom enters itself.

    Raises:
        InputError: ``INPUT_MISSING``, ``INPUT_INVALID`` (a day to come).
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    reason = one_line(clean_text(reason))
    if not reason:
        raise InputError("INPUT_MISSING", fields="请求的内容")
    not_after(asked_on, desk.today(), "请求日期")
    with desk.store.writing() as tx:
        entry = enter_request(desk, tx, tx.clues.get(clue_id).id, kind, reason, asked_on)
    return entry, _changes(entry)


def enter_request(
    desk: Desk, tx: Transaction, clue_id: str, kind: RequestKind, reason: str, asked_on: date
) -> PersonRequest:
    """Enter a request inside the transaction that heard of it."""
    entry = PersonRequest(new_id(), clue_id, kind, reason, asked_on, answer_due(asked_on), desk.now(), desk.actor.name)
    tx.of(PersonRequest).add(entry)
    note(desk, tx, "register_request", Kind.CLUE, clue_id, request=entry.id, asked=kind, due=entry.due_on.isoformat())
    return entry


@intention
def grant_request(desk: Desk, request: PersonRequest, outcome: str) -> tuple[PersonRequest, Changes]:
    """It was done; ``outcome`` is what the person is told.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
        IllegalActionError: it is closed, or nothing was said.
    """
    return _close(desk, request, Action.GRANT_REQUEST, outcome, Need.TEXT)


@intention
def refuse_request(desk: Desk, request: PersonRequest, reason: str) -> tuple[PersonRequest, Changes]:
    """It cannot be done; the person is told the ``reason`` (PIPL 50).

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
        IllegalActionError: it is closed, or no reason was given.
    """
    return _close(desk, request, Action.REFUSE_REQUEST, reason, Need.REASON)


def _close(
    desk: Desk, request: PersonRequest, action: Action, outcome: str, need: Need
) -> tuple[PersonRequest, Changes]:
    with desk.store.writing() as tx:
        if tx.of(PersonRequest).get(request.id).version != request.version:
            raise ConflictError("CHANGED_MEANWHILE", mine=request, current=tx.of(PersonRequest).get(request.id))
        entry = close_in(desk, tx, request, action, outcome, need)
    return entry, _changes(entry)


def close_in(
    desk: Desk, tx: Transaction, request: PersonRequest, action: Action, outcome: str, need: Need
) -> PersonRequest:
    """Close a request inside the transaction that decided it."""
    outcome = one_line(clean_text(outcome))
    given = frozenset({Need.DATE, need} if outcome else {Need.DATE})
    entry = replace(
        request,
        state=PERSON_REQUEST.advance(request.state, action, desk.role, given),
        closed_on=desk.today(),
        outcome=outcome,
        version=request.version + 1,
    )
    tx.of(PersonRequest).save(entry)
    note(desk, tx, action, Kind.CLUE, entry.clue_id, request=entry.id)
    return entry


def _changes(entry: PersonRequest) -> Changes:
    return Changes.of(Kind.PRIVACY, entry.id) | Changes.of(Kind.CLUE, entry.clue_id)
