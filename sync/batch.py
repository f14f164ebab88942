"""What a workroom sends: batches (also empty ones) and attachments, packed for the office (PROTOCOL.md 4.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID, uuid5

from baixing_desktop.canonical import Plain, sha256_hex
from baixing_desktop.clock import parse_stamp
from baixing_desktop.domain.batch import ERASED, Batch, NewEvent, StoredEvent
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.updates import LENGTH_LIMIT
from baixing_desktop.errors import SyncError
from baixing_desktop.ids import is_id
from sync.container import UP, Container, Envelope, pack
from sync.log import Span, erased_line, verify_chain

EVENTS_LIMIT = 20_000
"""Most events in one container."""


FILES_LIMIT = 60
"""Most attachments that one request asks for: they stand in its header."""

CHUNK = 2**19
"""Bytes of an attachment in one request."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of an attachment of ``total`` bytes, from ``offset`` on."""

    name: str
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class Room:
    """How much one container is filled: ``events``, and once they are ``size`` bytes together."""

    events: int
    size: int


REQUEST = Room(1_000, 16 * 2**20)
"""Over HTTPS: what was answered need not be sent again after a cut."""
FILE = Room(EVENTS_LIMIT, 24 * 2**20)
"""In files: people carry one, not many. Below the payload limit even if nothing could be compressed."""

_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Events to send together, from which ``batches``; ``held``: how far the office's news is known here, and the
    hash that names it up to there; ``files``: further attachments of which we ask whether the office has them;
    ``check``: the digest of all answers to our log; ``waiting``: events and attachments that the office does not have;
    ``edition``: the newest edition of the reference data here; ``board``: the hash of the office's board here;
    ``update``: the hash of its notice of updates here, and of the package that lies ready, empty for none.
    """

    identity: str
    span: Span
    events: tuple[StoredEvent, ...]
    batches: tuple[Batch, ...]
    held: tuple[int, str]
    files: tuple[str, ...] = ()
    check: str | None = None
    waiting: tuple[int, int] = (0, 0)
    edition: int = 0
    board: str | None = None
    update: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The facts of a batch container. ``news`` is None from a version that does not name the news it holds,
    ``edition``, ``board`` and ``update`` from one that knows of none; ``package`` is empty where none lies ready.
    """

    batch_id: str
    span: Span
    held: int
    app: str
    schema: int
    sent_at: datetime | None
    news: str | None
    files: tuple[str, ...] = ()
    check: str | None = None
    waiting: tuple[int, int] = (0, 0)
    edition: int | None = None
    board: str | None = None
    update: str | None = None
    package: str = ""


def part_of(
    batches: Sequence[Batch], events: Sequence[StoredEvent], device: str, held: tuple[int, str], room: Room
) -> Outgoing:
    """The first of ``events`` (of ``batches``, in order), as many as have room in one container.

    A run that is not exactly one batch gets an identity of its own, the same each time it is sent.
    """
    taken = tuple(islice(events, _fitting(events, room)))
    span = Span(device, batches[0].epoch, taken[0].seq, taken[-1].seq, taken[0].prev, taken[-1].hash)
    inside = tuple(b for b in batches if b.first <= span.last and b.last >= span.first)
    whole = [b.id for b in inside if (b.first, b.last) == (span.first, span.last)]
    identity = whole[0] if whole else str(uuid5(UUID(inside[0].id), f"{span.first}-{span.last}"))
    return Outgoing(identity, span, taken, inside, held)


def pack_batch(outgoing: Outgoing, envelope: Envelope) -> bytes:
    """A ``batch`` container; its content is the events' bytes, one per line."""
    span = outgoing.span
    facts: dict[str, Plain] = {
        "batch": outgoing.identity,
        "first": span.first,
        "last": span.last,
        "prev": span.prev,
        "head": span.head,
        "count": span.count,
        "held": outgoing.held[0],
        "news": outgoing.held[1],
        "edition": outgoing.edition,
    }
    if outgoing.board is not None:
        facts["board"] = outgoing.board
    if outgoing.update is not None:
        facts["update"] = outgoing.update[0]
        if outgoing.update[1]:
            facts["package"] = outgoing.update[1]
    if outgoing.check is not None:
        facts["check"] = outgoing.check
    if any(outgoing.waiting):
        facts["waiting"] = {"events": outgoing.waiting[0], "files": outgoing.waiting[1]}
    if outgoing.files:
        facts["files"] = list(outgoing.files)
    lines = (erased_line(event, span) if event.data == ERASED else event.data for event in outgoing.events)
    return pack(UP, "batch", envelope, facts, b"\n".join(lines))


