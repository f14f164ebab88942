"""The audit trail: what was done, by whom, when, on which device; hash-chained (safety D6, D7)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from baixing_desktop.canonical import Plain, canonical, sha256_hex
from baixing_desktop.clock import stamp
from baixing_desktop.domain.batch import GENESIS


class AuditResult(StrEnum):
    """How the act ended."""

    DONE = "done"
    BEGUN = "begun"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One effect, reveal, print or export. ``detail`` is plain data without personal values.

    ``at`` is the moment in UTC, ``device_time`` what the device's own clock and time zone showed. The fields from
    ``actor_id`` on are empty in entries of program 0.1.0, whose hash does not cover them.
    """

    seq: int
    at: datetime
    actor: str
    role: str
    action: str
    kind: str
    object_id: str
    detail: dict[str, Plain]
    prev: str = ""
    hash: str = ""
    actor_id: str | None = None
    device: str | None = None
    device_time: str | None = None
    address: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The end of the trail at one moment: printed or exported, it shows later that nothing before it was taken away."""

    seq: int
    hash: str
    at: datetime
    device: str


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """Which entries to show; empty fields do not restrict. An object that is a batch stands for all that was done in
    it. ``before`` is a sequence, for paging backwards.
    """

    actor: str = ""
    action: str = ""
    object_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    limit: int = 200


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """What verifying found: ``count`` entries up to ``head``; ``fault`` is the first sequence that does not fit, and
    ``why`` says in Chinese what is wrong.
    """

    count: int
    head: AuditHead | None
    fault: int | None = None
    why: str = ""
    floor: int = field(default=0)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.fault is None and not self.why


def linked(fresh: AuditEntry, after: tuple[int, str]) -> AuditEntry:
    """``fresh`` as the entry that follows the one with this sequence and hash."""
    seq, prev = after[0] + 1, after[1]
    return replace(fresh, seq=seq, prev=prev, hash=_hash(fresh, seq, prev))


def audit_hash(entry: AuditEntry) -> str:
    """SHA-256 over the canonical form of everything but the hash itself, so each row vouches for the one before."""
    return _hash(entry, entry.seq, entry.prev)


def _hash(entry: AuditEntry, seq: int, prev: str) -> str:
    record: dict[str, Plain] = {
        "seq": seq,
        "at": stamp(entry.at),
        "actor": entry.actor,
        "role": entry.role,
        "action": entry.action,
        "kind": entry.kind,
        "object": entry.object_id,
        "detail": entry.detail,
        "prev": prev,
    }
    if entry.actor_id is not None:
        record |= {
            "actor_id": entry.actor_id,
            "device": entry.device,
            "device_time": entry.device_time,
            "address": entry.address,
            "result": entry.result,
        }
    return sha256_hex(canonical(record))


def first_fault(entries: Iterable[AuditEntry], after: tuple[int, str] = (0, GENESIS)) -> int | None:
    """The sequence at which the chain of ``entries`` breaks; None if it holds.

    ``entries`` come oldest first, from the one behind ``after`` (sequence and hash of the last one that was archived,
    or the very beginning).
    """
    seq, prev = after
    for entry in entries:
        seq += 1
        if entry.seq != seq or entry.prev != prev or audit_hash(entry) != entry.hash:
            return seq
        prev = entry.hash
    return None
