"""The container: nothing damaged, foreign, oversized or later gets through."""

import io
import struct
from datetime import UTC, datetime
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from baixing_desktop.canonical import canonical, sha256_hex
from baixing_desktop.errors import SyncError
from baixing_desktop.vault.sealing import new_identity, recipient_of, seal
from baixing_desktop.vault.signing import public_key, sign
from sync.container import (
    DOWN,
    HEADER_LIMIT,
    PAYLOAD_LIMIT,
    RATIO_FREE,
    RAW_LIMIT,
    UP,
    Container,
    Envelope,
    container_id,
    pack,
    read,
    read_single,
)

SEED = bytes(range(32))
KEY = public_key(SEED)
IDENTITY = new_identity()
DEVICE = "0b6f4c1e-8a57-4f0e-9a6b-0d8f6a2f7c31"
ENVELOPE = Envelope(SEED, recipient_of(IDENTITY), DEVICE, 1, datetime(2026, 11, 23, 7, 21, 7, tzinfo=UTC))


def code_of(data: bytes, magic: bytes = UP) -> str | None:
    """How reading ``data`` to the end is refused; None when it is not."""
    try:
        container = read_single(data, magic)
        container.check_signature(KEY)
        container.open(IDENTITY)
    except SyncError as error:
        return error.code
    return None


def forged(header: dict[str, Any] | bytes, payload: bytes, magic: bytes = UP) -> bytes:
    """A container of the right sender with any header and payload."""
    if isinstance(header, dict):
        header = canonical({**_plain_header(payload), **header})
    signature = sign(SEED, b"bx-box1" + magic + bytes.fromhex(sha256_hex(header)))
    return magic + struct.pack(">I", len(header)) + header + signature + payload


def _plain_header(payload: bytes) -> dict[str, Any]:
    return {
        "v": 1,
        "suite": "S1",
        "kind": "batch",
        "device": DEVICE,
        "epoch": 1,
        "at": "2026-11-23T07:21:07Z",
        "app": "0",
        "schema": 1,
        "coding": "zstd",
        "raw": 5,
        "length": len(payload),
        "sha256": sha256_hex(payload),
    }


def sealed(raw: bytes) -> bytes:
    return seal(ENVELOPE.recipient, zstandard.compress(raw))


@given(st.binary(max_size=5_000), st.sampled_from([UP, DOWN]), st.sampled_from(["batch", "blob"]))
@settings(max_examples=40)
def test_what_was_packed_is_read(raw: bytes, magic: bytes, kind: str) -> None:
    data = pack(magic, kind, ENVELOPE, {"extra": 7}, raw)
    container = read_single(data, magic)
    container.check_signature(KEY)
    assert container.open(IDENTITY) == raw
    assert (container.kind, container.device, container.epoch) == (kind, DEVICE, 1)
    assert container.fields.number("extra") == 7
    assert container.id == container_id(data)


def test_containers_follow_one_another_in_a_file() -> None:
    stream = io.BytesIO(pack(UP, "batch", ENVELOPE, {}, b"one") + pack(UP, "blob", ENVELOPE, {}, b"two"))
    found: list[Container] = []
    while (container := read(stream, UP)) is not None:
        found.append(container)
    assert [container.open(IDENTITY) for container in found] == [b"one", b"two"]


def test_every_changed_byte_is_refused() -> None:
    good = pack(UP, "batch", ENVELOPE, {"first": 1}, b"event" * 20)
    assert code_of(good) is None
    for place in range(len(good)):
        for bit in (0x01, 0x20, 0x80):
            changed = bytearray(good)
            changed[place] ^= bit
            expected = {"BATCH_DAMAGED"}
            if place < 4:
                expected |= {"BATCH_TOO_NEW"}
            elif good[:place].endswith((b'"suite":"', b'"suite":"S', b'"schema":', b'"v":')):
                # Read before the signature, so that a later version is told politely.
                expected = {"BATCH_TOO_NEW", "BATCH_DAMAGED"}
            assert code_of(bytes(changed)) in expected, (place, bit)


def test_every_cut_and_every_addition_is_refused() -> None:
    good = pack(UP, "batch", ENVELOPE, {}, b"event")
    for length in range(len(good)):
        assert code_of(good[:length]) == "BATCH_DAMAGED"
    assert code_of(good + b"\x00") == "BATCH_DAMAGED"
    assert code_of(good + good) == "BATCH_DAMAGED"


@given(st.binary(max_size=300))
def test_rubbish_is_refused(data: bytes) -> None:
    for start in (b"", UP, UP + struct.pack(">I", 40)):
        assert code_of(start + data) in ("BATCH_DAMAGED", "BATCH_TOO_NEW", "BATCH_NOT_OURS")


