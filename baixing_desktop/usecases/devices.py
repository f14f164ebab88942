"""The workstations of an office: enrol, confirm, revoke, replace; quarantine of forks (safety 4.12, T12, T13)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.batch import GENESIS, LogPlace
from baixing_desktop.domain.units import Device, EnrolmentCode, Face, Fork, UnitKind
from baixing_desktop.errors import NotFoundError, SyncError
from baixing_desktop.ids import new_code, new_device_code, new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.guessing import count_wrong_code, forgive_wrong_codes, refuse_while_shut
from baixing_desktop.usecases.permissions import intention

CODE_LENGTH = 10
CODE_LIFE = timedelta(minutes=10)

FORKS_KEPT = 50
"""Most unsettled forks of one device whose containers are kept; the device is shut out from the first on."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """A workstation that asks to be enrolled. ``was``: the device under which it was known before; ``after``: its
    epoch there; ``schema``: what it understands."""

    device_id: str
    unit: str
    device_code: str
    sign_key: str
    seal_key: str
    was: str = ""
    after: int = 0
    schema: int = 1


@dataclass(frozen=True, slots=True)
class Admission:
    """The enrolled device, the code that it used up, and how far the office has what it sent before."""

    device: Device
    code: str
    had: LogPlace
    changes: Changes


@intention
def new_enrolment_code(desk: Desk, unit: str, replaces: str | None = None) -> tuple[EnrolmentCode, Changes]:
    """A one-time code for a workstation of ``unit``; with ``replaces`` it takes the place of that device, or is that
    device itself with new keys or after it was revoked.

    Raises:
        NotFoundError: ``UNIT_UNKNOWN``; ``RECORD_NOT_FOUND``: no such device in this unit.
        InputError: ``UNIT_WRONG_KIND``, ``WRONG_ROLE``.
    """
    desk.reference.unit(unit, UnitKind.WORKROOM, UnitKind.DIRECT_POINT, role="报送单位")
    now = desk.now()
    fresh = EnrolmentCode(new_code(CODE_LENGTH), unit, now + CODE_LIFE, replaces)
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        if replaces is not None and _device(tx, replaces).unit != unit:
            raise NotFoundError("RECORD_NOT_FOUND", kind="工作站")
        tx.reception.add_code(fresh, now)
        note(desk, tx, "enrolment_code", "unit", unit, replaces=replaces)
    return fresh, Changes.of(Kind.DEVICE, unit)


@intention
def enrol_device(desk: Desk, applicant: Applicant, proof: Callable[[str], bool]) -> Admission:
    """Enrol a workstation that proves to know an open code of its unit; the code is used up.

    A workstation that enrols again gets the next epoch and starts a new chain. A device code that another
    workstation of the unit already numbers with is replaced.

    Raises:
        SyncError: ``ENROL_CODE_BAD``; ``ENROL_REVOKED``: it takes a code that names this device.
    """
    with desk.store.writing() as tx:
        now = desk.now()
        code = next((c for c in tx.reception.open_codes(applicant.unit, now) if proof(c.code)), None)
        if code is None:
            raise SyncError("ENROL_CODE_BAD")
        tx.reception.use_code(code.code, applicant.device_id, now)
        device, had = _admit(desk, tx, applicant, code.replaces)
    return Admission(device, code.code, had, Changes.of(Kind.DEVICE, device.id))


@intention
def admit_by_file(desk: Desk, applicant: Applicant, code: str, proof: Callable[[str], bool]) -> Admission:
    """Enrol a workstation whose request came as a file; its liaison told the ``code`` by another way.

    Typing the code is the office's approval, so the device may also be one that was revoked or has new keys.

    Raises:
        InputError: ``WRONG_ROLE``, ``UNIT_WRONG_KIND``.
        NotFoundError: ``UNIT_UNKNOWN``.
        SyncError: ``ENROL_CODE_BAD``; ``ENROL_WAIT``: too many wrong codes in a row.
    """
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        refuse_while_shut(tx, desk.now())
        right = proof(code) and not tx.reception.code_known(code)
        admission = _admit_typed(desk, tx, applicant, code) if right else None
        if admission is None:
            count_wrong_code(desk, tx)
    # Only now: the count of wrong codes is to be kept.
    if admission is None:
        raise SyncError("ENROL_CODE_BAD")
    return admission


def _admit_typed(desk: Desk, tx: Transaction, applicant: Applicant, code: str) -> Admission:
    desk.reference.unit(applicant.unit, UnitKind.WORKROOM, UnitKind.DIRECT_POINT, role="报送单位")
    now = desk.now()
    tx.reception.add_code(EnrolmentCode(code, applicant.unit, now), now)
    tx.reception.use_code(code, applicant.device_id, now)
    known = tx.reception.device(applicant.device_id)
    device, had = _admit(desk, tx, applicant, known.id if known and known.unit == applicant.unit else None)
    forgive_wrong_codes(desk, tx)
    return Admission(device, code, had, Changes.of(Kind.DEVICE, device.id))


@intention
def device_of(desk: Desk, code_or_id: str) -> Device:
    """The device with this identity, or with this code in the form ``SY-K3F``.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    with desk.store.reading() as tx:
        found = [d for d in tx.reception.devices() if code_or_id in (d.id, f"{d.unit}-{d.device_code}")]
    if not found:
        raise NotFoundError("RECORD_NOT_FOUND", kind="工作站")
    return found[0]


