"""The audit trail (safety D6, D7): what happened, by whom; identities and hashes only, never personal values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from baixing_desktop.canonical import Plain, canonical, sha256_hex
from baixing_desktop.clock import stamp
from baixing_desktop.domain.batch import GENESIS


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One effect, reveal, print or export. ``detail`` is plain data without personal values."""

    seq: int
    at: datetime
    actor: str
    role: str
    action: str
    kind: str
    object_id: str
    detail: dict[str, Plain]
    prev: str
    hash: str


def audit_hash(entry: AuditEntry) -> str:
    """SHA-256 over the canonical form of everything but the hash itself, so each row vouches for the one before."""
    return sha256_hex(
        canonical(
            {
                "seq": entry.seq,
                "at": stamp(entry.at),
                "actor": entry.actor,
                "role": entry.role,
                "action": entry.action,
                "kind": entry.kind,
                "object": entry.object_id,
                "detail": entry.detail,
                "prev": entry.prev,
            }
        )
    )


def first_fault(entries: Iterable[AuditEntry]) -> int | None:
    """The sequence at which the chain of ``entries`` (oldest first, from the beginning) breaks; None if it holds."""
    prev = GENESIS
    for expected, entry in enumerate(entries, start=1):
        if entry.seq != expected or entry.prev != prev or audit_hash(entry) != entry.hash:
            return expected
        prev = entry.hash
    return None
