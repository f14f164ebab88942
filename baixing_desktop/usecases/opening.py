"""Opening a home: as one of its people, by the recovery sheet, for a service; and leading old homes to people."""

from pathlib import Path

from baixing_desktop.clock import Clock
from baixing_desktop.domain.units import Doubt
from baixing_desktop.errors import InputError, UserError, VaultError
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.admission import Door, holder_named
from baixing_desktop.usecases.databases import Server, address_of, keep_password, place_of
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.erasing import erase_again
from baixing_desktop.usecases.homes import clear_left_over, desk_of
from baixing_desktop.usecases.mark import was_put_back
from baixing_desktop.usecases.membership import enter_doubt
from baixing_desktop.usecases.people import check_new_passphrase, checked_name
from baixing_desktop.usecases.restoring import welcome_back
from baixing_desktop.usecases.seats import require_seat
from baixing_desktop.usecases.sitting import add_first_person, seated
from baixing_desktop.usecases.threshold import guards_of_home
from baixing_desktop.vault.cipher import PassphraseCost
from baixing_desktop.vault.keys import Holder, Vault, is_service_key
from baixing_desktop.work import Work

__all__ = [
    "is_service_key",
    "open_desk",
    "open_for_service",
    "open_record",
    "recover",
    "renew_database_password",
    "take_over",
]


def open_desk(
    home: Path, *, passphrase: str | None, clock: Clock, user: str | None = None, work: Work | None = None
) -> Desk:
    """Unlock the keys as the person called ``user`` (not needed where there is only one) and open the record; what an
    earlier version wrote is upgraded first, as ``work`` tells.

    A home of program 0.1.0 knows no people: whoever opens it with its passphrase becomes its first person, under the
    name that it was set up with.

    Raises:
        InputError: ``HOME_NOT_SET_UP``, ``HOME_ON_NETWORK``.
        VaultError: ``VAULT_PASSPHRASE_NEEDED``, ``VAULT_WRONG_PASSPHRASE``, ``DOOR_LOCKED``, ``PERSON_NEEDED``,
            ``PERSON_DISABLED``, ``TAKE_OVER_NEEDED`` (a home that only the keyring guarded), ``VAULT_KEYRING_LOST``,
            ``VAULT_NO_KEYRING``, ``VAULT_DAMAGED``, ``VAULT_NEWER``.
        StoreError: ``STORE_WRONG_KEY``, ``STORE_NEWER``, ``UPGRADE_FAILED``, or the file cannot be read.
    """
    guards = guards_of_home(home)
    if guards.old_by == "keyring":
        raise VaultError("TAKE_OVER_NEEDED")
    if passphrase is None:
        raise VaultError("VAULT_PASSPHRASE_NEEDED")
    door = Door(home, clock)
    if guards.old_by:
        return _taken_over(open_record(home, door.admit_old(passphrase), clock, work), None, passphrase)
    holder = holder_named(guards, user)
    vault = door.admit(holder, passphrase)
    return _seated(open_record(home, vault, clock, work), holder.id if holder else "")


def take_over(home: Path, *, name: str, passphrase: str, clock: Clock) -> Desk:
    """Open a home of program 0.1.0 that only the keyring guarded, as its first person; from now on the passphrase is
    needed too.

    Raises:
        InputError: ``INPUT_MISSING``, ``INPUT_INVALID`` (the name), ``HOME_IN_USE`` (it has people already).
        VaultError: ``PASSPHRASE_UNFIT``, ``VAULT_NO_KEYRING``, ``VAULT_DAMAGED``.
        StoreError: as :func:`open_desk`.
    """
    name = checked_name(name)
    check_new_passphrase(passphrase, name)
    if guards_of_home(home).old_by != "keyring":
        raise InputError("HOME_IN_USE", home=home)
    return _taken_over(open_record(home, Vault.unlock_old(home, None), clock), name, passphrase)


