"""Requests about personal data, erasures, changes of consent (domain/privacy.py)."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Index, Table

from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.privacy import ConsentChange, Erasure, PersonRequest
from baixing_desktop.store.mapping import entity_table
from baixing_desktop.store.tables.base import unique_where

PRIVACY: Mapping[type[Entity], Table] = {
    PersonRequest: entity_table(
        "person_request",
        PersonRequest,
        CheckConstraint("(state = 'open') = (closed_on IS NULL)", name="closed_whole"),
        CheckConstraint("state = 'open' OR outcome <> ''", name="closed_with_outcome"),
        Index("ix_person_request_state", "state", "due_on"),
        secret=("reason",),
    ),
    Erasure: entity_table(
        "erasure",
        Erasure,
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided_whole"),
        CheckConstraint("(decided_at IS NULL) = (decider IS NULL)", name="decided_by_somebody"),
        CheckConstraint("decider IS NULL OR decider <> proposer", name="by_two"),
        CheckConstraint("state <> 'refused' OR remark <> ''", name="refused_why"),
        Index("ix_erasure_state", "state", "proposed_at"),
        secret=("reason",),
    ),
    ConsentChange: entity_table(
        "consent_change",
        ConsentChange,
        Index("uq_consent_change_clue_id_ordinal", "clue_id", "ordinal", unique=True),
        CheckConstraint("ordinal >= 1", name="ordinal_from_one"),
    ),
}

unique_where(PRIVACY[Erasure], "clue_id", "state = 'proposed'")
