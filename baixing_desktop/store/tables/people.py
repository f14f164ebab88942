"""The people who work here. What opens the home for them is the vault's business."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, String, Table

from baixing_desktop.domain.people import PersonState
from baixing_desktop.domain.states import Role
from baixing_desktop.store.tables.base import METADATA, Moment, code_column, one_of

person = Table(
    "person",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("post", String(32)),
    Column("duty", String(32)),
    code_column("state"),
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment),
    Column("version", Integer, nullable=False),
    one_of("post", Role),
    one_of("state", PersonState),
    CheckConstraint("duty IN ('system_admin', 'security_admin', 'audit_admin')", name="duty_known"),
    CheckConstraint("post IS NOT NULL OR duty IS NOT NULL", name="does_something"),
    CheckConstraint("duty IS NULL OR duty <> 'audit_admin' OR post IS NULL", name="auditor_apart"),
    CheckConstraint("(state = 'disabled') = (disabled_at IS NOT NULL)", name="disabled_since"),
    CheckConstraint("version >= 1", name="counted_up"),
    Index("uq_person_name", "name", unique=True),
)
