"""Prints of forms, signed pages that came back, and the columns people chose for an imported layout.

Revision: 0003. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the three tables."""
    _create_print_record()
    _create_signed_piece()
    op.create_table(
        "import_layout",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("used_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_import_layout")),
    )


def _create_print_record() -> None:
    op.create_table(
        "print_record",
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("strict", sa.Boolean(), nullable=False),
        sa.Column("printed_at", sa.String(length=20), nullable=False),
        sa.Column("operator", sa.String(length=64), nullable=False),
        sa.Column("device_code", sa.String(length=8), nullable=False),
        sa.CheckConstraint("number >= 1 AND revision >= 0", name=op.f("ck_print_record_counted")),
        sa.ForeignKeyConstraint(
            ["clue_id"], ["clue.id"], name=op.f("fk_print_record_clue_id_clue"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("clue_id", "number", name=op.f("pk_print_record")),
    )


def _create_signed_piece() -> None:
    op.create_table(
        "signed_piece",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=128), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("short_hash", sa.String(length=8), nullable=False),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("of_pages", sa.Integer(), nullable=False),
        sa.Column("filed_at", sa.String(length=20), nullable=False),
        sa.Column("operator", sa.String(length=64), nullable=False),
        sa.Column("replaced_at", sa.String(length=20), nullable=True),
        sa.CheckConstraint("length >= 1 AND of_pages >= 0", name=op.f("ck_signed_piece_counted")),
        sa.ForeignKeyConstraint(
            ["clue_id"], ["clue.id"], name=op.f("fk_signed_piece_clue_id_clue"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_piece")),
    )
    op.create_index("ix_signed_piece_clue_id", "signed_piece", ["clue_id", "filed_at"], unique=False)
