"""What the clerk does at the office's window: tickets for workstations, batch files in, receipt files out."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from baixing_desktop.changes import Changes
from baixing_desktop.domain.batch import ItemResult
from baixing_desktop.domain.units import Device, Face
from baixing_desktop.errors import InputError, SyncError
from baixing_desktop.files import read_file
from baixing_desktop.usecases import devices
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.usecases.devices import Admission, Applicant
from baixing_desktop.vault.certificates import fingerprint
from baixing_desktop.vault.sealing import recipient_of
from baixing_desktop.vault.signing import public_key
from sync import carrier
from sync.batch import read_batch_header
from sync.container import UP, Container, read
from sync.enrolment import (
    PIN_LENGTH,
    REQUEST_LIMIT,
    Joined,
    Joining,
    Ticket,
    comparison,
    proves,
    read_request,
    write_answer,
)
from sync.office.certificate import certificate_of
from sync.receive import NEWS_PER_FILE, Received, Refused, keep_along, respond, sender_of
from sync.transport import parse_address


@dataclass(frozen=True, slots=True)
class IssuedTicket:
    """登记凭据 for one workstation of ``unit``: the text to hand over, valid once and until ``expires_at``."""

    text: str = field(repr=False)
    ticket: Ticket
    unit: str
    expires_at: datetime
    changes: Changes


@dataclass(frozen=True, slots=True)
class FileReceived:
    """A batch file that is in the record, and the receipt file that goes back to its workroom; new versions of the
    program that lie beside that, or why they could not be put there."""

    receipt_path: Path
    unit: str
    device_code: str
    first: int
    last: int
    accepted: int
    duplicate: int
    rejected: int
    missing_files: int
    not_taken_files: int
    changes: Changes
    updates: tuple[Path, ...] = ()
    update_trouble: InputError | None = None


def make_ticket(desk: Desk, unit: str, address: str, replaces: str | None = None) -> IssuedTicket:
    """A ticket for a workstation of ``unit`` that will reach this office at ``address`` (``192.168.1.10:8443``).

    With ``replaces`` (a device's identity) it takes that device's place, or lets that very device in again.

    Raises:
        NotFoundError: ``UNIT_UNKNOWN``, ``RECORD_NOT_FOUND``.
        InputError: ``INPUT_INVALID`` (the address), ``UNIT_WRONG_KIND``, ``WRONG_ROLE``.
    """
    require_face(desk.installation, Face.OFFICE)
    place, pin = parse_address(address), fingerprint(certificate_of(desk))[:PIN_LENGTH]
    code, changes = devices.new_enrolment_code(desk, unit, replaces)
    ticket = Ticket(place, pin, code.code)
    return IssuedTicket(ticket.text(), ticket, code.unit, code.expires_at, changes)


def answer_enrolment(desk: Desk, request: bytes) -> bytes:
    """Enrol the workstation that sent ``request``, and answer it.

    Raises:
        SyncError: ``ENROL_CODE_BAD``, ``ENROL_REVOKED``, ``BATCH_DAMAGED``, ``BATCH_TOO_NEW``.
    """
    admission = devices.enrol_device(desk, _applicant(read_request(request)), lambda code: proves(request, code))
    return write_answer(_joined(desk, admission), request, admission.code)


@dataclass(frozen=True, slots=True)
class FileAnswered:
    """The answer file that goes back to the workstation, and the digits that both screens show."""

    path: Path
    device: Device
    comparison: str
    changes: Changes


def answer_file(desk: Desk, path: Path, code: str, directory: Path, address: str = "") -> FileAnswered:
    """Enrol the workstation whose request is at ``path``; its liaison told the ``code``. Write the answer file.

    Without ``address`` the workstation will report by files only.

    Raises:
        InputError: ``WRONG_ROLE``, ``INPUT_INVALID`` (the address), ``FILE_MISSING``, ``FILE_UNREADABLE``,
            ``FILE_TOO_LARGE``; ``FILE_NOT_WRITTEN``: it is enrolled, but has to ask once more.
        NotFoundError: ``UNIT_UNKNOWN``.
        SyncError: ``ENROL_CODE_BAD``: another code, or used already; ``BATCH_DAMAGED``, ``BATCH_TOO_NEW``.
    """
    require_face(desk.installation, Face.OFFICE)
    place = parse_address(address) if address else ""
    request, typed = read_file(path, REQUEST_LIMIT), re.sub(r"[\s-]", "", code).upper()
    applicant = _applicant(read_request(request))
    admission = devices.admit_by_file(desk, applicant, typed, lambda code: proves(request, code))
    seen = {"fingerprint": fingerprint(certificate_of(desk)), "address": place}
    answer = write_answer(replace(_joined(desk, admission), **seen), request, typed)
    device = admission.device
    answer_path = directory / carrier.answer_name(device.unit, applicant.device_code)
    carrier.write_verified(answer_path, [answer])
    return FileAnswered(answer_path, device, comparison_with(desk, device), admission.changes)


def comparison_with(desk: Desk, device: Device) -> str:
    """The six digits that the workstation shows too, if nobody stood between."""
    return comparison((device.sign_key, device.seal_key), _office_keys(desk))


def receive_file(desk: Desk, path: Path, directory: Path) -> FileReceived:
    """Take in the batch file at ``path`` and write its receipt file into ``directory``.

    The whole file is verified before anything of it is kept. The same file twice gives the same receipt.

    Raises:
        InputError: ``WRONG_ROLE``, ``FILE_MISSING``, ``FILE_UNREADABLE``, ``FILE_TOO_LARGE``; ``FILE_NOT_WRITTEN``:
            the batch is in, the receipt is not written; receive the file again.
        SyncError: ``BATCH_DAMAGED``, ``BATCH_TOO_NEW``, ``BATCH_NOT_OURS``, ``BATCH_UNKNOWN_DEVICE``,
            ``BATCH_FORK``, ``BATCH_GAP``.
    """
    require_face(desk.installation, Face.OFFICE)
    with carrier.reading(path) as file:
        batch, device = _verified_batch(desk, read(file, UP))
        start, companions = file.tell(), 0
        while (blob := read(file, UP)) is not None:
            _check_companion(blob, batch, device)
            companions += 1
        file.seek(start)
        # Before its attachments: which of them are wanted, and how many, its clues say.
        received = respond(desk, batch, carrier="file", news=NEWS_PER_FILE)
        if companions and isinstance(received, Received):
            while (blob := read(file, UP)) is not None:
                # Checked anew: what is on a stick may change between two readings.
                _check_companion(blob, batch, device)
                keep_along(desk, device, blob)
            # The same answers once more, now with what came along.
            changes = received.changes
            received = respond(desk, batch, carrier="file", news=NEWS_PER_FILE)
            if isinstance(received, Received):
                received = replace(received, changes=changes | received.changes)
    span = read_batch_header(batch).span
    receipt_path = directory / carrier.receipt_name(device.unit, device.device_code, span)
    # A refusal goes back too: the workroom has to learn what we lack, or that its log forked.
    carrier.write_verified(receipt_path, [received.container])
    if isinstance(received, Refused):
        raise received.error
    receipt = received.receipt
    results = [item.result for item in receipt.items]
    return FileReceived(
        receipt_path,
        device.unit,
        device.device_code,
        span.first,
        span.last,
        results.count(ItemResult.ACCEPTED),
        results.count(ItemResult.DUPLICATE),
        results.count(ItemResult.REJECTED),
        len(received.missing),
        len(received.not_taken),
        received.changes,
    )


def _applicant(joining: Joining) -> Applicant:
    return Applicant(
        joining.device,
        joining.unit,
        joining.device_code,
        joining.sign_key,
        joining.seal_key,
        joining.was,
        joining.after,
        joining.schema,
    )


def _joined(desk: Desk, admission: Admission) -> Joined:
    device = admission.device
    return Joined(device.epoch, device.device_code, *_office_keys(desk), had=admission.had)


def _verified_batch(desk: Desk, container: Container | None) -> tuple[Container, Device]:
    if container is None:
        raise SyncError("BATCH_DAMAGED")
    device = sender_of(desk, container)
    read_batch_header(container)
    return container, device


def _check_companion(blob: Container, batch: Container, device: Device) -> None:
    """An attachment in a batch file comes from the batch's own device."""
    if blob.device != batch.device or blob.kind != "blob":
        raise SyncError("BATCH_DAMAGED")
    blob.check_signature(device.sign_key)


def _office_keys(desk: Desk) -> tuple[str, str]:
    keys = desk.keys
    return public_key(keys.sign_seed), recipient_of(keys.seal_identity)
