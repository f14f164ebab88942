"""The guardian who decides for a contributor under fourteen.

Revision: 0017. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody of before is known to be under age."""
    op.add_column("clue", sa.Column("guardian", sa.Text(), nullable=True))
