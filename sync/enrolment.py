"""A workstation joins its office with a one-time code (PROTOCOL.md 6): the messages, without network or record.

The code is never sent. Both sides prove that they know it by a keyed hash over their message, and both then show
the same six digits over all four public keys, for two people to compare.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

from baixing_desktop import __version__
from baixing_desktop.canonical import Plain, canonical, parse_canonical
from baixing_desktop.domain.batch import LogPlace
from baixing_desktop.domain.fields import Fields
from baixing_desktop.errors import InputError, SyncError
from baixing_desktop.ids import CODE_ALPHABET, is_id
from baixing_desktop.vault.sealing import is_recipient
from sync.suites import KNOWN
from sync.wire.v1 import SUITE
from sync.wire.v3 import SCHEMA

PIN_LENGTH = 32
"""Hex digits of the certificate's fingerprint that a ticket carries: 128 bits."""

REQUEST_LIMIT = 4_096
"""Largest enrolment message in bytes."""

_PREFIX = "BX1:"
_CODE = re.compile(f"[{CODE_ALPHABET}]{{10}}")
_UNIT = re.compile(r"[A-Z0-9_]{1,16}")
_DEVICE_CODE = re.compile(r"[A-Z][2-9A-Z]{2}")
_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the office hands over on paper or by message: where it is, how to know it, and the one-time code."""

    address: str
    pin: str
    code: str = field(repr=False)

    def text(self) -> str:
        """``BX1:…``, one word to copy: pin (16 bytes), code (10), address, and 3 bytes to catch slips."""
        body = bytes.fromhex(self.pin) + self.code.encode() + self.address.encode()
        return _PREFIX + urlsafe_b64encode(body + _slip_check(body)).decode().rstrip("=")


def parse_ticket(text: str) -> Ticket:
    """Read a ticket as typed or pasted; white space inside is ignored.

    Raises:
        InputError: ``INPUT_INVALID``.
    """
    packed = "".join(text.split()).removeprefix(_PREFIX)
    try:
        data = urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        body, check = data[:-3], data[-3:]
        ticket = Ticket(body[26:].decode(), body[:16].hex(), body[16:26].decode())
    except ValueError as error:
        raise InputError("INPUT_INVALID", field="登记凭据", reason="抄写有误或不完整") from error
    if check != _slip_check(body) or not _CODE.fullmatch(ticket.code) or not ticket.address.startswith("https://"):
        raise InputError("INPUT_INVALID", field="登记凭据", reason="抄写有误或不完整")
    return ticket


@dataclass(frozen=True, slots=True)
class Joining:
    """What a workstation says of itself.

    One that was enrolled before adds the device that it ``was`` and the epoch that its new log must be ``after``.
    """

    device: str
    unit: str
    device_code: str
    sign_key: str
    seal_key: str
    was: str = ""
    after: int = 0
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class Joined:
    """What the office answers: the place in its log, and its keys.

    ``had``: how far it has the former log; None from an office that does not say. ``fingerprint`` (of its certificate)
    and ``address`` stand in answers that travel as files, where no certificate is seen.
    """

    epoch: int
    device_code: str
    sign_key: str
    seal_key: str
    schema: int = SCHEMA
    had: LogPlace | None = None
    fingerprint: str = ""
    address: str = ""


def write_request(joining: Joining, code: str, suite: str = SUITE) -> bytes:
    """The request, with the proof that we know ``code``."""
    return _signed(b"bx-enrol1", {**_joining_record(joining), "suite": suite}, code)


def read_request(data: bytes) -> Joining:
    """Read and check a request; :func:`proves` tells whether it knew the code.

    Raises:
        SyncError: ``BATCH_DAMAGED``, ``BATCH_TOO_NEW``.
    """
    fields = _fields(data)
    try:
        joining = Joining(
            fields.text("device"),
            fields.text("unit"),
            fields.text("device_code"),
            fields.digest("sign_key"),
            fields.text("seal_key"),
            fields.optional_text("was") or "",
            fields.number_or("after", 0),
            fields.number_or("schema", 1),
        )
        fields.digest("mac")
    except ValueError as error:
        raise SyncError("BATCH_DAMAGED") from error
    sound = is_id(joining.device) and _UNIT.fullmatch(joining.unit) and _DEVICE_CODE.fullmatch(joining.device_code)
    sound = sound and (not joining.was or is_id(joining.was)) and 0 <= joining.after < _LARGEST and joining.schema >= 1
    if not sound or not is_recipient(joining.seal_key):
        raise SyncError("BATCH_DAMAGED")
    return joining


def proves(data: bytes, code: str) -> bool:
    """Whether the writer of the request ``data`` knew ``code``."""
    return _is_signed(b"bx-enrol1", data, code)


def write_answer(joined: Joined, request: bytes, code: str) -> bytes:
    """The office's answer to exactly this request, in its suite."""
    record: dict[str, Plain] = {
        "v": 1,
        "suite": _fields(request).text("suite"),
        "answers": hashlib.sha256(request).hexdigest(),
        "epoch": joined.epoch,
        "device_code": joined.device_code,
        "sign_key": joined.sign_key,
        "seal_key": joined.seal_key,
        "app": __version__,
    }
    if joined.schema != 1:
        record["schema"] = joined.schema
    if joined.had is not None:
        record["had"] = {"epoch": joined.had.epoch, "last": joined.had.last}
    if joined.fingerprint:
        record |= {"fingerprint": joined.fingerprint, "address": joined.address}
    return _signed(b"bx-enrolled1", record, code)


