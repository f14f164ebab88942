"""The office's side: devices, what arrived, casework and the news going down."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from baixing_desktop.domain.batch import ItemResult
from baixing_desktop.domain.kinds import DispatchKind, HandlerPart
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.states import ForwardingState
from baixing_desktop.store.tables.base import METADATA, Day, Moment, Secret, SecretBytes, code_column, one_of

device = Table(
    "device",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("epoch", Integer, nullable=False),
    code_column("unit"),
    Column("device_code", String(8), nullable=False),
    Column("sign_key", String(64), nullable=False),
    Column("seal_key", String(128), nullable=False),
    Column("last", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("enrolled_at", Moment, nullable=False),
    Column("last_contact", Moment),
    Column("app_version", String(32), nullable=False),
    Column("revoked_at", Moment),
    Column("confirmed_at", Moment),
    Column("quarantined_at", Moment),
    Column("replaced_by", String(36)),
    Column("schema", Integer, nullable=False),
    Column("skew", Integer, nullable=False),
    Column("waiting_events", Integer, nullable=False),
    Column("waiting_files", Integer, nullable=False),
    CheckConstraint("epoch >= 1 AND last >= 0", name="counted"),
    Index("uq_device_unit_device_code", "unit", "device_code", unique=True),
)

enrolment_code = Table(
    "enrolment_code",
    METADATA,
    Column("code", String(16), primary_key=True),
    code_column("unit"),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("device_id", String(36)),
    Column("replaces", String(36)),
)

# Containers that do not continue the log which their device began: kept whole, for people to judge.
fork = Table(
    "fork",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("device_id", String(36), ForeignKey("device.id"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("carrier", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("settled_at", Moment),
    Column("settlement", Text),
    Index("ix_fork_device_id", "device_id"),
    Index("uq_fork_sha256", "sha256", unique=True),
)

# What workrooms tell beside clues, of kinds that this version knows and of kinds that it will know after an upgrade.
inbound_notice = Table(
    "inbound_notice",
    METADATA,
    Column("device_id", String(36), primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("clue_id", String(36), nullable=False),
    code_column("type"),
    Column("at", Moment, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("record", Secret, nullable=False),
    Column("settled_at", Moment),
    Column("settlement", Text),
    ForeignKeyConstraint(["device_id"], ["device.id"]),
    Index("ix_inbound_notice_clue_id", "clue_id"),
)

# A revision of a clue that the office had accepted already: a proposal, shown beside what the office has.
proposal = Table(
    "revision_proposal",
    METADATA,
    Column("clue_id", String(36), ForeignKey("clue.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("registered_at", Moment, nullable=False),
    Column("typist", String(64), nullable=False),
    Column("record", Secret, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("settled_at", Moment),
    Column("settlement", String(32)),
)

# How much each device brought on each day, in bytes of attachments.
upload = Table(
    "upload",
    METADATA,
    Column("device_id", String(36), ForeignKey("device.id"), primary_key=True),
    Column("day", Day, primary_key=True),
    Column("bytes", Integer, nullable=False),
)

inbound_batch = Table(
    "inbound_batch",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("device_id", String(36), ForeignKey("device.id"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("carrier", String(16), nullable=False),
    Column("received_at", Moment, nullable=False),
    Index("ix_inbound_batch_received_at", "received_at"),
)

# What a device sent, byte for byte, with the result that its receipts repeat for ever.
inbound_event = Table(
    "inbound_event",
    METADATA,
    Column("device_id", String(36), primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("batch_id", String(36), nullable=False),
    Column("clue_id", String(36), nullable=False),
    code_column("type"),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    code_column("result"),
    Column("receipt_number", String(16), nullable=False),
    Column("reason", Text),
    Column("received_at", Moment, nullable=False),
    Column("data", SecretBytes, nullable=False),
    one_of("result", ItemResult),
    ForeignKeyConstraint(["device_id"], ["device.id"]),
    ForeignKeyConstraint(["batch_id"], ["inbound_batch.id"]),
    Index("ix_inbound_event_clue_id", "clue_id"),
    Index("ix_inbound_event_batch_id", "batch_id"),
)

classification = Table(
    "classification",
    METADATA,
    Column("clue_id", String(36), ForeignKey("clue.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    code_column("route"),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(64), nullable=False),
    one_of("route", Route),
    CheckConstraint("ordinal >= 1", name="ordinal_from_one"),
)

forwarding = Table(
    "forwarding",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("clue_id", String(36), ForeignKey("clue.id"), nullable=False),
    code_column("handler"),
    code_column("state"),
    Column("drafted_at", Moment, nullable=False),
    Column("limited", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("letter_number", String(64)),
    Column("issued_on", Day),
    Column("received_on", Day),
    Column("taken_over_on", Day),
    Column("due_on", Day),
    Column("outcome", String(32)),
    Column("reply_text", Text),
    Column("replied_on", Day),
    Column("on_time", Boolean),
    Column("channel", String(32)),
    Column("contacted_on", Day),
    Column("contact_person", Text),
    Column("contact_note", Secret),
    Column("satisfaction", String(32)),
    Column("closed_on", Day),
    Column("kind", String(32), nullable=False),
    Column("part", String(32), nullable=False),
    Column("assignment_id", String(36), ForeignKey("assignment.id")),
    Column("replaces_id", String(36), ForeignKey("forwarding.id")),
    Column("redone", Integer, nullable=False),
    Column("closing_reason", Text),
    one_of("kind", DispatchKind),
    one_of("part", HandlerPart),
    one_of(
        "state",
        ForwardingState,
    ),
    one_of("outcome", Outcome),
    one_of("channel", ContactChannel),
    one_of("satisfaction", Satisfaction),
    # Seed 八(四)1: nothing is closed before the citizen was contacted.
    CheckConstraint("state <> 'closed' OR contacted_on IS NOT NULL", name="closed_after_contact"),
    CheckConstraint(
        "state IN ('drafted', 'approved', 'cancelled') OR letter_number IS NOT NULL", name="issued_has_letter"
    ),
    CheckConstraint("limited OR due_on IS NULL", name="due_only_if_limited"),
    CheckConstraint("(outcome IS NULL) = (replied_on IS NULL)", name="reply_whole"),
    Index("uq_forwarding_letter_number", "letter_number", unique=True),
    # The first is how letters are found; the others are all that the figures ask of a letter.
    Index(
        "ix_forwarding_clue_id",
        "clue_id",
        "handler",
        "state",
        "kind",
        "issued_on",
        "taken_over_on",
        "replied_on",
        "contacted_on",
        "due_on",
        "on_time",
        "outcome",
        "satisfaction",
    ),
    Index("ix_forwarding_state", "state", "due_on", "clue_id"),
    Index("ix_forwarding_assignment_id", "assignment_id"),
)

downlink = Table(
    "downlink",
    METADATA,
    Column("unit", String(32), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("clue_id", String(36), nullable=False),
    code_column("step"),
    Column("at", Moment, nullable=False),
    Column("record", Text, nullable=False),
    Column("head", String(64), nullable=False),
    CheckConstraint("position >= 1", name="position_from_one"),
    Index("ix_downlink_clue_id", "clue_id", "position"),
)
