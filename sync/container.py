"""One container for every carrier: the same bytes go over HTTPS, into a folder and onto a USB stick (PROTOCOL.md 3).

``magic (4) · header length (4, big-endian) · header (canonical JSON) · signature (64) · payload``: the payload is
compressed, then sealed for its one reader; the sender's signature covers magic and header, which holds the
payload's length and hash. A reader trusts nothing before the signature, and no declared size ever.
"""

import hashlib
import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

import zstandard

from baixing_desktop import __version__
from baixing_desktop.canonical import Plain, canonical, parse_canonical, sha256_hex
from baixing_desktop.clock import stamp
from baixing_desktop.domain.fields import Fields
from baixing_desktop.errors import SyncError
from baixing_desktop.vault.sealing import NotSealedForUsError
from baixing_desktop.vault.signing import SIGNATURE_LENGTH
from sync.suites import KNOWN
from sync.wire.v1 import SUITE
from sync.wire.v3 import SCHEMA

UP, DOWN = b"BXP1", b"BXR1"
"""Magic of what a workroom sends and of what the office answers."""

VERSION = 1
HEADER_LIMIT = 8_192
PAYLOAD_LIMIT = 32 * 2**20
"""Largest sealed payload in bytes, of any kind."""
RAW_LIMIT = 64 * 2**20
"""Largest content in bytes, after decompression."""
RATIO_LIMIT = 1_000
"""Content may be this many times larger than its compressed form, or :data:`RATIO_FREE` bytes, whichever is more."""
RATIO_FREE = 2**20

_DOMAIN = b"bx-box1"
_WINDOW = 2**23
_SLICE = 2**16