@pytest.mark.parametrize(
    ("magic", "code"),
    [
        (DOWN, "BATCH_NOT_OURS"),
        (b"BXP2", "BATCH_TOO_NEW"),
        (b"BXP0", "BATCH_DAMAGED"),
        (b"PK\x03\x04", "BATCH_DAMAGED"),
    ],
)
def test_the_first_four_bytes_say_what_it_is(magic: bytes, code: str) -> None:
    good = pack(UP, "batch", ENVELOPE, {}, b"event")
    assert code_of(magic + good[4:]) == code


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"v": 2}, "BATCH_TOO_NEW"),
        ({"suite": "S2"}, "BATCH_TOO_NEW"),
        ({"schema": 4}, "BATCH_TOO_NEW"),
        ({"v": 0}, "BATCH_DAMAGED"),
        ({"coding": "lzma"}, "BATCH_DAMAGED"),
        ({"raw": 4}, "BATCH_DAMAGED"),
        ({"raw": RAW_LIMIT + 1}, "BATCH_DAMAGED"),
        ({"raw": -1}, "BATCH_DAMAGED"),
        ({"length": PAYLOAD_LIMIT + 1}, "BATCH_DAMAGED"),
        ({"length": 2**50}, "BATCH_DAMAGED"),
        ({"length": -1}, "BATCH_DAMAGED"),
        ({"length": True}, "BATCH_DAMAGED"),
        ({"sha256": "00" * 32}, "BATCH_DAMAGED"),
        ({"kind": None}, "BATCH_DAMAGED"),
        ({"filling": "x" * HEADER_LIMIT}, "BATCH_DAMAGED"),
        (b"[]", "BATCH_DAMAGED"),
        (b'{"v":1,"v":1}', "BATCH_DAMAGED"),
        (b"[" * 4000 + b"]" * 4000, "BATCH_DAMAGED"),
        (b"\xff", "BATCH_DAMAGED"),
    ],
)
def test_a_header_that_lies_is_refused_though_signed(header: dict[str, Any] | bytes, code: str) -> None:
    assert code_of(forged({}, sealed(b"event"))) is None
    assert code_of(forged(header, sealed(b"event"))) == code


def test_another_sender_or_reader_is_noticed() -> None:
    other = Envelope(bytes(32), ENVELOPE.recipient, DEVICE, 1, ENVELOPE.at)
    assert code_of(pack(UP, "batch", other, {}, b"event")) == "BATCH_DAMAGED"
    other = Envelope(SEED, recipient_of(new_identity()), DEVICE, 1, ENVELOPE.at)
    assert code_of(pack(UP, "batch", other, {}, b"event")) == "BATCH_NOT_OURS"


def test_a_signature_for_one_direction_is_none_for_the_other() -> None:
    good = pack(UP, "batch", ENVELOPE, {}, b"event")
    assert code_of(DOWN + good[4:], DOWN) == "BATCH_DAMAGED"


def test_a_bomb_is_stopped_at_the_cap() -> None:
    bomb = zstandard.compress(bytes(RAW_LIMIT))
    assert len(bomb) < 10_000
    payload = seal(ENVELOPE.recipient, bomb)
    assert code_of(forged({"raw": RAW_LIMIT}, payload)) == "BATCH_DAMAGED"


@pytest.mark.parametrize("packed", [b"", b"\x28\xb5\x2f\xfd", zstandard.compress(b"event") + b"x", b"no zstd at all"])
def test_what_does_not_decompress_is_damaged(packed: bytes) -> None:
    assert code_of(forged({}, seal(ENVELOPE.recipient, packed))) == "BATCH_DAMAGED"


def test_a_frame_that_wants_a_huge_window_is_damaged() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True)
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    packed = compressor.compress(b"event") + compressor.flush()
    assert code_of(forged({}, seal(ENVELOPE.recipient, packed))) == "BATCH_DAMAGED"


def test_content_that_compresses_beyond_the_cap_is_sent_as_it_is() -> None:
    raw = bytes(RATIO_FREE * 2)
    container = read_single(pack(UP, "batch", ENVELOPE, {}, raw), UP)
    assert container.fields.text("coding") == "none"
    assert container.open(IDENTITY) == raw


def test_more_than_any_reader_takes_is_not_packed() -> None:
    with pytest.raises(SyncError) as caught:
        pack(UP, "blob", ENVELOPE, {}, bytes(PAYLOAD_LIMIT))
    assert caught.value.code == "SYNC_REFUSED"
