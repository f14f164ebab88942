"""Where an imported clue came from is found by the clue.

Revision: 0027. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the index."""
    op.create_index("ix_import_row_clue_id", "import_row", ["clue_id"])