@dataclass(frozen=True, slots=True)
class Container:
    """A container whose form is sound; nothing in it may be believed before :meth:`check_signature`."""

    magic: bytes
    header: bytes
    signature: bytes
    payload: bytes = field(repr=False)
    fields: Fields = field(repr=False)

    @property
    def kind(self) -> str:
        """What it carries: ``batch``, ``blob``, ``receipt`` or ``refusal``; a later version may know more."""
        return self.fields.text("kind")

    @property
    def suite(self) -> str:
        """The name of the suite in which it was signed and sealed, one of those that are known here."""
        return self.fields.text("suite")

    @property
    def device(self) -> str:
        """The workstation that sent it or that it is for."""
        return self.fields.text("device")

    @property
    def epoch(self) -> int:
        """The epoch of that workstation."""
        return self.fields.number("epoch")

    @property
    def data(self) -> bytes:
        """The bytes as they came."""
        return self.magic + struct.pack(">I", len(self.header)) + self.header + self.signature + self.payload

    @property
    def id(self) -> str:
        """SHA-256 over the header: names exactly this container (an answer repeats it)."""
        return sha256_hex(self.header)

    def check_signature(self, key: str) -> None:
        """Believe the header only if the holder of ``key`` (64 hex digits) signed it, and the payload with it.

        Raises:
            SyncError: ``BATCH_DAMAGED``.
        """
        if not KNOWN[self.suite].verify(key, self.signature, _signed(self.magic, self.header)):
            raise SyncError("BATCH_DAMAGED")
        if sha256_hex(self.payload) != self.fields.digest("sha256"):
            raise SyncError("BATCH_DAMAGED")

    def open(self, identity: str) -> bytes:
        """The content, unsealed with our age ``identity`` and decompressed under the caps.

        Raises:
            SyncError: ``BATCH_NOT_OURS`` (sealed for somebody else) or ``BATCH_DAMAGED``.
        """
        try:
            packed = KNOWN[self.suite].unseal(identity, self.payload)
        except NotSealedForUsError as error:
            raise SyncError("BATCH_NOT_OURS") from error
        except ValueError as error:
            raise SyncError("BATCH_DAMAGED") from error
        raw = _expand(packed) if self.fields.text("coding") == "zstd" else packed
        if len(raw) != self.fields.number("raw"):
            raise SyncError("BATCH_DAMAGED")
        return raw


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who packs for whom: the sender's signing seed, the reader's age recipient, whose log it is about, and the schema
    and the suite that the reader understands."""

    sign_seed: bytes = field(repr=False)
    recipient: str
    device: str
    epoch: int
    at: datetime
    schema: int = SCHEMA
    suite: str = SUITE


def pack(magic: bytes, kind: str, envelope: Envelope, facts: Mapping[str, Plain], raw: bytes) -> bytes:
    """The bytes of one container. ``facts`` are the header's fields that belong to ``kind``; no personal data.

    Raises:
        SyncError: ``SYNC_REFUSED``: ``raw`` is larger than any reader accepts.
    """
    coding, packed = ("none", raw) if kind == "blob" else _compress(raw)
    suite = KNOWN[envelope.suite]
    payload = suite.seal(envelope.recipient, packed)
    if len(raw) > RAW_LIMIT or len(payload) > PAYLOAD_LIMIT:
        raise SyncError("SYNC_REFUSED", reason="这一批内容过大")
    header = canonical(
        {
            "v": VERSION,
            "suite": envelope.suite,
            "kind": kind,
            "device": envelope.device,
            "epoch": envelope.epoch,
            "at": stamp(envelope.at),
            "app": __version__,
            "schema": envelope.schema,
            "coding": coding,
            "raw": len(raw),
            "length": len(payload),
            "sha256": sha256_hex(payload),
            **facts,
        }
    )
    signature = suite.sign(envelope.sign_seed, _signed(magic, header))
    return magic + struct.pack(">I", len(header)) + header + signature + payload


def read(stream: BinaryIO, magic: bytes) -> Container | None:
    """The next container of ``stream``, or None at its end. Reads no more than the limits allow.

    Raises:
        SyncError: ``BATCH_DAMAGED``, ``BATCH_TOO_NEW``, or ``BATCH_NOT_OURS`` for a file that goes the other way.
    """
    start = stream.read(8)
    if not start:
        return None
    found, size = start[:4], int.from_bytes(start[4:])
    _check_magic(found, magic)
    if len(start) < 8 or size > HEADER_LIMIT:
        raise SyncError("BATCH_DAMAGED")
    header = _exactly(stream, size)
    fields, length = _read_header(header)
    return Container(found, header, _exactly(stream, SIGNATURE_LENGTH), _exactly(stream, length), fields)


def read_single(data: bytes, magic: bytes) -> Container:
    """The only container in ``data``.

    Raises:
        SyncError: as :func:`read`; also ``BATCH_DAMAGED`` when there is none, or something after it.
    """
    stream = io.BytesIO(data)
    container = read(stream, magic)
    if container is None or stream.read(1):
        raise SyncError("BATCH_DAMAGED")
    return container


def container_id(data: bytes) -> str:
    """:attr:`Container.id` of a container that we packed ourselves."""
    return sha256_hex(data[8 : 8 + int.from_bytes(data[4:8])])


def _check_magic(found: bytes, expected: bytes) -> None:
    if found == expected:
        return
    if found in (UP, DOWN):
        raise SyncError("BATCH_NOT_OURS")
    if found[:3] == expected[:3] and b"1" < found[3:] <= b"9":
        raise SyncError("BATCH_TOO_NEW")
    raise SyncError("BATCH_DAMAGED")


def _read_header(header: bytes) -> tuple[Fields, int]:
    """The header's fields with every common one checked, and the payload's length."""
    try:
        fields = Fields(parse_canonical(header))
        version, suite, schema = fields.number("v"), fields.text("suite"), fields.number("schema")
        length, raw, coding = fields.number("length"), fields.number("raw"), fields.text("coding")
        fields.digest("sha256")
        _ = fields.text("kind"), fields.text("device"), fields.number("epoch"), fields.text("app"), fields.text("at")
    except ValueError as error:
        raise SyncError("BATCH_DAMAGED") from error
    if version > VERSION or suite not in KNOWN or schema > SCHEMA:
        raise SyncError("BATCH_TOO_NEW")
    if not (
        version == VERSION and 0 <= length <= PAYLOAD_LIMIT and 0 <= raw <= RAW_LIMIT and coding in ("zstd", "none")
    ):
        raise SyncError("BATCH_DAMAGED")
    return fields, length


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise SyncError("BATCH_DAMAGED")
    return data


def _signed(magic: bytes, header: bytes) -> bytes:
    return _DOMAIN + magic + hashlib.sha256(header).digest()


def _compress(raw: bytes) -> tuple[str, bytes]:
    packed = zstandard.ZstdCompressor(level=9, write_checksum=True).compress(raw)
    # What our own cap would refuse is sent as it is.
    return ("zstd", packed) if len(raw) <= _cap(len(packed)) else ("none", raw)


def _expand(packed: bytes) -> bytes:
    """Decompress in slices and stop at the cap: a declared size is never used to reserve memory."""
    cap, parts, total = _cap(len(packed)), list[bytes](), 0
    try:
        with zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(packed) as reader:
            while part := reader.read(_SLICE):
                total += len(part)
                if total > cap:
                    raise SyncError("BATCH_DAMAGED")
                parts.append(part)
    except zstandard.ZstdError as error:
        raise SyncError("BATCH_DAMAGED") from error
    return b"".join(parts)


def _cap(packed: int) -> int:
    return min(RAW_LIMIT, max(RATIO_FREE, packed * RATIO_LIMIT))
