"""Enrolling anew, quarantine, notices, chained news, attachments with their own confirmation.

Revision: 0005, after 0004. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_GENESIS = "0" * 64


def upgrade() -> None:
    """Add columns and tables, and chain the news that is already there."""
    for table, columns in _NEW_COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
    _create_tables()
    _chain("progress", ())
    _chain("downlink", ("unit",))


def _count(name: str, default: int = 0) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=str(default))


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.String(length=20), nullable=nullable)


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


_NEW_COLUMNS = {
    "installation": [_count("key_set"), _text("doubt", 32, nullable=True)],
    "office_contact": [
        _count("schema", 1),
        sa.Column("resend_from", sa.Integer()),
        _moment("lost_at"),
        _count("backed_up"),
        _moment("heard_at"),
        _count("skew"),
    ],
    "blob": [_moment("durable_at")],
    "clue": [_moment("withdrawn_at")],
    "progress": [sa.Column("head", sa.String(length=64), nullable=False, server_default=_GENESIS)],
    "downlink": [sa.Column("head", sa.String(length=64), nullable=False, server_default=_GENESIS)],
    "device": [
        _moment("confirmed_at"),
        _moment("quarantined_at"),
        _text("replaced_by", 36, nullable=True),
        _count("schema", 1),
        _count("skew"),
        _count("waiting_events"),
        _count("waiting_files"),
    ],
    "enrolment_code": [_text("replaces", 36, nullable=True)],
}


def _create_tables() -> None:
    _create_discrepancy()
    _create_former_number()
    _create_former_progress()
    _create_notice()
    _create_fork()
    _create_inbound_notice()
    _create_proposal()
    _create_upload()


def _create_discrepancy() -> None:
    op.create_table(
        "discrepancy",
        _text("id", 36),
        _moment("at", nullable=False),
        _text("device_id", 36),
        sa.Column("detail", sa.Text(), nullable=False),
        _moment("settled_at"),
        sa.PrimaryKeyConstraint("id", name="pk_discrepancy"),
    )
    op.create_index("ix_discrepancy_at", "discrepancy", ["at"])


def _create_former_number() -> None:
    op.create_table(
        "former_number",
        _text("number", 32),
        _text("clue_id", 36),
        _moment("at", nullable=False),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name="fk_former_number_clue_id_clue", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", "clue_id", name="pk_former_number"),
    )
    op.create_index("ix_former_number_clue_id", "former_number", ["clue_id"])


def _create_former_progress() -> None:
    op.create_table(
        "former_progress",
        _moment("replaced_at", nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("clue_id", 36),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("replaced_at", "position", name="pk_former_progress"),
    )


def _create_notice() -> None:
    op.create_table(
        "notice",
        _text("id", 36),
        _text("clue_id", 36),
        _text("type", 32),
        _moment("at", nullable=False),
        _text("actor", 64),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer()),
        sa.Column("seq", sa.Integer()),
        _text("answer", 32, nullable=True),
        sa.Column("reason", sa.Text()),
        sa.CheckConstraint("(epoch IS NULL) = (seq IS NULL)", name="ck_notice_placed_whole"),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name="fk_notice_clue_id_clue"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    op.create_index("ix_notice_clue_id", "notice", ["clue_id"])
    op.create_index("ix_notice_epoch", "notice", ["epoch", "seq"])


def _create_fork() -> None:
    op.create_table(
        "fork",
        _text("id", 36),
        _text("device_id", 36),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        _text("carrier", 16),
        _moment("at", nullable=False),
        _text("sha256", 64),
        _moment("settled_at"),
        sa.Column("settlement", sa.Text()),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name="fk_fork_device_id_device"),
        sa.PrimaryKeyConstraint("id", name="pk_fork"),
    )
    op.create_index("ix_fork_device_id", "fork", ["device_id"])
    op.create_index("uq_fork_sha256", "fork", ["sha256"], unique=True)


def _create_inbound_notice() -> None:
    op.create_table(
        "inbound_notice",
        _text("device_id", 36),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        _text("clue_id", 36),
        _text("type", 32),
        _moment("at", nullable=False),
        _text("actor", 64),
        sa.Column("record", sa.Text(), nullable=False),
        _moment("settled_at"),
        sa.Column("settlement", sa.Text()),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name="fk_inbound_notice_device_id_device"),
        sa.PrimaryKeyConstraint("device_id", "epoch", "seq", name="pk_inbound_notice"),
    )
    op.create_index("ix_inbound_notice_clue_id", "inbound_notice", ["clue_id"])


def _create_proposal() -> None:
    op.create_table(
        "revision_proposal",
        _text("clue_id", 36),
        sa.Column("revision", sa.Integer(), nullable=False),
        _text("content_hash", 64),
        _moment("registered_at", nullable=False),
        _text("typist", 64),
        sa.Column("record", sa.Text(), nullable=False),
        _moment("received_at", nullable=False),
        _moment("settled_at"),
        _text("settlement", 32, nullable=True),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name="fk_revision_proposal_clue_id_clue"),
        sa.PrimaryKeyConstraint("clue_id", "revision", name="pk_revision_proposal"),
    )


def _create_upload() -> None:
    op.create_table(
        "upload",
        _text("device_id", 36),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name="fk_upload_device_id_device"),
        sa.PrimaryKeyConstraint("device_id", "day", name="pk_upload"),
    )


def _chain(table: str, stream: tuple[str, ...]) -> None:
    """Give every row the hash over its own record and the row before it in its stream."""
    connection = op.get_bind()
    news = sa.table(table, *(sa.column(name) for name in (*stream, "position", "record", "head")))
    keys = [news.c[name] for name in stream]
    heads: dict[tuple[object, ...], str] = {}
    rows = connection.execute(sa.select(*keys, news.c.position, news.c.record).order_by(*keys, news.c.position))
    for row in rows.all():
        place, position, record = tuple(row)[:-2], row.position, row.record
        prev = heads.get(place, _GENESIS)
        head = hashlib.sha256(b"bx-news1" + bytes.fromhex(prev) + record.encode()).hexdigest()
        heads[place] = head
        here = sa.and_(news.c.position == position, *(key == value for key, value in zip(keys, place, strict=True)))
        connection.execute(sa.update(news).where(here).values(head=head))
