"""Queues are counted, and the clues behind a kept figure are found, without reading a row.

Revision: 0031. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_WIDER = (
    ("clue", "ix_clue_office_state", ("office_state", "updated_at", "id")),
    ("forwarding", "ix_forwarding_state", ("state", "due_on", "clue_id")),
)
_KEPT = ("figure_state", "figure_stale", "figure_sum", "figure_spent")


def upgrade() -> None:
    """Widen the indexes; what was kept of figures is forgotten, they are counted anew when they are next wanted."""
    for table, name, columns in _WIDER:
        op.drop_index(name, table)
        op.create_index(name, table, list(columns))
    op.create_index("ix_clue_id", "clue", ["id", "withdrawn_at", "updated_at"])
    op.drop_table("figure_part")
    for table in _KEPT:
        op.execute(sa.delete(sa.table(table)))
    op.create_table(
        "figure_part",
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("theme", sa.String(length=32), nullable=False),
        sa.Column("topic", sa.String(length=36), nullable=False),
        sa.Column("own", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Integer(), nullable=False),
        sa.Column("letters", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("clue_id", name=op.f("pk_figure_part")),
    )
    op.create_index(
        "ix_figure_part_month", "figure_part", ["month", "whole", "unit", "source", "theme", "topic", "clue_id"]
    )
