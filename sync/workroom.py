"""The workroom's side of the front door: enrol, synchronise, carry files."""

import io
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from baixing_desktop.changes import Changes
from baixing_desktop.domain.batch import Batch
from baixing_desktop.domain.units import Face, OfficeContact
from baixing_desktop.errors import NotFoundError, SyncError, VaultError
from baixing_desktop.usecases import reading, submission
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.work import Work
from sync import carrier
from sync.answer import Applied, apply_answer, open_answer
from sync.batch import Outgoing, pack_batch, pack_blob, part_of
from sync.container import DOWN, read
from sync.log import write_event
from sync.problems import Problem, read_problem
from sync.session import Request, Session, envelope_to, news_request, require_contact
from sync.transport import OfficeLink, Reply
from sync.wire.v1 import Answer


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one synchronisation, or one receipt file, brought.

    ``sent`` events went out; ``confirmed`` of ours are newly answered, ``rejected`` of them refused by the office
    with a reason; ``news`` is new; ``missing_files`` attachments could not be handed over. ``upgrade_needed``: the
    office has news that this version of the program cannot read.
    """

    sent: int = 0
    confirmed: int = 0
    rejected: int = 0
    news: int = 0
    missing_files: int = 0
    upgrade_needed: bool = False
    changes: Changes = Changes()


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the sync light shows: how many clues are only on this computer, the oldest of them, the last receipt."""

    enrolled: bool
    only_here: int
    oldest: datetime | None
    last_receipt_at: datetime | None


@dataclass(frozen=True, slots=True)
class Exported:
    """Batch files that were written and read back: the stick may be pulled out. ``events`` in all of them."""

    files: tuple[Path, ...]
    events: int
    changes: Changes


Notify = Callable[[Changes], None]
"""Hears of every transaction as it is done, so that a screen is right also when the rest fails."""


def _nobody(changes: Changes) -> None:
    """Nobody listens."""


def state(desk: Desk) -> SyncState:
    """Where the workroom stands with its office."""
    today = reading.workroom_today(desk)
    enrolled = submission.office_contact(desk) is not None
    return SyncState(enrolled, today.only_here, today.oldest_only_here, today.last_receipt_at)


def synchronise(desk: Desk, work: Work | None = None, notify: Notify = _nobody) -> SyncReport:
    """Send every registered clue, take the receipts and all news. Safe to call at any time and to break off.

    Raises:
        InputError: ``WRONG_ROLE``: this is the office.
        SyncError: ``SYNC_NOT_ENROLLED``, ``SYNC_NO_NETWORK``, ``SYNC_WRONG_OFFICE``, ``SYNC_BAD_ANSWER`` or the
            office's refusal; what was confirmed before stays, and the next call continues there.
        UserError: ``CANCELLED``.
    """
    work = work or Work()
    require_face(desk.installation, Face.WORKROOM)
    contact = require_contact(desk)
    if not contact.address:
        raise SyncError("SYNC_NO_NETWORK", reason="登记时没有留下区办公室的地址")
    tally = _Tally(notify)
    with OfficeLink(contact.address, contact.fingerprint) as link:
        work.at(0, 1, "正在连接区办公室")
        # Before anything is sealed: without a line the liaison may still correct what was registered.
        link.health()
        tally.note(_seal_all(desk))
        _exchange_all(desk, link, Session(desk, contact), work, tally)
    return tally.report()


def seal_to_file(desk: Desk, directory: Path, *, ask_for_news: bool = False, notify: Notify = _nobody) -> Exported:
    """Write everything that has no receipt yet into batch files in ``directory`` and read them back.

    ``ask_for_news`` writes a file without events when nothing is pending: its receipt brings the office's news.

    Raises:
        InputError: ``WRONG_ROLE``, ``FILE_NOT_WRITTEN``.
        SyncError: ``SYNC_NOT_ENROLLED``, ``SYNC_NOTHING``.
    """
    me = desk.installation
    require_face(me, Face.WORKROOM)
    contact = require_contact(desk)
    changes = _seal_all(desk)
    notify(changes)
    batches = submission.open_batches(desk)
    if not batches and not ask_for_news:
        raise SyncError("SYNC_NOTHING")
    files: list[Path] = []
    events = 0
    for outgoing, batch in list(_parts(desk, batches)) or [(news_request(desk), None)]:
        path = directory / carrier.batch_name(me.unit, me.device_code, outgoing.span)
        carrier.write_verified(path, _file_parts(desk, contact, outgoing, batch))
        files.append(path)
        events += outgoing.span.count
        if batch and outgoing.span.last == batch.last:
            more = submission.mark_exported(desk, batch.id)[1]
            notify(more)
            changes |= more
    return Exported(tuple(files), events, changes)


