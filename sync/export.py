"""A workroom reports by files: batches out, receipts in."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

from baixing_desktop.changes import Changes
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import SyncError
from baixing_desktop.usecases import attachments, reading, submission
from baixing_desktop.usecases.desk import Desk, require_face
from sync import carrier
from sync.answer import OfficeRestoredError, apply_answer, heed, open_answer, said_at
from sync.batch import FILE, FILES_LIMIT, Outgoing, pack_batch, pack_blob
from sync.container import DOWN, Container, Envelope, read
from sync.outbox import own_blob, seal_all
from sync.problems import Problem
from sync.report import SyncReport, Tally, nobody
from sync.session import envelope_to, news_request, pending, require_contact


@dataclass(frozen=True, slots=True)
class Exported:
    """Batch files that were written and read back: the stick may be pulled out. ``events`` counts all of them."""

    files: tuple[Path, ...]
    events: int
    changes: Changes


def seal_to_file(desk: Desk, directory: Path, *, ask_for_news: bool = False, only_sealed: bool = False) -> Exported:
    """Write everything that has no receipt yet into batch files in ``directory``, and read them back; with
    ``only_sealed`` clues that are registered stay at the desk.

    With ``ask_for_news`` a file without events is written when nothing is pending: its receipt brings the news.

    Raises:
        InputError: ``WRONG_ROLE``; ``FILE_NOT_WRITTEN``: what was sealed stays sealed, and goes with the next file.
        SyncError: ``SYNC_NOT_ENROLLED``, ``SYNC_NOTHING``.
    """
    require_face(desk.installation, Face.WORKROOM)
    envelope = envelope_to(desk, require_contact(desk))
    changes = Changes() if only_sealed else seal_all(desk)
    parts, undelivered = list(pending(desk, FILE)), attachments.undelivered(desk)[:FILES_LIMIT]
    if not parts and not undelivered and not ask_for_news:
        raise SyncError("SYNC_NOTHING")
    files: list[Path] = []
    # Attachments that the office still lacks go along with the first file.
    for outgoing in [replace(part, files=undelivered) for part in parts[:1]] + parts[1:] or [
        news_request(desk, undelivered)
    ]:
        path, sent = _write(desk, directory, envelope, outgoing)
        files.append(path)
        changes |= sent
    return Exported(tuple(files), sum(outgoing.span.count for outgoing in parts), changes)


def read_receipt_file(desk: Desk, path: Path) -> SyncReport:
    """Take over the receipt and the news in a file that the office wrote. Reading it twice changes nothing.

    Raises:
        InputError: ``WRONG_ROLE``, ``FILE_MISSING``, ``FILE_UNREADABLE``, ``FILE_TOO_LARGE``.
        SyncError: ``SYNC_NOT_ENROLLED``, ``SYNC_ENROL_ANEW``, ``BATCH_DAMAGED``, ``BATCH_NOT_OURS``,
            ``BATCH_TOO_NEW``; ``BATCH_FORK``: the office has other events under our name; ``BATCH_GAP``: an earlier
            receipt has to be read first; ``SYNC_BAD_ANSWER``: it confirms something else than what we wrote.
    """
    require_face(desk.installation, Face.WORKROOM)
    contact = require_contact(desk)
    with carrier.reading(path) as file:
        container = read(file, DOWN)
        if container is None or file.read(1):
            raise SyncError("BATCH_DAMAGED")
    answer = open_answer(desk, contact, container)
    tally = Tally(nobody)
    if isinstance(answer, Problem):
        tally.note(_heeded(desk, answer, container))
        return tally.report()
    tally.add(0, answer, apply_answer(desk, answer))
    return tally.report()


def _heeded(desk: Desk, problem: Problem, container: Container) -> Changes:
    """Act on a refusal; one that is older than the newest receipt says nothing any more."""
    newest = reading.workroom_today(desk).last_receipt_at
    if newest is not None and said_at(container) < newest:
        return Changes()
    try:
        heed(desk, problem, container)
    except OfficeRestoredError as restored:
        return restored.changes


def _write(desk: Desk, directory: Path, envelope: Envelope, outgoing: Outgoing) -> tuple[Path, Changes]:
    me = desk.installation
    path = directory / carrier.batch_name(me.unit, me.device_code, outgoing.span)
    touched: list[Changes] = []

    def leaves() -> None:
        # Before the file has its name: afterwards nobody can know that it was not carried away.
        touched.extend(submission.mark_exported(desk, batch.id)[1] for batch in outgoing.batches)

    carrier.write_verified(path, _containers(desk, envelope, outgoing), leaves)
    changes = Changes()
    for each in touched:
        changes |= each
    return path, changes


def _containers(desk: Desk, envelope: Envelope, outgoing: Outgoing) -> Generator[bytes, None, None]:
    """The containers of one file, one at a time: attachments may be large together."""
    yield pack_batch(outgoing, envelope)
    named = (a.sha256 for batch in outgoing.batches for a in submission.outgoing_blobs(desk, batch.id))
    # Of what the office did not take it is asked only whether it would now: that need not burden the stick.
    for sha256 in attachments.worth_carrying(desk, dict.fromkeys((*named, *outgoing.files))):
        data = own_blob(desk, sha256)
        if data is not None:
            yield pack_blob(data, envelope)
