"""撤回: a citizen takes a clue back. Work on it stops, copies that went out are called back (safety P6, 4.6).

Every function that changes something raises, besides what it names:
    IllegalActionError: the transition table has no such row, or something is not given.
    InputError: ``WRONG_ROLE``: this is no office.
    NotFoundError: no such clue or line.
"""

from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.imports import ImportedLine, ImportedTable
from baixing_desktop.domain.kinds import OpinionChannel
from baixing_desktop.domain.progress import Step
from baixing_desktop.domain.rules.merging import links_in_force
from baixing_desktop.domain.screening import MergeLink, SplitLink
from baixing_desktop.domain.states import Action, Need, OfficeState, Role
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.withdrawals import HOLDS_NO_COPY, Recall, Withdrawal
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE, IMPORTED_TABLE
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after, not_before
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.officework import given_text, news, save_clue, state_of, tell
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.standing import withdrawal_in_force


@dataclass(frozen=True, slots=True)
class ToRecall:
    """要收回的交办件: one line whose handler holds a copy of a withdrawn clue; ``recall`` when it was told."""

    clue: Clue
    line: Forwarding
    withdrawal: Withdrawal
    recall: Recall | None


def take_back(desk: Desk, tx: Transaction, clue: Clue, actor: str, reason: str) -> None:
    """Give a withdrawal its effect, inside the transaction that receives it; a second one changes nothing.

    The clue leaves the merge it was part of: the others go on by themselves. The parts that were split off it speak
    of the same citizen's words and are withdrawn with it.
    """
    if clue.withdrawn_at is not None:
        return
    former = _leave_merges(desk, tx, clue)
    state = CLUE_IN_OFFICE.advance(former, Action.WITHDRAW, Role.SYSTEM)
    now = desk.now()
    tx.of(Withdrawal).add(Withdrawal(new_id(), clue.id, former, now, actor, clue.unit, one_line(clean_text(reason))))
    save_clue(desk, tx, replace(clue, office_state=state, withdrawn_at=now))
    note(desk, tx, Action.WITHDRAW, Kind.CLUE, clue.id, former=former.value)
    for link in tx.of(SplitLink).where(origin_id=clue.id):
        take_back(desk, tx, tx.clues.get(link.part_id), actor, reason)


def hand_in_again(desk: Desk, tx: Transaction, clue_id: str) -> None:
    """Close the withdrawal of a clue that its workroom handed in again."""
    kept = withdrawal_in_force(tx, clue_id)
    if kept is not None:
        _undo(desk, tx, kept, "工作室重新报送")


