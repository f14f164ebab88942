"""What both ways out of a workroom share: sealing, and reading its own attachments."""

from collections.abc import Collection

from baixing_desktop.changes import Changes
from baixing_desktop.domain.batch import Batch
from baixing_desktop.errors import NotFoundError, VaultError
from baixing_desktop.usecases import sealing, submission
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.mark import leave_mark
from sync.log import write_event


def seal_all(desk: Desk) -> Changes:
    """Turn every registered clue into events, in as many batches as it takes.

    Raises:
        SyncError: ``SYNC_NOT_ENROLLED``.
    """
    return _seal_all(desk, leaving=False)[1]


def seal_all_to_send(desk: Desk) -> tuple[str | None, Changes]:
    """The same where the line is open; the first new batch is 已送出 at once, and named: in the ordinary case it is the
    only one, and nothing of it has to be written a second time before its first byte leaves.

    Raises:
        SyncError: ``SYNC_NOT_ENROLLED``.
    """
    batch, changes = _seal_all(desk, leaving=True)
    return batch.id if batch else None, changes


def _seal_all(desk: Desk, *, leaving: bool) -> tuple[Batch | None, Changes]:
    first, changes = sealing.seal_batch(desk, write_event, leaving=leaving)
    batch = first
    while batch is not None and batch.count >= sealing.BATCH_LIMIT:
        batch, more = sealing.seal_batch(desk, write_event)
        changes |= more
    # Before anything leaves: a record that is put back to an earlier state shall be noticed at once.
    leave_mark(desk.home, desk.store)
    return first, changes


def seal(desk: Desk, clue_ids: Collection[str]) -> tuple[Batch | None, Changes]:
    """Turn these clues, as far as they are registered, into one batch that goes with the next sending; None if there is
    nothing (at most :data:`sealing.BATCH_LIMIT` at once).

    Raises:
        SyncError: ``SYNC_NOT_ENROLLED``, ``SYNC_ENROL_ANEW``.
    """
    batch, changes = sealing.seal_batch(desk, write_event, only=frozenset(clue_ids))
    if batch is not None:
        leave_mark(desk.home, desk.store)
    return batch, changes


def own_blob(desk: Desk, sha256: str) -> bytes | None:
    """The attachment, or None when it is lost or damaged here: that never holds up its clue."""
    try:
        return submission.blob_bytes(desk, sha256)
    except (NotFoundError, VaultError):
        return None
