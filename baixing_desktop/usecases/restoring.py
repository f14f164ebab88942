"""Putting a backup back in place of a home, or where there is none yet, on this computer or a new one.

The plan is written before anything is moved, and each of its steps may be done twice: whatever interrupts it, the next
opening goes on. What was there before is moved aside, never deleted.
"""

import errno
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from baixing_desktop.clock import Clock, local, stamp
from baixing_desktop.domain.units import Doubt
from baixing_desktop.drives import on_network
from baixing_desktop.errors import InputError, StoreError
from baixing_desktop.files import explained_writing, flush_folder, write_durably
from baixing_desktop.store.archive import Contents, extract_archive, look_into
from baixing_desktop.store.schema import is_known
from baixing_desktop.usecases.databases import SERVER_FILE
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.erased_list import FILE as ERASED_FILE
from baixing_desktop.usecases.erased_list import list_beside, lists_of, read_lists, write_list
from baixing_desktop.usecases.membership import enter_doubt
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.threshold import restore_plan
from baixing_desktop.work import Work

RESTORED_FILE = "restored.json"
"""Lies in a home that came out of a backup until it is opened for the first time."""
_ASIDE = "-恢复前"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: when the backup was made, and where the home that was there before is now (None: none was)."""

    made_at: str
    unit: str
    aside: Path | None


def restore(file: Path, home: Path, *, clock: Clock, replace: bool = False, work: Work | None = None) -> Restored:
    """Put the home in the backup ``file`` at ``home``; with ``replace`` also where there is one, which is moved aside.

    It opens with the passphrases that opened it when the backup was made, or by its recovery sheet. A record that was
    on a server is put back as a file; :func:`baixing_desktop.usecases.moving.move_to_server` takes it there again.

    Raises:
        InputError: ``HOME_IN_USE``, ``HOME_NOT_EMPTY`` (a file is there), ``HOME_ON_NETWORK``, ``BACKUP_DAMAGED``,
            ``BACKUP_TOO_NEW``, ``FILE_MISSING``.
        StoreError: ``STORE_DISK_FULL``, ``STORE_READ_ONLY``.
        UserError: ``CANCELLED``. In each case nothing has changed.
    """
    finish_restore(home)
    contents = look_into(file)
    if not is_known(str(contents.facts.get("schema"))):
        raise InputError("BACKUP_TOO_NEW", name=file.name)
    if on_network(home):
        raise InputError("HOME_ON_NETWORK", home=home)
    if home.exists() and not home.is_dir():
        raise InputError("HOME_NOT_EMPTY", home=home)
    there = home.exists() and any(home.iterdir())
    if there and not replace:
        raise InputError("HOME_IN_USE", home=home)
    waiting = _waiting(home)
    shutil.rmtree(waiting, ignore_errors=True)
    try:
        extract_archive(file, waiting, work or Work())
        with explained_writing(waiting):
            (waiting / SERVER_FILE).unlink(missing_ok=True)
        # Whoever was erased since the backup was made stays erased (safety P20).
        erased, _ = read_lists(*lists_of(home), list_beside(file))
        if erased:
            write_list(waiting / ERASED_FILE, erased)
    except BaseException:
        shutil.rmtree(waiting, ignore_errors=True)
        raise
    aside = _free(home.with_name(f"{home.name}{_ASIDE}-{local(clock.now()):%Y%m%d-%H%M%S}")) if there else None
    _plan_and_finish(home, contents, aside, clock)
    return Restored(str(contents.facts.get("made_at")), str(contents.facts.get("unit")), aside)


def _free(wanted: Path) -> Path:
    """``wanted``, or with a number behind it where that is taken."""
    names = (wanted, *(wanted.with_name(f"{wanted.name}-{number}") for number in range(2, 100)))
    return next((path for path in names if not path.exists()), wanted)


def _plan_and_finish(home: Path, contents: Contents, aside: Path | None, clock: Clock) -> None:
    plan = {
        "v": 1,
        "made_at": contents.facts.get("made_at"),
        "restored_at": stamp(clock.now()),
        "aside": aside.name if aside else None,
    }
    data = json.dumps(plan, ensure_ascii=False, sort_keys=True).encode()
    write_durably(_waiting(home) / RESTORED_FILE, data)
    write_durably(restore_plan(home), data)
    finish_restore(home)


def finish_restore(home: Path) -> None:
    """Carry out what a plan says, from wherever it was interrupted; without a plan nothing happens.

    Raises:
        InputError: ``FILE_NOT_WRITTEN``: the operating system does not let the folders be moved, for example because
            the program is still open there; it can be tried again.
        StoreError: ``STORE_DISK_FULL``.
    """
    plan, waiting = restore_plan(home), _waiting(home)
    if not plan.exists():
        return
    try:
        if waiting.exists():
            # A plan is written when what waits is whole, so also one that cannot be read any more is carried out.
            aside = Path(str(_read(plan).get("aside") or "")).name
            if home.exists() and any(home.iterdir()):
                home.rename(home.with_name(aside) if aside else _free(home.with_name(f"{home.name}{_ASIDE}")))
            elif home.exists():
                home.rmdir()
            waiting.rename(home)
            flush_folder(home.parent)
        plan.unlink()
        flush_folder(home.parent)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StoreError("STORE_DISK_FULL") from error
        raise InputError("FILE_NOT_WRITTEN", name=home.name, reason="文件夹正被占用") from error


@intention
def welcome_back(desk: Desk) -> None:
    """At the first opening after a restore: an enrolled workroom must enrol anew, and the trail says what happened."""
    flag = desk.home / RESTORED_FILE
    if not flag.exists():
        return
    plan = _read(flag)
    enter_doubt(desk, Doubt.RESTORED)
    with desk.store.writing() as tx:
        me = tx.system.installation()
        made_at, restored_at = str(plan.get("made_at", "")), str(plan.get("restored_at", ""))
        note(desk, tx, "restore", "installation", me.device_id, made_at=made_at, restored_at=restored_at)
    flag.unlink()


def _read(path: Path) -> dict[str, Any]:
    """What a plan or a note says; nothing when the file was spoilt, which must keep nobody out of what was put back."""
    try:
        found = json.loads(path.read_bytes())
    except ValueError:
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _waiting(home: Path) -> Path:
    return home.with_name(f".{home.name}.restoring")
