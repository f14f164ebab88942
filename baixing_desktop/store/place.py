"""Where a record lives, and how it is made and opened there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from baixing_desktop.files import private_folder
from baixing_desktop.store.engine import copy_record, open_engine
from baixing_desktop.store.new_record import create_schema
from baixing_desktop.store.postgres import (
    TURN_MS,
    Address,
    begin_record,
    check_server,
    end_record,
    is_unfinished,
    keep_copy,
    open_server,
)
from baixing_desktop.store.schema import HEAD, needs_upgrade
from baixing_desktop.store.secrecy import FieldCipher, Sealed
from baixing_desktop.store.store import BEFORE, Store
from baixing_desktop.work import Work

EARLIER = "earlier"
"""Folder beside the record with the records as they were before each upgrade, under the same key."""
EARLIER_KEPT = 2


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record in one SQLCipher file at ``path`` under the raw 32-byte ``key``."""

    path: Path
    key: bytes = field(repr=False)

    def create(self, *, shared: bool) -> Store:
        """A new, empty record; ``shared`` when several programs will write to it at once.

        Raises:
            StoreError: the file cannot be written.
        """
        return _create(open_engine(self.path, self.key), shared=shared)

    def open(self, work: Work) -> Store:
        """The record; what an earlier version wrote is upgraded first, and kept aside.

        Raises:
            StoreError: ``STORE_WRONG_KEY``, ``STORE_NEWER``, ``UPGRADE_FAILED``, or the file cannot be read.
            UserError: ``CANCELLED``, while it is being upgraded.
        """
        engine = open_engine(self.path, self.key)
        return _open(engine, lambda: self._keep_earlier(engine), work)

    def _keep_earlier(self, engine: Engine) -> None:
        kept = private_folder(self.path.parent / EARLIER) / f"before-{HEAD}.db"
        copy_record(engine, kept, self.key)
        for old in sorted(kept.parent.glob("before-*.db"))[:-EARLIER_KEPT]:
            old.unlink()


@dataclass(frozen=True, slots=True)
class RecordServer:
    """A record in a PostgreSQL database; ``contacts`` seals contact data before it leaves this computer."""

    address: Address
    password: str = field(repr=False)
    contacts: FieldCipher = field(repr=False)
    turn_ms: int = TURN_MS

    def create(self, *, shared: bool) -> Store:
        """A new record in an empty database; a server is always shared. It counts once :meth:`Store.finished` was said
        or it was opened; before that, whoever begins again in the same database clears it away.

        Raises:
            StoreError: ``DATABASE_NOT_EMPTY``, ``DATABASE_UNSUITABLE``, ``DATABASE_REFUSED``, …
        """
        engine = self._engine()
        try:
            check_server(engine)
            begin_record(engine, self.address)
        except BaseException:
            engine.dispose()
            raise
        return _create(engine, shared=False)

    def open(self, work: Work) -> Store:
        """The record; what an earlier version wrote is upgraded first, and kept aside in a schema of the database.

        Raises:
            StoreError: ``DATABASE_UNREACHABLE``, ``STORE_NEWER``, ``UPGRADE_FAILED``, …
            UserError: ``CANCELLED``, while it is being upgraded.
        """
        engine = self._engine()
        try:
            check_server(engine)
            if is_unfinished(engine):
                end_record(engine)
        except BaseException:
            engine.dispose()
            raise
        return _open(engine, lambda: keep_copy(engine, f"{BEFORE}{HEAD}", BEFORE, EARLIER_KEPT), work)

    def _engine(self) -> Engine:
        return open_server(self.address, self.password, Sealed(self.contacts), self.turn_ms)


Place = RecordFile | RecordServer


def copy_to_file(store: Store, target: RecordFile, work: Work) -> None:
    """Copy the whole record into a new file, from wherever it is, whoever else is writing meanwhile.

    Raises:
        StoreError: the copy could not be written, or the record not be read.
        UserError: ``CANCELLED``.
    """
    if not store.on_server:
        store.copy_to(target.path, target.key)
        return
    copy = target.create(shared=False)
    try:
        copy.fill_from(store, work)
    finally:
        copy.close()


def _create(engine: Engine, *, shared: bool) -> Store:
    try:
        create_schema(engine, shared=shared)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


def _open(engine: Engine, keep: Callable[[], None], work: Work) -> Store:
    try:
        if needs_upgrade(engine):
            from baixing_desktop.store.upgrade import upgrade  # noqa: PLC0415 - rare, and it loads Alembic

            upgrade(engine, keep, work)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)
