"""The first schema.

Revision: 0001. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    _create_audit()
    _create_batch()
    _create_blob()
    _create_clue()
    _create_device()
    _create_downlink()
    _create_enrolment_code()
    _create_installation()
    _create_number_series()
    _create_office_contact()
    _create_progress()
    _create_attachment()
    _create_classification()
    _create_clue_revision()
    _create_event()
    _create_forwarding()
    _create_import_row()
    _create_inbound_batch()
    _create_inbound_event()
    _create_item_receipt()


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_audit_seq_from_one")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_object_id", "audit", ["object_id", "seq"], unique=False)


def _create_batch() -> None:
    op.create_table(
        "batch",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("exported_at", sa.String(length=20), nullable=True),
        sa.Column("receipted_at", sa.String(length=20), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('sealed', 'exported', 'receipted')", name=op.f("ck_batch_state_known")),
        sa.CheckConstraint("first >= 1 AND last >= first", name=op.f("ck_batch_not_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_index("uq_batch_epoch_first", "batch", ["epoch", "first"], unique=True)


def _create_blob() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.String(length=20), nullable=False),
        sa.CheckConstraint("length >= 0", name=op.f("ck_blob_counted")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )


def _create_clue() -> None:
    op.create_table(
        "clue",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("workroom_state", sa.String(length=32), nullable=True),
        sa.Column("office_state", sa.String(length=32), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("provisional_number", sa.String(length=32), nullable=True),
        sa.Column("formal_number", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("typist", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("receipt_number", sa.String(length=16), nullable=True),
        sa.Column("receipt_at", sa.String(length=20), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source_category", sa.String(length=32), nullable=False),
        sa.Column("source_occasion", sa.String(length=32), nullable=True),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("received_on", sa.String(length=10), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("consent_collect", sa.Boolean(), nullable=False),
        sa.Column("consent_handover", sa.Boolean(), nullable=False),
        sa.Column("consent_publicity", sa.Boolean(), nullable=False),
        sa.Column("notice", sa.String(length=32), nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("analysis", sa.Text(), nullable=False),
        sa.Column("suggestions", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "NOT anonymous OR (name = '' AND phone = '' AND address = '')", name=op.f("ck_clue_anonymous_is_empty")
        ),
        sa.CheckConstraint(
            "office_state IN ('received', 'screening', 'returned', 'declined', 'merged', 'accepted', 'retained', 'classified', 'routed', 'concluded', 'archived')",
            name=op.f("ck_clue_office_state_known"),
        ),
        sa.CheckConstraint(
            "workroom_state IN ('community_registered', 'draft', 'registered', 'sealed', 'submitted', 'acknowledged', 'returned')",
            name=op.f("ck_clue_workroom_state_known"),
        ),
        sa.CheckConstraint(
            "workroom_state IS NULL OR workroom_state = 'draft' OR provisional_number IS NOT NULL",
            name=op.f("ck_clue_registered_has_number"),
        ),
        sa.CheckConstraint("revision >= 0 AND version >= 1", name=op.f("ck_clue_counted_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clue")),
    )
    op.create_index("ix_clue_office_state", "clue", ["office_state", "updated_at"], unique=False)
    op.create_index("ix_clue_updated_at", "clue", ["updated_at", "id"], unique=False)
    op.create_index("ix_clue_workroom_state", "clue", ["workroom_state", "updated_at"], unique=False)
    op.create_index("uq_clue_formal_number", "clue", ["formal_number"], unique=True)
    op.create_index("uq_clue_provisional_number", "clue", ["provisional_number"], unique=True)


def _create_device() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("device_code", sa.String(length=8), nullable=False),
        sa.Column("sign_key", sa.String(length=64), nullable=False),
        sa.Column("seal_key", sa.String(length=128), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("enrolled_at", sa.String(length=20), nullable=False),
        sa.Column("last_contact", sa.String(length=20), nullable=True),
        sa.Column("app_version", sa.String(length=32), nullable=False),
        sa.Column("revoked_at", sa.String(length=20), nullable=True),
        sa.CheckConstraint("epoch >= 1 AND last >= 0", name=op.f("ck_device_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
    )
    op.create_index("uq_device_unit_device_code", "device", ["unit", "device_code"], unique=True)


def _create_downlink() -> None:
    op.create_table(
        "downlink",
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_downlink_position_from_one")),
        sa.PrimaryKeyConstraint("unit", "position", name=op.f("pk_downlink")),
    )
    op.create_index("ix_downlink_clue_id", "downlink", ["clue_id", "position"], unique=False)


def _create_enrolment_code() -> None:
    op.create_table(
        "enrolment_code",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.String(length=20), nullable=False),
        sa.Column("used_at", sa.String(length=20), nullable=True),
        sa.Column("device_id", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_enrolment_code")),
    )


def _create_installation() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("face", sa.String(length=32), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("device_code", sa.String(length=8), nullable=False),
        sa.Column("operator", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.CheckConstraint("face IN ('workroom', 'office')", name=op.f("ck_installation_face_known")),
        sa.CheckConstraint("epoch >= 0", name=op.f("ck_installation_counted")),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )


def _create_number_series() -> None:
    op.create_table(
        "number_series",
        sa.Column("series", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_number_series_counted")),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_number_series")),
    )


def _create_office_contact() -> None:
    op.create_table(
        "office_contact",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sign_key", sa.String(length=64), nullable=False),
        sa.Column("seal_key", sa.String(length=128), nullable=False),
        sa.Column("enrolled_at", sa.String(length=20), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_office_contact_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_contact")),
    )


def _create_progress() -> None:
    op.create_table(
        "progress",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_progress_position_from_one")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_progress")),
    )
    op.create_index("ix_progress_clue_id", "progress", ["clue_id", "position"], unique=False)


def _create_attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mime", sa.String(length=128), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.CheckConstraint("length >= 0 AND position >= 0", name=op.f("ck_attachment_counted")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_attachment_clue_id_clue"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("clue_id", "position", name=op.f("pk_attachment")),
    )


def _create_classification() -> None:
    op.create_table(
        "classification",
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("route", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "route IN ('DISTRICT_URGENT', 'DISTRICT_CORE', 'DISTRICT_GENERAL', 'CITY_EXPRESS', 'CITY_DEPARTMENT', 'CITY_PREMIUM')",
            name=op.f("ck_classification_route_known"),
        ),
        sa.CheckConstraint("ordinal >= 1", name=op.f("ck_classification_ordinal_from_one")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_classification_clue_id_clue")),
        sa.PrimaryKeyConstraint("clue_id", "ordinal", name=op.f("pk_classification")),
    )


def _create_clue_revision() -> None:
    op.create_table(
        "clue_revision",
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("registered_at", sa.String(length=20), nullable=False),
        sa.Column("typist", sa.String(length=64), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_clue_revision_revision_from_one")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_clue_revision_clue_id_clue")),
        sa.PrimaryKeyConstraint("clue_id", "revision", name=op.f("pk_clue_revision")),
    )


def _create_event() -> None:
    op.create_table(
        "event",
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.String(length=36), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_event_seq_from_one")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_event_batch_id_batch")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_event_clue_id_clue")),
        sa.PrimaryKeyConstraint("epoch", "seq", name=op.f("pk_event")),
    )
    op.create_index("ix_event_batch_id", "event", ["batch_id"], unique=False)
    op.create_index("ix_event_clue_id", "event", ["clue_id"], unique=False)
    op.create_index("uq_event_hash", "event", ["hash"], unique=True)


def _create_forwarding() -> None:
    op.create_table(
        "forwarding",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("handler", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("drafted_at", sa.String(length=20), nullable=False),
        sa.Column("limited", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("letter_number", sa.String(length=64), nullable=True),
        sa.Column("issued_on", sa.String(length=10), nullable=True),
        sa.Column("received_on", sa.String(length=10), nullable=True),
        sa.Column("taken_over_on", sa.String(length=10), nullable=True),
        sa.Column("due_on", sa.String(length=10), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("reply_text", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.String(length=10), nullable=True),
        sa.Column("on_time", sa.Boolean(), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("contacted_on", sa.String(length=10), nullable=True),
        sa.Column("contact_person", sa.Text(), nullable=True),
        sa.Column("contact_note", sa.Text(), nullable=True),
        sa.Column("satisfaction", sa.String(length=32), nullable=True),
        sa.Column("closed_on", sa.String(length=10), nullable=True),
        sa.CheckConstraint(
            "channel IN ('face', 'phone', 'letter', 'unreachable')", name=op.f("ck_forwarding_channel_known")
        ),
        sa.CheckConstraint("outcome IN ('resolved', 'planned', 'reference')", name=op.f("ck_forwarding_outcome_known")),
        sa.CheckConstraint(
            "satisfaction IN ('satisfied', 'fairly_satisfied', 'dissatisfied')",
            name=op.f("ck_forwarding_satisfaction_known"),
        ),
        sa.CheckConstraint(
            "state <> 'closed' OR contacted_on IS NOT NULL", name=op.f("ck_forwarding_closed_after_contact")
        ),
        sa.CheckConstraint(
            "state IN ('drafted', 'approved') OR letter_number IS NOT NULL",
            name=op.f("ck_forwarding_issued_has_letter"),
        ),
        sa.CheckConstraint(
            "state IN ('drafted', 'approved', 'issued', 'received', 'return_requested', 'taken_over', 'replied', 'contacted', 'evaluated', 'closed', 'reassigned')",
            name=op.f("ck_forwarding_state_known"),
        ),
        sa.CheckConstraint("(outcome IS NULL) = (replied_on IS NULL)", name=op.f("ck_forwarding_reply_whole")),
        sa.CheckConstraint("limited OR due_on IS NULL", name=op.f("ck_forwarding_due_only_if_limited")),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_forwarding_clue_id_clue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forwarding")),
    )
    op.create_index("ix_forwarding_clue_id", "forwarding", ["clue_id"], unique=False)
    op.create_index("ix_forwarding_state", "forwarding", ["state", "due_on"], unique=False)
    op.create_index("uq_forwarding_letter_number", "forwarding", ["letter_number"], unique=True)


def _create_import_row() -> None:
    op.create_table(
        "import_row",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("external_number", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["clue_id"], ["clue.id"], name=op.f("fk_import_row_clue_id_clue"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_import_row")),
    )


def _create_inbound_batch() -> None:
    op.create_table(
        "inbound_batch",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("carrier", sa.String(length=16), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_inbound_batch_device_id_device")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_batch")),
    )
    op.create_index("ix_inbound_batch_received_at", "inbound_batch", ["received_at"], unique=False)


def _create_inbound_event() -> None:
    op.create_table(
        "inbound_event",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.String(length=36), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("result", sa.String(length=32), nullable=False),
        sa.Column("receipt_number", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "result IN ('accepted', 'duplicate', 'rejected')", name=op.f("ck_inbound_event_result_known")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["inbound_batch.id"], name=op.f("fk_inbound_event_batch_id_inbound_batch")
        ),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_inbound_event_device_id_device")),
        sa.PrimaryKeyConstraint("device_id", "epoch", "seq", name=op.f("pk_inbound_event")),
    )
    op.create_index("ix_inbound_event_batch_id", "inbound_event", ["batch_id"], unique=False)
    op.create_index("ix_inbound_event_clue_id", "inbound_event", ["clue_id"], unique=False)


def _create_item_receipt() -> None:
    op.create_table(
        "item_receipt",
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("result", sa.String(length=32), nullable=False),
        sa.Column("receipt_number", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "result IN ('accepted', 'duplicate', 'rejected')", name=op.f("ck_item_receipt_result_known")
        ),
        sa.ForeignKeyConstraint(
            ["epoch", "seq"], ["event.epoch", "event.seq"], name=op.f("fk_item_receipt_epoch_seq_event")
        ),
        sa.PrimaryKeyConstraint("epoch", "seq", name=op.f("pk_item_receipt")),
    )