@intention
def confirm_device(desk: Desk, device_id: str) -> tuple[Device, Changes]:
    """Note that the six digits were compared and are the same.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    return _change(desk, device_id, "confirm_device", confirmed_at=desk.now())


@intention
def revoke_device(desk: Desk, device_id: str) -> tuple[Device, Changes]:
    """Shut a workstation out: lost, given away, or not what it said it was. What it sent stays.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    return _change(desk, device_id, "revoke", revoked_at=desk.now())


@intention
def release_device(desk: Desk, device_id: str, reason: str) -> tuple[Device, Changes]:
    """Let a quarantined device go on with the log that the office has: somebody made sure that the other copy is
    gone, for ``reason``. Its forks are settled, not deleted.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    with desk.store.writing() as tx:
        released = replace(_device(tx, device_id), quarantined_at=None)
        tx.reception.save_device(released)
        tx.forks.settle(device_id, desk.now(), reason)
        note(desk, tx, "release", Kind.DEVICE, device_id)
    return released, Changes.of(Kind.DEVICE, device_id)


@intention
def quarantine(desk: Desk, device: Device, span: tuple[int, int], carrier: str, container: bytes) -> Changes:
    """Shut out a device under whose name two logs came, and keep ``container`` (signed by it, sealed to us) whole.

    ``span``: the first and last event that the container declares.

    Raises:
        StoreError: nothing could be written.
    """
    with desk.store.reading() as tx:
        room = tx.forks.open_of(device.id) < FORKS_KEPT
    digest = desk.blobs.put(container) if room else sha256_hex(container)
    with desk.store.writing() as tx:
        now, known = desk.now(), _device(tx, device.id)
        if known.quarantined_at is None:
            tx.reception.save_device(replace(known, quarantined_at=now))
            note(desk, tx, "quarantine", Kind.DEVICE, device.id, first=span[0], last=span[1], carrier=carrier)
        if room:
            tx.system.add_blob(digest, len(container), now)
            tx.forks.add(Fork(new_id(), device.id, device.epoch, *span, carrier, now, digest))
    return Changes.of(Kind.DEVICE, device.id)


@intention
def forks(desk: Desk) -> tuple[Fork, ...]:
    """What is or was in quarantine, newest first."""
    with desk.store.reading() as tx:
        return tx.forks.all()


@intention
def fork(desk: Desk, fork_id: str) -> tuple[Fork, bytes]:
    """One fork, and its container as it came.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``.
        VaultError: ``VAULT_DAMAGED``.
    """
    with desk.store.reading() as tx:
        found = tx.forks.get(fork_id)
    return found, desk.blobs.get(found.sha256)


def _admit(desk: Desk, tx: Transaction, applicant: Applicant, replaces: str | None) -> tuple[Device, LogPlace]:
    known, now = tx.reception.device(applicant.device_id), desk.now()
    if known and replaces != known.id:
        _check_same(known, applicant)
    former = tx.reception.device(applicant.was) if applicant.was else known
    if former is not None and former.unit != applicant.unit:
        former = None
    code = applicant.device_code
    while tx.reception.device_code_taken(applicant.unit, code, applicant.device_id):
        code = new_device_code()
    device = Device(
        id=applicant.device_id,
        epoch=max(applicant.after, known.epoch if known else 0) + 1,
        unit=applicant.unit,
        device_code=code,
        sign_key=applicant.sign_key,
        seal_key=applicant.seal_key,
        last=0,
        head=GENESIS,
        enrolled_at=now,
        schema=applicant.schema,
    )
    if known:
        tx.reception.save_device(device)
        tx.forks.settle(device.id, now, "已重新登记")
    else:
        tx.reception.add_device(device)
    if replaces is not None and replaces != device.id:
        _replace(desk, tx, _device(tx, replaces), device, now)
    note(desk, tx, "enrol", Kind.DEVICE, device.id, unit=device.unit, epoch=device.epoch, replaces=replaces)
    return device, LogPlace(former.epoch, former.last) if former else LogPlace(0, 0)


def _check_same(known: Device, applicant: Applicant) -> None:
    """One room's code must not take over the place of another room's workstation, nor a thief's that of any."""
    if (known.unit, known.sign_key, known.seal_key) != (applicant.unit, applicant.sign_key, applicant.seal_key):
        raise SyncError("ENROL_CODE_BAD")
    if known.revoked_at is not None:
        raise SyncError("ENROL_REVOKED")


def _replace(desk: Desk, tx: Transaction, old: Device, new: Device, now: datetime) -> None:
    tx.reception.save_device(replace(old, revoked_at=old.revoked_at or now, replaced_by=new.id, quarantined_at=None))
    tx.forks.settle(old.id, now, "已由新登记的工作站接替")
    note(desk, tx, "replace", Kind.DEVICE, old.id, by=new.id)


def _change(desk: Desk, device_id: str, action: str, **columns: datetime) -> tuple[Device, Changes]:
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        changed = replace(_device(tx, device_id), **columns)
        tx.reception.save_device(changed)
        note(desk, tx, action, Kind.DEVICE, device_id)
    return changed, Changes.of(Kind.DEVICE, device_id)


def _device(tx: Transaction, device_id: str) -> Device:
    found = tx.reception.device(device_id)
    if found is None:
        raise NotFoundError("RECORD_NOT_FOUND", kind="工作站")
    return found