def pack_blob(data: bytes, envelope: Envelope) -> bytes:
    """A ``blob`` container: one attachment as it is."""
    return pack(UP, "blob", envelope, {"blob": sha256_hex(data)}, data)


def pack_chunk(data: bytes, offset: int, envelope: Envelope) -> bytes:
    """A ``blob`` container with the part of ``data`` that begins at ``offset``."""
    facts: dict[str, Plain] = {"blob": sha256_hex(data), "offset": offset, "total": len(data)}
    return pack(UP, "blob", envelope, facts, data[offset : offset + CHUNK])


def read_chunk(container: Container) -> Chunk | None:
    """Which part of an attachment a ``blob`` container holds; None when it is the whole of it.

    Raises:
        SyncError: ``BATCH_DAMAGED``.
    """
    name, fields = blob_name(container), container.fields
    try:
        return Chunk(name, fields.number("offset"), fields.number("total")) if fields.has("offset") else None
    except ValueError as error:
        raise SyncError("BATCH_DAMAGED") from error


def read_batch_header(container: Container) -> Header:
    """The facts of a ``batch`` container, each checked.

    Raises:
        SyncError: ``BATCH_DAMAGED``.
    """
    fields = container.fields
    try:
        span = Span(
            container.device,
            container.epoch,
            fields.number("first"),
            fields.number("last"),
            fields.digest("prev"),
            fields.digest("head"),
        )
        header = Header(
            fields.text("batch"),
            span,
            fields.number("held"),
            fields.text("app")[:32],
            fields.number("schema"),
            _moment(fields.text("at")),
            fields.digest("news") if fields.has("news") else None,
            fields.digests("files") if fields.has("files") else (),
            fields.digest("check") if fields.has("check") else None,
            _waiting(fields),
            fields.number("edition") if fields.has("edition") else None,
            fields.digest("board") if fields.has("board") else None,
            fields.digest("update") if fields.has("update") else None,
            fields.digest("package") if fields.has("package") else "",
        )
        sound = (
            container.kind == "batch"
            and is_id(header.batch_id)
            and 1 <= span.epoch <= _LARGEST
            and 1 <= span.first <= span.last + 1 <= _LARGEST
            and span.count == fields.number("count")
            and span.count <= EVENTS_LIMIT
            and 0 <= header.held <= _LARGEST
            and len(header.files) <= FILES_LIMIT
        )
    except ValueError as error:
        raise SyncError("BATCH_DAMAGED") from error
    if not sound:
        raise SyncError("BATCH_DAMAGED")
    return header


def read_events(header: Header, raw: bytes) -> tuple[NewEvent, ...]:
    """The events in the content of a batch, with their chain verified.

    Raises:
        SyncError: ``BATCH_DAMAGED`` or ``BATCH_TOO_NEW``.
    """
    return verify_chain(raw.split(b"\n") if raw else [], header.span)


def pack_fetch(sha256: str, offset: int, envelope: Envelope) -> bytes:
    """A ``fetch`` container: asks for the bytes of a package that is handed out, from ``offset`` on."""
    return pack(UP, "fetch", envelope, {"package": sha256, "offset": offset}, b"")


def read_fetch(container: Container) -> tuple[str, int]:
    """Which package a ``fetch`` container asks for, and from which byte on.

    Raises:
        SyncError: ``BATCH_DAMAGED``.
    """
    try:
        found = container.fields.digest("package"), container.fields.number("offset")
        if container.kind == "fetch" and 0 <= found[1] <= LENGTH_LIMIT:
            return found
    except ValueError as error:
        raise SyncError("BATCH_DAMAGED") from error
    raise SyncError("BATCH_DAMAGED")


def blob_name(container: Container) -> str:
    """The SHA-256 that a ``blob`` container declares for its content.

    Raises:
        SyncError: ``BATCH_DAMAGED``.
    """
    try:
        if container.kind == "blob":
            return container.fields.digest("blob")
    except ValueError as error:
        raise SyncError("BATCH_DAMAGED") from error
    raise SyncError("BATCH_DAMAGED")


def _waiting(fields: Fields) -> tuple[int, int]:
    told = fields.optional_part("waiting")
    if told is None:
        return 0, 0
    events, files = (min(max(told.number(name), 0), _LARGEST) for name in ("events", "files"))
    return events, files


def _moment(text: str) -> datetime | None:
    """The sender's clock; evidence only, so one that shows nonsense is no reason to refuse."""
    try:
        return parse_stamp(text)
    except ValueError:
        return None


def _fitting(events: Sequence[StoredEvent], room: Room) -> int:
    """How many of ``events`` one container takes: at least one."""
    total = 0
    for number, event in enumerate(events):
        total += len(event.data)
        if number and (number == room.events or total > room.size):
            return number
    return len(events)
