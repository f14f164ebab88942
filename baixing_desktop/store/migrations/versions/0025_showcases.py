"""典型案例, draft by draft.

Revision: 0025. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    words = ("title", "said", "done", "result")
    op.create_table(
        "showcase",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        sa.Column("on", sa.String(length=10), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("credit", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ordinal >= 1", name=op.f("ck_showcase_ordinal_from_one")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_showcase_version_from_one")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_showcase_clue_id_clue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showcase")),
    )
    op.create_index("ix_showcase_clue_id", "showcase", ["clue_id"])
    op.create_index("uq_showcase_clue_id_ordinal", "showcase", ["clue_id", "ordinal"], unique=True)
