"""A workroom synchronises with its office over HTTPS."""

from dataclasses import dataclass
from datetime import datetime

from baixing_desktop.domain.units import Face
from baixing_desktop.errors import SyncError
from baixing_desktop.usecases import membership, reading, submission
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.work import Work
from sync.answer import OfficeRestoredError
from sync.batch import pack_blob
from sync.container import DOWN
from sync.outbox import own_blob, seal_all
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


def synchronise(desk: Desk, work: Work | None = None, notify: Notify = nobody) -> SyncReport:
    """Send every registered clue, take the receipts and all news. Safe to call at any time and to break off.

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
        raise SyncError("SYNC_NO_NETWORK", reason="登记时没有留下区办公室的地址")
    with OfficeLink(contact.address, contact.fingerprint) as link:
        work.at(0, 1, "正在连接区办公室")
        # Before anything is sealed: without a line the liaison may still correct what was registered.
        link.health()
        tally.note(seal_all(desk))
        _Exchanges(desk, link, work, tally).run()
    return tally.report()


class _Exchanges:
    """All exchanges of one synchronisation over one link."""

    def __init__(self, desk: Desk, link: OfficeLink, work: Work, tally: Tally) -> None:
        self._desk = desk
        self._link = link
        self._work = work
        self._tally = tally
        self._contact = require_contact(desk)
        self._session = Session(desk, self._contact)

    def run(self) -> None:
        """Exchange until everything is confirmed and all news is known."""
        last, _, confirmed = submission.log_tail(self._desk)
        total = last - confirmed
        while (request := self._session.next_request()) is not None:
            what = "正在报送" if request.outgoing.events else "正在取回区办公室的消息"
            self._work.at(min(self._tally.sent, total), total, what)
            for batch in request.outgoing.batches:
                self._tally.note(submission.mark_exported(self._desk, batch.id)[1])
            try:
                answer = self._exchange(request)
            except OfficeRestoredError as restored:
                self._tally.note(restored.changes)
                continue
            self._tally.add(request.outgoing.span.count, answer, self._session.apply(answer))

    def _exchange(self, request: Request) -> Answer:
        """One answer, as complete as we can make it: attachments that the office lacks are sent, then the same
        request again, so that the receipt is given with the attachments in the office's hands."""
        answer = self._ask(request)
        sent = 0
        lacking = self._lacking(request, answer)
        for number, sha256 in enumerate(lacking):
            self._work.at(number, len(lacking), "正在传送附件")
            data = own_blob(self._desk, sha256)
            if data is not None:
                container = pack_blob(data, envelope_to(self._desk, self._contact))
                _check_blob_reply(self._link.blob(sha256, container))
                sent += 1
        return self._ask(request) if sent else answer

    def _ask(self, request: Request) -> Answer:
        return self._session.verified(request, _container(self._link.batch(request.container)))

    def _lacking(self, request: Request, answer: Answer) -> list[str]:
        """The missing attachments that belong to this request: the office cannot ask for anything else."""
        if not answer.missing:
            return []
        batches = request.outgoing.batches
        ours = {a.sha256 for batch in batches for a in submission.outgoing_blobs(self._desk, batch.id)}
        return [sha256 for sha256 in answer.missing if sha256 in ours]


def _check_blob_reply(reply: Reply) -> None:
    """An attachment that the office will not have stays in the answer's list and never holds up its clue; an office
    that cannot take it at the moment is asked again next time, with the clue.

    Raises:
        SyncError: the office cannot write, or ``SYNC_BAD_ANSWER``.
    """
    if reply.status == 204:
        return
    problem = _problem(reply)
    if problem.status >= 500:
        raise problem.error()


def _container(reply: Reply) -> bytes:
    """The answer's container.

    Raises:
        SyncError: a plain refusal with a code of the fixed list, or ``SYNC_BAD_ANSWER``.
    """
    if reply.body.startswith(DOWN):
        return reply.body
    raise _problem(reply).error()


def _problem(reply: Reply) -> Problem:
    try:
        return read_problem(reply.body)
    except ValueError as error:
        raise SyncError("SYNC_BAD_ANSWER") from error
