"""What the workroom told citizens (domain/telling.py)."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Table

from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.telling import Telling
from baixing_desktop.store.mapping import entity_table

TELLING: Mapping[type[Entity], Table] = {
    Telling: entity_table(
        "telling",
        Telling,
        CheckConstraint("channel <> 'unreachable' OR note <> ''", name="unreachable_has_note"),
        CheckConstraint("channel <> 'unreachable' OR satisfaction IS NULL", name="unreachable_has_no_opinion"),
        owned_by="clue_id",
        secret=("note",),
    ),
}
