"""Clues, their registered revisions, attachments and former numbers."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.store.tables.base import METADATA, Day, Moment, Secret, code_column, one_of

# The long texts come last: SQLite then reads a list of clues without touching their overflow pages.
clue = Table(
    "clue",
    METADATA,
    Column("id", String(36), primary_key=True),
    code_column("unit"),
    Column("workroom_state", String(32)),
    Column("office_state", String(32)),
    Column("revision", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("provisional_number", String(32)),
    Column("formal_number", String(32)),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("typist", String(64), nullable=False),
    Column("content_hash", String(64)),
    Column("receipt_number", String(16)),
    Column("receipt_at", Moment),
    Column("withdrawn_at", Moment),
    Column("title", Text, nullable=False),
    Column("source_category", String(32), nullable=False),
    Column("source_occasion", String(32)),
    Column("receiver", Text, nullable=False),
    Column("received_on", Day),
    Column("anonymous", Boolean, nullable=False),
    Column("name", Secret, nullable=False),
    Column("phone", Secret, nullable=False),
    Column("address", Secret, nullable=False),
    Column("guardian", Secret),
    Column("consent_collect", Boolean, nullable=False),
    Column("consent_handover", Boolean, nullable=False),
    Column("consent_publicity", Boolean, nullable=False),
    Column("notice", String(32), nullable=False),
    Column("return_reason", Text),
    Column("analysis", Text, nullable=False),
    Column("suggestions", Text, nullable=False),
    one_of("workroom_state", ClueState),
    one_of("office_state", OfficeState),
    CheckConstraint("revision >= 0 AND version >= 1", name="counted_up"),
    CheckConstraint(
        "workroom_state IS NULL OR workroom_state = 'draft' OR provisional_number IS NOT NULL",
        name="registered_has_number",
    ),
    CheckConstraint("NOT anonymous OR (name = '' AND phone = '' AND address = '')", name="anonymous_is_empty"),
    Index("uq_clue_provisional_number", "provisional_number", unique=True),
    Index("uq_clue_formal_number", "formal_number", unique=True),
    # A page of a list is found from indexes alone, whatever it is narrowed down to or goes by, but for titles: a row is
    # a page of the file by itself, which an encrypted record has to decipher.
    Index(
        "ix_clue_updated_at",
        "updated_at",
        "provisional_number",
        "id",
        "formal_number",
        "workroom_state",
        "office_state",
        "unit",
        "source_category",
        "received_on",
    ),
    Index("ix_clue_workroom_state", "workroom_state", "updated_at", "provisional_number", "id"),
    # The queues of the office are counted, with the oldest, without reading a row either.
    Index("ix_clue_office_state", "office_state", "updated_at", "provisional_number", "id"),
    Index("ix_clue_id", "id", "withdrawn_at", "updated_at"),
    # All that the figures of a period ask of a clue: they are counted without reading its row, long texts and all.
    Index(
        "ix_clue_received_on",
        "received_on",
        "created_at",
        "unit",
        "source_category",
        "office_state",
        "revision",
        "id",
        "provisional_number",
        "receiver",
    ),
)

attachment = Table(
    "attachment",
    METADATA,
    Column("clue_id", String(36), ForeignKey("clue.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("mime", String(128), nullable=False),
    Column("length", Integer, nullable=False),
    CheckConstraint("length >= 0 AND position >= 0", name="counted"),
)

# The citizen's original words for ever: one row per registration, never changed.
clue_revision = Table(
    "clue_revision",
    METADATA,
    Column("clue_id", String(36), ForeignKey("clue.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("registered_at", Moment, nullable=False),
    Column("typist", String(64), nullable=False),
    Column("record", Secret, nullable=False),
    CheckConstraint("revision >= 1", name="revision_from_one"),
    # How many were registered in a month is counted without reading the words.
    Index("ix_clue_revision_registered_at", "revision", "registered_at", "clue_id"),
)

# Numbers that a clue bore before its workstation was enrolled anew: they may stand on printed paper, so they are found.
former_number = Table(
    "former_number",
    METADATA,
    Column("number", String(32), primary_key=True),
    Column("clue_id", String(36), ForeignKey("clue.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Moment, nullable=False),
    Index("ix_former_number_clue_id", "clue_id"),
)
