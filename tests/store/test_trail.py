"""What a transaction notes is written together when it ends, and nobody who reads the trail can tell."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.audit import AuditEntry, AuditQuery, audit_hash, first_fault
from baixing_desktop.errors import StoreError
from baixing_desktop.store.repos.imports import ImportRepo
from baixing_desktop.store.store import Store, Transaction
from tests.store.plans import plans_of

NOW = datetime(2026, 11, 25, tzinfo=UTC)
OFTEN = 2_500
"""More than is held in memory."""


def entry(number: int) -> AuditEntry:
    detail: dict[str, Plain] = {"number": number, "of": ["甲", None, {"kept": True}]}
    return AuditEntry(
        0, NOW, "李四", "liaison", "draft", "clue", f"clue {number}", detail, actor_id="p1", result="done"
    )


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 4), min_size=1, max_size=5))
def test_the_chain_is_the_same_however_notes_are_spread_over_transactions(
    store: Store, portions: Sequence[int]
) -> None:
    with store.reading() as tx:
        begun, before = tx.audit.last()
    appended: list[AuditEntry] = []
    for count in portions:
        with store.writing() as tx:
            appended += [tx.audit.append(entry(number)) for number in range(count)]
    with store.reading() as tx:
        kept = [one for one in tx.audit.each() if one.seq > begun]
    assert kept == appended
    assert first_fault(kept, (begun, before)) is None
    assert all(audit_hash(one) == one.hash for one in kept)


def test_what_waits_is_seen_by_whoever_reads_the_trail(store: Store) -> None:
    with store.writing() as tx:
        first = tx.audit.append(entry(1))
        assert (tx.audit.last(), tx.audit.last_moment()) == ((first.seq, first.hash), NOW)
        for number, read in enumerate(
            (
                lambda: tx.audit.of_object("clue 2")[-1].seq,
                lambda: tx.audit.all()[-1].seq,
                lambda: tx.audit.found(AuditQuery(actor="李四", limit=1))[0].seq,
                lambda: head.seq if (head := tx.audit.head()) else 0,
                lambda: tx.audit.last()[0] if tx.audit.hash_at(first.seq + 5) else 0,
            ),
            start=1,
        ):
            newest = tx.audit.append(entry(2))
            assert newest.seq == first.seq + number
            assert read() == newest.seq


def test_more_than_is_held_in_memory(store: Store) -> None:
    with store.writing() as tx:
        for number in range(OFTEN):
            tx.audit.append(entry(number))
    with store.reading() as tx:
        assert [one.object_id for one in tx.audit.each()] == [f"clue {number}" for number in range(OFTEN)]
        assert first_fault(tx.audit.each()) is None


def test_what_is_undone_was_not_noted(store: Store) -> None:
    def fail() -> None:
        with store.writing() as tx:
            tx.audit.append(entry(1))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with store.writing() as tx:
        assert tx.audit.append(entry(2)).seq == 1
    with store.reading() as tx:
        assert [one.object_id for one in tx.audit.all()] == ["clue 2"]


def test_the_database_refuses_a_second_end_of_the_chain(store: Store) -> None:
    """The guard of the table holds for what is written at the end of a transaction too."""

    def fork() -> None:
        with store.writing() as tx:
            tx.audit.append(entry(1))
            other = Transaction(tx.connection)
            other.audit.append(entry(2))
            other.audit.settle()

    with pytest.raises(StoreError):
        fork()
    with store.reading() as tx:
        assert tx.audit.all() == ()


def test_numbers_follow_one_another_however_many_are_taken(store: Store) -> None:
    with store.writing() as tx:
        taken = [*tx.system.next_numbers("letters", 2026, 3), tx.system.next_number("letters", 2026)]
        assert [*taken, *tx.system.next_numbers("letters", 2026, 2)] == [1, 2, 3, 4, 5, 6]
        assert tx.system.next_numbers("letters", 2027, 2) == range(1, 3)
    with store.writing() as tx:
        assert tx.system.next_number("letters", 2026) == 7


def test_whether_a_row_was_imported_is_told_by_its_index(tmp_path: Path) -> None:
    """Else each row of an import would be sought among all the rows that were ever imported."""

    def ask(connection: Connection) -> None:
        ImportRepo(connection).standing(["11" * 32, "22" * 32])

    assert plans_of(tmp_path, ask) == ["SEARCH imported_line USING INDEX ux_imported_line_fingerprint (fingerprint=?)"]
