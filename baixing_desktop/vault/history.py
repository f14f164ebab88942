"""The last passphrases of a person as Argon2id digests, so that a policy can forbid coming back to one.

They are kept among the vault's secrets, encrypted under the data key, and written in the same step as the new wrap.
"""

import hmac
import json
import os
from base64 import b64decode
from typing import cast

from baixing_desktop.vault.cipher import PassphraseCost, key_from_passphrase
from baixing_desktop.vault.wraps import text_of, typed

KEPT = 8
"""Most digests kept for one person; policies ask for fewer."""

Digest = dict[str, str | int]


def digests_of(data: bytes) -> list[Digest]:
    """What :func:`bytes_of` wrote, newest first."""
    return cast("list[Digest]", json.loads(data))


def bytes_of(digests: list[Digest]) -> bytes:
    """At most :data:`KEPT` digests, newest first, as bytes."""
    return json.dumps(digests[:KEPT]).encode()


def digest_of(passphrase: str, cost: PassphraseCost) -> Digest:
    """A salted digest of ``passphrase``."""
    salt = os.urandom(16)
    return {
        "salt": text_of(salt),
        "memory_kib": cost.memory_kib,
        "iterations": cost.iterations,
        "lanes": cost.lanes,
        "digest": text_of(key_from_passphrase(typed(passphrase), salt, cost)),
    }


def is_among(passphrase: str, digests: list[Digest]) -> bool:
    """Whether ``passphrase`` is one of those digested; takes one derivation for each."""
    return any(_fits(passphrase, digest) for digest in digests)


def _fits(passphrase: str, kept: Digest) -> bool:
    cost = PassphraseCost(int(kept["memory_kib"]), int(kept["iterations"]), int(kept["lanes"]))
    made = key_from_passphrase(typed(passphrase), b64decode(str(kept["salt"])), cost)
    return hmac.compare_digest(text_of(made), str(kept["digest"]))
