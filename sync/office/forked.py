"""Looking into quarantine: what came under a device's name, beside what the office has in its place."""

from dataclasses import dataclass, replace

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.rules.redaction import masked
from baixing_desktop.domain.units import Fork
from baixing_desktop.errors import NotFoundError
from baixing_desktop.usecases import devices, reading
from baixing_desktop.usecases.desk import Desk
from sync.batch import read_batch_header, read_events
from sync.container import UP, read_single


@dataclass(frozen=True, slots=True)
class ForkedEvent:
    """One event of the fork: ``theirs`` is the clue in it (None for a message), ``ours`` what the office has of that
    very clue. Contacts are masked in both."""

    seq: int
    clue_id: str
    type: str
    theirs: ClueContent | None
    ours: ClueContent | None


def look_into(desk: Desk, fork_id: str) -> tuple[Fork, tuple[ForkedEvent, ...]]:
    """The events of a fork, each beside the office's own version of its clue.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``.
        SyncError: ``BATCH_DAMAGED``: the container is not readable after all.
        VaultError: ``VAULT_DAMAGED``.
    """
    fork, data = devices.fork(desk, fork_id)
    container = read_single(data, UP)
    header = read_batch_header(container)
    events = read_events(header, container.open(desk.keys.seal_identity))
    return fork, tuple(
        ForkedEvent(
            event.stored.seq,
            event.stored.clue_id,
            event.stored.type,
            _masked(event.clue.content) if event.clue else None,
            _ours(desk, event.stored.clue_id),
        )
        for event in events
    )


def _masked(content: ClueContent) -> ClueContent:
    return replace(content, contributor=masked(content.contributor))


def _ours(desk: Desk, clue_id: str) -> ClueContent | None:
    try:
        return reading.find_clue(desk, clue_id).content
    except NotFoundError:
        return None
