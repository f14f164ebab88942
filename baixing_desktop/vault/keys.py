"""The keys of one home, in ``vault.json``.

A random 32-byte data key opens everything; it is wrapped either under the passphrase (Argon2id) or under a
random key in the system's keyring. From it come the database key, the attachment key and the key that
protects the named secrets kept here (signing seed, age identity, the office's TLS key).
"""

import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from baixing_desktop.errors import VaultError
from baixing_desktop.files import write_durably
from baixing_desktop.ids import new_id
from baixing_desktop.vault.cipher import (
    Cipher,
    PassphraseCost,
    decrypt,
    derive_key,
    encrypt,
    key_from_passphrase,
)
from baixing_desktop.vault.sealing import new_identity

FILE = "vault.json"
SUITE = "S1"
_MOST_MEMORY_KIB = 1_048_576
_MOST_PASSES = 100
LEAST_PASSPHRASE = 10
"""Shortest passphrase in characters; the fuller policy profiles belong to named users."""


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """What this installation signs and unseals with: an Ed25519 seed (32 bytes) and an age X25519 identity."""

    sign_seed: bytes
    seal_identity: str


class Vault:
    """The unlocked keys of one home."""

    def __init__(self, path: Path, data_key: bytes, document: dict[str, Any]) -> None:
        self._path = path
        self._data_key = data_key
        self._document = document

    @classmethod
    def create(cls, home: Path, passphrase: str | None, cost: PassphraseCost | None = None) -> "Vault":
        """Make the keys of a new home; without a passphrase the system keyring guards them.

        Raises:
            VaultError: ``VAULT_WEAK_PASSPHRASE``, ``VAULT_NO_KEYRING``.
        """
        if passphrase is not None and len(passphrase) < LEAST_PASSPHRASE:
            raise VaultError("VAULT_WEAK_PASSPHRASE", least=LEAST_PASSPHRASE)
        data_key, identity = os.urandom(32), new_id()
        wrap = (
            _wrap_by_keyring(data_key, identity)
            if passphrase is None
            else _wrap_by_passphrase(data_key, passphrase, cost or PassphraseCost())
        )
        vault = cls(home / FILE, data_key, {"v": 1, "suite": SUITE, "id": identity, "wrap": wrap, "secrets": {}})
        vault.put_secret("sign_seed", os.urandom(32))
        vault.put_secret("seal_identity", new_identity().encode())
        return vault

    @classmethod
    def unlock(cls, home: Path, passphrase: str | None) -> "Vault":
        """Open the keys of an existing home.

        Raises:
            VaultError: ``VAULT_DAMAGED``, ``VAULT_PASSPHRASE_NEEDED``, ``VAULT_WRONG_PASSPHRASE`` or
                ``VAULT_NO_KEYRING``.
        """
        document = _read(home / FILE)
        wrap = document["wrap"]
        if wrap["by"] == "keyring":
            data_key = _unwrap_by_keyring(wrap, document["id"])
        elif passphrase is None:
            raise VaultError("VAULT_PASSPHRASE_NEEDED")
        else:
            data_key = _unwrap_by_passphrase(wrap, passphrase)
        return cls(home / FILE, data_key, document)

    @property
    def database_key(self) -> bytes:
        """The raw 32-byte key of the SQLCipher file."""
        return derive_key(self._data_key, "database")

    @property
    def attachments(self) -> Cipher:
        """What encrypts attachments on disk."""
        return Cipher(derive_key(self._data_key, "attachments"))

    @property
    def contacts(self) -> Cipher:
        """What seals contact data in a database that is not encrypted as a whole."""
        return Cipher(derive_key(self._data_key, "contacts"))

    @property
    def device_keys(self) -> DeviceKeys:
        """The keys that this installation was set up with."""
        return self.keys_of(0)

    def keys_of(self, key_set: int) -> DeviceKeys:
        """The keys of the batch log that were made as number ``key_set``; 0 are those of the set-up.

        Raises:
            VaultError: ``VAULT_DAMAGED``: they were never made.
        """
        seed, identity = (self.secret(_named(name, key_set)) for name in ("sign_seed", "seal_identity"))
        return DeviceKeys(seed, identity.decode())

    def make_keys(self, key_set: int) -> DeviceKeys:
        """The keys number ``key_set``, made now unless they are there: an interrupted change finds them again."""
        for name, value in (("sign_seed", os.urandom(32)), ("seal_identity", new_identity().encode())):
            if _named(name, key_set) not in self._document["secrets"]:
                self.put_secret(_named(name, key_set), value)
        return self.keys_of(key_set)

    def secret(self, name: str) -> bytes:
        """The secret kept under ``name``.

        Raises:
            VaultError: ``VAULT_DAMAGED``: not there or changed.
        """
        try:
            box = b64decode(self._document["secrets"][name])
        except (KeyError, TypeError, ValueError) as error:
            raise VaultError("VAULT_DAMAGED") from error
        return decrypt(self._secrets_key, box, name.encode())

    def put_secret(self, name: str, value: bytes) -> None:
        """Keep ``value`` under ``name``, durably."""
        self._document["secrets"][name] = _text(encrypt(self._secrets_key, value, name.encode()))
        write_durably(self._path, json.dumps(self._document, indent=1, sort_keys=True).encode())

    @property
    def _secrets_key(self) -> bytes:
        return derive_key(self._data_key, "secrets")


