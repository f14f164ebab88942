"""Named people, a fuller audit trail, and a database that itself refuses to change the trail.

Revision: 0008, after 0007. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ROLES = "'liaison', 'office', 'triage_group', 'committee', 'proposal_committee', 'system_admin', 'security_admin', 'audit_admin', 'system'"


def upgrade() -> None:
    """Create the table of people, widen the trail and guard it."""
    _create_person()
    _create_audit_floor()
    for name, length in (("actor_id", 36), ("device", 64), ("device_time", 32), ("address", 64), ("result", 16)):
        op.add_column("audit", sa.Column(name, sa.String(length=length), nullable=True))
    guards = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in guards:
        op.execute(statement)


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("post", sa.String(length=32), nullable=True),
        sa.Column("duty", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("disabled_at", sa.String(length=20), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"post IN ({_ROLES})", name=op.f("ck_person_post_known")),
        sa.CheckConstraint("state IN ('active', 'disabled')", name=op.f("ck_person_state_known")),
        sa.CheckConstraint(
            "duty IN ('system_admin', 'security_admin', 'audit_admin')", name=op.f("ck_person_duty_known")
        ),
        sa.CheckConstraint("post IS NOT NULL OR duty IS NOT NULL", name=op.f("ck_person_does_something")),
        sa.CheckConstraint(
            "duty IS NULL OR duty <> 'audit_admin' OR post IS NULL", name=op.f("ck_person_auditor_apart")
        ),
        sa.CheckConstraint("(state = 'disabled') = (disabled_at IS NOT NULL)", name=op.f("ck_person_disabled_since")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_person_counted_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index("uq_person_name", "person", ["name"], unique=True)


def _create_audit_floor() -> None:
    op.create_table(
        "audit_floor",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_audit_floor_seq_from_one")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_floor")),
    )


_FLOOR = "coalesce((SELECT max(seq) FROM audit_floor), 0)"
_NEXT = f"coalesce((SELECT max(seq) FROM audit), {_FLOOR}) + 1"  # noqa: S608 - our own constant

_SQLITE = (
    "CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
    f"CREATE TRIGGER audit_never_deleted BEFORE DELETE ON audit WHEN OLD.seq > {_FLOOR} BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
    f"CREATE TRIGGER audit_in_order BEFORE INSERT ON audit WHEN NEW.seq <> {_NEXT} BEGIN SELECT RAISE(ABORT, 'the audit trail is written in order'); END",
    "CREATE TRIGGER audit_floor_never_changes BEFORE UPDATE ON audit_floor BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
    "CREATE TRIGGER audit_floor_never_deleted BEFORE DELETE ON audit_floor BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
)

_POSTGRESQL = (
    f"CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_TABLE_NAME = 'audit' AND TG_OP = 'DELETE' THEN IF OLD.seq <= {_FLOOR} THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'the audit trail is append-only'; END $$",
    f"CREATE FUNCTION audit_next() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.seq <> {_NEXT} THEN RAISE EXCEPTION 'the audit trail is written in order'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER audit_never_changes BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
    "CREATE TRIGGER audit_in_order BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_next()",
    "CREATE TRIGGER audit_floor_never_changes BEFORE UPDATE OR DELETE ON audit_floor FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
    "CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
)
