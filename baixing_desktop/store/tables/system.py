"""This installation, its counters, its attachments on disk and its audit trail."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, String, Table, Text

from baixing_desktop.domain.privacy import ErasureGround, ErasureScope
from baixing_desktop.domain.units import Face
from baixing_desktop.store.tables.base import METADATA, Moment, code_column, one_of

installation = Table(
    "installation",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    code_column("face"),
    code_column("unit"),
    Column("device_id", String(36), nullable=False),
    Column("device_code", String(8), nullable=False),
    Column("operator", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("key_set", Integer, nullable=False),
    Column("doubt", String(32)),
    CheckConstraint("id = 1", name="single_row"),
    CheckConstraint("epoch >= 0", name="counted"),
    one_of("face", Face),
)

office_contact = Table(
    "office_contact",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("address", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("sign_key", String(64), nullable=False),
    Column("seal_key", String(128), nullable=False),
    Column("enrolled_at", Moment, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("resend_from", Integer),
    Column("lost_at", Moment),
    Column("backed_up", Integer, nullable=False),
    Column("heard_at", Moment),
    Column("skew", Integer, nullable=False),
    Column("compared", Integer),
    Column("compared_at", Moment),
    CheckConstraint("id = 1", name="single_row"),
)

number_series = Table(
    "number_series",
    METADATA,
    Column("series", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    CheckConstraint("last >= 0", name="counted"),
)

blob = Table(
    "blob",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("length", Integer, nullable=False),
    Column("stored_at", Moment, nullable=False),
    # In a workroom: when the office confirmed by a receipt that it has these bytes for good.
    Column("durable_at", Moment),
    CheckConstraint("length >= 0", name="counted"),
)

# In a workroom: attachments that the office said it does not take, each with its reason in words.
not_taken = Table(
    "not_taken",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("reason", Text, nullable=False),
)

# The encrypted bytes of attachments where the record is on a server (store/blobs.py); elsewhere they are files.
attachment_box = Table(
    "attachment_box",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("box", LargeBinary, nullable=False),
)

# 核对异常: both sides counted the same things differently. Nothing is overwritten; people look into it.
discrepancy = Table(
    "discrepancy",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("device_id", String(36), nullable=False),
    Column("detail", Text, nullable=False),
    Column("settled_at", Moment),
    Index("ix_discrepancy_at", "at"),
)

# Append-only and hash-chained: each row's hash covers the one before it.
audit = Table(
    "audit",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("role", String(32), nullable=False),
    Column("action", String(32), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("object_id", String(64), nullable=False),
    Column("detail", Text, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    # Empty in entries of program 0.1.0.
    Column("actor_id", String(36)),
    Column("device", String(64)),
    Column("device_time", String(32)),
    Column("address", String(64)),
    Column("result", String(16)),
    CheckConstraint("seq >= 1", name="seq_from_one"),
    Index("ix_audit_object_id", "object_id", "seq"),
)

# Where the trail begins after old entries were archived: triggers let only those go that lie at or below it.
audit_floor = Table(
    "audit_floor",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(64), nullable=False),
    CheckConstraint("seq >= 1", name="seq_from_one"),
)

# What was erased, also of clues that are not here (any more, or yet): content that comes again is refused.
tombstone = Table(
    "tombstone",
    METADATA,
    Column("clue_id", String(36), primary_key=True),
    code_column("scope"),
    code_column("ground"),
    Column("erased_at", Moment, nullable=False),
    Column("blobs", Text, nullable=False),
    one_of("scope", ErasureScope),
    one_of("ground", ErasureGround),
)
