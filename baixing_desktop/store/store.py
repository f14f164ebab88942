"""The store: whole transactions over repositories."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine

from baixing_desktop.files import discard
from baixing_desktop.store.engine import copy_record, spacious
from baixing_desktop.store.faults import explained
from baixing_desktop.store.postgres import drop_copies, end_record
from baixing_desktop.store.repos.alike import AlikeRepo
from baixing_desktop.store.repos.attachments import AttachmentRepo
from baixing_desktop.store.repos.audit import AuditRepo
from baixing_desktop.store.repos.casework import CaseworkRepo
from baixing_desktop.store.repos.clues import ClueRepo
from baixing_desktop.store.repos.counts import CountRepo
from baixing_desktop.store.repos.discrepancies import DiscrepancyRepo
from baixing_desktop.store.repos.entities import E, EntityRepo
from baixing_desktop.store.repos.erasing import ErasingRepo
from baixing_desktop.store.repos.figures import FiguresRepo
from baixing_desktop.store.repos.finding import FindingRepo
from baixing_desktop.store.repos.forks import ForkRepo
from baixing_desktop.store.repos.imports import ImportRepo
from baixing_desktop.store.repos.listing import ListingRepo
from baixing_desktop.store.repos.load import LoadRepo
from baixing_desktop.store.repos.messages import MessageRepo
from baixing_desktop.store.repos.news import NewsRepo
from baixing_desktop.store.repos.numbers import NumberRepo
from baixing_desktop.store.repos.outbox import OutboxRepo
from baixing_desktop.store.repos.papers import PaperRepo
from baixing_desktop.store.repos.people import PeopleRepo
from baixing_desktop.store.repos.reception import ReceptionRepo
from baixing_desktop.store.repos.reference import ReferenceRepo
from baixing_desktop.store.repos.revisions import RevisionRepo
from baixing_desktop.store.repos.settings import SettingsRepo
from baixing_desktop.store.repos.system import SystemRepo
from baixing_desktop.store.repos.tally import TallyRepo
from baixing_desktop.store.repos.underway import UnderwayRepo
from baixing_desktop.work import Work

BEFORE = "before_"
"""How the schemas of a server are called that hold the record as it was before an upgrade."""


@dataclass
class Transaction:
    """The repositories on one connection; everything done through them stands or falls together."""

    connection: Connection

    @classmethod
    @contextmanager
    def on(cls, connection: Connection) -> Generator[Self]:
        """A transaction that is committed at the end of the block, and undone if the block raises."""
        with connection.begin():
            whole = cls(connection)
            yield whole
            whole.audit.settle()

    def of(self, kind: type[E]) -> EntityRepo[E]:
        """The records of one class of ``domain/entity.py``."""
        return EntityRepo(self.connection, kind)

    @cached_property
    def alike(self) -> AlikeRepo:
        """Clues that may be about the same matter."""
        return AlikeRepo(self.connection)

    @cached_property
    def attachments(self) -> AttachmentRepo:
        """Where the attachments of clues are."""
        return AttachmentRepo(self.connection)

    @cached_property
    def audit(self) -> AuditRepo:
        """The audit trail."""
        return AuditRepo(self.connection)

    @cached_property
    def casework(self) -> CaseworkRepo:
        """Classifications, forwardings and the news going down."""
        return CaseworkRepo(self.connection)

    @cached_property
    def clues(self) -> ClueRepo:
        """Clues, their revisions and attachments."""
        return ClueRepo(self.connection)

    @cached_property
    def counts(self) -> CountRepo:
        """How many clues stand where."""
        return CountRepo(self.connection)

    @cached_property
    def discrepancies(self) -> DiscrepancyRepo:
        """Where both sides counted differently."""
        return DiscrepancyRepo(self.connection)

    @cached_property
    def erasing(self) -> ErasingRepo:
        """What was erased, and erasing."""
        return ErasingRepo(self.connection)

    @cached_property
    def figures(self) -> FiguresRepo:
        """The figures of 统计."""
        return FiguresRepo(self.connection)

    @cached_property
    def finding(self) -> FindingRepo:
        """One search over every kind of record."""
        return FindingRepo(self.connection)

    @cached_property
    def forks(self) -> ForkRepo:
        """Containers that do not fit their device's log."""
        return ForkRepo(self.connection)

    @cached_property
    def imports(self) -> ImportRepo:
        """Rows of imported tables."""
        return ImportRepo(self.connection)

    @cached_property
    def listing(self) -> ListingRepo:
        """Lists and counts of clues."""
        return ListingRepo(self.connection)

    @cached_property
    def load(self) -> LoadRepo:
        """What the handlers have in hand."""
        return LoadRepo(self.connection)

    @cached_property
    def messages(self) -> MessageRepo:
        """What workrooms tell beside clues."""
        return MessageRepo(self.connection)

    @cached_property
    def news(self) -> NewsRepo:
        """What the office told this workroom."""
        return NewsRepo(self.connection)

    @cached_property
    def numbers(self) -> NumberRepo:
        """Numbers that clues bore before."""
        return NumberRepo(self.connection)

    @cached_property
    def outbox(self) -> OutboxRepo:
        """The workroom's events, batches and receipts."""
        return OutboxRepo(self.connection)

    @cached_property
    def papers(self) -> PaperRepo:
        """Prints and signed pages."""
        return PaperRepo(self.connection)

    @cached_property
    def people(self) -> PeopleRepo:
        """The people who work here."""
        return PeopleRepo(self.connection)

    @cached_property
    def reception(self) -> ReceptionRepo:
        """What devices sent to the office."""
        return ReceptionRepo(self.connection)

    @cached_property
    def reference(self) -> ReferenceRepo:
        """The office's editions of the reference data."""
        return ReferenceRepo(self.connection)

    @cached_property
    def revisions(self) -> RevisionRepo:
        """Revisions that came after the acceptance of their clue."""
        return RevisionRepo(self.connection)

    @cached_property
    def settings(self) -> SettingsRepo:
        """What people set here."""
        return SettingsRepo(self.connection)

    @cached_property
    def system(self) -> SystemRepo:
        """This installation and its counters."""
        return SystemRepo(self.connection)

    @cached_property
    def tally(self) -> TallyRepo:
        """The figures that are kept for a large office."""
        return TallyRepo(self.connection)

    @cached_property
    def underway(self) -> UnderwayRepo:
        """Clues on their way to the office and back, many at once."""
        return UnderwayRepo(self.connection)


