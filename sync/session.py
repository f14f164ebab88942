"""One exchange after another, without a socket: what to send next, and when an answer counts.

An exchange is one request (a batch, or an empty one that only asks for news) and one signed answer. Nothing moves
before that answer was verified to the last hash; after anything else the same events are sent again.
"""

from collections.abc import Generator
from dataclasses import dataclass, field, replace

from baixing_desktop.domain.units import OfficeContact
from baixing_desktop.errors import SyncError
from baixing_desktop.ids import new_id
from baixing_desktop.usecases import agreement, arriving, attachments, board, membership, reference, submission
from baixing_desktop.usecases.desk import Desk
from sync.answer import Applied, apply_answer, heed, open_answer
from sync.batch import REQUEST, Outgoing, Room, pack_batch, part_of
from sync.container import DOWN, Envelope, container_id, read_single
from sync.log import Span
from sync.problems import Problem
from sync.wire.v1 import Answer
from sync.wire.v3 import SCHEMA


@dataclass(frozen=True, slots=True)
class Request:
    """One request: the container to send (``id`` names it) and what an answer to it has to confirm."""

    container: bytes = field(repr=False)
    id: str
    outgoing: Outgoing


def require_contact(desk: Desk) -> OfficeContact:
    """The office this workroom is enrolled with.

    Raises:
        SyncError: ``SYNC_NOT_ENROLLED``; ``SYNC_ENROL_ANEW``: this record was restored or copied.
    """
    contact = membership.office_contact(desk)
    if contact is None:
        raise SyncError("SYNC_NOT_ENROLLED")
    if desk.installation.doubt is not None:
        raise SyncError("SYNC_ENROL_ANEW")
    return contact


def envelope_to(desk: Desk, contact: OfficeContact) -> Envelope:
    """What this workroom packs in: signed by it, sealed for its office."""
    me = desk.installation
    schema = min(SCHEMA, membership.office_memory(desk).schema)
    return Envelope(desk.keys.sign_seed, contact.seal_key, me.device_id, me.epoch, desk.now(), schema)


class Session:
    """The exchanges of one synchronisation, in order."""

    def __init__(self, desk: Desk, contact: OfficeContact, room: Room = REQUEST) -> None:
        self._desk = desk
        self._room = room
        self._contact = contact
        self._more = True

    def next_request(self) -> Request | None:
        """The next request, or None when everything is confirmed and all news is known."""
        outgoing = next(pending(self._desk, self._room), None)
        if outgoing is None:
            if not self._more:
                return None
            outgoing = news_request(self._desk)
        return self._request(outgoing)

    def about(self, files: tuple[str, ...]) -> Request:
        """A request that asks which of ``files`` (SHA-256, at most :data:`FILES_LIMIT`) the office has."""
        return self._request(news_request(self._desk, files))

    def _request(self, outgoing: Outgoing) -> Request:
        container = pack_batch(outgoing, envelope_to(self._desk, self._contact))
        return Request(container, container_id(container), outgoing)

    def verified(self, request: Request, body: bytes) -> Answer:
        """The answer in ``body``, if the office signed it as the answer to ``request``; nothing is changed yet.

        Raises:
            SyncError: ``SYNC_BAD_ANSWER``, ``BATCH_TOO_NEW``, or the refusal that the office signed.
            OfficeRestoredError: the office lost what it had confirmed; ask for the next request.
        """
        try:
            container = read_single(body, DOWN)
            answer = open_answer(self._desk, self._contact, container)
            answered = container.fields.text("answers")
        except SyncError as error:
            raise SyncError(error.code if error.code == "BATCH_TOO_NEW" else "SYNC_BAD_ANSWER") from error
        except ValueError as error:
            raise SyncError("SYNC_BAD_ANSWER") from error
        if answered != request.id:
            raise SyncError("SYNC_BAD_ANSWER")
        if isinstance(answer, Problem):
            heed(self._desk, answer, container)
        _check_progress(request.outgoing, answer)
        return answer

    def apply(self, answer: Answer) -> Applied:
        """Write down what the office confirmed and told: only now the request counts as done.

        Raises:
            SyncError: ``SYNC_BAD_ANSWER``: the head is not in our chain.
        """
        applied = apply_answer(self._desk, answer)
        # News that this version cannot read waits for the upgrade; asking again would not help.
        self._more = answer.page.more and not answer.page.too_new
        return applied


def pending(desk: Desk, room: Room) -> Generator[Outgoing]:
    """Everything whose receipt we lack, oldest first, in runs that have ``room`` in one container.

    A run starts at the first unconfirmed event, not at the latest batch: so each receipt answers everything before
    it too, and it does not matter which receipts on the way were lost.
    """
    me, held = desk.installation, submission.news_place(desk)
    batches, events, lacking = submission.unconfirmed(desk, limit=room.events)
    waiting = lacking, len(attachments.undelivered(desk))
    while events:
        part = part_of(batches, events, me.device_id, held, room)
        yield replace(
            part,
            waiting=waiting,
            edition=reference.edition_held(desk),
            board=board.board_held(desk),
            update=arriving.notice_held(desk),
        )
        batches, events, _ = submission.unconfirmed(desk, behind=part.span.last, limit=room.events)


def news_request(desk: Desk, files: tuple[str, ...] = ()) -> Outgoing:
    """An empty batch at the end of our log: it only asks for news, and which of ``files`` the office has."""
    me, held = desk.installation, submission.news_place(desk)
    last, head, confirmed = submission.log_tail(desk)
    check, waiting = agreement.digest_to_compare(desk), len(attachments.undelivered(desk))
    return Outgoing(
        new_id(),
        Span(me.device_id, me.epoch, last + 1, last, head, head),
        (),
        (),
        held,
        files,
        check,
        (last - confirmed, waiting),
        reference.edition_held(desk),
        board.board_held(desk),
        arriving.notice_held(desk),
    )


def _check_progress(sent: Outgoing, answer: Answer) -> None:
    """An answer that confirms less than was sent, or promises more news without giving any, would never end."""
    answered = {item.seq for item in answer.receipt.items}
    whole = answer.receipt.last >= sent.span.last and all(event.seq in answered for event in sent.events)
    page = answer.page
    if (
        not whole
        or page.after != (0 if page.anew else sent.held[0])
        or (page.more and not page.items and not page.too_new)
    ):
        raise SyncError("SYNC_BAD_ANSWER")
