"""What people set here: one row for each option that differs from its default."""

from sqlalchemy import Column, String, Table, Text

from baixing_desktop.store.tables.base import METADATA, Moment

setting = Table(
    "setting",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", String(64), nullable=False),
)