class Store:
    """One encrypted record. May be used from several threads: each transaction takes its own connection."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def writing(self, *, much: bool = False) -> Generator[Transaction]:
        """A transaction that is committed at the end of the block, and undone if the block raises. ``much``: it writes
        many clues, and may take more memory for that.

        Raises:
            StoreError: the database cannot be written; nothing of the block was kept.
        """
        with (
            explained(),
            self._engine.connect().execution_options(writes=True) as connection,
            spacious(connection) if much else nullcontext(),
            Transaction.on(connection) as tx,
        ):
            yield tx

    @contextmanager
    def apart(self) -> Generator[Transaction]:
        """A writing transaction that takes no turn among the writers of a server: for rows that nothing counts or
        chains, also while another transaction is under way.

        Raises:
            StoreError: the database cannot be written; nothing of the block was kept.
        """
        with (
            explained(),
            self._engine.connect().execution_options(writes="apart") as connection,
            Transaction.on(connection) as tx,
        ):
            yield tx

    @contextmanager
    def reading(self) -> Generator[Transaction]:
        """A consistent view of the record.

        Raises:
            StoreError: the database cannot be read.
        """
        with explained(), self._engine.connect() as connection, Transaction.on(connection) as tx:
            yield tx

    @property
    def on_server(self) -> bool:
        """Whether the record is in a database on a server, not in a file."""
        return self._engine.dialect.name != "sqlite"

    def copy_to(self, path: Path, key: bytes) -> None:
        """Copy the record's file, page by page, to ``path``, whoever else is writing meanwhile.

        Raises:
            StoreError: the copy could not be written; there is none.
        """
        copy_record(self._engine, path, key)

    def settle(self) -> None:
        """Bring what was written so far from the write-ahead log into the file itself, as far as no reader is in the
        way: what was overwritten lies nowhere any more. (PostgreSQL does that by itself.)
        """
        if not self.on_server:
            with explained(), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def finished(self) -> None:
        """A new record is whole: from now on it is a record like any other."""
        if self.on_server:
            end_record(self._engine)

    def forget_earlier(self, folder: Path) -> None:
        """Let go of the records kept from before upgrades and moves, in ``folder`` and on the server: they hold what
        was erased since.

        Raises:
            StoreError: the server refused. A file that something holds on to stays for the next erasure.
        """
        if self.on_server:
            drop_copies(self._engine, BEFORE)
        for kept in folder.glob("*"):
            if kept.is_dir():
                shutil.rmtree(kept, ignore_errors=True)
            else:
                discard(kept)

    def fill_from(self, other: "Store", work: Work) -> None:
        """Fill this empty record with everything in ``other``; nothing is kept unless all is.

        Raises:
            StoreError: it could not be read or written.
            UserError: ``CANCELLED``.
        """
        from baixing_desktop.store.transfer import transfer  # noqa: PLC0415 - rare

        with other.reading() as source, self.writing() as target:
            transfer(source.connection, target.connection, work)

    def close(self) -> None:
        """Close every connection; the file may then be moved."""
        self._engine.dispose()
