"""The one receiver, behind HTTPS and behind files: bytes → verified arrival → the record → a signed answer.

The order never changes (safety 4.4): size caps and form (:mod:`sync.container`), device known, signature and
payload hash, unsealing, decompression under caps, events, chain against the declared head; then one transaction.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.changes import Changes
from baixing_desktop.domain.batch import NewEvent, Receipt
from baixing_desktop.domain.units import Device
from baixing_desktop.errors import SyncError
from baixing_desktop.usecases import (
    agreement,
    allowances,
    attachments,
    board,
    devices,
    handing_out,
    reception,
    reference,
)
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reception import Arrival
from sync.batch import Header, blob_name, read_batch_header, read_chunk, read_events, read_fetch
from sync.container import DOWN, Container, Envelope, pack
from sync.problems import Problem, problem_of, write_problem
from sync.wire.v1 import Answer, Page, write_answer
from sync.wire.v3 import SCHEMA

NEWS_PER_ANSWER = 500
"""Most items of news in an answer over HTTPS; the workroom asks again for more."""
NEWS_PER_FILE = 5_000
"""Most items of news in a receipt file."""


@dataclass(frozen=True, slots=True)
class Received:
    """A batch that is in the record: its device, its receipt, the attachments that are waited for and those that are
    not taken, and the container that tells the workroom."""

    device: Device
    receipt: Receipt
    missing: tuple[str, ...]
    not_taken: tuple[str, ...]
    container: bytes
    changes: Changes


def sender_of(desk: Desk, container: Container) -> Device:
    """The enrolled device that signed ``container``.

    Raises:
        SyncError: ``BATCH_UNKNOWN_DEVICE`` (with the ``device`` that was read) or ``BATCH_DAMAGED``.
    """
    device = reception.device(desk, container.device)
    if device is None or device.revoked_at is not None:
        raise SyncError("BATCH_UNKNOWN_DEVICE", device=container.device)
    container.check_signature(device.sign_key)
    return device


def receive(desk: Desk, device: Device, container: Container, *, carrier: str, news: int) -> Received:
    """Take in a batch of ``device`` (from :func:`sender_of`) and make the signed answer with up to ``news`` items.

    Taking in the same batch again changes nothing and confirms the same.

    Raises:
        SyncError: ``BATCH_DAMAGED``, ``BATCH_TOO_NEW``, ``BATCH_NOT_OURS``, ``BATCH_FORK``, ``BATCH_GAP``,
            ``BATCH_UNKNOWN_DEVICE``; nothing was taken in.
        StoreError: the record cannot be written; nothing was taken in.
    """
    header = read_batch_header(container)
    events = read_events(header, container.open(desk.keys.seal_identity))
    there = len(header.files) - len(reception.missing_blobs(desk, header.files))
    receipt, changes = reception.receive_batch(desk, _arrival(header, events, carrier, there))
    asked = tuple(dict.fromkeys((*_attachments(events), *header.files)))
    lacking = reception.missing_blobs(desk, asked)
    come = {digest: attachments.reached(desk, device, digest) for digest in lacking}
    not_taken = allowances.not_taken(desk, device, come)
    missing = tuple(digest for digest in lacking if digest not in not_taken)
    page = _page(desk, device.unit, header, news)
    parts = {digest: come[digest] for digest in missing if come[digest]}
    check = _compare(desk, header, receipt) if header.check is not None else ""
    have = tuple(digest for digest in asked if digest not in lacking)
    edition = None if header.edition is None else reference.edition_for(desk, header.edition)
    safe = reception.backed_up(desk, device)
    told = None if header.board is None else board.board_for(desk, header.board)
    update = None if header.update is None else handing_out.update_for(desk, device, header.update, header.package)
    answer = write_answer(
        Answer(receipt, missing, page, have, parts, SCHEMA, check, edition, safe, told, not_taken, update)
    )
    facts = {"answers": container.id, "last": receipt.last, "head": receipt.head}
    packed = pack(DOWN, "receipt", _envelope(desk, device, container), facts, answer)
    return Received(device, receipt, missing, tuple(not_taken), packed, changes)


@dataclass(frozen=True, slots=True)
class Refused:
    """A batch of a known device that was not taken in, and the container that tells the workroom."""

    problem: Problem
    error: SyncError
    container: bytes


def _everybody(device: Device) -> None:
    """Whoever is enrolled may speak."""


def respond(
    desk: Desk, container: Container, *, carrier: str, news: int, admit: Callable[[Device], None] = _everybody
) -> Received | Refused:
    """Take in the batch in ``container``, or say in a signed answer why not. A fork is kept and its device shut out.

    ``admit`` hears who it is, once that is sure, and may refuse by raising whatever it likes.

    Raises:
        SyncError: ``BATCH_UNKNOWN_DEVICE``, ``BATCH_DAMAGED``: nobody whom we could answer.
        StoreError: the record cannot be written; nothing was taken in.
    """
    device = sender_of(desk, container)
    admit(device)
    try:
        return receive(desk, device, container, carrier=carrier, news=news)
    except SyncError as error:
        if error.code == "BATCH_FORK":
            span = read_batch_header(container).span
            devices.quarantine(desk, device, (span.first, span.last), carrier, container.data)
        problem = problem_of(error)
        return Refused(problem, error, refuse(desk, device, container, problem))


def refuse(desk: Desk, device: Device, container: Container, problem: Problem) -> bytes:
    """The signed and sealed refusal of a request whose device is known."""
    envelope = _envelope(desk, device, container)
    return pack(DOWN, "refusal", envelope, {"answers": container.id}, write_problem(problem))


def keep_part(desk: Desk, device: Device, container: Container) -> int | None:
    """Keep what a ``blob`` container of ``device`` holds, all of an attachment or a chunk, if a clue names it.

    Returns how far it has come, None when it is whole.

    Raises:
        SyncError: ``BATCH_UNKNOWN_DEVICE``: of a former epoch; ``BATCH_FORK``: in quarantine; ``BLOB_UNWANTED``,
            ``BLOB_OFFSET``, ``BLOB_QUOTA``, and as :func:`keep_along`.
        StoreError: it cannot be written.
    """
    _require_good_standing(device, container)
    chunk, data = read_chunk(container), container.open(desk.keys.seal_identity)
    if chunk is None:
        attachments.take_whole(desk, device, _checked_name(container, data), data)
        return None
    reached = attachments.take_chunk(desk, device, chunk.name, chunk.offset, chunk.total, data)
    return None if reached == chunk.total else reached


def give_piece(desk: Desk, device: Device, container: Container, name: str) -> bytes | None:
    """The bytes that a ``fetch`` container of ``device`` asks for, of the package called ``name``; None: it is not
    handed out (any more).

    Raises:
        SyncError: ``BATCH_UNKNOWN_DEVICE``: of a former epoch; ``BATCH_FORK``: in quarantine; ``BATCH_DAMAGED``.
    """
    _require_good_standing(device, container)
    sha256, offset = read_fetch(container)
    if sha256 != name:
        raise SyncError("BATCH_DAMAGED")
    return handing_out.package_piece(desk, sha256, offset)


def _require_good_standing(device: Device, container: Container) -> None:
    if device.epoch != container.epoch:
        raise SyncError("BATCH_UNKNOWN_DEVICE")
    if device.quarantined_at is not None:
        raise SyncError("BATCH_FORK")


def keep_along(desk: Desk, device: Device, container: Container) -> None:
    """Keep the attachment in a ``blob`` container that came along with a batch, and whose sender was checked. One that
    no clue names, because it was erased, or that is too much is passed over: the answer says so.

    Raises:
        SyncError: ``BATCH_DAMAGED`` (also when the content has another hash than declared), ``BATCH_NOT_OURS``.
        StoreError: it cannot be written.
    """
    data = container.open(desk.keys.seal_identity)
    name = _checked_name(container, data)
    try:
        attachments.take_whole(desk, device, name, data)
    except SyncError as error:
        if error.code not in ("BLOB_UNWANTED", "BLOB_QUOTA"):
            raise


def _checked_name(container: Container, data: bytes) -> str:
    name = blob_name(container)
    if sha256_hex(data) != name:
        raise SyncError("BATCH_DAMAGED")
    return name


def _arrival(header: Header, events: tuple[NewEvent, ...], carrier: str, there: int) -> Arrival:
    span = header.span
    return Arrival(
        device_id=span.device,
        epoch=span.epoch,
        batch_id=header.batch_id,
        first=span.first,
        last=span.last,
        head=span.head,
        events=events,
        carrier=carrier,
        app_version=header.app,
        schema=header.schema,
        sent_at=header.sent_at,
        # What these events and the attachments that are here bring need not be waited for any more.
        waiting=(max(0, header.waiting[0] - span.count), max(0, header.waiting[1] - there)),
    )


def _compare(desk: Desk, header: Header, receipt: Receipt) -> str:
    """Our digest of the log whose sender counted its own; only when both speak of the same stretch."""
    device = reception.device(desk, receipt.device)
    if device is None or header.span.last != receipt.last or header.check is None:
        return ""
    ours = agreement.digest_of(desk, device)
    agreement.compare(desk, device.id, ours, header.check)
    return ours


def _attachments(events: Iterable[NewEvent]) -> tuple[str, ...]:
    """The attachments that ``events`` name, each once."""
    return tuple(dict.fromkeys(a.sha256 for e in events if e.clue for a in e.clue.content.attachments))


def _page(desk: Desk, unit: str, header: Header, limit: int) -> Page:
    # Who holds other news than we ever told has them from before we were restored: it hears everything anew.
    anew = header.news is not None and not reception.knows_news(desk, unit, header.held, header.news)
    after = 0 if anew else header.held
    # One more than asked for tells whether there is more.
    items = reception.downlink_page(desk, unit, after, limit + 1)
    return Page(after, tuple(items[:limit]), more=len(items) > limit, anew=anew)


def _envelope(desk: Desk, device: Device, request: Container) -> Envelope:
    # Who answers writes no higher schema than the request's, and in its suite.
    schema = min(SCHEMA, request.fields.number("schema"))
    return Envelope(desk.keys.sign_seed, device.seal_key, device.id, request.epoch, desk.now(), schema, request.suite)
