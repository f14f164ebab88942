"""Attachments that the office does not take stand in a table of their own, and no longer together in one setting.

Revision: 0032. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import json

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_SETTING = {"key": "attachments_not_taken"}


def upgrade() -> None:
    """Create the table, and move there what the setting said."""
    op.create_table(
        "not_taken",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_not_taken")),
    )
    connection = op.get_bind()
    kept = connection.execute(sa.text("SELECT value FROM setting WHERE key = :key"), _SETTING).scalar()
    rows = [{"sha256": digest, "reason": reason} for digest, reason in json.loads(kept or "{}").items()]
    if rows:
        connection.execute(sa.text("INSERT INTO not_taken (sha256, reason) VALUES (:sha256, :reason)"), rows)
    connection.execute(sa.text("DELETE FROM setting WHERE key = :key"), _SETTING)
