"""The office's editions of the reference data: each says all that was ever edited, none is changed."""

from sqlalchemy import CheckConstraint, Column, Integer, String, Table, Text

from baixing_desktop.store.tables.base import METADATA, Moment

reference_edition = Table(
    "reference_edition",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("record", Text, nullable=False),
    CheckConstraint("number >= 1", name="number_from_one"),
)
