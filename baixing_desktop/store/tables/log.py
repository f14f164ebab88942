"""The workroom's side of the batch log: events, batches, receipts and the office's news."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, String, Table, Text

from baixing_desktop.domain.batch import ItemResult
from baixing_desktop.domain.states import BatchState
from baixing_desktop.store.tables.base import METADATA, Moment, Secret, SecretBytes, code_column, one_of

batch = Table(
    "batch",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("sealed_at", Moment, nullable=False),
    code_column("state"),
    Column("exported_at", Moment),
    Column("receipted_at", Moment),
    Column("version", Integer, nullable=False),
    one_of("state", BatchState),
    CheckConstraint("first >= 1 AND last >= first", name="not_empty"),
    Index("uq_batch_epoch_first", "epoch", "first", unique=True),
)

# Immutable once written: an edit is a new event. ``clue_id`` may name a session or 零报告 too, as the type says.
event = Table(
    "event",
    METADATA,
    Column("epoch", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("batch_id", String(36), nullable=False),
    Column("clue_id", String(36), nullable=False),
    code_column("type"),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("data", SecretBytes, nullable=False),
    CheckConstraint("seq >= 1", name="seq_from_one"),
    ForeignKeyConstraint(["batch_id"], ["batch.id"]),
    Index("uq_event_hash", "hash", unique=True),
    Index("ix_event_clue_id", "clue_id"),
    Index("ix_event_batch_id", "batch_id"),
)

item_receipt = Table(
    "item_receipt",
    METADATA,
    Column("epoch", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("clue_id", String(36), nullable=False),
    code_column("result"),
    Column("receipt_number", String(16), nullable=False),
    Column("reason", Text),
    Column("received_at", Moment, nullable=False),
    one_of("result", ItemResult),
    ForeignKeyConstraint(["epoch", "seq"], ["event.epoch", "event.seq"]),
)

progress = Table(
    "progress",
    METADATA,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("clue_id", String(36), nullable=False),
    code_column("step"),
    Column("at", Moment, nullable=False),
    Column("record", Text, nullable=False),
    Column("head", String(64), nullable=False),
    CheckConstraint("position >= 1", name="position_from_one"),
    Index("ix_progress_clue_id", "clue_id", "position"),
)

# What the office had told before it was restored from an older backup and began its stream of news anew.
former_progress = Table(
    "former_progress",
    METADATA,
    Column("replaced_at", Moment, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("clue_id", String(36), nullable=False),
    Column("record", Text, nullable=False),
)

# What is to be told to the office beside clues; ``clue_id`` as in ``event``. ``epoch`` and ``seq``: once it stands in
# the log.
notice = Table(
    "notice",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("clue_id", String(36), nullable=False),
    code_column("type"),
    Column("at", Moment, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("record", Secret, nullable=False),
    Column("epoch", Integer),
    Column("seq", Integer),
    Column("answer", String(32)),
    Column("reason", Text),
    CheckConstraint("(epoch IS NULL) = (seq IS NULL)", name="placed_whole"),
    Index("ix_notice_clue_id", "clue_id"),
    Index("ix_notice_epoch", "epoch", "seq"),
)