def _named(name: str, key_set: int) -> str:
    return f"{name}_{key_set}" if key_set else name


def guarded_by_passphrase(home: Path) -> bool:
    """Whether the home opens only with a passphrase.

    Raises:
        VaultError: ``VAULT_DAMAGED``.
    """
    return _read(home / FILE)["wrap"]["by"] == "passphrase"


def system_keyring_available() -> bool:
    """Whether the system's keyring can guard a home without a passphrase."""
    return _keyring().available()


def _read(path: Path) -> dict[str, Any]:
    try:
        document = cast("dict[str, Any]", json.loads(path.read_bytes()))
        wrap = document["wrap"]
        sound = document["v"] == 1 and document["suite"] == SUITE and isinstance(document["secrets"], dict)
        sound = sound and wrap["by"] in ("passphrase", "keyring")
        # A changed file must not make us ask for all the memory there is.
        sound = sound and wrap.get("memory_kib", 0) <= _MOST_MEMORY_KIB and wrap.get("iterations", 0) <= _MOST_PASSES
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise VaultError("VAULT_DAMAGED") from error
    if not sound:
        raise VaultError("VAULT_DAMAGED")
    return document


def _wrap_by_passphrase(data_key: bytes, passphrase: str, cost: PassphraseCost) -> dict[str, Any]:
    salt = os.urandom(16)
    key = key_from_passphrase(passphrase, salt, cost)
    return {
        "by": "passphrase",
        "kdf": "argon2id",
        "salt": _text(salt),
        "memory_kib": cost.memory_kib,
        "iterations": cost.iterations,
        "lanes": cost.lanes,
        "box": _text(encrypt(key, data_key, b"passphrase")),
    }


def _unwrap_by_passphrase(wrap: dict[str, Any], passphrase: str) -> bytes:
    try:
        cost = PassphraseCost(wrap["memory_kib"], wrap["iterations"], wrap["lanes"])
        key = key_from_passphrase(passphrase, b64decode(wrap["salt"]), cost)
        box = b64decode(wrap["box"])
    except (KeyError, TypeError, ValueError) as error:
        raise VaultError("VAULT_DAMAGED") from error
    try:
        return decrypt(key, box, b"passphrase")
    except VaultError as error:
        raise VaultError("VAULT_WRONG_PASSPHRASE") from error


def _wrap_by_keyring(data_key: bytes, identity: str) -> dict[str, Any]:
    key = os.urandom(32)
    _keyring().put(identity, _text(key))
    return {"by": "keyring", "box": _text(encrypt(key, data_key, b"keyring"))}


def _unwrap_by_keyring(wrap: dict[str, Any], identity: str) -> bytes:
    key = b64decode(_keyring().get(identity))
    return decrypt(key, b64decode(wrap["box"]), b"keyring")


class _KeyGuard(Protocol):
    """What this module needs of the system's keyring."""

    def available(self) -> bool: ...

    def put(self, account: str, secret: str) -> None: ...

    def get(self, account: str) -> str: ...


def _keyring() -> _KeyGuard:
    # Importing keyring loads its back ends (70 ms); homes with a passphrase never need them.
    from baixing_desktop.vault import system_keyring  # noqa: PLC0415

    return system_keyring


def _text(data: bytes) -> str:
    return b64encode(data).decode()
