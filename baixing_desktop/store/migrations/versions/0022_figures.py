"""The figures of a period are counted from indexes that hold all they ask for.

Revision: 0022. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_OF_CLUES = (
    "received_on", "created_at", "unit", "source_category", "office_state", "revision", "id", "provisional_number",
)  # fmt: skip
_OF_LETTERS = (
    "clue_id", "handler", "state", "kind", "issued_on", "taken_over_on", "replied_on", "contacted_on", "due_on",
    "on_time", "outcome", "satisfaction",
)  # fmt: skip


def upgrade() -> None:
    """Index the clues; letters are found by their clue as before, in an index that knows more of them."""
    op.create_index("ix_clue_received_on", "clue", list(_OF_CLUES))
    op.drop_index("ix_forwarding_clue_id", "forwarding")
    op.create_index("ix_forwarding_clue_id", "forwarding", list(_OF_LETTERS))
