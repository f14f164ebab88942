"""Withdrawals, and the handlers that were asked to give copies back; clues that were withdrawn so far.

Revision: 0012. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_STATES = "'received', 'screening', 'returned', 'declined', 'withdrawn', 'merged', 'accepted', 'retained', 'classified', 'routed', 'concluded', 'archived'"
_CHANNELS = "'interview', 'meeting', 'phone', 'letter', 'message', 'other'"


def upgrade() -> None:
    """Add both tables; what was withdrawn before stops now, and can be gone on with from where it stood."""
    op.create_table(
        "withdrawal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("former_state", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.String(length=20)),
        sa.Column("undone_by", sa.Text()),
        sa.Column("undone_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"former_state IN ({_STATES})", name=op.f("ck_withdrawal_former_state_known")),
        sa.CheckConstraint("former_state <> 'withdrawn'", name=op.f("ck_withdrawal_withdrawn_once")),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name=op.f("ck_withdrawal_undone_whole")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_withdrawal_version_from_one")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_withdrawal_clue_id_clue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal")),
    )
    op.create_index("ix_withdrawal_clue_id", "withdrawal", ["clue_id"])
    op.execute("CREATE UNIQUE INDEX ux_withdrawal_clue_id ON withdrawal (clue_id) WHERE undone_at IS NULL")
    op.create_table(
        "recall",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("withdrawal_id", sa.String(length=36), nullable=False),
        sa.Column("forwarding_id", sa.String(length=36), nullable=False),
        sa.Column("told_on", sa.String(length=10), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"channel IN ({_CHANNELS})", name=op.f("ck_recall_channel_known")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_recall_version_from_one")),
        sa.ForeignKeyConstraint(["withdrawal_id"], ["withdrawal.id"], name=op.f("fk_recall_withdrawal_id_withdrawal")),
        sa.ForeignKeyConstraint(["forwarding_id"], ["forwarding.id"], name=op.f("fk_recall_forwarding_id_forwarding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recall")),
    )
    op.create_index("ix_recall_withdrawal_id", "recall", ["withdrawal_id"])
    op.create_index("ix_recall_forwarding_id", "recall", ["forwarding_id"])
    op.create_index("uq_recall_withdrawal_id_forwarding_id", "recall", ["withdrawal_id", "forwarding_id"], unique=True)
    _take_over()


def _take_over() -> None:
    """The office's clues (they have no state of a workroom) that are marked as withdrawn. Merges are undone first."""
    connection = op.get_bind()
    withdrawn = connection.execute(
        sa.text(
            "SELECT id, unit, office_state, withdrawn_at FROM clue"
            " WHERE withdrawn_at IS NOT NULL AND workroom_state IS NULL"
        )
    ).all()
    for clue_id, unit, state, at in withdrawn:
        former = _unmerged(connection, clue_id, at) or state or "received"
        actor = connection.execute(
            sa.text(
                "SELECT actor FROM inbound_notice WHERE clue_id = :clue AND type = 'clue.withdraw' ORDER BY at, seq"
            ),
            {"clue": clue_id},
        ).scalar()
        connection.execute(
            sa.text(
                "INSERT INTO withdrawal (id, clue_id, former_state, at, actor, unit, reason, undone_reason, version)"
                " VALUES (:id, :clue, :former, :at, :actor, :unit, '', '', 1)"
            ),
            {
                "id": str(uuid.uuid4()),
                "clue": clue_id,
                "former": former,
                "at": at,
                "actor": actor or "工作室",
                "unit": unit,
            },
        )
        connection.execute(
            sa.text("UPDATE clue SET office_state = 'withdrawn', version = version + 1 WHERE id = :clue"),
            {"clue": clue_id},
        )


def _unmerged(connection: sa.Connection, clue_id: str, at: str) -> str | None:
    """Take the clue out of its merge; where it stood before, if it was in one."""
    links = connection.execute(
        sa.text(
            "SELECT id, clue_id, former_state FROM merge_link"
            " WHERE undone_at IS NULL AND (clue_id = :clue OR master_id = :clue)"
        ),
        {"clue": clue_id},
    ).all()
    former = None
    for link_id, member, state in links:
        connection.execute(
            sa.text("UPDATE merge_link SET undone_at = :at, undone_by = '升级', version = version + 1 WHERE id = :id"),
            {"at": at, "id": link_id},
        )
        if member == clue_id:
            former = state
        else:
            connection.execute(
                sa.text("UPDATE clue SET office_state = :state, version = version + 1 WHERE id = :clue"),
                {"state": state, "clue": member},
            )
    return former
