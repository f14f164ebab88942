"""Checks of a whole record, by name: what is wrong, and where. Reads only."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Table, select, text
from sqlalchemy.exc import DBAPIError

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.domain.audit import first_fault
from baixing_desktop.domain.batch import CHAINS, ERASED, GENESIS
from baixing_desktop.domain.progress import news_head, plain_news_head
from baixing_desktop.domain.rules.numbering import formal_number
from baixing_desktop.domain.states import ClueState
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import StoreError
from baixing_desktop.store.faults import is_damage
from baixing_desktop.store.repos.audit import AuditRepo
from baixing_desktop.store.repos.clues import ClueRepo
from baixing_desktop.store.repos.counts import CountRepo
from baixing_desktop.store.repos.tally import TallyRepo
from baixing_desktop.store.standings import wrong_standings
from baixing_desktop.store.store import Store
from baixing_desktop.store.tables.clues import clue, clue_revision
from baixing_desktop.store.tables.log import event, progress
from baixing_desktop.store.tables.office import downlink, inbound_event
from baixing_desktop.store.tables.system import installation, number_series, tombstone

UNREADABLE = "读不出来"
"""Where a check was stopped by a damaged page."""


class Check(StrEnum):
    """What can be checked of a record; the search index and the kept figures are derived and can be built anew."""

    PAGES = "pages"
    REFERENCES = "references"
    AUDIT = "audit"
    LOG = "log"
    ARRIVALS = "arrivals"
    NEWS = "news"
    STATES = "states"
    REVISIONS = "revisions"
    NUMBERS = "numbers"
    SEARCH = "search"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; ``where`` names a table, a sequence or a number, never a person."""

    check: Check
    where: str


def faults(connection: Connection, *checks: Check) -> tuple[Fault, ...]:
    """What ``checks`` (without any: all of them) find wrong."""
    return tuple(Fault(check, where) for check in checks or Check for where in _wrong(check, connection))


def faults_in(store: Store) -> tuple[Fault, ...]:
    """What all checks find wrong in a record, however damaged: none keeps the others from looking.

    Raises:
        StoreError: the record cannot be read for another reason than damage.
    """
    return tuple(fault for check in Check for fault in _found(check, store))


def _found(check: Check, store: Store) -> tuple[Fault, ...]:
    # Each in a transaction of its own: where a damaged page was met, not even the end of the transaction succeeds.
    found: tuple[Fault, ...] = ()
    try:
        with store.reading() as tx:
            found = faults(tx.connection, check)
    except StoreError as error:
        if error.code != "STORE_WRONG_KEY":
            raise
        return found or (Fault(check, UNREADABLE),)
    return found


def _wrong(check: Check, connection: Connection) -> Iterator[str]:
    try:
        yield from _CHECKS[check](connection)
    except DBAPIError as error:
        # A damaged page stops the check that meets it, not the others.
        if error.orig is None or not is_damage(error.orig):
            raise
        yield UNREADABLE


def _pages(connection: Connection) -> Iterator[str]:
    """Every page decrypts and fits its checksum; every table and index is sound."""
    if connection.dialect.name != "sqlite":
        return
    told = connection.execute(text("PRAGMA cipher_integrity_check")).scalars().all()
    yield from (each.removeprefix("HMAC verification failed for page ") for each in told)
    yield from (row for row in connection.execute(text("PRAGMA integrity_check")).scalars() if row != "ok")


def _references(connection: Connection) -> Iterator[str]:
    """Every row that is referred to is there (PostgreSQL never lets go of one)."""
    if connection.dialect.name == "sqlite":
        yield from (f"{row[0]} {row[1]}" for row in connection.execute(text("PRAGMA foreign_key_check")))


def _audit(connection: Connection) -> Iterator[str]:
    """Each row of the audit trail vouches for the one before."""
    trail = AuditRepo(connection)
    broken = first_fault(trail.each(), trail.floor())
    if broken is not None:
        yield str(broken)


def _log(connection: Connection) -> Iterator[str]:
    """Our own events follow one another without a gap, byte for byte as they were sealed."""
    yield from _chain(connection, event, ("epoch",))


def _arrivals(connection: Connection) -> Iterator[str]:
    """So does what each workstation sent."""
    yield from _chain(connection, inbound_event, ("device_id", "epoch"))


