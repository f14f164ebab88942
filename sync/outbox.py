"""What both ways out of a workroom share: sealing, and reading its own attachments."""

from baixing_desktop.changes import Changes
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
    changes = Changes()
    while True:
        batch, more = sealing.seal_batch(desk, write_event)
        changes |= more
        if batch is None:
            # Before anything leaves: a record that is put back to an earlier state shall be noticed at once.
            leave_mark(desk.home, desk.store)
            return changes


def own_blob(desk: Desk, sha256: str) -> bytes | None:
    """The attachment, or None when it is lost or damaged here: that never holds up its clue."""
    try:
        return submission.blob_bytes(desk, sha256)
    except (NotFoundError, VaultError):
        return None
