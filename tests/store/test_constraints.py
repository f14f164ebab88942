"""The database itself refuses what must never be."""

import pytest
from sqlalchemy import text

from baixing_desktop.errors import StoreError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from tests.builders import clue_content

WRONG = [
    "UPDATE clue SET provisional_number = NULL",
    "UPDATE clue SET workroom_state = 'lost'",
    "UPDATE clue SET anonymous = 1",
    "UPDATE clue SET version = 0",
    "DELETE FROM clue",
    "UPDATE installation SET face = 'other'",
    "INSERT INTO installation SELECT 2, face, unit, device_id, device_code, operator, created_at, 0 FROM installation",
    "INSERT INTO progress VALUES (0, 'x', 'accepted', '2026-01-01T00:00:00Z', '{}')",
]


@pytest.mark.parametrize("statement", WRONG)
def test_a_broken_invariant_is_refused(workroom: Desk, statement: str) -> None:
    register_clue(workroom, clue_content())
    with pytest.raises(StoreError) as refused, workroom.store.writing() as tx:
        tx.connection.execute(text(statement))
    assert refused.value.code == "STORE_FAILED"


def test_nothing_is_closed_before_the_citizen_was_contacted(office: Desk) -> None:
    """Seed 八(四)1, kept by the database even if a use case forgot."""
    closed = (
        "INSERT INTO forwarding (id, clue_id, handler, state, drafted_at, version, letter_number)"
        " VALUES ('f', 'c', 'X', 'closed', '2026-01-01T00:00:00Z', 1, 'n')"
    )
    with pytest.raises(StoreError), office.store.writing() as tx:
        tx.connection.execute(text(closed))
