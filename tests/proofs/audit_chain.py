"""R20: every single change of the audit trail is noticed, and so is a tail that was cut off."""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from baixing_desktop.domain.audit import first_fault
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.desk import Desk
from tests.builders import open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.homes import OFFICE, UNITS, enrolled_homes
from tests.sync.helpers import clues_in, exchange_by_hand, register

COLUMNS = ("at", "actor", "role", "action", "kind", "object_id", "detail", "prev", "hash", "seq")
ASIDE = 100_000
"""A place in the trail that is free."""
_VALUES = {"at": "2020-01-01T00:00:00Z", "detail": '{"x":1}', "seq": ASIDE}


def prove(trial: Trial) -> Outcome:
    """Change, remove, insert and swap rows behind the program's back, one at a time; then cut the tail."""
    outcome, homes = Outcome(), enrolled_homes(trial.place("homes"))
    _some_work(homes, trial.size(4, 60))
    with closing(open_home(homes / OFFICE)) as desk:
        entries = outcome.figures["记录"] = len(_trail(desk))
        seqs = range(1, entries + 1, trial.size(max(1, entries // 12), 1))
        for statements, case in _changes(seqs, entries):
            noticed = _noticed(desk, statements)
            outcome.count("单处改动")
            outcome.expect(noticed, case, "nobody noticed")
        _cut_tails(desk, entries, trial.size(5, 1), outcome)
    return outcome


def _some_work(homes: Path, clues: int) -> None:
    with closing(open_home(homes / OFFICE)) as office, closing(open_home(homes / UNITS[0])) as workroom:
        register(workroom, clues)
        exchange_by_hand(office, workroom)
        for clue_id in clues_in(office):
            casework.accept_clue(office, clue_id)


def _trail(desk: Desk) -> tuple[object, ...]:
    with desk.store.reading() as tx:
        return tx.audit.all()


def _changes(seqs: range, entries: int) -> Iterator[tuple[list[str], str]]:
    """Every single change, as statements that somebody with the key might run."""
    for seq in seqs:
        for column in COLUMNS:
            value = _VALUES.get(column, "x" * 64 if column in ("prev", "hash") else "别人")
            yield [f"UPDATE audit SET {column} = '{value}' WHERE seq = {seq}"], f"{column} of {seq}"  # noqa: S608
        if seq < entries:
            yield [f"DELETE FROM audit WHERE seq = {seq}"], f"removed {seq}"  # noqa: S608
            yield _swap(seq), f"swapped {seq} and {seq + 1}"
        yield _insert(seq, entries), f"inserted before {seq}"


def _swap(seq: int) -> list[str]:
    moves = ((seq, ASIDE), (seq + 1, seq), (ASIDE, seq + 1))
    return [f"UPDATE audit SET seq = {new} WHERE seq = {old}" for old, new in moves]  # noqa: S608


def _insert(seq: int, entries: int) -> list[str]:
    """Room is made, and a copy of a neighbour is put in."""
    moved = [f"UPDATE audit SET seq = {n + 1} WHERE seq = {n}" for n in range(entries, seq - 1, -1)]  # noqa: S608
    columns = ", ".join(column for column in COLUMNS if column != "seq")
    return [*moved, f"INSERT INTO audit (seq, {columns}) SELECT {seq}, {columns} FROM audit WHERE seq = {seq + 1}"]  # noqa: S608


class _UndoError(Exception):
    """Takes a change back."""


def _noticed(desk: Desk, statements: list[str]) -> bool:
    """Whether the chain breaks after ``statements``; they are taken back."""
    with _undone(desk) as tx:
        for statement in statements:
            tx.connection.exec_driver_sql(statement)
        return first_fault(tx.audit.all()) is not None


def _cut_tails(desk: Desk, entries: int, step: int, outcome: Outcome) -> None:
    """A chain without its end is sound in itself; the head that was exported before is not found in it."""
    with desk.store.reading() as tx:
        last, head = tx.audit.last()
    for seq in range(1, entries + 1, step):
        with _undone(desk) as tx:
            tx.connection.exec_driver_sql(f"DELETE FROM audit WHERE seq >= {seq}")  # noqa: S608
            found = tx.audit.hash_at(last) == head
        outcome.count("截尾")
        outcome.expect(not found, f"tail from {seq}", "the exported head is still found")


@contextmanager
def _undone(desk: Desk) -> Generator[Transaction]:
    """A transaction in which the trail's own guards are gone; all of it is taken back at its end."""
    with suppress(_UndoError), desk.store.writing() as tx:
        query = tx.connection.exec_driver_sql
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
        for name in list(query(guards).scalars()):
            query(f"DROP TRIGGER {name}")
        yield tx
        raise _UndoError
