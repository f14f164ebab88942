"""The desk: everything a use case needs, put together once by a composition root."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from baixing_desktop.canonical import Plain
from baixing_desktop.clock import Clock, today
from baixing_desktop.domain.reference import Reference
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face, Installation, Unit
from baixing_desktop.errors import InputError
from baixing_desktop.store.blobs import Blobs
from baixing_desktop.store.store import Store, Transaction
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
    reference: Reference

    @property
    def installation(self) -> Installation:
        """Who we are; read anew, because enrolment changes it."""
        with self.store.reading() as tx:
            return tx.system.installation()

    @property
    def unit(self) -> Unit:
        """The unit this installation belongs to."""
        return self.reference.unit(self.installation.unit)

    @property
    def role(self) -> Role:
        """The role in which people act here."""
        return role_of(self.installation)

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


def role_of(installation: Installation) -> Role:
    """The role in which people act here until users have accounts of their own."""
    return Role.LIAISON if installation.face is Face.WORKROOM else Role.OFFICE


def note(desk: Desk, tx: Transaction, action: str, kind: str, object_id: str, **detail: Plain) -> None:
    """Write the audit entry of the act that ``tx`` carries out; ``detail`` holds no personal values."""
    me = tx.system.installation()
    tx.audit.append(desk.now(), me.operator, role_of(me), action, kind, object_id, detail)
