"""Sealing for one reader (suite S1: age v1 with an X25519 recipient, ChaCha20-Poly1305 in 64 KiB chunks).

An *identity* is the secret half (``AGE-SECRET-KEY-1…``), a *recipient* the public half (``age1…``).
"""

from typing import Any, cast

import pyrage

# The library ships no types; these are the only names taken from it.
_x25519: Any = cast(Any, pyrage).x25519
_DecryptError: type[Exception] = cast(Any, pyrage).DecryptError
_IdentityError: type[Exception] = cast(Any, pyrage).IdentityError
_RecipientError: type[Exception] = cast(Any, pyrage).RecipientError


class NotSealedForUsError(ValueError):
    """The box was sealed for another identity."""


def new_identity() -> str:
    """A fresh secret identity, ``AGE-SECRET-KEY-1…``."""
    return str(_x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public recipient (``age1…``) of a secret identity.

    Raises:
        ValueError: not an identity.
    """
    return str(_identity(identity).to_public())


def is_recipient(text: str) -> bool:
    """Whether ``text`` is a recipient that can be sealed to."""
    try:
        return str(_x25519.Recipient.from_str(text)) == text
    except _RecipientError:
        return False


def seal(recipient: str, data: bytes) -> bytes:
    """``data`` as an age file that only the identity behind ``recipient`` opens.

    Raises:
        ValueError: not a recipient.
    """
    try:
        key = _x25519.Recipient.from_str(recipient)
    except _RecipientError as error:
        raise ValueError("not an age recipient") from error
    return cast(Any, pyrage).encrypt(data, [key])


def unseal(identity: str, box: bytes) -> bytes:
    """What :func:`seal` was given.

    Raises:
        NotSealedForUsError: sealed for somebody else.
        ValueError: damaged, cut short, or no age file; also when ``identity`` is none.
    """
    key = _identity(identity)
    try:
        return cast(Any, pyrage).decrypt(box, [key])
    except _DecryptError as error:
        if "No matching keys" in str(error):
            raise NotSealedForUsError("sealed for another identity") from error
        raise ValueError("damaged box") from error


def _identity(text: str) -> Any:
    try:
        return _x25519.Identity.from_str(text)
    except _IdentityError as error:
        raise ValueError("not an age identity") from error
