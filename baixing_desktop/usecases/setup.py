"""Making a home and opening it."""

import shutil
from pathlib import Path

from baixing_desktop.clock import Clock
from baixing_desktop.domain.reference import Reference, build_reference, shipped_rows
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Doubt, Face, Installation, UnitKind
from baixing_desktop.errors import InputError
from baixing_desktop.files import private_folder
from baixing_desktop.ids import new_code, new_device_code, new_id
from baixing_desktop.store.blobs import Blobs
from baixing_desktop.store.store import Store
from baixing_desktop.usecases.databases import RECORD_FILE, Server, place_of, settle
from baixing_desktop.usecases.desk import FACE_LABELS, OFFICE_CERTIFICATE, Desk, note
from baixing_desktop.usecases.mark import was_put_back
from baixing_desktop.usecases.membership import enter_doubt
from baixing_desktop.vault.certificates import new_certificate
from baixing_desktop.vault.cipher import PassphraseCost
from baixing_desktop.vault.keys import FILE as VAULT_FILE
from baixing_desktop.vault.keys import Vault, guarded_by_passphrase, system_keyring_available
from baixing_desktop.work import Work
from resources import reference_text

_KINDS = {Face.WORKROOM: (UnitKind.WORKROOM, UnitKind.DIRECT_POINT), Face.OFFICE: (UnitKind.OFFICE,)}


def load_reference() -> Reference:
    """The reference data that the program ships."""
    return build_reference(shipped_rows(reference_text))


def home_exists(home: Path) -> bool:
    """Whether ``home`` was set up. One of its two files is enough: what is damaged must not look new."""
    return (home / VAULT_FILE).exists() or (home / RECORD_FILE).exists()


def needs_passphrase(home: Path) -> bool:
    """Whether opening ``home`` takes a passphrase.

    Raises:
        InputError: ``HOME_NOT_SET_UP``.
        VaultError: ``VAULT_DAMAGED``.
    """
    if not home_exists(home):
        raise InputError("HOME_NOT_SET_UP", home=home)
    return guarded_by_passphrase(home)


def keyring_available() -> bool:
    """Whether a home can be kept without a passphrase on this computer."""
    return system_keyring_available()


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
    """Set up ``home`` as an installation of ``unit``: keys, encrypted record, identity.

    It is built beside its final place and renamed, so an interrupted set-up leaves nothing half-made. An office's
    record may live in an empty ``database`` on a server instead of a file in its home.

    Raises:
        InputError: ``HOME_IN_USE``, ``HOME_NOT_EMPTY``, ``UNIT_WRONG_KIND``, ``INPUT_MISSING``.
        NotFoundError: ``UNIT_UNKNOWN``.
        VaultError: ``VAULT_WEAK_PASSPHRASE``, ``VAULT_NO_KEYRING``.
        StoreError: the place cannot be written.
    """
    load_reference().unit(unit, *_KINDS[face], role=FACE_LABELS[face])
    operator = one_line(clean_text(operator))
    if not operator:
        raise InputError("INPUT_MISSING", fields="经办人姓名")
    if home_exists(home):
        raise InputError("HOME_IN_USE", home=home)
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise InputError("HOME_NOT_EMPTY", home=home)
    making = private_folder(home.with_name(f".{home.name}.{new_code(6)}.making"))
    try:
        _fill(
            making,
            Installation(face, unit, new_id(), new_device_code(), operator, clock.now()),
            passphrase,
            clock,
            cost,
            database,
        )
        _move_in(making, home)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _move_in(making: Path, home: Path) -> None:
    try:
        if home.exists():
            home.rmdir()
        making.rename(home)
    except OSError as error:
        # Somebody else set it up meanwhile: theirs stays.
        raise InputError("HOME_IN_USE" if home_exists(home) else "HOME_NOT_EMPTY", home=home) from error


def _fill(
    home: Path,
    me: Installation,
    passphrase: str | None,
    clock: Clock,
    cost: PassphraseCost | None,
    database: Server | None,
) -> None:
    vault = Vault.create(home, passphrase, cost)
    if me.face is Face.OFFICE:
        # Made once and for all: workrooms pin it, and window and service must agree on it.
        vault.put_secret(OFFICE_CERTIFICATE, new_certificate())
    store = settle(home, vault, database).create(shared=me.face is Face.OFFICE)
    desk = _desk(home, store, vault, clock)
    try:
        with desk.store.writing() as tx:
            tx.system.set_up(me)
            note(desk, tx, "set_up", "installation", me.device_id, unit=me.unit, face=me.face.value)
    finally:
        # Not the desk: a home that was not finished has nothing to leave a mark of.
        store.close()


def open_desk(home: Path, *, passphrase: str | None, clock: Clock, work: Work | None = None) -> Desk:
    """Unlock the keys and open the record; what an earlier version wrote is upgraded first, as ``work`` tells.

    Raises:
        InputError: ``HOME_NOT_SET_UP``.
        VaultError: ``VAULT_PASSPHRASE_NEEDED``, ``VAULT_WRONG_PASSPHRASE``, ``VAULT_NO_KEYRING``, ``VAULT_DAMAGED``.
        StoreError: ``STORE_WRONG_KEY``, ``STORE_NEWER``, ``UPGRADE_FAILED``, or the file cannot be read.
    """
    if not home_exists(home):
        raise InputError("HOME_NOT_SET_UP", home=home)
    vault = Vault.unlock(home, passphrase)
    store = place_of(home, vault).open(work or Work())
    desk = _desk(home, store, vault, clock)
    if was_put_back(home, store):
        enter_doubt(desk, Doubt.RESTORED)
    return desk


def _desk(home: Path, store: Store, vault: Vault, clock: Clock) -> Desk:
    return Desk(home, store, Blobs(home / "attachments", vault.attachments), vault, clock, load_reference())