def read_answer(data: bytes, request: bytes, code: str) -> Joined:
    """Read the office's answer, which must prove that it knew ``code`` and our request.

    Raises:
        SyncError: ``SYNC_BAD_ANSWER``.
    """
    try:
        fields = _fields(data)
        had = fields.optional_part("had")
        joined = Joined(
            fields.number("epoch"),
            fields.text("device_code"),
            fields.digest("sign_key"),
            fields.text("seal_key"),
            fields.number_or("schema", 1),
            LogPlace(had.number("epoch"), had.number("last")) if had else None,
            fields.digest("fingerprint") if fields.has("fingerprint") else "",
            fields.optional_text("address") or "",
        )
        answers, suite = fields.digest("answers"), fields.text("suite")
    except (ValueError, SyncError) as error:
        raise SyncError("SYNC_BAD_ANSWER") from error
    proven = _is_signed(b"bx-enrolled1", data, code) and answers == hashlib.sha256(request).hexdigest()
    # Nobody may talk us into a weaker one than we asked in.
    proven = proven and suite == _fields(request).text("suite")
    sound = 1 <= joined.epoch <= _LARGEST and _DEVICE_CODE.fullmatch(joined.device_code)
    if not proven or not sound or not is_recipient(joined.seal_key):
        raise SyncError("SYNC_BAD_ANSWER")
    return joined


def comparison(workstation: tuple[str, str], office: tuple[str, str]) -> str:
    """Six digits in two groups over the signing and sealing keys of both sides: equal on both screens, or an
    impostor stands between them."""
    keys = canonical({"workstation": list(workstation), "office": list(office)})
    number = int.from_bytes(hashlib.sha256(b"bx-compare1" + keys).digest()[:8]) % 1_000_000
    return f"{number // 1000:03d} {number % 1000:03d}"


def _joining_record(joining: Joining) -> dict[str, Plain]:
    record: dict[str, Plain] = {
        "v": 1,
        "device": joining.device,
        "unit": joining.unit,
        "device_code": joining.device_code,
        "sign_key": joining.sign_key,
        "seal_key": joining.seal_key,
        "app": __version__,
    }
    # Keys that are left out say what the first version could not say otherwise.
    if joining.after:
        record |= {"was": joining.was, "after": joining.after}
    return record if joining.schema == 1 else {**record, "schema": joining.schema}


def _fields(data: bytes) -> Fields:
    try:
        fields = Fields(parse_canonical(data))
        newer = fields.number("v") > 1 or fields.text("suite") not in KNOWN
    except ValueError as error:
        raise SyncError("BATCH_DAMAGED") from error
    if newer:
        raise SyncError("BATCH_TOO_NEW")
    return fields


def _signed(domain: bytes, record: dict[str, Plain], code: str) -> bytes:
    return canonical({**record, "mac": _mac(domain, record, code)})


def _is_signed(domain: bytes, data: bytes, code: str) -> bool:
    record = parse_canonical(data)
    if not isinstance(record, dict):
        return False
    mac = record.pop("mac", None)
    return isinstance(mac, str) and hmac.compare_digest(mac.encode(), _mac(domain, record, code).encode())


def _mac(domain: bytes, record: dict[str, Plain], code: str) -> str:
    return KNOWN[str(record["suite"])].prove(code.encode(), domain + canonical(record))


def _slip_check(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()[:3]
