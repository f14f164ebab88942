"""The transition tables: the only place that decides a state (domain state machines SM1–SM11).

A table is a list of rows: from, action, to, roles, what must be given, clause of the seed.
“Overdue”, “printed”, “signed” and “quota met” are derived facts and no states (``domain/rules``).
"""

from typing import Any

from baixing_desktop.domain.workflow.batches import BATCH, IMPORTED_TABLE, INBOUND_BATCH
from baixing_desktop.domain.workflow.clue_in_office import CLUE_IN_OFFICE
from baixing_desktop.domain.workflow.clue_in_workroom import CLUE_IN_WORKROOM
from baixing_desktop.domain.workflow.forwarding import EXTENSION, FORWARDING
from baixing_desktop.domain.workflow.machine import Machine, Transition
from baixing_desktop.domain.workflow.privacy import ERASURE, PERSON_REQUEST
from baixing_desktop.domain.workflow.programme import COMMENDATION, INCENTIVE, PILOT, PILOT_TOPIC, PREMIUM, TOPIC
from baixing_desktop.domain.workflow.proposals import CLAIM, PROPOSAL
from baixing_desktop.domain.workflow.supervision import KEY_ITEM, LOOK_BACK, SUPERVISION

MACHINES: tuple[Machine[Any], ...] = (
    CLUE_IN_WORKROOM,
    BATCH,
    INBOUND_BATCH,
    IMPORTED_TABLE,
    CLUE_IN_OFFICE,
    FORWARDING,
    EXTENSION,
    CLAIM,
    PROPOSAL,
    SUPERVISION,
    KEY_ITEM,
    LOOK_BACK,
    TOPIC,
    PILOT_TOPIC,
    PREMIUM,
    INCENTIVE,
    PILOT,
    COMMENDATION,
    PERSON_REQUEST,
    ERASURE,
)
"""Every machine, in the order of domain.md; those of personal data at the end."""

__all__ = [
    "BATCH",
    "CLAIM",
    "CLUE_IN_OFFICE",
    "CLUE_IN_WORKROOM",
    "COMMENDATION",
    "ERASURE",
    "EXTENSION",
    "FORWARDING",
    "IMPORTED_TABLE",
    "INBOUND_BATCH",
    "INCENTIVE",
    "KEY_ITEM",
    "LOOK_BACK",
    "MACHINES",
    "PERSON_REQUEST",
    "PILOT",
    "PILOT_TOPIC",
    "PREMIUM",
    "PROPOSAL",
    "SUPERVISION",
    "TOPIC",
    "Machine",
    "Transition",
]
