"""Noticing that a workstation's record was put back to an earlier state, before it writes anything (safety T12).

A small mark beside the home says how far its audit trail had got. A record whose trail does not reach that far, or
runs otherwise, was restored from a backup: going on with it would give numbers and places in the log a second time.
The mark is left when a home is closed and before events leave it. Without a mark nothing is concluded, so a home may be
moved; a copy that goes on elsewhere is found out by the office, where its log forks.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError, StoreError
from baixing_desktop.files import write_durably
from baixing_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class _Mark:
    device: str
    seq: int
    hash: str


def leave_mark(home: Path, store: Store) -> None:
    """Write down outside the home how far its record has got; only an enrolled workstation needs it."""
    # A place that cannot be written costs this early warning only; the office still notices.
    with suppress(StoreError, InputError):
        with store.reading() as tx:
            me = tx.system.installation()
            seq, digest = tx.audit.last()
        if me.face is Face.WORKROOM and me.epoch:
            write_durably(_path(home), json.dumps({"device": me.device_id, "seq": seq, "hash": digest}).encode())


def was_put_back(home: Path, store: Store) -> bool:
    """Whether the record is older than, or other than, the one that left the mark."""
    mark = _read(_path(home))
    if mark is None:
        return False
    with store.reading() as tx:
        ours = tx.system.installation().device_id == mark.device
        return ours and tx.audit.hash_at(mark.seq) != mark.hash


def _path(home: Path) -> Path:
    home = home.absolute()
    return home.with_name(f".{home.name}.mark")


def _read(path: Path) -> _Mark | None:
    try:
        found = cast("dict[str, Any]", json.loads(path.read_bytes()))
        return _Mark(str(found["device"]), int(found["seq"]), str(found["hash"]))
    except (OSError, ValueError, KeyError, TypeError):
        # No mark, or one that is no use: nothing is known, so nothing is concluded.
        return None
