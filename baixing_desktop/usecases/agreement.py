"""核对: both sides count what was answered and compare; a difference is shown to people, nothing is overwritten."""

from dataclasses import replace
from datetime import timedelta

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.batch import Discrepancy, log_digest
from baixing_desktop.domain.units import Device
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention

COMPARED_AGAIN = timedelta(days=1)
"""A log that has not grown is compared again after so long: both sides read all of its answers for that, and a workroom
asks for news a dozen times an hour."""


@intention
def digest_to_compare(desk: Desk) -> str | None:
    """:func:`own_digest`, where it is time to compare: as soon as the log grew, after every difference, and daily."""
    with desk.store.reading() as tx:
        memory, (last, _) = tx.system.memory(), tx.outbox.tail(tx.system.installation().epoch)
    if memory.compared == last and memory.compared_at is not None:
        # A clock that was set back says nothing of how long ago that was.
        ago = desk.now() - memory.compared_at
        if timedelta() <= ago < COMPARED_AGAIN:
            return None
    return own_digest(desk)


@intention
def own_digest(desk: Desk) -> str | None:
    """The digest of all answers to our present log; None while something is not answered."""
    with desk.store.reading() as tx:
        epoch = tx.system.installation().epoch
        last, _ = tx.outbox.tail(epoch)
        answers = tx.outbox.answers(epoch)
        whole = len(answers) == last and tx.system.memory().resend_from is None
    return log_digest(answers) if whole else None


@intention
def digest_of(desk: Desk, device: Device) -> str:
    """The digest of all answers that we gave to a workstation's present log."""
    with desk.store.reading() as tx:
        return log_digest(tx.reception.receipts(device, 1, device.last))


@intention
def compare_own(desk: Desk, last: int, theirs: str) -> tuple[bool, Changes]:
    """:func:`compare` our log with the office's digest of it up to event ``last``, and remember that both agreed."""
    with desk.store.reading() as tx:
        me = tx.system.installation()
        newest, _ = tx.outbox.tail(me.epoch)
    ours = own_digest(desk) if newest == last else None
    if ours is None:
        # The answer came late, such as by a stick: meanwhile the log has grown, and the next one compares that.
        return True, Changes()
    agrees, changes = compare(desk, me.device_id, ours, theirs)
    with desk.store.writing() as tx:
        tx.system.remember(replace(tx.system.memory(), compared=last if agrees else None, compared_at=desk.now()))
    return agrees, changes


@intention
def compare(desk: Desk, device_id: str, ours: str, theirs: str) -> tuple[bool, Changes]:
    """Whether both digests of the log of ``device_id`` agree; if not, that is kept for people to look into."""
    if ours == theirs:
        return True, Changes()
    with desk.store.writing() as tx:
        if tx.discrepancies.add(Discrepancy(new_id(), desk.now(), device_id, ours, theirs)):
            note(desk, tx, "disagree", Kind.DEVICE, device_id, ours=ours, theirs=theirs)
    return False, Changes.of(Kind.DEVICE, device_id)


@intention
def discrepancies(desk: Desk) -> tuple[Discrepancy, ...]:
    """核对异常, newest first; open ones have no ``settled_at``."""
    with desk.store.reading() as tx:
        return tx.discrepancies.all()


@intention
def settle_discrepancy(desk: Desk, discrepancy_id: str) -> tuple[None, Changes]:
    """Note that somebody looked into it; if both sides still differ, the next comparison opens it again."""
    with desk.store.writing() as tx:
        tx.discrepancies.settle(discrepancy_id, desk.now())
        note(desk, tx, "settle", "discrepancy", discrepancy_id)
    return None, Changes.of(Kind.DEVICE, discrepancy_id)
