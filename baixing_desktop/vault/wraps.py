"""The data key wrapped for a person, for a service and for the recovery sheet.

A person's wrap opens with the passphrase *and*, where a keyring of the allow-list is there, a secret kept in it:
HKDF(Argon2id(passphrase) ‖ keyring secret). So neither a copied disk nor the keyring alone opens anything (T1, T2).
"""

import hmac
import os
from base64 import b64decode, b64encode
from typing import Protocol
from unicodedata import normalize

from baixing_desktop.canonical import canonical
from baixing_desktop.errors import VaultError
from baixing_desktop.vault.cipher import PassphraseCost, combine_keys, decrypt, derive_key, encrypt, key_from_passphrase
from baixing_desktop.vault.document import Document
from baixing_desktop.vault.guards import Holder

_KEY = 32
_VOUCHED = b"+"
"""Stands behind the data key in a box whose surroundings are vouched for."""


class KeyGuard(Protocol):
    """What is needed of the system's keyring."""

    def available(self) -> bool:
        """Whether it is there."""
        ...

    def put(self, account: str, secret: str) -> None:
        """Keep a secret."""
        ...

    def get(self, account: str) -> str:
        """The secret; it must be there."""
        ...

    def find(self, account: str) -> str | None:
        """The secret, or None."""
        ...

    def forget(self, account: str) -> None:
        """Remove a secret."""
        ...


def system_keyring() -> KeyGuard:
    """The system's keyring. Loaded late: its back ends take 70 ms, and most commands never need it."""
    from baixing_desktop.vault import system_keyring as guard  # noqa: PLC0415

    return guard


def wrap_for_person(data_key: bytes, home_id: str, holder: Holder, passphrase: str, cost: PassphraseCost) -> Document:
    """The wrap of ``data_key`` for one person; with the keyring when there is one."""
    salt = os.urandom(16)
    secret = _keyring_secret(home_id, make=True)
    key = _person_key(passphrase, salt, cost, secret, holder.id)
    return {
        "kdf": "argon2id",
        "salt": text_of(salt),
        "memory_kib": cost.memory_kib,
        "iterations": cost.iterations,
        "lanes": cost.lanes,
        "keyring": secret is not None,
        "box": text_of(encrypt(key, data_key + _VOUCHED, _person_context(holder.id))),
    }


def unwrap_for_person(wrap: Document, home_id: str, person_id: str, passphrase: str) -> tuple[bytes, bool]:
    """The data key, and whether what stands beside the box has to be vouched for (:func:`vouch`).

    Raises:
        VaultError: ``VAULT_WRONG_PASSPHRASE``; ``VAULT_KEYRING_LOST``: the keyring's share is not on this computer or
            for this system account; ``VAULT_DAMAGED``.
    """
    secret = None
    if wrap["keyring"]:
        secret = _keyring_secret(home_id, make=False)
        if secret is None:
            raise VaultError("VAULT_KEYRING_LOST")
    try:
        cost = PassphraseCost(wrap["memory_kib"], wrap["iterations"], wrap["lanes"])
        key = _person_key(passphrase, b64decode(wrap["salt"]), cost, secret, person_id)
        box = b64decode(wrap["box"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise VaultError("VAULT_DAMAGED") from error
    try:
        inside = decrypt(key, box, _person_context(person_id))
    except VaultError as error:
        raise VaultError("VAULT_WRONG_PASSPHRASE") from error
    return inside.removesuffix(_VOUCHED) if len(inside) > _KEY else inside, len(inside) > _KEY


def vouch(data_key: bytes, person_id: str, wrap: Document) -> str:
    """What vouches for the name, the day and the kind of a person's passphrase; without the data key nobody makes it.

    Raises:
        VaultError: ``VAULT_DAMAGED``: one of them is missing or of no kind that can be written.
    """
    try:
        told = canonical({"id": person_id} | {name: wrap[name] for name in ("name", "since", "temporary", "keyring")})
    except (KeyError, TypeError, ValueError) as error:
        raise VaultError("VAULT_DAMAGED") from error
    return hmac.new(derive_key(data_key, "standings"), told, "sha256").hexdigest()


def unwrap_old(wrap: Document, home_id: str, passphrase: str | None) -> bytes:
    """The data key of a home of version 1: under its passphrase, or under the keyring alone.

    Raises:
        VaultError: ``VAULT_PASSPHRASE_NEEDED``, ``VAULT_WRONG_PASSPHRASE``, ``VAULT_NO_KEYRING``, ``VAULT_DAMAGED``.
    """
    if wrap["by"] == "keyring":
        key = b64decode(system_keyring().get(home_id))
        return decrypt(key, b64decode(wrap["box"]), b"keyring")
    if passphrase is None:
        raise VaultError("VAULT_PASSPHRASE_NEEDED")
    try:
        cost = PassphraseCost(wrap["memory_kib"], wrap["iterations"], wrap["lanes"])
        key = key_from_passphrase(passphrase, b64decode(wrap["salt"]), cost)
        box = b64decode(wrap["box"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise VaultError("VAULT_DAMAGED") from error
    try:
        return decrypt(key, box, b"passphrase")
    except VaultError as error:
        raise VaultError("VAULT_WRONG_PASSPHRASE") from error


def wrap_under(data_key: bytes, secret: bytes, purpose: str) -> Document:
    """The wrap of ``data_key`` under a random ``secret`` of at least 20 bytes, for a service or the recovery sheet."""
    return {"box": text_of(encrypt(combine_keys(secret, purpose=purpose), data_key, purpose.encode()))}


def unwrap_under(wrap: Document, secret: bytes, purpose: str) -> bytes:
    """The data key.

    Raises:
        VaultError: ``VAULT_DAMAGED``: another secret, or a changed file.
    """
    try:
        box = b64decode(wrap["box"])
    except (KeyError, TypeError, ValueError) as error:
        raise VaultError("VAULT_DAMAGED") from error
    return decrypt(combine_keys(secret, purpose=purpose), box, purpose.encode())


def text_of(data: bytes) -> str:
    """Base64."""
    return b64encode(data).decode()


def typed(passphrase: str) -> str:
    """A passphrase in one form, however the keyboard or input method composed it (NFC)."""
    return normalize("NFC", passphrase)


def _person_key(passphrase: str, salt: bytes, cost: PassphraseCost, secret: bytes | None, person_id: str) -> bytes:
    stretched = key_from_passphrase(typed(passphrase), salt, cost)
    return combine_keys(stretched, secret or b"", purpose=f"person {person_id}")


def _person_context(person_id: str) -> bytes:
    return f"person {person_id} v2".encode()


def keyring_account(home_id: str) -> str:
    """The keyring's name for the share of one home; version 1 kept the whole key under ``home_id`` itself."""
    return f"{home_id}.share"


def _keyring_secret(home_id: str, *, make: bool) -> bytes | None:
    """This computer's share of the keys, made when wished; None without a keyring of the allow-list."""
    guard, account = system_keyring(), keyring_account(home_id)
    if not guard.available():
        return None
    found = guard.find(account)
    if found is None and make:
        found = text_of(os.urandom(32))
        guard.put(account, found)
    return b64decode(found) if found is not None else None
