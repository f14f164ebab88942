"""Homes for proofs, and looking into them: an office and its workrooms, enrolled with each other."""

import hashlib
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection

from baixing_desktop.clock import SystemClock
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import NotFoundError, VaultError
from baixing_desktop.store.checks import Check, faults
from baixing_desktop.usecases.admission import Door, holder_named
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.opening import open_record
from baixing_desktop.usecases.people import set_policy
from baixing_desktop.usecases.threshold import guards_of_home
from tests.builders import PASSPHRASE, new_home
from tests.sync.helpers import enrol_by_hand

OFFICE = "office"
UNITS = ("SY", "CHG", "NHX", "BJ", "FY", "HZ")
"""Street workrooms that take part when a proof wants several."""


def enrolled_homes(folder: Path, units: tuple[str, ...] = UNITS[:1]) -> Path:
    """``folder`` with the home ``office`` and one home for each of ``units``, closed.

    Their passphrases never run out: proofs turn clocks by decades, and nobody is there who would choose a new one.
    """
    office = new_home(folder / OFFICE, Face.OFFICE, "HZZX")
    set_policy(office, "nist")
    for unit in units:
        workroom = new_home(folder / unit, Face.WORKROOM, unit)
        set_policy(workroom, "nist")
        enrol_by_hand(office, workroom)
        workroom.close()
    office.close()
    return folder


@contextmanager
def looking(home: Path, passphrase: str = PASSPHRASE) -> Generator[Desk]:
    """The home opened as always, but nobody sits down: that would be an entry in the trail."""
    clock, guards = SystemClock(), guards_of_home(home)
    door = Door(home, clock)
    vault = door.admit_old(passphrase) if guards.old_by else door.admit(holder_named(guards, None), passphrase)
    with closing(open_record(home, vault, clock)) as desk:
        yield desk


def content_of(connection: Connection) -> str:
    """A hash over every row of every table: equal means that the record says the same."""
    query, digest = connection.exec_driver_sql, hashlib.sha256()
    for name in _tables(connection):
        # Names come from the schema.
        rows = sorted(repr(tuple(row)) for row in query(f'SELECT * FROM "{name}"').all())  # noqa: S608
        digest.update(repr((name, rows)).encode())
    return digest.hexdigest()


def unsound(desk: Desk) -> str:
    """What is wrong with the record itself, whatever it says; empty if it is sound."""
    with desk.store.reading() as tx:
        query = tx.connection.exec_driver_sql
        if (told := list(query("PRAGMA integrity_check").scalars())) != ["ok"]:
            return f"integrity_check: {told[:3]}"
        # Not Check.PAGES: it reads the file past the log, where a page may be torn until the log is taken over.
        if found := faults(tx.connection, Check.REFERENCES, Check.AUDIT, Check.SEARCH):
            return f"{found[0].check}: {found[0].where}"
        digests = [str(digest) for digest in query("SELECT sha256 FROM blob").scalars()]
    for digest in digests:
        try:
            desk.blobs.get(digest)
        except (NotFoundError, VaultError) as error:
            return f"an attachment that the record names: {error.code}"
    return ""


def shape_of(connection: Connection) -> str:
    """What the record holds, without the identities that differ from run to run: rows by table, and states."""
    query = connection.exec_driver_sql
    names = _tables(connection)
    rows = {name: query(f'SELECT count(*) FROM "{name}"').scalar_one() for name in names}  # noqa: S608
    states = {
        name: sorted(str(tuple(row)) for row in query(f"SELECT {columns} FROM {name}"))  # noqa: S608
        for name, columns in _STATES.items()
        if name in names
    }
    return repr((rows, states))


def _tables(connection: Connection) -> list[str]:
    """Our own tables: those of the search index are written after the others, at the very commit."""
    query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name"
    return [str(name) for name in connection.exec_driver_sql(query).scalars()]


_STATES = {
    "clue": "workroom_state, office_state, revision, version, provisional_number IS NULL, receipt_number IS NULL",
    "batch": "state, first, last",
    "alembic_version": "version_num",
}
