"""A decision of the office on a clue taken back as long as nothing was built on it (SM3; decision 0048).

Every function raises:
    ConflictError: ``CHANGED_MEANWHILE``: ``version`` is no longer the current one.
    IllegalActionError: the transition table has no such row, there is no reason, or something was built on it.
    NotFoundError: no such clue.
"""

from dataclasses import asdict, replace

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.marks import Marks
from baixing_desktop.domain.progress import Step
from baixing_desktop.domain.proposals import Cultivation
from baixing_desktop.domain.rules.handling import may_conclude
from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.domain.states import Action, Need
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE
from baixing_desktop.errors import IllegalActionError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.claimed import require_unclaimed
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.gathering import change_context
from baixing_desktop.usecases.marking import require_marks
from baixing_desktop.usecases.officework import given_text, news, office_clue, save_clue, state_of, tell
from baixing_desktop.usecases.permissions import intention


@intention
def unclassify_clue(
    desk: Desk, clue_id: str, reason: str, *, version: int | None = None, marks: tuple[Marks, Marks] | None = None
) -> tuple[Clue, Changes]:
    """撤回分类: the clue is accepted and waits to be classified; the classification stays readable. ``marks`` are those
    that it bears again, and those that it bears since, which nobody may have changed.
    """
    with desk.store.writing() as tx:
        found = office_clue(tx, clue_id, version)
        if not may_conclude(tx.casework.forwardings(found.id)):
            raise IllegalActionError(
                "ACTION_BARRED", action="撤回分类", reason="已拟转送函", todo="请先作废拟好的转送函"
            )
        if tx.of(Cultivation).count(clue_id=found.id):
            raise IllegalActionError(
                "ACTION_BARRED", action="撤回分类", reason="已登记调研", todo="请先在“成果·荐市”里撤回调研登记"
            )
        require_unclaimed(tx, found.id, "撤回分类")
        if marks is not None:
            require_marks(tx, found, marks[1])
            change_context(tx, found.id, **asdict(marks[0]))
        clue = _back(desk, tx, found, Action.TAKE_BACK, Step.TAKEN_UP, reason)
    return clue, Changes.of(Kind.CLUE, clue.id)


@intention
def unretain_clue(desk: Desk, clue_id: str, reason: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """撤回受理并留存: the clue is screened again, and keeps its formal number."""
    with desk.store.writing() as tx:
        found = office_clue(tx, clue_id, version)
        require_none_merged(tx, found.id)
        again = _back(desk, tx, found, Action.TAKE_UP_AGAIN, None, reason)
        clue = _back(desk, tx, again, Action.UNACCEPT, Step.RECONSIDERED, reason)
    return clue, Changes.of(Kind.CLUE, clue.id)


def require_none_merged(tx: Transaction, clue_id: str) -> None:
    """Refuse to screen a clue again into which others were merged.

    Raises:
        IllegalActionError: ``ACTION_BARRED``.
    """
    if any(link.undone_at is None for link in tx.of(MergeLink).where(master_id=clue_id)):
        raise IllegalActionError("ACTION_BARRED", action="撤回受理", reason="有线索并入了这一条", todo="请先撤销并案")


def _back(desk: Desk, tx: Transaction, found: Clue, action: Action, step: Step | None, reason: str) -> Clue:
    reason, given = given_text(reason, Need.REASON)
    state = CLUE_IN_OFFICE.advance(state_of(found), action, desk.role, given)
    clue = save_clue(desk, tx, replace(found, office_state=state))
    if step:
        tell(tx, clue, replace(news(desk, clue, step), reason=reason or None))
    note(desk, tx, action, Kind.CLUE, clue.id, state=state.value)
    return clue
