"""The keys of one home, in ``vault.json``.

A random 32-byte data key opens everything; it is wrapped once for each person who may sit down here. From it come the
database key, the attachment key and the key that protects the named secrets kept here (signing seed, age identity, the
office's TLS key).
"""

import os
from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from pathlib import Path

from baixing_desktop.clock import parse_stamp, stamp
from baixing_desktop.errors import VaultError
from baixing_desktop.ids import new_id
from baixing_desktop.vault.cipher import Cipher, PassphraseCost, decrypt, derive_key, encrypt
from baixing_desktop.vault.document import FILE, NEW, OLD, SUITE, Document, changing, read_document, write_document
from baixing_desktop.vault.guards import Guards, Holder, guards_of
from baixing_desktop.vault.history import bytes_of, digest_of, digests_of, is_among
from baixing_desktop.vault.recovery import new_recovery_code, recovery_secret
from baixing_desktop.vault.sealing import new_identity
from baixing_desktop.vault.wraps import (
    system_keyring,
    text_of,
    unwrap_for_person,
    unwrap_old,
    unwrap_under,
    vouch,
    wrap_for_person,
    wrap_under,
)

__all__ = ["FILE", "DeviceKeys", "Guards", "Holder", "Vault", "guards_of", "system_keyring_available"]

SERVICE_PREFIX = "BXS-"
"""How a service key begins, so that a key file is told from a passphrase file."""
_HISTORY = "history "
_RECOVERY, _SERVICE, _SEAT = "recovery sheet", "service", "seat"


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """What this installation signs and unseals with: an Ed25519 seed (32 bytes) and an age X25519 identity."""

    sign_seed: bytes
    seal_identity: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person's passphrase stands: set at ``since``; ``temporary`` when somebody else chose it."""

    since: datetime
    temporary: bool
    keyring: bool


