"""What the workroom told citizens.

Revision: 0007, after 0006. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_CHECKS = {
    "unreachable_has_note": "channel <> 'unreachable' OR note <> ''",
    "unreachable_has_no_opinion": "channel <> 'unreachable' OR satisfaction IS NULL",
    "about_known": "about IN ('received_again', 'accepted', 'returned', 'declined', 'classified', 'forwarded', 'taken_over', 'replied', 'contacted', 'closed')",
    "channel_known": "channel IN ('face', 'phone', 'letter', 'unreachable')",
    "satisfaction_known": "satisfaction IN ('satisfied', 'fairly_satisfied', 'dissatisfied')",
    "version_from_one": "version >= 1",
}


def upgrade() -> None:
    """Create the table of tellings."""
    op.create_table(
        "telling",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("clue_id", sa.String(36), nullable=False),
        sa.Column("about", sa.String(32), nullable=False),
        sa.Column("news_at", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("told_on", sa.String(10), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.String(20), nullable=False),
        sa.Column("satisfaction", sa.String(32)),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telling")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_telling_clue_id_clue"), ondelete="CASCADE"),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_telling_{word}")) for word, rule in _CHECKS.items()),
    )
    op.create_index("ix_telling_clue_id", "telling", ["clue_id"])
