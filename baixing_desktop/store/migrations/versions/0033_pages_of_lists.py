"""A page of a list is found from indexes alone.

Revision: 0033. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_WIDER = {
    "ix_clue_updated_at": (
        "updated_at", "provisional_number", "id", "formal_number", "workroom_state", "office_state", "unit",
        "source_category", "received_on",
    ),
    "ix_clue_workroom_state": ("workroom_state", "updated_at", "provisional_number", "id"),
    "ix_clue_office_state": ("office_state", "updated_at", "provisional_number", "id"),
}  # fmt: skip


def upgrade() -> None:
    """Widen the indexes."""
    for name, columns in _WIDER.items():
        op.drop_index(name, "clue")
        op.create_index(name, "clue", list(columns))
