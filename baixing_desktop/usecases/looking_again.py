"""What was entered of a look-back is taken back step by step, and entered again (SM7; seed 八(四)3; decision 0048).

Every act raises, besides what it names:
    ConflictError: ``CHANGED_MEANWHILE``: something else was done since; a colleague's step is never taken back.
    IllegalActionError: the table has no such row.
    NotFoundError: no such look-back.
"""

from collections.abc import Sequence
from dataclasses import replace

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.handling import HandlerReply
from baixing_desktop.domain.rules.look_back import look_before
from baixing_desktop.domain.states import Action, LookBackState, SupervisionState
from baixing_desktop.domain.supervision import LookBack, Supervision
from baixing_desktop.domain.workflow import LOOK_BACK
from baixing_desktop.errors import ConflictError, IllegalActionError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention


@intention
def take_back_look_back(
    desk: Desk, look_id: str, *, version: int, was: LookBack | None = None
) -> tuple[LookBack, Changes]:
    """撤回上一步登记: the listing, the day, the check, or what was decided on it.

    ``was`` is the look-back as it was read before the step: exactly that comes back if nothing was done in between.
    Without it the record tells what it can (:func:`~baixing_desktop.domain.rules.look_back.look_before`). One that was
    only just listed is on no list any more, and due to be listed.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: supervision was planned because of it, the reply was put aside since, or
            the round before is not kept.
    """
    with desk.store.writing() as tx:
        found = tx.of(LookBack).get(look_id)
        if found.version != version:
            raise ConflictError("CHANGED_MEANWHILE", current=found)
        exact = was is not None and (was.id, was.version) == (found.id, found.version - 1)
        before = was if exact else look_before(found)
        if before is None:
            _unlist(desk, tx, found)
            return found, Changes.of(Kind.LOOK_BACK, found.id)
        state = LOOK_BACK.advance(found.state, Action.TAKE_BACK, desk.role, target=before.state)
        _nothing_follows(desk, tx, found)
        look = replace(before, state=state, version=found.version + 1)
        tx.of(LookBack).save(look)
        note(desk, tx, Action.TAKE_BACK, Kind.LOOK_BACK, look.id, was=found.state.value, state=state.value)
    return look, Changes.of(Kind.LOOK_BACK, look.id)


@intention
def take_back_listing(
    desk: Desk, listed: Sequence[LookBack], former: Sequence[LookBack] = ()
) -> tuple[tuple[LookBack, ...], Changes]:
    """撤销列入回头看 of everything that was listed at one go: all of it or nothing.

    ``former`` holds those that were continued, as they were before: they are continued again.
    """
    known = {(look.id, look.version): look for look in former}
    with desk.store.writing() as tx:
        for look in listed:
            found = tx.of(LookBack).find(look.id)
            if found is None or found.version != look.version:
                raise ConflictError("CHANGED_MEANWHILE", current=found)
            was = known.get((look.id, look.version - 1))
            if was is None:
                _unlist(desk, tx, found)
                continue
            state = LOOK_BACK.advance(found.state, Action.TAKE_BACK, desk.role, target=was.state)
            tx.of(LookBack).save(replace(was, state=state, version=found.version + 1))
            note(desk, tx, Action.TAKE_BACK, Kind.LOOK_BACK, found.id, was=found.state.value, state=state.value)
    return tuple(listed), Changes.of(Kind.LOOK_BACK, *(look.id for look in listed))


def _unlist(desk: Desk, tx: Transaction, look: LookBack) -> None:
    """Take one off the list on which it stands for the first time, and nothing was arranged."""
    if look.state is not LookBackState.LISTED or look.round > 1:
        raise IllegalActionError(
            "ACTION_BARRED",
            action="撤回“列入回头看”",
            reason="这一件到期后再次列入，上一次检查的日期和方式没有另存",
            todo="请安排检查，把情况写进检查情况",
        )
    tx.of(LookBack).remove(look)
    note(desk, tx, Action.TAKE_BACK, Kind.LOOK_BACK, look.id, was=look.state.value, state="")


def _nothing_follows(desk: Desk, tx: Transaction, look: LookBack) -> None:
    if look.state is LookBackState.COMPLETED:
        reply = tx.of(HandlerReply).get(look.reply_id)
        if reply.rejected_on:
            raise IllegalActionError(
                "ACTION_BARRED",
                action="撤回“确认已落实”",
                reason="这次答复后来已退回重新办理",
                todo="请看承办单位新的答复",
            )
        tx.of(HandlerReply).save(replace(reply, completed_on=None, version=reply.version + 1))
    if look.state is LookBackState.NOT_DONE and (act := _supervised_since(tx, look)):
        raise IllegalActionError(
            "ACTION_BARRED",
            action="撤回“报告未落实”",
            reason=f"报告以后已为它计划督办（{act.planned_on.isoformat()}）",
            todo="请先在“督办中”撤回并取消那次督办",
        )


def _supervised_since(tx: Transaction, look: LookBack) -> Supervision | None:
    """Supervision of the same letter that was planned after the report, as the trail tells; what was planned before has
    other grounds.
    """
    line = tx.of(HandlerReply).get(look.reply_id).forwarding_id
    acts = tx.of(Supervision).where(forwarding_id=line, order="planned_on")
    reported = max((one.seq for one in tx.audit.of_object(look.id) if one.action == Action.ESCALATE), default=0)
    for act in acts:
        begun = next(iter(tx.audit.of_object(act.id)), None)
        if act.state is not SupervisionState.CALLED_OFF and begun is not None and begun.seq > reported:
            return act
    return None
