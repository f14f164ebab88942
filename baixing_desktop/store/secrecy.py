"""What keeps contact data secret inside a database (safety 5.4).

A SQLCipher file is encrypted as a whole. PostgreSQL is not, and its administrator, its files and its dumps must show
no contact: there the columns of type ``Secret`` are sealed one value at a time under keys of the vault.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Dialect, Engine

from baixing_desktop.errors import ProgramError

_SEALED = "1:"
"""Marks a sealed value and names the key; a later key gets a later number."""


class FieldCipher(Protocol):
    """Seals single values; the keys are not the store's business."""

    def seal(self, data: bytes, name: str) -> bytes:
        """The sealed form of ``data``, bound to ``name``."""
        ...

    def open(self, box: bytes, name: str) -> bytes:
        """The bytes sealed under ``name``."""
        ...

    def blind(self, text: str) -> str:
        """A code for ``text`` that is always the same and tells nothing about it, in 64 characters at most."""
        ...


@dataclass(frozen=True, slots=True)
class Whole:
    """The database is encrypted as a whole: values stay as they are."""

    def seal(self, data: bytes) -> bytes:
        """``data`` itself."""
        return data

    def open(self, box: bytes) -> bytes:
        """``box`` itself."""
        return box

    def seal_text(self, text: str) -> str:
        """``text`` itself."""
        return text

    def open_text(self, sealed: str) -> str:
        """``sealed`` itself."""
        return sealed

    def blind(self, text: str) -> str:
        """``text`` itself."""
        return text


@dataclass(frozen=True, slots=True)
class Sealed:
    """Each value is sealed by itself."""

    cipher: FieldCipher

    def seal(self, data: bytes) -> bytes:
        """The sealed form of ``data``."""
        return _SEALED.encode() + self.cipher.seal(data, "field")

    def open(self, box: bytes) -> bytes:
        """What was sealed.

        Raises:
            VaultError: ``VAULT_DAMAGED``.
        """
        return self.cipher.open(box.removeprefix(_SEALED.encode()), "field")

    def seal_text(self, text: str) -> str:
        """The sealed form of ``text``."""
        return _SEALED + b64encode(self.cipher.seal(text.encode(), "field")).decode()

    def open_text(self, sealed: str) -> str:
        """The text that was sealed; empty stays empty.

        Raises:
            VaultError: ``VAULT_DAMAGED``.
        """
        return self.cipher.open(b64decode(sealed.removeprefix(_SEALED)), "field").decode() if sealed else ""

    def blind(self, text: str) -> str:
        """A code by which equal values are found."""
        return self.cipher.blind(text)


Secrecy = Whole | Sealed


def keep_secret(engine: Engine, secrecy: Secrecy) -> None:
    """Decide how ``engine`` keeps contact data; each engine has a dialect of its own, and its types ask that."""
    dialect: Any = engine.dialect
    dialect.baixing_secrecy = secrecy


def secrecy_of(dialect: Dialect) -> Secrecy:
    """How the engine of ``dialect`` keeps contact data.

    Raises:
        ProgramError: nobody decided, so nothing may be written.
    """
    found: Secrecy | None = getattr(dialect, "baixing_secrecy", None)
    if found is None:
        raise ProgramError("an engine without a decision on contact data")
    return found
