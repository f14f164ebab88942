"""One SQLCipher file, opened so that an acknowledged save survives a power cut (safety 0.8, 0.9).

Workroom: rollback journal TRUNCATE + FULL: one file to copy, no side files to forget. Office: WAL + FULL, because
the window and the receiving service write together; only with a SQLite that has the WAL-reset fix.

SQLCipher derives its keys with a salt that it reads from the first sector of the file. A power cut that spoils this
sector while a checkpoint rewrites it would lose the whole record, though the log holds every page; so our files have
a salt that follows from the key (:func:`key_for`).
"""

import hashlib
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from baixing_desktop.errors import ProgramError
from baixing_desktop.files import explained_writing, flush_folder
from baixing_desktop.store.faults import explained, is_damage
from baixing_desktop.store.secrecy import Whole, keep_secret

WAL_RESET_FIXED = (3, 51, 3)
BUSY_TIMEOUT_MS = 10_000
USUAL_KB = 8_000
"""Memory for the pages of a connection, where it is used: to decipher a page again takes longer than to look into many.
A search in a long record passes through more than the engine's own 2 MB, and would begin anew each time."""
MUCH_KB = 32_000
"""Memory for the pages of a large transaction; a batch of 1,000 clues changes about 20 MB."""
SALT_LENGTH = 16
_DAMAGED = "damaged"

# The driver carries no types.
_driver: Any = sqlcipher3.dbapi2


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine on the file at ``path`` under the raw 32-byte ``key``.

    Nothing is opened yet: the first connection raises ``sqlalchemy.exc.DBAPIError`` for a wrong key.

    Raises:
        ProgramError: the SQLite inside SQLCipher has the WAL-reset fault.
    """
    if _driver.sqlite_version_info < WAL_RESET_FIXED:
        raise ProgramError(f"SQLite {_driver.sqlite_version} has the WAL-reset fault")

    def connect() -> Any:
        connection = _driver.connect(str(path), isolation_level=None, check_same_thread=False)
        _prepare(connection, key_for(path, key))
        return connection

    engine = create_engine(
        "sqlite://", creator=connect, module=_driver, poolclass=QueuePool, pool_size=4, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _remember_damage)
    event.listen(engine, "checkout", _leave_damaged)
    keep_secret(engine, Whole())
    return engine


def copy_record(engine: Engine, target: Path, key: bytes) -> None:
    """Copy the record page by page into a new file under the raw 32-byte ``key``, whoever else is writing meanwhile.

    A file at ``target`` is replaced; the copy is on the disk when this returns.

    Raises:
        StoreError: the copy could not be written; there is none.
    """
    with explained(), explained_writing(target):
        target.unlink(missing_ok=True)
        copy = _driver.connect(str(target), isolation_level=None)
        try:
            copy.execute(_key_statement(key_for(target, key)))
            copy.execute("PRAGMA synchronous=FULL")
            with engine.connect() as connection:
                source: Any = connection.connection.dbapi_connection
                # A damaged page that it meets says nothing here, yet nothing can be written through it afterwards.
                connection.detach()
                source.backup(copy)
        finally:
            copy.close()
        flush_folder(target.parent)


@contextmanager
def restructuring(engine: Engine) -> Generator[Connection]:
    """A transaction that may rebuild tables: nothing cascades while a table is replaced by its new form.

    The caller checks the foreign keys before it ends; it is undone if the block raises.
    """
    with engine.connect().execution_options(writes=True) as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        raw: Any = connection.connection.dbapi_connection
        # SQLite ignores this inside a transaction, and dropping a table would delete what refers to it.
        _assert_pragma(raw.cursor(), "foreign_keys", "0")
        # Else no table could take the place of one that the triggers of another table name.
        _assert_pragma(raw.cursor(), "legacy_alter_table", "1")
        try:
            with connection.begin():
                yield connection
        finally:
            _assert_pragma(raw.cursor(), "legacy_alter_table", "0")
            _assert_pragma(raw.cursor(), "foreign_keys", "1")


@contextmanager
def spacious(connection: Connection) -> Generator[None]:
    """A block that writes much: what it changes stays in memory until it ends, up to :data:`MUCH_KB`. In the usual 8 MB
    a batch would seal pages, put them aside and open them again many times. A server minds its own memory.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.dbapi_connection
    usual = raw.execute("PRAGMA cache_size").fetchone()[0]
    raw.execute(f"PRAGMA cache_size=-{MUCH_KB}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA cache_size={usual}")
        raw.execute("PRAGMA shrink_memory")


def key_for(path: Path, key: bytes) -> bytes:
    """The raw ``key`` (32 bytes) with the salt (16 bytes) under which the file at ``path`` opens.

    Ours, also when the sector that holds it was spoilt; files of the first release chose a salt at random.
    """
    ours = hashlib.sha256(b"baixing record salt v1" + key).digest()[:SALT_LENGTH]
    try:
        with path.open("rb") as file:
            found = file.read(SALT_LENGTH)
    except OSError:
        # It is not there yet, or whoever opens it next explains why it cannot be read.
        return key + ours
    own = len(found) == SALT_LENGTH and found != ours and _opens(path, key + found)
    return key + (found if own else ours)


def _opens(path: Path, salted: bytes) -> bool:
    connection = _driver.connect(str(path), isolation_level=None)
    try:
        with suppress(_driver.DatabaseError):
            connection.execute(_key_statement(salted))
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return True
        return False
    finally:
        connection.close()


def _key_statement(salted: bytes) -> str:
    return f"PRAGMA key=\"x'{salted.hex()}'\""


def _begin(connection: Connection) -> None:
    # The driver would begin too late and only for writes; a read that turns into a write must not lose a race.
    mode = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


def _remember_damage(context: ExceptionContext) -> None:
    if context.connection is not None and is_damage(context.original_exception):
        context.connection.info[_DAMAGED] = True


def _leave_damaged(_connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    # SQLCipher refuses every write through a connection that met a damaged page, as if the file were read-only.
    if record.info.get(_DAMAGED):
        raise DisconnectionError("met a damaged page")


def _prepare(connection: Any, salted: bytes) -> None:
    cursor = connection.cursor()
    cursor.execute(_key_statement(salted))
    # A wrong key is told by our own error, not by noise on stderr.
    cursor.execute("PRAGMA cipher_log_level=NONE")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute(f"PRAGMA cache_size=-{USUAL_KB}")
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.execute("PRAGMA trusted_schema=OFF")
    _assert_pragma(cursor, "foreign_keys", "1")
    # WAL is a property of the file, given to the office's when it is made; everything else is TRUNCATE.
    journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    _assert_pragma(cursor, "journal_mode", "wal" if journal == "wal" else "truncate")
    _assert_pragma(cursor, "synchronous", "2")
    cursor.close()


def _assert_pragma(cursor: Any, name: str, value: str) -> None:
    cursor.execute(f"PRAGMA {name}={value}")
    found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
    if str(found) != value:
        raise ProgramError(f"{name} is {found!r}, not {value!r}")


def use_write_ahead_log(engine: Engine) -> None:
    """Turn the file to WAL, for good: the office's window and receiving service write side by side."""
    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        _assert_pragma(raw.cursor(), "journal_mode", "wal")
