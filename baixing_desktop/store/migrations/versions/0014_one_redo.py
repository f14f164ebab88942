"""How often dissatisfaction led back to the handler, and why a line was closed in spite of it.

Revision: 0014. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns; replies that were put aside after a citizen was dissatisfied were done again."""
    op.execute("ALTER TABLE forwarding ADD COLUMN redone INTEGER NOT NULL DEFAULT 0")
    op.execute("ALTER TABLE forwarding ADD COLUMN closing_reason TEXT")
    op.execute(
        "UPDATE forwarding SET redone = ("
        " SELECT count(*) FROM handler_reply reply WHERE reply.forwarding_id = forwarding.id"
        " AND reply.rejected_on IS NOT NULL AND EXISTS ("
        "  SELECT 1 FROM contributor_contact contact JOIN evaluation ON evaluation.contact_id = contact.id"
        "  WHERE contact.reply_id = reply.id AND evaluation.satisfaction = 'dissatisfied'))"
    )
