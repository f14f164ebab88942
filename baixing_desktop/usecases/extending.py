"""More time for a handler: asked for, granted or refused; the old date stays on record (SM4; seed 八(四)1).

Every function raises, besides what it names:
    IllegalActionError: the transition table has no such row, or something is not given.
    InputError: a date lies before the step before it, or the new date is not later than the old one.
    NotFoundError: no such line or request.
"""

from dataclasses import replace
from datetime import date

from baixing_desktop.changes import Changes
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.handling import Extension
from baixing_desktop.domain.progress import Step
from baixing_desktop.domain.states import Action, ExtensionState, ForwardingState, Need
from baixing_desktop.domain.workflow import EXTENSION
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_before
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.officework import change_line, given_text, news, next_line_state, tell
from baixing_desktop.usecases.permissions import intention


@intention
def request_extension(
    desk: Desk, forwarding_id: str, wanted_due_on: date, reason: str, on: date
) -> tuple[Extension, Changes]:
    """登记延期申请 of a handler that has a limit."""
    reason, given = given_text(reason, Need.REASON)
    asked: list[Extension] = []

    def requested(tx: Transaction, line: Forwarding) -> Forwarding:
        state = next_line_state(desk, line, Action.REQUEST_EXTENSION, Need.DATE, *given)
        not_before(on, line.taken_over_on, "申请日期")
        if line.due_on is None:
            raise IllegalActionError("ACTION_BARRED", action="申请延期", reason="这件转送没有时限", todo="不需要延期")
        if tx.of(Extension).where(forwarding_id=line.id, state=ExtensionState.REQUESTED):
            raise IllegalActionError("ACTION_BARRED", action="申请延期", reason="已有一个申请没有答复", todo="请先答复")
        _later(wanted_due_on, line.due_on)
        begun = EXTENSION.begin(ExtensionState.REQUESTED)
        asked.append(Extension(new_id(), line.id, begun, on, line.due_on, wanted_due_on, reason))
        tx.of(Extension).add(asked[0])
        return replace(line, state=state)

    _, changes = change_line(desk, forwarding_id, Action.REQUEST_EXTENSION, requested)
    return asked[0], changes


@intention
def grant_extension(
    desk: Desk, extension_id: str, new_due_on: date, on: date, decision: str = ""
) -> tuple[Forwarding, Changes]:
    """同意延期: the new date counts, the old one stays on record."""

    def granted(tx: Transaction, line: Forwarding) -> Forwarding:
        asked = tx.of(Extension).get(extension_id)
        state = EXTENSION.advance(asked.state, Action.GRANT_EXTENSION, desk.role, frozenset({Need.DATE}))
        _still_open(line, "同意延期")
        not_before(on, asked.requested_on, "答复日期")
        # It may have been given back and begun anew since it was asked for: the limit of now is the one that moves.
        before = line.due_on or asked.old_due_on
        _later(new_due_on, before)
        changed = replace(asked, state=state, decided_on=on, new_due_on=new_due_on, decision=decision.strip())
        changed = replace(changed, old_due_on=before)
        tx.of(Extension).save(replace(changed, version=asked.version + 1))
        clue = tx.clues.get(line.clue_id)
        tell(tx, clue, replace(news(desk, clue, Step.EXTENDED), handler=line.handler, due_on=new_due_on))
        return replace(line, due_on=new_due_on)

    return change_line(desk, _line_of(desk, extension_id), Action.GRANT_EXTENSION, granted)


@intention
def refuse_extension(desk: Desk, extension_id: str, reason: str, on: date) -> tuple[Forwarding, Changes]:
    """不同意延期: the date stays."""
    reason, given = given_text(reason, Need.REASON)

    def refused(tx: Transaction, line: Forwarding) -> Forwarding:
        asked = tx.of(Extension).get(extension_id)
        state = EXTENSION.advance(asked.state, Action.REFUSE_EXTENSION, desk.role, given)
        not_before(on, asked.requested_on, "答复日期")
        changed = replace(asked, state=state, decided_on=on, decision=reason, version=asked.version + 1)
        tx.of(Extension).save(changed)
        return line

    return change_line(desk, _line_of(desk, extension_id), Action.REFUSE_EXTENSION, refused)


def _line_of(desk: Desk, extension_id: str) -> str:
    with desk.store.reading() as tx:
        return tx.of(Extension).get(extension_id).forwarding_id


def _still_open(line: Forwarding, action: str) -> None:
    if line.state is not ForwardingState.TAKEN_OVER:
        raise IllegalActionError("ACTION_BARRED", action=action, reason="已经答复", todo="不需要延期")


def _later(new: date, old: date) -> None:
    if new <= old:
        raise InputError("INPUT_INVALID", field="新的时限", reason=f"不晚于原来的 {old.isoformat()}")
