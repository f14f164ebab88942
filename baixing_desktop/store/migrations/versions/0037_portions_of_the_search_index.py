"""A server says when each portion of the search index last changed, so that contact data is not opened for each search.

Revision: 0037. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_CHANGED = """
    CREATE FUNCTION search_portion_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO search_portion (portion, changed_in, changes)
    SELECT DISTINCT changed."row" >> 8, txid_current(), 1 FROM changed
    ON CONFLICT (portion) DO UPDATE SET changed_in = excluded.changed_in, changes = search_portion.changes + 1;
    RETURN NULL; END $$
"""


def upgrade() -> None:
    """Create the table, and on a server what keeps it."""
    op.create_table(
        "search_portion",
        sa.Column("portion", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changed_in", sa.BigInteger(), nullable=False),
        sa.Column("changes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("portion", name=op.f("pk_search_portion")),
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute('INSERT INTO search_portion SELECT DISTINCT clue_search."row" >> 8, txid_current(), 1 FROM clue_search')
    op.execute(_CHANGED)
    for event, rows in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        op.execute(
            f"CREATE TRIGGER search_portion_{event.lower()} AFTER {event} ON clue_search"
            f" REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_portion_changed()"
        )
