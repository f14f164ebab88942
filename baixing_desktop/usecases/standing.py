"""The one guard before all work on a clue: what was taken back or erased is not worked on (safety P6, 4.6, 4.7)."""

from baixing_desktop.clock import local
from baixing_desktop.domain.batch import EventType
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.privacy import ErasureScope
from baixing_desktop.domain.withdrawals import Withdrawal
from baixing_desktop.errors import IllegalActionError
from baixing_desktop.store.store import Transaction


def require_standing(tx: Transaction, clue: Clue) -> None:
    """Refuse work on a clue that is withdrawn, or of which nothing is left, in the workroom as in the office.

    Raises:
        IllegalActionError: ``CLUE_WITHDRAWN``, with who withdrew it and when; ``CLUE_ERASED``.
    """
    stone = tx.erasing.tombstone(clue.id)
    if stone is not None and stone.scope is ErasureScope.ALL:
        day = local(stone.erased_at)
        raise IllegalActionError("CLUE_ERASED", when=f"{day.year}年{day.month}月{day.day}日")
    if clue.withdrawn_at is not None:
        day = local(clue.withdrawn_at)
        when = f"{day.year}年{day.month}月{day.day}日"
        raise IllegalActionError("CLUE_WITHDRAWN", who=_who(tx, clue), when=when)


def withdrawal_in_force(tx: Transaction, clue_id: str) -> Withdrawal | None:
    """The office's record of why the clue is withdrawn now; None if it is not."""
    return next(iter(tx.of(Withdrawal).where(clue_id=clue_id, undone_at=None)), None)


def _who(tx: Transaction, clue: Clue) -> str:
    """The name of who reported it: the office keeps it with the withdrawal, the workroom with its message."""
    kept = withdrawal_in_force(tx, clue.id)
    sent = [message.actor for message in tx.messages.of_clue(clue.id) if message.type == EventType.WITHDRAW]
    return kept.actor if kept else sent[-1] if sent else "工作室"
