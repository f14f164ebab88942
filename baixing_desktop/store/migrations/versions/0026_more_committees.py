"""A member may belong to several committees.

Revision: 0026. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of nobody before is more than one committee known."""
    op.add_column("member", sa.Column("also_committees", sa.Text(), nullable=True))
