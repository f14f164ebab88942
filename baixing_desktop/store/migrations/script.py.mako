"""${message}

Revision: ${up_revision}, after ${down_revision | comma,n}. Imports nothing of the project.
"""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the schema forward."""
    ${upgrades if upgrades else "pass"}
