"""Several units may be named that must not get a clue; who named each, and where.

Revision: 0015. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, take over the one unit that a clue could name, and drop its column."""
    op.create_table(
        "unit_bar",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("by_workroom", sa.Boolean(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_unit_bar_version_from_one")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_unit_bar_clue_id_clue"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_bar")),
    )
    op.create_index("ix_unit_bar_clue_id", "unit_bar", ["clue_id"])
    op.create_index("uq_unit_bar_clue_id_unit", "unit_bar", ["clue_id", "unit"], unique=True)
    connection = op.get_bind()
    named = connection.execute(
        sa.text(
            "SELECT clue_context.clue_id, clue_context.not_to, clue.updated_at, clue.typist FROM clue_context"
            " JOIN clue ON clue.id = clue_context.clue_id WHERE clue_context.not_to IS NOT NULL"
        )
    ).all()
    for clue_id, unit, at, typist in named:
        connection.execute(
            sa.text(
                "INSERT INTO unit_bar (id, clue_id, unit, by_workroom, at, actor, version)"
                " VALUES (:id, :clue, :unit, :here, :at, :actor, 1)"
            ),
            {"id": str(uuid.uuid4()), "clue": clue_id, "unit": unit, "here": False, "at": at, "actor": typist},
        )
    op.execute("ALTER TABLE clue_context DROP COLUMN not_to")