def open_for_service(home: Path, *, key: str | None, clock: Clock) -> Desk:
    """Open a home with no person at it, for the receiving service: with the key that an administrator gave it, or in a
    home of program 0.1.0 by the keyring alone, until a person takes it over.

    Raises:
        VaultError: ``SERVICE_KEY_BAD``, ``VAULT_PASSPHRASE_NEEDED``, ``VAULT_NO_KEYRING``, ``VAULT_DAMAGED``.
        StoreError: as :func:`open_desk`.
    """
    if guards_of_home(home).old_by == "keyring":
        return open_record(home, Vault.unlock_old(home, None), clock)
    if key is None:
        raise VaultError("VAULT_PASSPHRASE_NEEDED")
    return open_record(home, Vault.unlock_for_service(home, key), clock)


def recover(
    home: Path, *, code: str, name: str, passphrase: str, clock: Clock, cost: PassphraseCost | None = None
) -> Desk:
    """Open a home by its recovery sheet and give ``name`` a new passphrase; everybody else's access can be renewed from
    there.

    Raises:
        InputError: ``RECOVERY_CODE_BAD``.
        VaultError: ``RECOVERY_NOT_OURS``, ``DOOR_LOCKED``, ``PASSPHRASE_UNFIT``.
        NotFoundError: ``PERSON_UNKNOWN``.
    """
    door = Door(home, clock)
    guards_of_home(home)
    check_new_passphrase(passphrase, name)
    desk = open_record(home, door.admit_by_recovery(code), clock)
    try:
        with desk.store.writing() as tx:
            person = tx.people.get(checked_name(name))
            note(desk, tx, "recover", "person", person.id)
        desk.vault.admit(Holder(person.id, person.name), passphrase, clock.now(), cost)
    except UserError:
        desk.close()
        raise
    return _seated(desk, person.id)


def renew_database_password(
    home: Path, *, passphrase: str, password: str, clock: Clock, user: str | None = None
) -> None:
    """The server's database has another password now: keep it, once it is known to open the record. Every seat does so
    for itself.

    Raises:
        VaultError: as :func:`open_desk`.
        StoreError: ``DATABASE_REFUSED``: it does not open the record; ``STORE_WRONG_KEY``: the record is no server's.
    """
    vault = Door(home, clock).admit(holder := holder_named(guards_of_home(home), user), passphrase)
    Server(address_of(home), password).place(vault).open(Work()).close()
    keep_password(vault, password)
    desk = _seated(open_record(home, vault, clock), holder.id if holder else "")
    try:
        with desk.store.writing() as tx:
            note(desk, tx, "database_password", "setting", "database_password")
    finally:
        desk.close()


def open_record(home: Path, vault: Vault, clock: Clock, work: Work | None = None) -> Desk:
    """The desk behind unlocked keys, with nobody at it yet.

    Raises:
        StoreError: ``STORE_WRONG_KEY``, ``STORE_NEWER``, ``UPGRADE_FAILED``, or the record cannot be read.
        VaultError: ``SEAT_REVOKED``.
    """
    clear_left_over(home)
    store = place_of(home, vault).open(work or Work())
    try:
        require_seat(home, store)
    except UserError:
        store.close()
        raise
    desk = desk_of(home, store, vault, clock)
    if was_put_back(home, store):
        enter_doubt(desk, Doubt.RESTORED)
    welcome_back(desk)
    erase_again(desk)
    return desk


def _seated(desk: Desk, person_id: str) -> Desk:
    try:
        return seated(desk, person_id)
    except UserError:
        desk.close()
        raise


def _taken_over(desk: Desk, name: str | None, passphrase: str) -> Desk:
    """Killed between the two steps, the next opening finds the person in the record and goes on from there."""
    with desk.store.writing() as tx:
        me = tx.system.installation()
        person = tx.people.named(name or me.operator) or next(iter(tx.people.all()), None)
        if person is None:
            person = add_first_person(desk, tx, Holder(new_id(), name or me.operator), me.face)
    desk.vault.admit(Holder(person.id, person.name), passphrase, desk.now())
    return _seated(desk, person.id)