def read_receipt_file(desk: Desk, path: Path) -> SyncReport:
    """Take over the receipt and the news in a file that the office wrote. Reading it twice changes nothing.

    Raises:
        InputError: ``WRONG_ROLE``, ``FILE_MISSING``, ``FILE_UNREADABLE``.
        SyncError: ``SYNC_NOT_ENROLLED``, ``BATCH_DAMAGED``, ``BATCH_NOT_OURS``, ``BATCH_TOO_NEW``,
            ``SYNC_BAD_ANSWER``: it confirms something else than what we wrote.
    """
    require_face(desk.installation, Face.WORKROOM)
    contact = require_contact(desk)
    with carrier.reading(path) as file:
        container = read(file, DOWN)
        if container is None or file.read(1):
            raise SyncError("BATCH_DAMAGED")
    answer = open_answer(desk, contact, container)
    if isinstance(answer, Problem):
        raise answer.error()
    tally = _Tally(_nobody)
    tally.add(0, answer, apply_answer(desk, answer))
    return tally.report()


def _seal_all(desk: Desk) -> Changes:
    changes = Changes()
    while True:
        batch, more = submission.seal_batch(desk, write_event)
        changes |= more
        if batch is None:
            return changes


def _parts(desk: Desk, batches: tuple[Batch, ...]) -> Generator[tuple[Outgoing, Batch]]:
    """All events of ``batches``, in runs that fit one container each."""
    me, held = desk.installation, submission.downlink_position(desk)
    for batch in batches:
        events = submission.batch_events(desk, batch.id)
        while events:
            outgoing = part_of(batch, events, me.device_id, held)
            yield outgoing, batch
            events = events[outgoing.span.count :]


def _file_parts(
    desk: Desk, contact: OfficeContact, outgoing: Outgoing, batch: Batch | None
) -> Generator[bytes, None, None]:
    """The containers of one batch file, one at a time: attachments may be large."""
    envelope = envelope_to(desk, contact)
    yield pack_batch(outgoing, envelope)
    if batch and outgoing.span.first == batch.first:
        for attachment in submission.outgoing_blobs(desk, batch.id):
            data = _own_blob(desk, attachment.sha256)
            if data is not None:
                yield pack_blob(data, envelope)


def _own_blob(desk: Desk, sha256: str) -> bytes | None:
    """The attachment, or None when it is lost or damaged here: that never holds up its clue."""
    try:
        return submission.blob_bytes(desk, sha256)
    except (NotFoundError, VaultError):
        return None


def _exchange_all(desk: Desk, link: OfficeLink, session: Session, work: Work, tally: "_Tally") -> None:
    last, _, confirmed = submission.log_tail(desk)
    total = last - confirmed
    while (request := session.next_request()) is not None:
        work.at(min(tally.sent, total), total, "正在报送" if request.batch else "正在取回区办公室的消息")
        if request.batch:
            tally.note(submission.mark_exported(desk, request.batch.id)[1])
        answer = _exchange(desk, link, session, request, work)
        tally.add(request.outgoing.span.count, answer, session.apply(answer))
    work.at(total, total, "报送完成")


def _exchange(desk: Desk, link: OfficeLink, session: Session, request: Request, work: Work) -> Answer:
    """One answer that is as complete as we can make it: attachments that the office lacks are sent, then the same
    request again, so that the receipt is given with the attachments in the office's hands."""
    answer = session.verified(request, _container(link.batch(request.container)))
    lacking = _ours_of(desk, request, answer)
    for number, sha256 in enumerate(lacking):
        work.at(number, len(lacking), "正在传送附件")
        data = _own_blob(desk, sha256)
        if data is not None:
            link.blob(sha256, session.blob(data))
    return session.verified(request, _container(link.batch(request.container))) if lacking else answer


def _ours_of(desk: Desk, request: Request, answer: Answer) -> list[str]:
    """The missing attachments that belong to this request: the office cannot ask for anything else."""
    if request.batch is None or not answer.missing:
        return []
    ours = {a.sha256 for a in submission.outgoing_blobs(desk, request.batch.id)}
    return [sha256 for sha256 in answer.missing if sha256 in ours]


def _container(reply: Reply) -> bytes:
    """The answer's container.

    Raises:
        SyncError: a plain refusal with a code of the fixed list, or ``SYNC_BAD_ANSWER``.
    """
    if reply.body.startswith(DOWN):
        return reply.body
    try:
        problem = read_problem(reply.body)
    except ValueError as error:
        raise SyncError("SYNC_BAD_ANSWER") from error
    raise problem.error()


class _Tally:
    """Adds up one synchronisation."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self._changes = Changes()
        self.sent = 0
        self._confirmed = self._rejected = self._news = self._missing = 0
        self._upgrade_needed = False

    def note(self, changes: Changes) -> None:
        """A transaction was done."""
        self._changes |= changes
        self._notify(changes)

    def add(self, sent: int, answer: Answer, applied: Applied) -> None:
        """An answer was applied."""
        self.sent += sent
        self._confirmed += applied.confirmed
        self._rejected += applied.rejected
        self._news += applied.news
        self._missing += len(answer.missing)
        self._upgrade_needed |= answer.page.too_new
        self.note(applied.changes)

    def report(self) -> SyncReport:
        """The sums."""
        return SyncReport(
            self.sent,
            self._confirmed,
            self._rejected,
            self._news,
            self._missing,
            self._upgrade_needed,
            self._changes,
        )