class Vault:
    """The unlocked keys of one home."""

    def __init__(self, path: Path, data_key: bytes, document: Document) -> None:
        self._path = path
        self._data_key = data_key
        self._document = document

    # -- making and opening

    @classmethod
    def create(
        cls, home: Path, holder: Holder, passphrase: str, at: datetime, cost: PassphraseCost | None = None
    ) -> "Vault":
        """Make the keys of a new home with its first person."""
        data_key, identity = os.urandom(32), new_id()
        document: Document = {"v": NEW, "suite": SUITE, "id": identity, "secrets": {}, "people": {}, "services": {}}
        vault = cls(home / FILE, data_key, document | {"recovery": None})
        vault._keep(vault._document, "sign_seed", os.urandom(32))
        vault._keep(vault._document, "seal_identity", new_identity().encode())
        vault._admit(vault._document, holder, passphrase, at, cost or PassphraseCost(), temporary=False)
        write_document(vault._path, vault._document)
        return vault

    @classmethod
    def join(cls, home: Path, given: Document, code: str) -> "Vault":
        """Make the keys of a further seat in ``home`` from what :meth:`for_seat` gave; nobody can open them yet.

        Raises:
            InputError: ``RECOVERY_CODE_BAD``: mistyped.
            VaultError: ``VAULT_DAMAGED``: another code, or a changed file; ``VAULT_NEWER``.
        """
        document: Document = {**given["keys"], "id": new_id(), "people": {}, "services": {}, "recovery": None}
        write_document(home / FILE, document)
        return cls(home / FILE, unwrap_under(given["wrap"], recovery_secret(code), _SEAT), read_document(home / FILE))

    @classmethod
    def unlock(cls, home: Path, person_id: str, passphrase: str) -> "Vault":
        """Open the keys of a home as one of its people.

        Raises:
            VaultError: ``VAULT_DAMAGED``, ``VAULT_WRONG_PASSPHRASE``, ``VAULT_KEYRING_LOST``, ``VAULT_NO_KEYRING``,
                ``PERSON_UNKNOWN``.
        """
        document = read_document(home / FILE)
        wrap = document.get("people", {}).get(person_id)
        if wrap is None:
            raise VaultError("PERSON_UNKNOWN")
        data_key, vouched = unwrap_for_person(wrap, document["id"], person_id, passphrase)
        _require_unchanged(data_key, person_id, wrap, vouched=vouched)
        return cls(home / FILE, data_key, document)

    @classmethod
    def unlock_old(cls, home: Path, passphrase: str | None) -> "Vault":
        """Open a home of version 1, by its one passphrase or by the keyring.

        Raises:
            VaultError: ``VAULT_DAMAGED``, ``VAULT_PASSPHRASE_NEEDED``, ``VAULT_WRONG_PASSPHRASE``,
                ``VAULT_NO_KEYRING``.
        """
        document = read_document(home / FILE)
        if document["v"] != OLD:
            raise VaultError("VAULT_DAMAGED")
        return cls(home / FILE, unwrap_old(document["wrap"], document["id"], passphrase), document)

    @classmethod
    def unlock_by_recovery(cls, home: Path, code: str) -> "Vault":
        """Open a home by the code of its recovery sheet.

        Raises:
            InputError: ``RECOVERY_CODE_BAD``: mistyped.
            VaultError: ``RECOVERY_NOT_OURS``: of another home, replaced by a newer sheet, or none was made.
        """
        document, secret = read_document(home / FILE), recovery_secret(code)
        wrap = document.get("recovery")
        if not wrap:
            raise VaultError("RECOVERY_NOT_OURS")
        try:
            return cls(home / FILE, unwrap_under(wrap, secret, _RECOVERY), document)
        except VaultError as error:
            raise VaultError("RECOVERY_NOT_OURS") from error

    @classmethod
    def unlock_for_service(cls, home: Path, key: str) -> "Vault":
        """Open a home for an unattended service by the key that :meth:`new_service_key` gave.

        Raises:
            VaultError: ``SERVICE_KEY_BAD``, ``VAULT_DAMAGED``.
        """
        document = read_document(home / FILE)
        secret = key.strip().removeprefix(SERVICE_PREFIX)
        for wrap in document.get("services", {}).values():
            try:
                return cls(home / FILE, unwrap_under(wrap, secret.encode(), _SERVICE), document)
            except VaultError:
                continue
        raise VaultError("SERVICE_KEY_BAD")

    # -- keys

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
        with changing(self._path) as document:
            self._keep(document, name, value)
        self._document = document

    # -- people

    def admit(
        self,
        holder: Holder,
        passphrase: str,
        at: datetime,
        cost: PassphraseCost | None = None,
        *,
        temporary: bool = False,
    ) -> None:
        """Let ``holder`` open this home with ``passphrase``, replacing what opened it before for this person.

        The first person of a home of version 1 turns it into version 2: the old wrap goes in the same step.
        """
        with changing(self._path) as document:
            old = document.pop("wrap", None)
            if old is not None:
                document |= {"people": {}, "services": {}, "recovery": None}
            self._admit(document, holder, passphrase, at, cost or PassphraseCost(), temporary=temporary)
        self._document = document
        if old is not None and old["by"] == "keyring":
            system_keyring().forget(document["id"])

    def dismiss(self, person_id: str) -> None:
        """The person's passphrase no longer opens this home; dismissing twice changes nothing."""
        with changing(self._path) as document:
            document["people"].pop(person_id, None)
            document["secrets"].pop(_history_name(person_id), None)
        self._document = document

    def standing(self, person_id: str) -> Standing:
        """How the person's passphrase stands.

        Raises:
            VaultError: ``PERSON_UNKNOWN``, ``VAULT_DAMAGED``.
        """
        wrap = read_document(self._path).get("people", {}).get(person_id)
        if wrap is None:
            raise VaultError("PERSON_UNKNOWN")
        _require_unchanged(self._data_key, person_id, wrap)
        try:
            return Standing(parse_stamp(wrap["since"]), bool(wrap["temporary"]), bool(wrap["keyring"]))
        except (KeyError, TypeError, ValueError) as error:
            raise VaultError("VAULT_DAMAGED") from error

    def used_before(self, person_id: str, passphrase: str, last: int) -> bool:
        """Whether ``passphrase`` is among the person's ``last`` ones; takes about 0.15 s for each."""
        name = _history_name(person_id)
        if name not in self._document["secrets"]:
            return False
        return is_among(passphrase, digests_of(self.secret(name))[:last])

    def check(self, person_id: str, passphrase: str) -> None:
        """Make sure that ``passphrase`` is the person's.

        Raises:
            VaultError: as :meth:`unlock`.
        """
        Vault.unlock(self._path.parent, person_id, passphrase)

    # -- recovery and services

    def new_recovery_code(self, at: datetime) -> str:
        """A code for a new recovery sheet; the sheet before it opens nothing any more."""
        code = new_recovery_code()
        with changing(self._path) as document:
            wrap = wrap_under(self._data_key, recovery_secret(code), _RECOVERY)
            document["recovery"] = wrap | {"since": stamp(at)}
        self._document = document
        return code

    def new_service_key(self, label: str) -> str:
        """A key with which the service called ``label`` opens this home; its key before opens nothing any more."""
        secret = os.urandom(32).hex()
        with changing(self._path) as document:
            document["services"][label] = wrap_under(self._data_key, secret.encode(), _SERVICE)
        self._document = document
        return SERVICE_PREFIX + secret

    def for_seat(self) -> tuple[Document, str]:
        """The keys as a further seat gets them, and the code that opens them there. What passphrases people had stays
        here.
        """
        code = new_recovery_code()
        secrets = {name: box for name, box in self._document["secrets"].items() if not name.startswith(_HISTORY)}
        keys: Document = {"v": NEW, "suite": SUITE, "secrets": secrets}
        return {"keys": keys, "wrap": wrap_under(self._data_key, recovery_secret(code), _SEAT)}, code

    # -- inside

    @property
    def _secrets_key(self) -> bytes:
        return derive_key(self._data_key, "secrets")

    def _keep(self, document: Document, name: str, value: bytes) -> None:
        document["secrets"][name] = text_of(encrypt(self._secrets_key, value, name.encode()))

    def _admit(
        self,
        document: Document,
        holder: Holder,
        passphrase: str,
        at: datetime,
        cost: PassphraseCost,
        *,
        temporary: bool,
    ) -> None:
        wrap = wrap_for_person(self._data_key, document["id"], holder, passphrase, cost)
        wrap |= {"name": holder.name, "since": stamp(at), "temporary": temporary}
        document["people"][holder.id] = wrap | {"mac": vouch(self._data_key, holder.id, wrap)}
        document["v"] = NEW
        name = _history_name(holder.id)
        box = document["secrets"].get(name)
        before = digests_of(decrypt(self._secrets_key, b64decode(box), name.encode())) if box else []
        self._keep(document, name, bytes_of([digest_of(passphrase, cost), *before]))


def _require_unchanged(data_key: bytes, person_id: str, wrap: Document, *, vouched: bool = False) -> None:
    """Whoever can write the file must not free a person from changing the passphrase (safety T1)."""
    if vouched or "mac" in wrap:
        mac = wrap.get("mac")
        if not isinstance(mac, str) or not compare_digest(mac.encode(), vouch(data_key, person_id, wrap).encode()):
            raise VaultError("VAULT_DAMAGED")


def _named(name: str, key_set: int) -> str:
    return f"{name}_{key_set}" if key_set else name


def system_keyring_available() -> bool:
    """Whether the system's keyring can keep a share of the keys on this computer."""
    return system_keyring().available()


def is_service_key(text: str) -> bool:
    """Whether this is a service's key rather than a passphrase."""
    return text.strip().startswith(SERVICE_PREFIX)


def _history_name(person_id: str) -> str:
    return f"{_HISTORY}{person_id}"
