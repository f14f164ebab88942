"""The audit trail: read, verified, exported; its head printed so that nobody can cut its end off unnoticed (D6, D7)."""

import json
from datetime import timedelta
from pathlib import Path

from baixing_desktop.canonical import Plain, canonical
from baixing_desktop.clock import stamp
from baixing_desktop.domain.audit import AuditEntry, AuditHead, AuditQuery, AuditVerdict, first_fault
from baixing_desktop.domain.batch import GENESIS
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.errors import InputError
from baixing_desktop.files import write_durably
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.sitting import second_person

RULE = "AUDIT"
"""The rule of the retention schedule, which the office may edit, that says how long entries stay in the trail."""
LEAST_KEPT = timedelta(days=183)
"""Never under six months, whatever the schedule says (D7; 网络安全法 21)."""
_HEAD_PREFIX = "BXA1"


@intention
def trail(desk: Desk, query: AuditQuery) -> tuple[AuditEntry, ...]:
    """The newest entries that fit ``query``, newest first. That they were read is an entry itself."""
    with desk.store.writing() as tx:
        found = tx.audit.found(query)
        if query.before is None:
            note(desk, tx, "read_audit", "audit", "trail", of_actor=bool(query.actor), of_action=query.action)
    return found


@intention
def verify(desk: Desk, known: AuditHead | None = None) -> AuditVerdict:
    """Whether the whole trail is as it was written; with ``known``, a head that was printed or exported before, also
    whether nothing was cut off or written anew since.
    """
    with desk.store.reading() as tx:
        head, floor = tx.audit.head(), tx.audit.floor()
        fault = first_fault(tx.audit.each(), floor)
        count = (head.seq if head else floor[0]) - floor[0]
        if fault is not None:
            return AuditVerdict(count, head, fault, f"第 {fault} 条与前后对不上", floor[0])
        return AuditVerdict(count, head, None, _against(tx, head, known), floor[0])


@intention
def head(desk: Desk) -> AuditHead:
    """The end of the trail now, for the paper that is kept elsewhere; that it was taken is the newest entry of it."""
    with desk.store.writing() as tx:
        note(desk, tx, "audit_head", "audit", "head")
        return tx.audit.head() or _beginning(desk)


@intention
def export(desk: Desk, path: Path) -> AuditHead:
    """Write the whole trail to ``path``: one JSON object a line, and last the head that it ends with.

    Raises:
        InputError, StoreError: the file could not be written.
    """
    with desk.store.writing() as tx:
        note(desk, tx, "export_audit", "audit", "trail")
        end = tx.audit.head() or _beginning(desk)
        lines = [canonical(record_of(entry)) for entry in tx.audit.each()]
    lines.append(canonical({"head": written(end), "floor": end.seq - len(lines)}))
    write_durably(path, b"\n".join(lines) + b"\n")
    return end


@intention
def archive(desk: Desk, path: Path, second: Confirmation) -> int:
    """Export the trail, then take out the entries that are older than it must keep; a second person confirms.

    Returns how many were taken out. They remain verifiable: the trail goes on from the hash of the last one.

    Raises:
        VaultError: as :func:`~baixing_desktop.usecases.sitting.second_person`.
        InputError: ``AUDIT_NOTHING_OLD``; or the file could not be written, then nothing is taken out.
    """
    other = second_person(desk, second)
    rule = desk.reference.retention[RULE]
    until = desk.now() - max(timedelta(days=365 * rule.years + rule.days), LEAST_KEPT)
    with desk.store.reading() as tx:
        last = tx.audit.last_before(until)
    if last is None:
        raise InputError("AUDIT_NOTHING_OLD")
    export(desk, path)
    with desk.store.writing() as tx:
        note(desk, tx, "archive_audit", "audit", "trail", upto=last[0], approved_by=other.id)
        return tx.audit.take_out(last[0], last[1], desk.now(), desk.actor.name)


def record_of(entry: AuditEntry) -> dict[str, Plain]:
    """An entry as it is exported."""
    return {
        "seq": entry.seq,
        "at": stamp(entry.at),
        "actor": entry.actor,
        "actor_id": entry.actor_id,
        "role": entry.role,
        "device": entry.device,
        "device_time": entry.device_time,
        "address": entry.address,
        "action": entry.action,
        "kind": entry.kind,
        "object": entry.object_id,
        "result": entry.result,
        "detail": entry.detail,
        "prev": entry.prev,
        "hash": entry.hash,
    }


def written(end: AuditHead) -> str:
    """A head as it stands on paper: ``BXA1-1234-`` and the first 32 hexadecimal digits of the hash, in fours."""
    return "-".join([_HEAD_PREFIX, str(end.seq), *(end.hash[at : at + 4] for at in range(0, 32, 4))])


def read_head(text: str, desk: Desk) -> AuditHead:
    """The head that :func:`written` wrote, or that stands in the last line of an exported file.

    Raises:
        InputError: ``INPUT_INVALID``.
    """
    last = text.strip().splitlines()[-1] if text.strip() else ""
    if last.startswith("{"):
        last = _exported(last)
    prefix, _, rest = last.strip().partition("-")
    number, _, digits = rest.partition("-")
    digest = digits.replace("-", "").lower()
    if prefix.upper() != _HEAD_PREFIX or not number.isdecimal() or len(digest) != 32 or not digest.isalnum():
        raise InputError("INPUT_INVALID", field="摘要", reason="应当是 BXA1 开头的一行")
    return AuditHead(int(number), digest, desk.now(), "")


def _beginning(desk: Desk) -> AuditHead:
    return AuditHead(0, GENESIS, desk.now(), "")


def _exported(line: str) -> str:
    try:
        return str(json.loads(line)["head"])
    except (ValueError, KeyError, TypeError):
        return ""


def _against(tx: Transaction, end: AuditHead | None, known: AuditHead | None) -> str:
    if known is None:
        return ""
    if end is None or known.seq > end.seq:
        return f"摘要记到第 {known.seq} 条，现在只有 {end.seq if end else 0} 条，末尾被删过"
    found = tx.audit.hash_at(known.seq)
    if found is None:
        return f"第 {known.seq} 条已归档，请用归档文件核对这份摘要"
    return "" if found.startswith(known.hash) else f"第 {known.seq} 条与摘要不同，被改写过"
