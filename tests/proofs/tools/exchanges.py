"""One workroom and its office, without the sockets: whole synchronisations, also by programs that are older or newer
than this one, and being let in again.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, cast

from baixing_desktop.canonical import canonical, parse_canonical, sha256_hex
from baixing_desktop.domain.batch import StoredEvent, event_hash
from baixing_desktop.domain.units import OfficeContact
from baixing_desktop.errors import SyncError
from baixing_desktop.usecases import attachments, membership, sealing
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.vault.certificates import fingerprint
from sync import make_ticket
from sync.answer import OfficeRestoredError
from sync.batch import FILES_LIMIT, pack_batch, pack_chunk
from sync.container import UP, container_id, read_single
from sync.enrolment import read_answer, write_request
from sync.join import complete, joining_as
from sync.log import write_event
from sync.office.certificate import certificate_of
from sync.office.clerk import answer_enrolment
from sync.outbox import own_blob, seal_all
from sync.receive import keep_part, respond
from sync.session import Request, Session, envelope_to, require_contact
from sync.wire import v1

SHUT_OUT = {"BATCH_FORK", "SYNC_ENROL_ANEW", "BATCH_UNKNOWN_DEVICE", "SYNC_REFUSED"}
"""What a workstation may be told that has to be enrolled anew."""


def tolerating(codes: set[str], act: Callable[[], object]) -> None:
    """Do ``act``, which may be refused with one of ``codes``."""
    try:
        act()
    except SyncError as error:
        if error.code not in codes:
            raise


def next_request(desk: Desk) -> Request | None:
    """What a workroom would send now."""
    seal_all(desk)
    return Session(desk, require_contact(desk)).next_request()


def exchange(office: Desk, workroom: Desk) -> None:
    """One whole synchronisation: events, news and attachments, refusals and restored offices included."""
    seal_all(workroom)
    session = Session(workroom, require_contact(workroom))
    while (request := session.next_request()) is not None:
        _answered(office, session, request)
    _deliver_files(office, workroom, session)


def exchange_as_first_release(office: Desk, workroom: Desk) -> None:
    """As a workroom that was never updated (N-2) sends: clues only, and nothing asked for that came later."""
    membership.office_understands(workroom, v1.SCHEMA)
    seal_all(workroom)
    contact = require_contact(workroom)
    session = Session(workroom, contact)
    while (request := session.next_request()) is not None:
        bare = replace(request.outgoing, check=None, waiting=(0, 0), board=None)
        container = pack_batch(bare, replace(envelope_to(workroom, contact), schema=v1.SCHEMA))
        _answered(office, session, Request(container, container_id(container), bare))
        membership.office_understands(workroom, v1.SCHEMA)


def seal_as_later_release(workroom: Desk, *, content: bool = False) -> int:
    """Seal as a workroom of a later release: with keys that nobody here knows, with ``content`` also in what the
    citizen said, which then has another hash. Returns how many events it made.
    """
    batch, _ = sealing.seal_batch(workroom, partial(_later_event, content))
    return 0 if batch is None else batch.last - batch.first + 1


def _later_event(content: bool, subject: Any, **facts: Any) -> StoredEvent:
    event = write_event(subject, **facts)
    record = cast("dict[str, Any]", parse_canonical(event.data))
    record["mood"] = {"weather": ["雨", 3]}
    body = record["body"]
    body["later"] = "以后的内容"
    if content and "content" in body:
        body["content"]["later"] = ["以后的栏目"]
        body["content_hash"] = sha256_hex(canonical(body["content"]))
    data = canonical(record)
    return replace(event, data=data, hash=event_hash(event.prev, data))


def _answered(office: Desk, session: Session, request: Request) -> None:
    answered = respond(office, read_single(request.container, UP), carrier="https", news=2)
    try:
        session.apply(session.verified(request, answered.container))
    except OfficeRestoredError:
        return


def _deliver_files(office: Desk, workroom: Desk, session: Session) -> None:
    """The lane of attachments, one container each; what the office will not have stays where it is."""
    files = attachments.undelivered(workroom)[:FILES_LIMIT]
    if not files:
        return
    _answered(office, session, session.about(files))
    for digest in attachments.undelivered(workroom)[:FILES_LIMIT]:
        if (data := own_blob(workroom, digest)) is not None:
            container = read_single(pack_chunk(data, 0, envelope_to(workroom, require_contact(workroom))), UP)
            with office.store.reading() as tx:
                device = tx.reception.device(container.device)
            assert device is not None, "it was answered a moment ago"
            sent = lambda device=device, container=container: keep_part(office, device, container)  # noqa: E731
            tolerating({"BLOB_UNWANTED"}, sent)
    _answered(office, session, session.about(files))


def settle_one(office: Desk, workroom: Desk) -> bool:
    """Send; if that is refused, be enrolled anew and send again. Whether it went without that."""
    try:
        exchange(office, workroom)
    except SyncError as error:
        if error.code not in SHUT_OUT:
            raise
        enrol_anew(office, workroom)
        exchange(office, workroom)
        return False
    return True


def enrol_anew(office: Desk, workroom: Desk) -> None:
    """The clerk lets a workstation in again, through the real messages."""
    me = workroom.installation
    identity = membership.identity_for(workroom, new_keys=False)
    with office.store.reading() as tx:
        known = tx.reception.device(identity.device_id)
    replaces = identity.device_id if known is not None and known.revoked_at is not None else None
    ticket = make_ticket(office, me.unit, "localhost", replaces).ticket
    request = write_request(joining_as(workroom, identity), ticket.code)
    joined = read_answer(answer_enrolment(office, request), request, ticket.code)
    contact = OfficeContact("", fingerprint(certificate_of(office)), joined.sign_key, joined.seal_key)
    complete(workroom, contact, joined, identity, again=True)
