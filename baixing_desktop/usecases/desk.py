"""The desk: everything a use case needs, put together once by a composition root."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from baixing_desktop.canonical import Plain
from baixing_desktop.clock import Clock, Pace, stamp, today, wall_clock
from baixing_desktop.domain.audit import AuditEntry, AuditResult
from baixing_desktop.domain.people import Actor
from baixing_desktop.domain.reference import Reference
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face, Installation, Unit
from baixing_desktop.errors import InputError
from baixing_desktop.store.blobs import Blobs
from baixing_desktop.store.store import Store, Transaction
from baixing_desktop.usecases.in_force import InForce
from baixing_desktop.usecases.mark import leave_mark
from baixing_desktop.vault.keys import DeviceKeys, Vault

FACE_LABELS: Mapping[Face, str] = MappingProxyType({Face.WORKROOM: "街道工作室", Face.OFFICE: "区办公室"})

OFFICE_CERTIFICATE = "office_tls"
"""The vault's name for the key and certificate (PEM) that workrooms pin."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened home. May be used from several threads; close it when done."""

    home: Path
    store: Store
    blobs: Blobs
    vault: Vault
    clock: Clock
    in_force: InForce
    actor: Actor
    pace: Pace
    face: Face
    """The kind of this installation; it stays so, and so does ``unit_code``: both are known without a look at the
    record, which a window never takes in its own thread."""
    unit_code: str
    address: str | None = None
    """The network address that a request came from, for the trail; None when somebody sits here."""
    batch: str | None = None
    """The batch in which things are done just now, for the trail: what was done together is found together."""

    @property
    def installation(self) -> Installation:
        """Who we are; read anew, because enrolment changes it."""
        with self.store.reading() as tx:
            return tx.system.installation()

    @property
    def reference(self) -> Reference:
        """The reference data in force now."""
        return self.in_force.reference

    @property
    def unit(self) -> Unit:
        """The unit this installation belongs to."""
        return self.reference.unit(self.unit_code)

    @property
    def role(self) -> Role:
        """The role in which the one who sits here acts on clues."""
        return self.actor.role

    @property
    def keys(self) -> DeviceKeys:
        """What this installation signs and unseals with."""
        return self.vault.keys_of(self.installation.key_set)

    def now(self) -> datetime:
        """The present moment."""
        return self.clock.now()

    def today(self) -> date:
        """Today in Guangzhou."""
        return today(self.clock)

    def close(self) -> None:
        """Close the record, and leave a mark how far it had got."""
        leave_mark(self.home, self.store)
        self.store.close()


def require_face(installation: Installation, face: Face) -> None:
    """Refuse what belongs to the other kind of installation.

    Raises:
        InputError: ``WRONG_ROLE``.
    """
    if installation.face is not face:
        raise InputError("WRONG_ROLE", role=FACE_LABELS[face])


JUMP = timedelta(minutes=5)
"""A clock that was set further than this, back or forward, is written into the trail (D12)."""


def note(
    desk: Desk,
    tx: Transaction,
    action: str,
    kind: str,
    object_id: str,
    *,
    result: str = AuditResult.DONE,
    **detail: Plain,
) -> None:
    """Write the audit entry of the act that ``tx`` carries out; ``detail`` holds no personal values."""
    _note_jump(desk, tx)
    tx.audit.append(_entry(desk, tx, action, kind, object_id, detail, result))


def _note_jump(desk: Desk, tx: Transaction) -> None:
    """Set back is what shows against the last entry, whoever wrote it; set forward is what shows against the time that
    passed since this program's own last entry.
    """
    now, before, ahead = desk.now(), tx.audit.last_moment(), desk.pace.jumped()
    if before is not None and before - now > JUMP:
        seconds, expected = int((now - before).total_seconds()), before
    elif ahead > JUMP:
        seconds, expected = int(ahead.total_seconds()), now - ahead
    else:
        return
    gap: dict[str, Plain] = {"before": stamp(expected), "seconds": seconds}
    tx.audit.append(_entry(desk, tx, "time_jump", "clock", "clock", gap))


def _entry(
    desk: Desk,
    tx: Transaction,
    action: str,
    kind: str,
    object_id: str,
    detail: dict[str, Plain],
    result: str = AuditResult.DONE,
) -> AuditEntry:
    now, who = desk.now(), desk.actor
    if desk.batch is not None:
        detail = {**detail, "batch": desk.batch}
    return AuditEntry(
        seq=0,
        at=now,
        actor=who.name,
        role=who.standing,
        action=action,
        kind=kind,
        object_id=object_id,
        detail=detail,
        actor_id=who.id,
        device=tx.system.installation().device_id,
        device_time=wall_clock(now),
        address=desk.address,
        result=str(result),
    )
