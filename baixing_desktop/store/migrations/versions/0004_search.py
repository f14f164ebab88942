"""The search index; filled from the clues after the migrations.

Revision: 0004, after 0003. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create what the index is made of on either engine."""
    server = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "clue_search",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=64), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("tokens", ARRAY(sa.Text()) if server else sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_clue_search_clue_id_clue"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_clue_search")),
    )
    op.create_index("uq_clue_search_clue_id", "clue_search", ["clue_id"], unique=True)
    op.create_index("ix_clue_search_phone", "clue_search", ["phone"])
    if server:
        op.create_index("ix_clue_search_tokens", "clue_search", ["tokens"], postgresql_using="gin")
        return
    op.execute("CREATE VIRTUAL TABLE clue_fts USING fts5(body, content='', contentless_delete=1, tokenize='ascii')")
    op.execute(
        "CREATE TRIGGER clue_search_gone AFTER DELETE ON clue_search"
        " BEGIN DELETE FROM clue_fts WHERE rowid = old.row; END"
    )
