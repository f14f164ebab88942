"""Clues that a clerk told apart.

Revision: 0011. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "distinction",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("other_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.String(length=20)),
        sa.Column("undone_by", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("clue_id < other_id", name=op.f("ck_distinction_in_order")),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name=op.f("ck_distinction_undone_whole")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_distinction_version_from_one")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_distinction_clue_id_clue")),
        sa.ForeignKeyConstraint(["other_id"], ["clue.id"], name=op.f("fk_distinction_other_id_clue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distinction")),
    )
    op.create_index("ix_distinction_clue_id", "distinction", ["clue_id"])
    op.create_index("ix_distinction_other_id", "distinction", ["other_id"])
    op.execute(
        "CREATE UNIQUE INDEX ux_distinction_clue_id_other_id ON distinction (clue_id, other_id) WHERE undone_at IS NULL"
    )
