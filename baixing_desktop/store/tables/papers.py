"""Paper: prints of forms, the signed pages that came back, and the layouts of tables that people imported."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from baixing_desktop.store.tables.base import METADATA, Moment

# Written before the bytes are handed out; never changed.
print_record = Table(
    "print_record",
    METADATA,
    Column("clue_id", String(36), ForeignKey("clue.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("strict", Boolean, nullable=False),
    Column("printed_at", Moment, nullable=False),
    Column("operator", String(64), nullable=False),
    Column("device_code", String(8), nullable=False),
    CheckConstraint("number >= 1 AND revision >= 0", name="counted"),
)

signed_piece = Table(
    "signed_piece",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("clue_id", String(36), ForeignKey("clue.id", ondelete="CASCADE"), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("mime", String(128), nullable=False),
    Column("length", Integer, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("short_hash", String(8), nullable=False),
    Column("pages", Text, nullable=False),
    Column("of_pages", Integer, nullable=False),
    Column("filed_at", Moment, nullable=False),
    Column("operator", String(64), nullable=False),
    Column("replaced_at", Moment),
    CheckConstraint("length >= 1 AND of_pages >= 0", name="counted"),
    Index("ix_signed_piece_clue_id", "clue_id", "filed_at"),
)

# The columns that people chose for a layout of an imported table, so that they choose once.
import_layout = Table(
    "import_layout",
    METADATA,
    Column("fingerprint", String(64), primary_key=True),
    Column("mapping", Text, nullable=False),
    Column("used_at", Moment, nullable=False),
)
