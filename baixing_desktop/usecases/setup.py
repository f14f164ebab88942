"""Making a home. Its front door: everything about making, recognising and opening homes is imported from here."""

from pathlib import Path

from baixing_desktop.clock import Clock
from baixing_desktop.domain.units import Face, Installation, UnitKind
from baixing_desktop.errors import VaultError
from baixing_desktop.ids import new_device_code, new_id
from baixing_desktop.usecases.databases import RECORD_FILE, Server, settle
from baixing_desktop.usecases.desk import FACE_LABELS, OFFICE_CERTIFICATE, note
from baixing_desktop.usecases.homes import built_beside, desk_of, keyring_available
from baixing_desktop.usecases.in_force import load_reference
from baixing_desktop.usecases.opening import (
    is_service_key,
    open_desk,
    open_for_service,
    open_record,
    recover,
    renew_database_password,
    take_over,
)
from baixing_desktop.usecases.people import check_new_passphrase, checked_name
from baixing_desktop.usecases.sitting import add_first_person
from baixing_desktop.usecases.threshold import PASSPHRASE_WORDS, home_exists, people_of, waits_for_take_over
from baixing_desktop.vault.certificates import new_certificate
from baixing_desktop.vault.cipher import PassphraseCost
from baixing_desktop.vault.keys import Holder, Vault

__all__ = [
    "PASSPHRASE_WORDS",
    "RECORD_FILE",
    "create_home",
    "home_exists",
    "is_service_key",
    "keyring_available",
    "load_reference",
    "open_desk",
    "open_for_service",
    "open_record",
    "people_of",
    "recover",
    "renew_database_password",
    "take_over",
    "waits_for_take_over",
]

_KINDS = {Face.WORKROOM: (UnitKind.WORKROOM, UnitKind.DIRECT_POINT), Face.OFFICE: (UnitKind.OFFICE,)}


def create_home(
    home: Path,
    *,
    face: Face,
    unit: str,
    operator: str,
    passphrase: str | None,
    clock: Clock,
    cost: PassphraseCost | None = None,
    database: Server | None = None,
) -> None:
    """Set up ``home`` as an installation of ``unit``: keys, encrypted record, identity, and ``operator`` as its first
    person, who has the desk's own post and administers it until others do.

    It is built beside its final place and renamed, so an interrupted set-up leaves nothing half-made. An office's
    record may live in an empty ``database`` on a server instead of a file in its home.

    Raises:
        InputError: ``HOME_IN_USE``, ``HOME_NOT_EMPTY``, ``HOME_ON_NETWORK``, ``UNIT_WRONG_KIND``, ``INPUT_MISSING``.
        NotFoundError: ``UNIT_UNKNOWN``.
        VaultError: ``VAULT_PASSPHRASE_NEEDED``, ``PASSPHRASE_UNFIT``.
        StoreError: the place cannot be written.
    """
    load_reference().unit(unit, *_KINDS[face], role=FACE_LABELS[face])
    operator = checked_name(operator)
    if passphrase is None:
        raise VaultError("VAULT_PASSPHRASE_NEEDED")
    check_new_passphrase(passphrase, operator)
    with built_beside(home) as making:
        _fill(
            making,
            Installation(face, unit, new_id(), new_device_code(), operator, clock.now()),
            passphrase,
            clock,
            cost,
            database,
        )


def _fill(
    home: Path,
    me: Installation,
    passphrase: str,
    clock: Clock,
    cost: PassphraseCost | None,
    database: Server | None,
) -> None:
    holder = Holder(new_id(), me.operator)
    vault = Vault.create(home, holder, passphrase, clock.now(), cost)
    if me.face is Face.OFFICE:
        # Made once and for all: workrooms pin it, and window and service must agree on it.
        vault.put_secret(OFFICE_CERTIFICATE, new_certificate())
    store = settle(home, vault, database).create(shared=me.face is Face.OFFICE)
    desk = desk_of(home, store, vault, clock, me)
    try:
        with desk.store.writing() as tx:
            tx.system.set_up(me)
            note(desk, tx, "set_up", "installation", me.device_id, unit=me.unit, face=me.face.value)
            add_first_person(desk, tx, holder, me.face)
        store.finished()
    finally:
        # Not the desk: a home that was not finished has nothing to leave a mark of.
        store.close()
