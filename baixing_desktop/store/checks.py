"""Checks of a whole record, by name: what is wrong, and where. Reads only."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import Connection, text

from baixing_desktop.domain.audit import first_fault
from baixing_desktop.store.repos.audit import AuditRepo
from baixing_desktop.store.repos.clues import ClueRepo


class Check(StrEnum):
    """What can be checked of a record."""

    PAGES = "pages"
    REFERENCES = "references"
    AUDIT = "audit"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; ``where`` names a table, a sequence or a number, never a person."""

    check: Check
    where: str


def faults(connection: Connection, *checks: Check) -> tuple[Fault, ...]:
    """What ``checks`` (without any: all of them) find wrong."""
    return tuple(Fault(check, where) for check in checks or Check for where in _CHECKS[check](connection))


def _pages(connection: Connection) -> Iterator[str]:
    """Every page decrypts and fits its checksum; every table and index is sound."""
    if connection.dialect.name != "sqlite":
        return
    yield from connection.execute(text("PRAGMA cipher_integrity_check")).scalars()
    yield from (row for row in connection.execute(text("PRAGMA integrity_check")).scalars() if row != "ok")


def _references(connection: Connection) -> Iterator[str]:
    """Every row that is referred to is there (PostgreSQL never lets go of one)."""
    if connection.dialect.name == "sqlite":
        yield from (f"{row[0]} {row[1]}" for row in connection.execute(text("PRAGMA foreign_key_check")))


def _audit(connection: Connection) -> Iterator[str]:
    """Each row of the audit trail vouches for the one before."""
    broken = first_fault(AuditRepo(connection).all())
    if broken is not None:
        yield str(broken)


def _search(connection: Connection) -> Iterator[str]:
    """Every clue is in the search index as it is."""
    yield from ClueRepo(connection).unindexed()


_CHECKS: Mapping[Check, Callable[[Connection], Iterator[str]]] = MappingProxyType(
    {Check.PAGES: _pages, Check.REFERENCES: _references, Check.AUDIT: _audit, Check.SEARCH: _search}
)
