"""A workroom remembers up to where its log was compared with the office, and when.

Revision: 0036. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was compared yet, as far as is known: the next question for news does it."""
    op.add_column("office_contact", sa.Column("compared", sa.Integer(), nullable=True))
    op.add_column("office_contact", sa.Column("compared_at", sa.String(length=20), nullable=True))
