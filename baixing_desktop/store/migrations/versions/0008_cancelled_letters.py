"""A draft that was cancelled never had a letter number.

Revision: 0008. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BEFORE = "state IN ('drafted', 'approved') OR letter_number IS NOT NULL"
AFTER = "state IN ('drafted', 'approved', 'cancelled') OR letter_number IS NOT NULL"
CONSTRAINT = "ck_forwarding_issued_has_letter"


def upgrade() -> None:
    """Widen the constraint. SQLite can change one only in the text of its schema (as its manual says)."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute(f"ALTER TABLE forwarding DROP CONSTRAINT {CONSTRAINT}")
        op.execute(f"ALTER TABLE forwarding ADD CONSTRAINT {CONSTRAINT} CHECK ({AFTER})")
        return
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'forwarding' AND instr(sql, ?) > 0",
        (BEFORE, AFTER, BEFORE),
    )
    if changed.rowcount != 1:
        raise RuntimeError(CONSTRAINT)
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")
