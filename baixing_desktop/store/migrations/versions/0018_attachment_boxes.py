"""Attachments of a record on a server lie in its database, where every seat has them.

Revision: 0018. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, which stays empty where the record is a file: there the boxes are files beside it."""
    op.create_table(
        "attachment_box",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_attachment_box")),
    )
