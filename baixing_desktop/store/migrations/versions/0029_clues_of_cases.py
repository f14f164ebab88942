"""A 典型案例 may tell of several clues: the further ones of each draft.

Revision: 0029. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; every draft up to now tells of one clue."""
    op.create_table(
        "showcase_clue",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("showcase_id", sa.String(length=36), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_showcase_clue_version_from_one")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_showcase_clue_clue_id_clue")),
        sa.ForeignKeyConstraint(
            ["showcase_id"], ["showcase.id"], name=op.f("fk_showcase_clue_showcase_id_showcase"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showcase_clue")),
    )
    op.create_index("ix_showcase_clue_showcase_id", "showcase_clue", ["showcase_id"])
    op.create_index("ix_showcase_clue_clue_id", "showcase_clue", ["clue_id"])
    op.create_index("uq_showcase_clue_showcase_id_clue_id", "showcase_clue", ["showcase_id", "clue_id"], unique=True)
