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

from baixing_desktop.domain.units import Doubt, Face
from baixing_desktop.errors import InputError, StoreError
from baixing_desktop.files import write_durably
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.membership import enter_doubt


@dataclass(frozen=True, slots=True)
class _Mark:
    device: str
    seq: int
    hash: str


def leave_mark(desk: Desk) -> None:
    """Write down outside the home how far its record has got; only an enrolled workstation needs it."""
    with desk.store.reading() as tx:
        me = tx.system.installation()
        if me.face is not Face.WORKROOM or not me.epoch:
            return
        seq, digest = tx.audit.last()
    text = json.dumps({"device": me.device_id, "seq": seq, "hash": digest})
    # A place that cannot be written costs this early warning only; the office still notices.
    with suppress(StoreError, InputError):
        write_durably(_path(desk.home), text.encode())


def check_mark(desk: Desk) -> None:
    """Enter into doubt if the record is older than, or other than, the one that left the mark."""
    mark = _read(_path(desk.home))
    if mark is None:
        return
    with desk.store.reading() as tx:
        ours = tx.system.installation().device_id == mark.device
        reached = tx.audit.hash_at(mark.seq) == mark.hash
    if ours and not reached:
        enter_doubt(desk, Doubt.RESTORED)


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
