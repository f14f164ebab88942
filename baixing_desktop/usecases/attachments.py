"""The lane of attachments: in chunks to the office, confirmed by itself, apart from the clue (safety 4.5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.units import Device, Face
from baixing_desktop.errors import SyncError
from baixing_desktop.store.incoming import Incoming
from baixing_desktop.usecases.allowances import require_allowed
from baixing_desktop.usecases.databases import INCOMING
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import ATTACHMENT_LIMIT
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.reception import store_blob


@dataclass(frozen=True, slots=True)
class Files:
    """附件 of one clue: ``there`` of ``total`` are in the office. An event is held until all of them are.

    ``refused``: the names of those that the office does not take, each with its reason; a workroom knows it.
    """

    there: int
    total: int
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def held(self) -> bool:
        """Whether the clue waits for files."""
        return self.there < self.total


@intention
def files_of(desk: Desk, clue_id: str) -> Files:
    """How many of a clue's attachments the office has, as this installation knows."""
    with desk.store.reading() as tx:
        delivered = tx.system.installation().face is Face.WORKROOM
        counted, told = tx.attachments.waiting(clue_id, delivered=delivered), tx.attachments.not_taken()
        # Nearly always nothing was refused, and then nobody has to look which files a clue has.
        named = tx.clues.get(clue_id).content.attachments if told else ()
    return Files(*counted, tuple((one.name, told[one.sha256]) for one in named if one.sha256 in told))


@intention
def undelivered(desk: Desk) -> tuple[str, ...]:
    """The attachments (SHA-256) of confirmed clues that the office has not confirmed to have."""
    with desk.store.reading() as tx:
        return tx.attachments.undelivered()


@intention
def confirm_delivered(desk: Desk, digests: Iterable[str]) -> Changes:
    """A receipt of the office names these attachments as being there for good."""
    named = tuple(digests)
    with desk.store.writing() as tx:
        return Changes.of(Kind.CLUE, *named) if tx.attachments.mark_durable(named, desk.now()) else Changes()


@intention
def reached(desk: Desk, device: Device, digest: str) -> int:
    """How many bytes of an attachment have come from ``device``."""
    return _incoming(desk).reached(device.id, digest)


@intention
def worth_carrying(desk: Desk, digests: Iterable[str]) -> tuple[str, ...]:
    """Those of ``digests`` that the office has not said it does not take."""
    with desk.store.reading() as tx:
        told = tx.attachments.not_taken()
    return tuple(digest for digest in digests if digest not in told)


@intention
def check_wanted(desk: Desk, device: Device, digest: str) -> None:
    """Refuse what no clue of the device's unit names: the office keeps no strange files.

    Raises:
        SyncError: ``BLOB_UNWANTED``.
    """
    with desk.store.reading() as tx:
        if tx.attachments.wanted(device.unit, digest) is None:
            raise SyncError("BLOB_UNWANTED")


@intention
def take_whole(desk: Desk, device: Device, digest: str, data: bytes) -> None:
    """Keep an attachment that came in one piece; the same one twice costs nothing.

    Raises:
        InputError: ``FILE_UNREADABLE``: the bytes do not have this SHA-256.
        SyncError: ``BLOB_UNWANTED``, ``BLOB_QUOTA``.
        StoreError: it cannot be written.
    """
    check_wanted(desk, device, digest)
    with desk.store.reading() as tx:
        if tx.system.has_blob(digest):
            return
        require_allowed(desk, tx, device, digest, len(data))
    store_blob(desk, digest, data)
    with desk.store.writing() as tx:
        tx.attachments.add_upload(device.id, desk.today(), len(data))


@intention
def take_chunk(desk: Desk, device: Device, digest: str, offset: int, total: int, data: bytes) -> int:
    """Keep a chunk of an attachment of ``total`` bytes; returns how far it has come. The last one makes it whole.

    A chunk that is here already changes nothing.

    Raises:
        SyncError: ``BLOB_UNWANTED``; ``BLOB_OFFSET`` with ``expected``: the chunk before it is missing;
            ``BLOB_QUOTA``; ``BATCH_DAMAGED``: the whole has another hash than its name, and was thrown away.
        StoreError: it cannot be written.
    """
    check_wanted(desk, device, digest)
    if not 0 <= offset <= offset + len(data) <= total <= ATTACHMENT_LIMIT or not (data or total == 0):
        raise SyncError("BATCH_DAMAGED")
    with desk.store.reading() as tx:
        if tx.system.has_blob(digest):
            return total
        require_allowed(desk, tx, device, digest, len(data))
    incoming = _incoming(desk)
    here = incoming.reached(device.id, digest)
    if offset > here or offset < here < offset + len(data):
        raise SyncError("BLOB_OFFSET", expected=here)
    if offset == here:
        incoming.add(device.id, digest, offset, data)
        with desk.store.writing() as tx:
            tx.attachments.add_upload(device.id, desk.today(), len(data))
        here += len(data)
    if here == total:
        _finish(desk, incoming, device, digest)
    return here


def _finish(desk: Desk, incoming: Incoming, device: Device, digest: str) -> None:
    data = incoming.whole(device.id, digest)
    sound = sha256_hex(data) == digest
    if sound:
        store_blob(desk, digest, data)
    # Only now: a cut before it finds the chunks again, and finishes once more.
    incoming.discard(device.id, digest)
    if not sound:
        raise SyncError("BATCH_DAMAGED")


def _incoming(desk: Desk) -> Incoming:
    return Incoming(desk.home / INCOMING, desk.vault.attachments)
