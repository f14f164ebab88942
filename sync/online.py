"""A workroom synchronises with its office over HTTPS."""

from dataclasses import dataclass
from datetime import datetime

from baixing_desktop.canonical import parse_canonical
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import SyncError
from baixing_desktop.usecases import attachments, membership, reading, submission
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.work import Work
from sync.answer import OfficeRestoredError
from sync.batch import FILES_LIMIT, REQUEST, Room, pack_chunk
from sync.container import DOWN
from sync.outbox import own_blob, seal_all_to_send
from sync.problems import Problem, read_problem
from sync.report import Notify, SyncReport, Tally, nobody
from sync.session import Request, Session, envelope_to, require_contact
from sync.transport import OfficeLink, Reply
from sync.wire.v1 import Answer


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the sync light shows: how many clues are only on this computer, the oldest of them, the last receipt.

    ``anew``: this record was restored or copied, so the workstation has to be enrolled anew.
    """

    enrolled: bool
    only_here: int
    oldest: datetime | None
    last_receipt_at: datetime | None
    anew: bool = False


def state(desk: Desk) -> SyncState:
    """Where the workroom stands with its office."""
    today = reading.workroom_today(desk)
    enrolled = membership.office_contact(desk) is not None
    anew = desk.installation.doubt is not None
    return SyncState(enrolled, today.only_here.count, today.only_here.oldest, today.last_receipt_at, anew)


def reach_office(desk: Desk) -> bool:
    """Try the line to the office and its certificate, with nothing at stake; False where there is no line to try
    because the workstation was enrolled by file.

    Raises:
        SyncError: ``SYNC_NOT_ENROLLED``, ``SYNC_ENROL_ANEW``, ``SYNC_NO_NETWORK``, ``SYNC_WRONG_OFFICE``,
            ``SYNC_BAD_ANSWER``.
    """
    contact = require_contact(desk)
    if not contact.address:
        return False
    with OfficeLink(contact.address, contact.fingerprint) as link:
        link.health()
    return True


def synchronise(desk: Desk, work: Work | None = None, notify: Notify = nobody, room: Room = REQUEST) -> SyncReport:
    """Send every registered clue, take the receipts and all news. Safe to call at any time and to break off.

    ``room``: how much goes into one request.

    Raises:
        InputError: ``WRONG_ROLE``: this is the office.
        SyncError: ``SYNC_NOT_ENROLLED``, ``SYNC_NO_NETWORK``, ``SYNC_WRONG_OFFICE``, ``SYNC_BAD_ANSWER`` or the
            office's refusal; what was confirmed before stays, and the next call continues there.
        UserError: ``CANCELLED``.
    """
    work, tally = work or Work(), Tally(notify)
    require_face(desk.installation, Face.WORKROOM)
    contact = require_contact(desk)
    if not contact.address:
        raise SyncError("SYNC_NO_NETWORK", reason="没有设区办公室的地址")
    with OfficeLink(contact.address, contact.fingerprint) as link:
        work.at(0, 1, "正在连接区办公室")
        # Before anything is sealed: without a line the liaison may still correct what was registered.
        link.reach()
        left, changes = seal_all_to_send(desk)
        tally.note(changes)
        _Exchanges(desk, link, work, tally, room).run(left)
    return tally.report()


class _Exchanges:
    """All exchanges of one synchronisation over one link."""

    def __init__(self, desk: Desk, link: OfficeLink, work: Work, tally: Tally, room: Room) -> None:
        self._desk = desk
        self._link = link
        self._work = work
        self._tally = tally
        self._contact = require_contact(desk)
        self._session = Session(desk, self._contact, room)

    def run(self, left: str | None) -> None:
        """Exchange until everything is confirmed and all news is known. The batch ``left`` is 已送出 already."""
        last, _, confirmed = submission.log_tail(self._desk)
        total = last - confirmed
        while (request := self._session.next_request()) is not None:
            what = "正在报送" if request.outgoing.events else "正在取回区办公室的消息"
            self._work.at(min(self._tally.sent, total), total, what)
            for batch in request.outgoing.batches:
                if batch.id != left:
                    self._tally.note(submission.mark_exported(self._desk, batch.id)[1])
            try:
                self._exchange(request)
            except OfficeRestoredError as restored:
                self._tally.note(restored.changes)
        self._deliver_files()

    def _exchange(self, request: Request) -> Answer:
        answer = self._session.verified(request, self._container(self._link.batch(request.container)))
        self._tally.add(request.outgoing.span.count, answer, self._session.apply(answer))
        return answer

    def _container(self, reply: Reply) -> bytes:
        """The answer's container.

        Raises:
            SyncError: a plain refusal with a code of the fixed list, or ``SYNC_BAD_ANSWER``.
        """
        if reply.body.startswith(DOWN):
            return reply.body
        problem, ours = _problem(reply), self._desk.installation.device_id
        # The office cannot check the signature of somebody it does not know: what it read as our name may be a mangled
        # one, and then nobody has to be enrolled anew.
        if problem.facts.get("device", ours) != ours:
            raise SyncError("BATCH_DAMAGED")
        raise problem.error()

    def _deliver_files(self) -> None:
        """Bring every attachment that the office lacks, and ask again, so that a receipt confirms them.

        One that is lost here or that the office refuses for good holds up nothing; it is tried again next time.
        """
        waiting = attachments.undelivered(self._desk)
        for start in range(0, len(waiting), FILES_LIMIT):
            files = waiting[start : start + FILES_LIMIT]
            answer = self._exchange(self._session.about(files))
            lacking = [digest for digest in files if digest in answer.missing]
            sent = [self._deliver(digest, answer.parts.get(digest, 0)) for digest in lacking]
            if any(sent):
                self._exchange(self._session.about(files))

    def _deliver(self, digest: str, offset: int) -> bool:
        """Send the rest of one attachment, chunk by chunk; whether the office has all of it now."""
        data = own_blob(self._desk, digest)
        while data is not None and offset <= len(data):
            self._work.at(offset, max(len(data), 1), "正在传送附件")
            container = pack_chunk(data, offset, envelope_to(self._desk, self._contact))
            reply = self._link.blob(digest, container)
            if reply.status == 204:
                return True
            reached = _reached(reply)
            # An office that does not get on, or wants what it had already, is left alone until next time.
            if reached is None or reached <= offset:
                return False
            offset = reached
        return False


def _reached(reply: Reply) -> int | None:
    """How far an attachment has come in the office; None when it will not have it.

    Raises:
        SyncError: it cannot take it at the moment, or ``SYNC_BAD_ANSWER``.
    """
    if reply.status == 202:
        return _bytes(reply)
    problem = _problem(reply)
    if problem.status >= 500:
        raise problem.error()
    return int(str(problem.facts["expected"])) if problem.code == "BLOB_OFFSET" else None


def _bytes(reply: Reply) -> int:
    try:
        return Fields(parse_canonical(reply.body)).number("bytes")
    except ValueError as error:
        raise SyncError("SYNC_BAD_ANSWER") from error


def _problem(reply: Reply) -> Problem:
    try:
        return read_problem(reply.body)
    except ValueError as error:
        raise SyncError("SYNC_BAD_ANSWER") from error
