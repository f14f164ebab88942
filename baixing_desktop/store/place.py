"""Where a record lives, and how it is made and opened there."""

from dataclasses import dataclass
from pathlib import Path

from baixing_desktop.files import private_folder
from baixing_desktop.store.engine import copy_record, open_engine
from baixing_desktop.store.schema import HEAD, needs_upgrade
from baixing_desktop.store.store import Store
from baixing_desktop.work import Work

EARLIER = "earlier"
"""Folder beside the record with the records as they were before each upgrade, under the same key."""
EARLIER_KEPT = 2


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record in one SQLCipher file at ``path`` under the raw 32-byte ``key``."""

    path: Path
    key: bytes

    def create(self, *, shared: bool) -> Store:
        """A new, empty record; ``shared`` when several programs will write to it at once.

        Raises:
            StoreError: the file cannot be written.
        """
        # Only a new record needs the migrations, which take half a second to load.
        from baixing_desktop.store.making import create_schema  # noqa: PLC0415

        engine = open_engine(self.path, self.key)
        create_schema(engine, shared=shared)
        return Store(engine)

    def open(self, work: Work) -> Store:
        """The record; what an earlier version wrote is upgraded first, and kept aside.

        Raises:
            StoreError: ``STORE_WRONG_KEY``, ``STORE_NEWER``, ``UPGRADE_FAILED``, or the file cannot be read.
            UserError: ``CANCELLED``, while it is being upgraded.
        """
        engine = open_engine(self.path, self.key)
        try:
            if needs_upgrade(engine):
                from baixing_desktop.store.upgrade import upgrade  # noqa: PLC0415 - rare, and it loads Alembic

                kept = private_folder(self.path.parent / EARLIER) / f"before-{HEAD}.db"
                upgrade(engine, lambda: copy_record(engine, kept, self.key), work)
                for old in sorted(kept.parent.glob("before-*.db"))[:-EARLIER_KEPT]:
                    old.unlink()
        except BaseException:
            engine.dispose()
            raise
        return Store(engine)
