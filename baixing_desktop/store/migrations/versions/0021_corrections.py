"""Steps of a handler's line that were entered wrongly and taken back.

Revision: 0021. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_STATES = "'drafted', 'approved', 'issued', 'received', 'return_requested', 'taken_over', 'replied', 'contacted', 'evaluated', 'closed', 'reassigned', 'noted', 'waived', 'cancelled'"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "correction",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("forwarding_id", sa.String(length=36), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"state IN ({_STATES})", name=op.f("ck_correction_state_known")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_correction_version_from_one")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_correction_clue_id_clue")),
        sa.ForeignKeyConstraint(
            ["forwarding_id"], ["forwarding.id"], name=op.f("fk_correction_forwarding_id_forwarding")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index("ix_correction_clue_id", "correction", ["clue_id"])
    op.create_index("ix_correction_forwarding_id", "correction", ["forwarding_id"])
