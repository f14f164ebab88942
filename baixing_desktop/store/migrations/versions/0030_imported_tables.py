"""A table that was imported is a batch with rows; what was imported so far becomes one for each file and day.

Revision: 0030. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import uuid
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_STATES = "'taken_in', 'partly_taken_back', 'taken_back'"
_OUTCOMES = "'registered', 'draft', 'repeated', 'refused'"
_STANDING = "clue_id IS NOT NULL AND NOT taken_back AND outcome IN ('registered', 'draft')"


def upgrade() -> None:
    """Create both tables, take the rows over, drop the table that kept them."""
    op.create_table(
        "imported_table",
        sa.Column("id", sa.String(length=36), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("file_name", "digest", "source")),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("registered", "drafts", "repeated", "refused")),
        sa.Column("taken_back_at", sa.String(length=20)),
        sa.Column("taken_back_by", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"state IN ({_STATES})", name=op.f("ck_imported_table_state_known")),
        sa.CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_by IS NULL)", name=op.f("ck_imported_table_taken_back_whole")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_imported_table_version_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_table")),
    )
    op.create_index("ix_imported_table_at", "imported_table", ["at"])
    op.create_table(
        "imported_line",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("table_id", sa.String(length=36), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("clue_id", sa.String(length=36)),
        sa.Column("fingerprint", sa.Text()),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("external_number", "remark")),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"outcome IN ({_OUTCOMES})", name=op.f("ck_imported_line_outcome_known")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_imported_line_version_from_one")),
        sa.ForeignKeyConstraint(
            ["table_id"], ["imported_table.id"], name=op.f("fk_imported_line_table_id_imported_table")
        ),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_imported_line_clue_id_clue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_line")),
    )
    op.create_index("ix_imported_line_table_id", "imported_line", ["table_id"])
    op.create_index("ix_imported_line_clue_id", "imported_line", ["clue_id"])
    op.create_index("ix_imported_line_taken_back", "imported_line", ["taken_back", "clue_id"])
    op.execute(f"CREATE UNIQUE INDEX ux_imported_line_fingerprint ON imported_line (fingerprint) WHERE {_STANDING}")
    _take_over(op.get_bind())
    op.drop_index("ix_import_row_clue_id", "import_row")
    op.drop_table("import_row")


def _take_over(connection: sa.Connection) -> None:
    """Rows were kept one by one; which of them came together is told by the file's name and the day."""
    rows = connection.execute(
        sa.text(
            "SELECT r.fingerprint, r.clue_id, r.file_name, r.row_number, r.external_number, r.imported_at,"
            " c.typist, c.source_category, c.provisional_number"
            " FROM import_row r JOIN clue c ON c.id = r.clue_id ORDER BY r.imported_at, r.row_number"
        )
    ).mappings()
    tables = defaultdict(list)
    for row in rows:
        tables[row["file_name"], row["imported_at"][:10], row["typist"]].append(row)
    for (file_name, _day, typist), members in tables.items():
        table_id, drafts = str(uuid.uuid4()), sum(row["provisional_number"] is None for row in members)
        connection.execute(
            sa.text(
                "INSERT INTO imported_table (id, file_name, digest, source, at, actor, state, registered, drafts,"
                " repeated, refused, version)"
                " VALUES (:id, :file_name, '', :source, :at, :actor, 'taken_in', :registered, :drafts, 0, 0, 1)"
            ),
            {
                "id": table_id,
                "file_name": file_name,
                "source": members[0]["source_category"],
                "at": members[0]["imported_at"],
                "actor": typist,
                "registered": len(members) - drafts,
                "drafts": drafts,
            },
        )
        connection.execute(
            sa.text(
                "INSERT INTO imported_line (id, table_id, row_number, outcome, clue_id, fingerprint, external_number,"
                " remark, taken_back, version)"
                " VALUES (:id, :table, :row, :outcome, :clue, :fingerprint, :number, '', :no, 1)"
            ),
            [
                {
                    "id": str(uuid.uuid4()),
                    "table": table_id,
                    "row": row["row_number"],
                    "outcome": "registered" if row["provisional_number"] else "draft",
                    "clue": row["clue_id"],
                    "fingerprint": row["fingerprint"],
                    "number": row["external_number"],
                    "no": False,
                }
                for row in members
            ],
        )
