"""Members, roster, pilots, letter register, shelf (domain/organisation.py)."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Index, Table

from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.organisation import LetterEntry, Member, Pilot, RosterEntry, ShelfNote
from baixing_desktop.store.mapping import entity_table

_BEFORE = "'proposed', 'submitted_to_meeting'"
_SERVES = "from_on IS NULL OR until_on IS NULL OR until_on >= from_on"

ORGANISATION: Mapping[type[Entity], Table] = {
    Member: entity_table(
        "member", Member, CheckConstraint(_SERVES, name="term_in_order"), Index("ix_member_name", "name")
    ),
    RosterEntry: entity_table("roster_entry", RosterEntry, CheckConstraint(_SERVES, name="term_in_order")),
    Pilot: entity_table(
        "pilot",
        Pilot,
        CheckConstraint("state = 'proposed' OR meeting <> ''", name="submitted_to_a_meeting"),
        CheckConstraint(f"state IN ({_BEFORE}) OR approved_on IS NOT NULL", name="approved_has_date"),
    ),
    LetterEntry: entity_table(
        "letter_entry",
        LetterEntry,
        Index("uq_letter_entry_organ_year_serial", "organ", "year", "serial", unique=True),
        CheckConstraint("serial >= 1", name="serial_from_one"),
        CheckConstraint("voided_on IS NULL OR void_reason <> ''", name="voided_has_reason"),
        Index("ix_letter_entry_object_id", "object_id"),
    ),
    ShelfNote: entity_table("shelf_note", ShelfNote),
}
