"""What is known of a home's keys before anything is unlocked; loads none of the cryptographic libraries."""

from dataclasses import dataclass
from pathlib import Path

from baixing_desktop.vault.document import FILE, OLD, read_document


@dataclass(frozen=True, slots=True)
class Holder:
    """A person as the vault knows one: identity and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Guards:
    """What is known of a home's keys before anything is unlocked.

    ``old_by`` is ``passphrase`` or ``keyring`` for a home of version 1, which knows no people yet.
    """

    people: tuple[Holder, ...]
    recovery: bool
    old_by: str | None = None


def guards_of(home: Path) -> Guards:
    """What guards the keys of ``home``.

    Raises:
        VaultError: ``VAULT_DAMAGED``.
    """
    document = read_document(home / FILE)
    if document["v"] == OLD:
        return Guards((), recovery=False, old_by=document["wrap"]["by"])
    people = sorted((Holder(i, p["name"]) for i, p in document["people"].items()), key=lambda holder: holder.name)
    return Guards(tuple(people), recovery=bool(document["recovery"]))
