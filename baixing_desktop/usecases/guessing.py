"""Codes that are typed at the office: a handful of wrong ones in a row shut the door for a while (safety 4.12).

The count stands in the record, so closing the window or using the terminal instead does not begin it anew.
"""

from datetime import datetime

from baixing_desktop.clock import parse_stamp, stamp
from baixing_desktop.domain.rules.lockout import PERSON_LIMIT, Tries, after_wrong, wait
from baixing_desktop.errors import SyncError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note

_SETTING = "wrong_codes"


def refuse_while_shut(tx: Transaction, now: datetime) -> None:
    """Look at no code while the door is shut.

    Raises:
        SyncError: ``ENROL_WAIT``.
    """
    left = wait(_tries(tx), now)
    if left:
        raise SyncError("ENROL_WAIT", minutes=-(-int(left.total_seconds()) // 60))


def count_wrong_code(desk: Desk, tx: Transaction) -> None:
    """One more wrong code; the transaction has to be kept, though the code is refused."""
    tries = after_wrong(_tries(tx), desk.now(), PERSON_LIMIT)
    until = stamp(tries.locked_until) if tries.locked_until else ""
    tx.settings.put(_SETTING, f"{tries.wrong} {until}", desk.now(), desk.actor.name)
    note(desk, tx, "wrong_code", "installation", tx.system.installation().device_id, wrong=tries.wrong)


def forgive_wrong_codes(desk: Desk, tx: Transaction) -> None:
    """The right code was typed: start counting anew."""
    if tx.settings.value(_SETTING) is not None:
        tx.settings.put(_SETTING, "0 ", desk.now(), desk.actor.name)


def _tries(tx: Transaction) -> Tries:
    wrong, _, until = (tx.settings.value(_SETTING) or "0 ").partition(" ")
    return Tries(int(wrong), parse_stamp(until) if until else None)
