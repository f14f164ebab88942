"""Moving an office's record from its file to a database on a server, when the office gets more seats."""

from pathlib import Path

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.clock import Clock, local
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError
from baixing_desktop.files import private_folder
from baixing_desktop.store.blobs import ServerShelf, Shelf
from baixing_desktop.store.place import EARLIER
from baixing_desktop.usecases.databases import ATTACHMENTS, RECORD_FILE, Server, settle
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.work import Work


@intention
def move_to_server(desk: Desk, database: Server, work: Work | None = None) -> tuple[None, Changes]:
    """Copy the whole record with its attachments into an empty ``database``, which is used from the next opening on.

    Whoever else has the home open must have closed it: what is saved after the copy would stay in the file. Cut off
    half-way, the file is used as before, and the same move can be begun again.

    Raises:
        InputError: ``WRONG_ROLE``, ``HOME_IN_USE`` (the record is on a server already).
        StoreError: ``DATABASE_NOT_EMPTY``, ``DATABASE_REFUSED``, …: the file is used as before.
        UserError: ``CANCELLED``.
    """
    me, work = desk.installation, work or Work()
    require_face(me, Face.OFFICE)
    if desk.store.on_server:
        raise InputError("HOME_IN_USE", home=desk.home)
    place = database.place(desk.vault)
    store = place.create(shared=True)
    try:
        with desk.store.writing() as tx:
            note(desk, tx, "move", "installation", me.device_id, to="postgresql")
        store.fill_from(desk.store, work)
        _move_attachments(desk, ServerShelf(store), work)
        settle(desk.home, desk.vault, database)
        store.finished()
    finally:
        store.close()
    return None, Changes.of(Kind.SETTING, "database")


def set_file_aside(home: Path, clock: Clock) -> Path:
    """Keep the file that the record was in and its attachments, once the desk is closed; where the file is now."""
    kept = private_folder(home / EARLIER) / f"moved-{local(clock.now()):%Y%m%d-%H%M%S}.db"
    (home / RECORD_FILE).rename(kept)
    if (home / ATTACHMENTS).exists():
        (home / ATTACHMENTS).rename(kept.with_suffix(""))
    return kept


def _move_attachments(desk: Desk, shelf: Shelf, work: Work) -> None:
    boxes = list(desk.blobs.shelf.boxes())
    for done, (sha256, read) in enumerate(boxes):
        work.at(done, len(boxes), "正在复制附件")
        shelf.put(sha256, read())
