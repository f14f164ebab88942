"""What can be known of a home before it is opened. Loads neither the database nor the cryptography, for the window asks
this before it appears.
"""

from pathlib import Path

from baixing_desktop.domain.rules.passphrase import DEFAULT_POLICY, POLICIES
from baixing_desktop.errors import InputError
from baixing_desktop.vault.document import FILE as VAULT_FILE
from baixing_desktop.vault.guards import Guards, guards_of

RECORD_FILE = "record.db"
PASSPHRASE_WORDS = POLICIES[DEFAULT_POLICY].words
"""What a passphrase must be like before a policy can have been set."""


def restore_plan(home: Path) -> Path:
    """Where it is written down, while a backup is put in the place of ``home``, what is still to be done."""
    return home.with_name(f".{home.name}.restore.json")


def home_exists(home: Path) -> bool:
    """Whether ``home`` was set up. One of its two files is enough: what is damaged must not look new. A restore that
    was cut off is finished first, for until then there is nothing at the place.

    Raises:
        InputError: ``FILE_NOT_WRITTEN``: as :func:`finish_restore`.
    """
    _finish_restore(home)
    return (home / VAULT_FILE).exists() or (home / RECORD_FILE).exists()


def people_of(home: Path) -> tuple[str, ...]:
    """The names of those who may open ``home``; empty for a home of program 0.1.0.

    Raises:
        InputError: ``HOME_NOT_SET_UP``.
        VaultError: ``VAULT_DAMAGED``.
    """
    return tuple(holder.name for holder in guards_of_home(home).people)


def waits_for_take_over(home: Path) -> bool:
    """Whether ``home`` was kept by the keyring alone, so that a person has to take it over (:func:`take_over`).

    Raises:
        InputError: ``HOME_NOT_SET_UP``.
        VaultError: ``VAULT_DAMAGED``.
    """
    return guards_of_home(home).old_by == "keyring"


def guards_of_home(home: Path) -> Guards:
    """What guards the keys of ``home``.

    Raises:
        InputError: ``HOME_NOT_SET_UP``.
        VaultError: ``VAULT_DAMAGED``, ``VAULT_NEWER``.
    """
    if not home_exists(home):
        raise InputError("HOME_NOT_SET_UP", home=home)
    return guards_of(home)


def _finish_restore(home: Path) -> None:
    if restore_plan(home).exists():
        from baixing_desktop.usecases.restoring import finish_restore  # noqa: PLC0415 - rare, and slow to load

        finish_restore(home)
