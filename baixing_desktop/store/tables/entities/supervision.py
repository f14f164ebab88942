"""Supervision, key items, look-back (domain/supervision.py)."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Index, Table

from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.supervision import FollowUp, KeyItem, LookBack, Supervision
from baixing_desktop.store.mapping import entity_table
from baixing_desktop.store.tables.base import unique_where

_CHECKED = "'checked', 'completed', 'continued', 'not_done'"

SUPERVISION: Mapping[type[Entity], Table] = {
    Supervision: entity_table(
        "supervision",
        Supervision,
        CheckConstraint("forwarding_id IS NOT NULL OR proposal_id IS NOT NULL", name="concerns_something"),
        CheckConstraint(
            "state NOT IN ('held', 'followed_up', 'done') OR (form IS NOT NULL AND held_on IS NOT NULL)",
            name="held_somehow",
        ),
    ),
    FollowUp: entity_table("follow_up", FollowUp),
    KeyItem: entity_table(
        "key_item",
        KeyItem,
        Index("uq_key_item_proposal_id_year", "proposal_id", "year", unique=True),
        CheckConstraint("state IN ('candidate', 'dropped') OR leader <> ''", name="confirmed_has_leader"),
    ),
    LookBack: entity_table(
        "look_back",
        LookBack,
        CheckConstraint("state <> 'scheduled' OR scheduled_on IS NOT NULL", name="scheduled_has_date"),
        CheckConstraint(f"state NOT IN ({_CHECKED}) OR heard OR read OR visited OR inspected", name="checked_somehow"),
        CheckConstraint(
            f"state NOT IN ({_CHECKED}) OR with_party_office OR with_government_office", name="checked_jointly"
        ),
        Index("ix_look_back_state_promised_on", "state", "promised_on"),
    ),
}

unique_where(SUPERVISION[LookBack], "reply_id", "state NOT IN ('completed', 'not_done')")