def _chain(connection: Connection, table: Table, by: tuple[str, ...]) -> Iterator[str]:
    columns = [table.c[name] for name in by]
    rows = connection.execute(
        select(*columns, table.c.seq, table.c.prev, table.c.hash, table.c.data).order_by(*columns, table.c.seq)
    )
    for stream, events in groupby(rows, lambda row: tuple(row[: len(by)])):
        prev = GENESIS
        for expected, row in enumerate(events, start=1):
            if row.seq != expected or row.prev != prev or not _as_sealed(row):
                yield " ".join(map(str, (*stream, expected)))
                break
            prev = row.hash


def _as_sealed(row: Any) -> bool:
    return row.data == ERASED or any(chain(row.prev, row.data) == row.hash for chain in CHAINS.values())


def _news(connection: Connection) -> Iterator[str]:
    """What the office told, and what was heard of it, is byte for byte as told, but for words that were erased."""
    for table in (downlink, progress):
        by = [table.c.unit, table.c.position] if table is downlink else [table.c.position]
        stream, prev, expected = None, GENESIS, 1
        for row in connection.execute(select(table).order_by(*by)).mappings():
            if row.get("unit") != stream:
                stream, prev, expected = row["unit"], GENESIS, 1
            record = row["record"].encode()
            if row["position"] != expected or row["head"] not in {head(prev, record) for head in _HEADS}:
                yield " ".join(filter(None, (table.name, stream, str(row["position"]))))
                break
            prev, expected = row["head"], expected + 1


_HEADS = (news_head, plain_news_head)


def _revisions(connection: Connection) -> Iterator[str]:
    """The citizen's own words are what was registered here (what arrived is vouched for by the sender's chain), unless
    they were erased.
    """
    rows = connection.execute(
        select(clue_revision.c.clue_id, clue_revision.c.revision, clue_revision.c.content_hash, clue_revision.c.record)
        .join(clue, clue.c.id == clue_revision.c.clue_id)
        .where(clue.c.workroom_state.is_not(None), clue.c.id.not_in(select(tombstone.c.clue_id)))
    )
    for row in rows:
        if sha256_hex(row.record.encode()) != row.content_hash:
            yield f"{row.clue_id} {row.revision}"
    yield from _words(connection)


def _words(connection: Connection) -> Iterator[str]:
    """A clue that is in nobody's hand says what its newest revision says: the office words it anew beside it."""
    texts = (clue.c.title, clue.c.analysis, clue.c.suggestions)
    written = clue.c.workroom_state.is_(None) | (clue.c.workroom_state != ClueState.DRAFT)
    newest = (clue_revision.c.clue_id == clue.c.id) & (clue_revision.c.revision == clue.c.revision)
    rows = connection.execute(
        select(clue.c.id, clue.c.revision, *texts, clue_revision.c.record)
        .join(clue_revision, newest)
        .where(written, clue.c.id.not_in(select(tombstone.c.clue_id)))
    ).mappings()
    for row in rows:
        kept = json.loads(row["record"])
        if any(row[text.name] != kept[text.name] for text in texts):
            yield f"{row['id']} {row['revision']}"


def _numbers(connection: Connection) -> Iterator[str]:
    """The formal numbers of a year are all there, each given once and counted: a matter of the office that gives them.

    A workroom has those that it heard of.
    """
    if connection.execute(select(installation.c.face)).scalar_one_or_none() != Face.OFFICE:
        return
    given = set(connection.execute(select(clue.c.formal_number).where(clue.c.formal_number.is_not(None))).scalars())
    series = connection.execute(select(number_series).where(number_series.c.series == "formal")).mappings()
    for row in series:
        numbers = {formal_number(row["year"], serial) for serial in range(1, row["last"] + 1)}
        yield from sorted(numbers - given)
        given -= numbers
    yield from sorted(given)


def _search(connection: Connection) -> Iterator[str]:
    """Every clue is in the search index as it is."""
    yield from ClueRepo(connection).unindexed()


def _figures(connection: Connection) -> Iterator[str]:
    """The kept figures of a large office, and the kept counts, are those of a count over all clues."""
    yield from CountRepo(connection).wrong()
    yield from TallyRepo(connection).wrong()


_CHECKS: Mapping[Check, Callable[[Connection], Iterator[str]]] = MappingProxyType(
    {
        Check.PAGES: _pages,
        Check.REFERENCES: _references,
        Check.AUDIT: _audit,
        Check.LOG: _log,
        Check.ARRIVALS: _arrivals,
        Check.NEWS: _news,
        Check.STATES: wrong_standings,
        Check.REVISIONS: _revisions,
        Check.NUMBERS: _numbers,
        Check.SEARCH: _search,
        Check.FIGURES: _figures,
    }
)
