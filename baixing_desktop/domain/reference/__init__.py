"""Reference data: codes that never change, labels that may. Parsed here, read from files elsewhere.

``lists`` is what rules and screens read; ``specs`` says what each list holds; ``editions`` merges the office's edits
with what is shipped; ``checks`` judges an edit before it comes into force; ``parsing`` builds it all from the files.
"""

from baixing_desktop.domain.reference.checks import Problem, edit_problems, list_problems
from baixing_desktop.domain.reference.editions import (
    Difference,
    Edit,
    Edition,
    Row,
    Rows,
    differences,
    edited,
    edition_from_record,
    edition_to_record,
    merged,
    reverted,
)
from baixing_desktop.domain.reference.first_entries import first_pilots, first_roster, first_topics
from baixing_desktop.domain.reference.lists import Occasion, OutcomeLabel, Reference, SourceCategory, Street
from baixing_desktop.domain.reference.parsing import build_reference, shipped_rows
from baixing_desktop.domain.reference.specs import LISTS, FieldKind, FieldSpec, ListSpec

__all__ = [
    "LISTS",
    "Difference",
    "Edit",
    "Edition",
    "FieldKind",
    "FieldSpec",
    "ListSpec",
    "Occasion",
    "OutcomeLabel",
    "Problem",
    "Reference",
    "Row",
    "Rows",
    "SourceCategory",
    "Street",
    "build_reference",
    "differences",
    "edit_problems",
    "edited",
    "edition_from_record",
    "edition_to_record",
    "first_pilots",
    "first_roster",
    "first_topics",
    "list_problems",
    "merged",
    "reverted",
    "shipped_rows",
]
