"""Requests about personal data, erasures by two people, changes of consent, and what is left of what was erased.

Revision: 0013. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STEPS = (
    "'received_again', 'accepted', 'returned', 'declined', 'classified', 'forwarded', 'taken_over', 'replied', "
    "'contacted', 'closed', 'merged', 'unmerged', 'split', 'retained', 'taken_up', 'reconsidered', 'reopened', "
    "'reassigned', 'extended', 'noted', 'redone'"
)
SCOPES = "'contact', 'all'"
GROUNDS = "'asked', 'consent_withdrawn', 'kept_long_enough', 'not_needed', 'handed_over'"


def upgrade() -> None:
    """Create the four tables, and let what was erased be told of."""
    _widen_steps()
    _requests()
    _erasures()
    op.create_table(
        "consent_change",
        *_head(),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("collect", sa.Boolean(), nullable=False),
        sa.Column("handover", sa.Boolean(), nullable=False),
        sa.Column("publicity", sa.Boolean(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        *_tail("consent_change"),
        sa.CheckConstraint("ordinal >= 1", name=op.f("ck_consent_change_ordinal_from_one")),
    )
    op.create_index("uq_consent_change_clue_id_ordinal", "consent_change", ["clue_id", "ordinal"], unique=True)
    op.create_index("ix_consent_change_clue_id", "consent_change", ["clue_id"])
    op.create_table(
        "tombstone",
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("ground", sa.String(length=32), nullable=False),
        sa.Column("erased_at", sa.String(length=20), nullable=False),
        sa.Column("blobs", sa.Text(), nullable=False),
        sa.CheckConstraint(f"scope IN ({SCOPES})", name=op.f("ck_tombstone_scope_known")),
        sa.CheckConstraint(f"ground IN ({GROUNDS})", name=op.f("ck_tombstone_ground_known")),
        sa.PrimaryKeyConstraint("clue_id", name=op.f("pk_tombstone")),
    )


def _widen_steps() -> None:
    """SQLite can change a constraint only in the text of its schema (as its manual says)."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("ALTER TABLE telling DROP CONSTRAINT ck_telling_about_known")
        op.execute(f"ALTER TABLE telling ADD CONSTRAINT ck_telling_about_known CHECK (about IN ({STEPS}, 'erased'))")
        return
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'telling' AND instr(sql, ?) > 0",
        (STEPS, f"{STEPS}, 'erased'", STEPS),
    )
    if changed.rowcount != 1:
        raise RuntimeError("telling")
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")


def _requests() -> None:
    op.create_table(
        "person_request",
        *_head(),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.String(length=10), nullable=False),
        sa.Column("registered_at", sa.String(length=20), nullable=False),
        sa.Column("registered_by", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("closed_on", sa.String(length=10), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        *_tail("person_request"),
        sa.CheckConstraint(
            "kind IN ('access', 'copy', 'correct', 'erase', 'withdraw_consent', 'explain')",
            name=op.f("ck_person_request_kind_known"),
        ),
        sa.CheckConstraint("state IN ('open', 'granted', 'refused')", name=op.f("ck_person_request_state_known")),
        sa.CheckConstraint("(state = 'open') = (closed_on IS NULL)", name=op.f("ck_person_request_closed_whole")),
        sa.CheckConstraint("state = 'open' OR outcome <> ''", name=op.f("ck_person_request_closed_with_outcome")),
    )
    op.create_index("ix_person_request_clue_id", "person_request", ["clue_id"])
    op.create_index("ix_person_request_state", "person_request", ["state", "due_on"])


def _erasures() -> None:
    op.create_table(
        "erasure",
        *_head(),
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("ground", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.String(length=20), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposer", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("decided_at", sa.String(length=20), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decider", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        *_tail("erasure"),
        sa.CheckConstraint(f"scope IN ({SCOPES})", name=op.f("ck_erasure_scope_known")),
        sa.CheckConstraint(f"ground IN ({GROUNDS})", name=op.f("ck_erasure_ground_known")),
        sa.CheckConstraint("state IN ('proposed', 'done', 'refused')", name=op.f("ck_erasure_state_known")),
        sa.CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name=op.f("ck_erasure_decided_whole")),
        sa.CheckConstraint("(decided_at IS NULL) = (decider IS NULL)", name=op.f("ck_erasure_decided_by_somebody")),
        sa.CheckConstraint("decider IS NULL OR decider <> proposer", name=op.f("ck_erasure_by_two")),
        sa.CheckConstraint("state <> 'refused' OR remark <> ''", name=op.f("ck_erasure_refused_why")),
    )
    op.create_index("ix_erasure_clue_id", "erasure", ["clue_id"])
    op.create_index("ix_erasure_state", "erasure", ["state", "proposed_at"])
    op.execute("CREATE UNIQUE INDEX ux_erasure_clue_id ON erasure (clue_id) WHERE state = 'proposed'")


def _head() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
    )


def _tail(table: str) -> tuple[sa.Column | sa.Constraint, ...]:
    return (
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f(f"ck_{table}_version_from_one")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f(f"fk_{table}_clue_id_clue")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
