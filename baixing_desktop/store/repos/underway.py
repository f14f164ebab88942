"""Clues on their way to the office and back: what a batch moves is read and written together.

A batch holds a thousand clues, and a month-end many batches. Nothing here touches what a clue says, so neither its
attachments nor the search index have to be looked at.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Update, bindparam, select, update

from baixing_desktop.domain.batch import CLUE_EVENTS, SubmittedClue
from baixing_desktop.domain.record import from_record
from baixing_desktop.domain.states import ClueState
from baixing_desktop.errors import ConflictError, ProgramError
from baixing_desktop.store.repos.imports import clues_taken_back
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.tables.clues import clue, clue_revision
from baixing_desktop.store.tables.log import event


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a clue stands in its workroom, and which version of it says so."""

    state: ClueState | None
    version: int


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a receipt says of one clue, whose ``version`` was read, and where the clue stands by that."""

    clue_id: str
    version: int
    state: ClueState
    receipt_number: str


class UnderwayRepo:
    """What is asked of many clues at once while they are reported."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def registered(self, limit: int, only: Collection[str] | None = None) -> tuple[str, ...]:
        """Identities of the first ``limit`` registered clues (of ``only`` these) by number, which is the order of
        registration, without those that were taken back with their table."""
        waiting = (
            select(clue.c.id)
            .where(clue.c.workroom_state == ClueState.REGISTERED, clue.c.id.not_in(clues_taken_back()))
            .order_by(clue.c.provisional_number, clue.c.id)
        )
        if only is None:
            return tuple(self._connection.execute(waiting.limit(limit)).scalars())
        return tuple(one for one in self._connection.execute(waiting).scalars() if one in only)[:limit]

    def registrations(self, ids: Sequence[str]) -> tuple[SubmittedClue, ...]:
        """The revision in force of each of these registered clues, in this order, as far as the clue itself tells.

        Raises:
            ProgramError: one of them has no number, or its revision was not kept.
        """
        kept = clue_revision.c
        joined = (kept.clue_id == clue.c.id) & (kept.revision == clue.c.revision)
        asked = select(
            clue.c.id,
            clue.c.unit,
            clue.c.provisional_number,
            clue.c.revision,
            clue.c.typist,
            kept.record,
            kept.content_hash,
            kept.registered_at,
        ).select_from(clue.join(clue_revision, joined))
        found: dict[str, SubmittedClue] = {}
        for some in portions(ids):
            for row in self._connection.execute(asked.where(clue.c.id.in_(some))):
                if row.provisional_number is not None:
                    found[row.id] = SubmittedClue(
                        row.id,
                        row.unit,
                        row.provisional_number,
                        row.revision,
                        from_record(json.loads(row.record)),
                        row.content_hash,
                        row.typist,
                        row.registered_at,
                    )
        if len(found) != len(ids):
            raise ProgramError("a registered clue without revision or number")
        return tuple(found[one] for one in ids)

    def standings(self, ids: Sequence[str]) -> Mapping[str, Standing]:
        """Where these clues stand, as far as they are here."""
        asked = select(clue.c.id, clue.c.workroom_state, clue.c.version)
        rows = (row for some in portions(ids) for row in self._connection.execute(asked.where(clue.c.id.in_(some))))
        return {
            row.id: Standing(ClueState(row.workroom_state) if row.workroom_state else None, row.version) for row in rows
        }

    def move(self, ids: Sequence[str], before: ClueState, after: ClueState, at: datetime) -> None:
        """Write the state ``after`` of these clues, all of which are in ``before``.

        Raises:
            ConflictError: ``CHANGED_MEANWHILE``: one of them is not; the transaction has to be undone.
        """
        moved = sum(
            self._connection.execute(_step(before, after, at).where(clue.c.id.in_(some))).rowcount
            for some in portions(ids)
        )
        if moved != len(ids):
            raise ConflictError("CHANGED_MEANWHILE")

    def move_batch(self, batch_id: str, before: ClueState, after: ClueState, at: datetime) -> None:
        """Write the state ``after`` of those clues of a batch that are in ``before``; the others stay as they are."""
        inside = select(event.c.clue_id).where(event.c.batch_id == batch_id, event.c.type.in_(CLUE_EVENTS))
        self._connection.execute(_step(before, after, at).where(clue.c.id.in_(inside)))

    def confirm(self, confirmed: Iterable[Confirmed], received_at: datetime, at: datetime) -> None:
        """Write the receipts of clues, each over the version that was read.

        Raises:
            ConflictError: ``CHANGED_MEANWHILE``: one of them was changed; the transaction has to be undone.
        """
        rows = [
            {"clue_id": c.clue_id, "known": c.version, "state": c.state, "number": c.receipt_number} for c in confirmed
        ]
        if not rows:
            return
        writing = (
            update(clue)
            .where(clue.c.id == bindparam("clue_id"), clue.c.version == bindparam("known"))
            .values(
                workroom_state=bindparam("state"),
                receipt_number=bindparam("number"),
                receipt_at=received_at,
                version=clue.c.version + 1,
                updated_at=at,
            )
        )
        if self._connection.execute(writing, rows).rowcount != len(rows):
            raise ConflictError("CHANGED_MEANWHILE")


def _step(before: ClueState, after: ClueState, at: datetime) -> Update:
    return (
        update(clue)
        .where(clue.c.workroom_state == before)
        .values(workroom_state=after, version=clue.c.version + 1, updated_at=at)
    )
