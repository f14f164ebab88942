"""Backups, and how far they reach.

Revision: 0009, after 0008. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "backup_run",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("clues", sa.Integer(), nullable=False),
        sa.Column("attachments", sa.Integer(), nullable=False),
        sa.Column("audit_seq", sa.Integer(), nullable=False),
        sa.Column("verified_at", sa.String(length=20), nullable=True),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_backup_run_version_from_one")),
        sa.CheckConstraint("verified_at IS NULL OR fault = ''", name=op.f("ck_backup_run_verified_or_faulty")),
        sa.CheckConstraint(
            "length >= 0 AND clues >= 0 AND attachments >= 0 AND audit_seq >= 0", name=op.f("ck_backup_run_counted")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_run")),
    )
    op.create_index("ix_backup_run_made_at", "backup_run", ["made_at"])
    op.create_table(
        "backup_mark",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_backup_mark_version_from_one")),
        sa.CheckConstraint("epoch >= 1 AND last >= 0", name=op.f("ck_backup_mark_counted")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_backup_mark_device_id_device")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_mark")),
    )
    op.create_index("ix_backup_mark_device_id", "backup_mark", ["device_id"])
    op.create_index("uq_backup_mark_device_id_epoch", "backup_mark", ["device_id", "epoch"], unique=True)
