"""Assignments and what becomes of each line: replies, contacts, opinions, extensions (domain/handling.py)."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Index, Table

from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.handling import (
    Assignment,
    ContributorContact,
    Correction,
    Evaluation,
    Extension,
    HandlerReply,
    PublicResponse,
    Reminder,
    ResultUse,
    ReturnRequest,
)
from baixing_desktop.store.mapping import entity_table
from baixing_desktop.store.tables.base import unique_where

HANDLING: Mapping[type[Entity], Table] = {
    Assignment: entity_table(
        "assignment",
        Assignment,
        CheckConstraint("(kind = 'assign') = (proposal_id IS NOT NULL)", name="assigned_is_proposal"),
    ),
    HandlerReply: entity_table(
        "handler_reply",
        HandlerReply,
        Index("uq_handler_reply_forwarding_id_ordinal", "forwarding_id", "ordinal", unique=True),
        CheckConstraint("ordinal >= 1", name="ordinal_from_one"),
        CheckConstraint("outcome <> 'planned' OR promised_on IS NOT NULL", name="planned_has_date"),
    ),
    ContributorContact: entity_table(
        "contributor_contact",
        ContributorContact,
        Index(
            "uq_contributor_contact_forwarding_id_clue_id_reply_id", "forwarding_id", "clue_id", "reply_id", unique=True
        ),
        CheckConstraint("channel <> 'unreachable' OR note <> ''", name="unreachable_has_note"),
        secret=("note",),
    ),
    Evaluation: entity_table(
        "evaluation", Evaluation, Index("uq_evaluation_contact_id", "contact_id", unique=True), secret=("opinion",)
    ),
    Extension: entity_table(
        "extension",
        Extension,
        CheckConstraint(
            "state <> 'granted' OR (new_due_on IS NOT NULL AND new_due_on > old_due_on)", name="granted_is_later"
        ),
        CheckConstraint("(state = 'requested') = (decided_on IS NULL)", name="decided_has_date"),
    ),
    ReturnRequest: entity_table(
        "return_request",
        ReturnRequest,
        CheckConstraint("(granted IS NULL) = (decided_on IS NULL)", name="decided_whole"),
    ),
    Reminder: entity_table("reminder", Reminder),
    Correction: entity_table("correction", Correction, secret=("reason", "was")),
    PublicResponse: entity_table("public_response", PublicResponse),
    ResultUse: entity_table("result_use", ResultUse),
}

unique_where(HANDLING[Extension], "forwarding_id", "state = 'requested'")
unique_where(HANDLING[ReturnRequest], "forwarding_id", "granted IS NULL")
