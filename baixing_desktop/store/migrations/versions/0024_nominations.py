"""Who was nominated for 表彰 has a table; before, the list of each year lay as JSON among the settings.

What a nomination names may have gone from the roster since: it then names nothing any more, as it is shown.
Revision: 0024. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import json

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_OF = {"proposal_id": "proposal", "member_id": "member", "post_id": "roster_entry", "commendation_id": "commendation"}
_NAMED = ("proposal_id", "unit", "member_id", "post_id")
_ONE = " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in _NAMED)
_KINDS = "'outstanding', 'handler', 'collecting_unit', 'person'"
_STATES = "'nominated', 'chosen', 'approved', 'told', 'not_chosen'"


def upgrade() -> None:
    """Create the table, and move the lists into it."""
    op.create_table(
        "nomination",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("nominated_on", sa.String(length=10), nullable=False),
        sa.Column("nominated_by", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.String(length=36), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("member_id", sa.String(length=36), nullable=True),
        sa.Column("post_id", sa.String(length=36), nullable=True),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.String(length=10), nullable=True),
        sa.Column("told_on", sa.String(length=10), nullable=True),
        sa.Column("commendation_id", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_nomination_kind_known")),
        sa.CheckConstraint(f"state IN ({_STATES})", name=op.f("ck_nomination_state_known")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_nomination_version_from_one")),
        sa.CheckConstraint(f"{_ONE} <= 1", name=op.f("ck_nomination_of_one_record")),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'told') OR (decided_on IS NOT NULL AND meeting <> '')",
            name=op.f("ck_nomination_decided_by_meeting"),
        ),
        sa.CheckConstraint("state <> 'told' OR told_on IS NOT NULL", name=op.f("ck_nomination_told_has_date")),
        *(
            sa.ForeignKeyConstraint([name], [f"{parent}.id"], name=op.f(f"fk_nomination_{name}_{parent}"))
            for name, parent in _OF.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
    )
    for name in _OF:
        op.create_index(f"ix_nomination_{name}", "nomination", [name])
    for name in _NAMED:
        op.create_index(f"uq_nomination_year_kind_{name}", "nomination", ["year", "kind", name], unique=True)
    op.create_index("uq_nomination_commendation_id", "nomination", ["commendation_id"], unique=True)
    _move(op.get_bind())


def _move(connection: sa.Connection) -> None:
    lists = sa.text("SELECT key, value FROM setting WHERE key LIKE 'nominations:%'")
    table = sa.table("nomination", *map(sa.column, _columns()))
    for key, value in connection.execute(lists).all():
        for one in json.loads(value):
            row = {**one, **one["target"]}
            del row["target"]
            for name, parent in _OF.items():
                there = sa.text(f"SELECT count(*) FROM {parent} WHERE id = :id")  # noqa: S608 - one of four names above
                if row[name] and not connection.execute(there, {"id": row[name]}).scalar_one():
                    row[name] = None
            connection.execute(sa.insert(table).values(row))
        connection.execute(sa.text("DELETE FROM setting WHERE key = :key"), {"key": key})


def _columns() -> tuple[str, ...]:
    own = ("id", "year", "kind", "state", "nominated_on", "nominated_by", "figures", "unit", "grounds", "reason")
    return (*own, "meeting", "decided_on", "told_on", "version", *_OF)
