"""More steps of the office can be told of; a draft that was cancelled never had a letter number.

Revision: 0010. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_OLD = "'received_again', 'accepted', 'returned', 'declined', 'classified', 'forwarded', 'taken_over', 'replied', 'contacted', 'closed'"
_NEW = "'merged', 'unmerged', 'split', 'retained', 'taken_up', 'reconsidered', 'reopened', 'reassigned', 'extended', 'noted', 'redone'"
WIDENED = (
    ("telling", "ck_telling_about_known", f"about IN ({_OLD})", f"about IN ({_OLD}, {_NEW})"),
    (
        "forwarding",
        "ck_forwarding_issued_has_letter",
        "state IN ('drafted', 'approved') OR letter_number IS NOT NULL",
        "state IN ('drafted', 'approved', 'cancelled') OR letter_number IS NOT NULL",
    ),
)


def upgrade() -> None:
    """Widen both constraints."""
    for widened in WIDENED:
        _widen(*widened)


def _widen(table: str, constraint: str, before: str, after: str) -> None:
    """SQLite can change a constraint only in the text of its schema (as its manual says)."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} CHECK ({after})")
        return
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ? AND instr(sql, ?) > 0",
        (before, after, table, before),
    )
    if changed.rowcount != 1:
        raise RuntimeError(constraint)
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")