@intention
def resume_clue(desk: Desk, clue_id: str, reason: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """恢复办理 when the citizen wants it after all, or it was withdrawn by mistake: the clue stands where it stood.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: ``version`` is no longer the current one.
    """
    reason, given = given_text(reason, Need.REASON)
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        clue = tx.clues.get(clue_id)
        if version is not None and clue.version != version:
            raise ConflictError("CHANGED_MEANWHILE", current=clue)
        resumed = resume_in(desk, tx, clue, reason, given)
    return resumed[0], Changes.of(Kind.CLUE, *(each.id for each in resumed))


def resume_in(desk: Desk, tx: Transaction, clue: Clue, reason: str, given: frozenset[Need]) -> tuple[Clue, ...]:
    """Go on with ``clue`` and what was split off it, inside a transaction; see :func:`resume_clue`."""
    kept = withdrawal_in_force(tx, clue.id)
    state = CLUE_IN_OFFICE.advance(
        state_of(clue), Action.RESUME, desk.role, given, target=kept.former_state if kept else None
    )
    if kept is not None:
        _undo(desk, tx, kept, reason)
    clue = save_clue(desk, tx, replace(clue, office_state=state, withdrawn_at=None))
    _stand_again(desk, tx, clue)
    tell(tx, clue, replace(news(desk, clue, Step.REOPENED), reason=reason, resumed=True))
    note(desk, tx, Action.RESUME, Kind.CLUE, clue.id, state=state.value)
    parts = [tx.clues.get(link.part_id) for link in tx.of(SplitLink).where(origin_id=clue.id)]
    withdrawn = [part for part in parts if part.withdrawn_at is not None]
    return (clue, *(each for part in withdrawn for each in resume_in(desk, tx, part, reason, given)))


@intention
def to_recall(desk: Desk, clue_id: str | None = None) -> tuple[ToRecall, ...]:
    """The copies of withdrawn clues that are out, of one clue or of all; the oldest withdrawal first."""
    with desk.store.reading() as tx:
        kept = tx.of(Withdrawal).where(undone_at=None, order="at")
        return tuple(
            each for withdrawal in kept if clue_id in (None, withdrawal.clue_id) for each in _copies_of(tx, withdrawal)
        )


@intention
def record_recall(
    desk: Desk, forwarding_id: str, told_on: date, channel: OpinionChannel, person: str, remark: str = ""
) -> tuple[Recall, Changes]:
    """已通知收回: ``person`` of the handler was asked on ``told_on`` to stop and to give the copy back.

    Raises:
        InputError: nobody was named, or the day is to come or lies before the withdrawal.
    """
    person, remark = one_line(clean_text(person)), clean_text(remark).strip()
    if not person:
        raise InputError("INPUT_MISSING", fields="接听人")
    not_after(told_on, desk.today(), "通知日期")
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        line = tx.casework.forwarding(forwarding_id)
        withdrawal = withdrawal_in_force(tx, line.clue_id)
        if withdrawal is None or line.state in HOLDS_NO_COPY:
            raise IllegalActionError(
                "ACTION_BARRED", action="登记通知收回", reason="这件没有撤回，或还没有发出", todo="请刷新列表"
            )
        if tx.of(Recall).count(withdrawal_id=withdrawal.id, forwarding_id=line.id):
            raise IllegalActionError(
                "ACTION_BARRED", action="再登记一次", reason="已经登记过通知收回", todo="请刷新列表"
            )
        not_before(told_on, line.issued_on, "通知日期")
        recall = Recall(new_id(), withdrawal.id, line.id, told_on, channel, desk.actor.name, person, desk.now(), remark)
        tx.of(Recall).add(recall)
        note(desk, tx, "recall", Kind.FORWARDING, line.id, clue=line.clue_id, handler=line.handler)
    return recall, Changes.of(Kind.FORWARDING, line.id) | Changes.of(Kind.CLUE, line.clue_id)


def _copies_of(tx: Transaction, withdrawal: Withdrawal) -> tuple[ToRecall, ...]:
    told = {recall.forwarding_id: recall for recall in tx.of(Recall).where(withdrawal_id=withdrawal.id)}
    lines = [line for line in tx.casework.forwardings(withdrawal.clue_id) if line.state not in HOLDS_NO_COPY]
    clue = tx.clues.get(withdrawal.clue_id)
    return tuple(ToRecall(clue, line, withdrawal, told.get(line.id)) for line in lines)


def _leave_merges(desk: Desk, tx: Transaction, clue: Clue) -> OfficeState:
    """Undo the merges that ``clue`` is part of; where it stands by itself."""
    links = tx.of(MergeLink)
    former = state_of(clue)
    for link in links_in_force((*links.where(clue_id=clue.id), *links.where(master_id=clue.id))):
        links.save(replace(link, undone_at=desk.now(), undone_by=desk.actor.name, version=link.version + 1))
        state = CLUE_IN_OFFICE.advance(OfficeState.MERGED, Action.UNDO_MERGE, Role.SYSTEM, target=link.former_state)
        if link.clue_id == clue.id:
            former = state
            continue
        other = save_clue(desk, tx, replace(tx.clues.get(link.clue_id), office_state=state))
        tell(tx, other, news(desk, other, Step.UNMERGED))
        note(desk, tx, Action.UNDO_MERGE, Kind.CLUE, other.id, master=clue.id, state=state.value)
    return former


def _undo(desk: Desk, tx: Transaction, kept: Withdrawal, reason: str) -> None:
    undone = replace(kept, undone_at=desk.now(), undone_by=desk.actor.name, undone_reason=reason)
    tx.of(Withdrawal).save(replace(undone, version=kept.version + 1))


def _stand_again(desk: Desk, tx: Transaction, clue: Clue) -> None:
    """A clue that was taken back with its table counts again; its row is not imported again, unless it was already.
    With the last of them the table is there again.
    """
    lines = tx.of(ImportedLine)
    for line in lines.where(clue_id=clue.id, taken_back=True):
        again = bool(line.fingerprint and tx.imports.standing([line.fingerprint]))
        kept = None if again else line.fingerprint
        lines.save(replace(line, taken_back=False, fingerprint=kept, version=line.version + 1))
        if not lines.count(table_id=line.table_id, taken_back=True):
            put_back(desk, tx, tx.of(ImportedTable).get(line.table_id))


def put_back(desk: Desk, tx: Transaction, table: ImportedTable) -> ImportedTable:
    """The table, no longer taken back."""
    state = IMPORTED_TABLE.advance(table.state, Action.RESUME, desk.role)
    table = replace(table, state=state, taken_back_at=None, taken_back_by=None, version=table.version + 1)
    tx.of(ImportedTable).save(table)
    return table
