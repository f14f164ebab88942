"""Authenticated encryption under keys derived from one data key (suite S1: AES-256-GCM, HKDF-SHA-256)."""

import os
from dataclasses import dataclass
from threading import Lock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from baixing_desktop.errors import VaultError

_NONCE = 12

_ONE_DERIVATION = Lock()
"""OpenSSL computes the lanes in a thread pool of its own; two derivations at once wait for each other for ever
(seen with OpenSSL 4.0.3)."""


@dataclass(frozen=True, slots=True)
class PassphraseCost:
    """Cost of Argon2id. The default takes about 0.15 s on an office PC (RFC 9106, second recommendation)."""

    memory_kib: int = 65536
    iterations: int = 3
    lanes: int = 4


def derive_key(data_key: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose, from key material such as the 32-byte data key."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"baixing {purpose} v1".encode()).derive(data_key)


def key_from_passphrase(passphrase: str, salt: bytes, cost: PassphraseCost) -> bytes:
    """A 32-byte key from what a person typed, by Argon2id over its UTF-8 bytes."""
    kdf = Argon2id(salt=salt, length=32, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib)
    with _ONE_DERIVATION:
        return kdf.derive(passphrase.encode())


def combine_keys(*secrets: bytes, purpose: str) -> bytes:
    """A 32-byte key that needs all of ``secrets``, in this order (HKDF over their concatenation)."""
    return derive_key(b"".join(secrets), purpose)


def encrypt(key: bytes, data: bytes, context: bytes) -> bytes:
    """Nonce (12 bytes) + ciphertext + tag (16 bytes), bound to ``context``."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, context)


def decrypt(key: bytes, box: bytes, context: bytes) -> bytes:
    """What :func:`encrypt` was given.

    Raises:
        VaultError: ``VAULT_DAMAGED``: another key or context, or a changed byte.
    """
    try:
        return AESGCM(key).decrypt(box[:_NONCE], box[_NONCE:], context)
    except (InvalidTag, ValueError) as error:
        raise VaultError("VAULT_DAMAGED") from error


@dataclass(frozen=True, slots=True)
class Cipher:
    """Encrypts whole files under one key; what the store takes to keep attachments (it knows no keys itself)."""

    key: bytes

    def seal(self, data: bytes, name: str) -> bytes:
        """The encrypted form of ``data``, readable only under the same ``name``."""
        return encrypt(self.key, data, name.encode())

    def open(self, box: bytes, name: str) -> bytes:
        """The bytes that were sealed under ``name``.

        Raises:
            VaultError: ``VAULT_DAMAGED``.
        """
        return decrypt(self.key, box, name.encode())

    def blind(self, text: str) -> str:
        """A keyed hash of ``text`` (64 hex digits): equal for equal texts, and of no use without the key."""
        code = HMAC(derive_key(self.key, "blind index"), SHA256())
        code.update(text.encode())
        return code.finalize().hex()
