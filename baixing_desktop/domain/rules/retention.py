"""How long what is kept (PIPL 19, 47; safety P8, P9, P13, P19): a schedule, from which proposals follow.

The schedule only proposes; two people decide, and statistics survive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RetentionAction(StrEnum):
    """What is proposed when the time is over."""

    ANONYMISE = "anonymise"
    DELETE = "delete"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """``code`` is kept ``years`` and ``days`` after the day it was closed; ``clause`` is the ground."""

    code: str
    label: str
    action: RetentionAction
    years: int
    days: int
    clause: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept: which rule it falls under, since when it is closed (None: still in use)."""

    object_id: str
    rule: str
    closed_on: date | None
    held_for_archive: bool = False
    """应归档未移交: nothing may be proposed yet (safety P19)."""


def expires_on(rule: RetentionRule, closed_on: date) -> date:
    """The first day on which ``rule`` proposes its action. 29 February ends on 28 February of a common year."""
    year = closed_on.year + rule.years
    try:
        after_years = closed_on.replace(year=year)
    except ValueError:
        after_years = date(year, 2, 28)
    return date.fromordinal(after_years.toordinal() + rule.days)


LOCAL_CONTACT = "WORKSTATION_CONTACT"
"""The rule for a workroom's own copy of the contact, once the office has it (safety P9)."""


def local_copy_over(rule: RetentionRule, confirmed_on: date, today: date, *, backed_up: bool, settled: bool) -> bool:
    """Whether a workroom lets go of its copy of the contact: the office has had it for the time of ``rule`` and has it
    ``backed_up``, and there is nothing left that the citizen is to be told from here (``settled``, seed 八(四)1).
    """
    return backed_up and settled and expires_on(rule, confirmed_on) <= today


def proposals(
    things: Iterable[Kept], rules: Mapping[str, RetentionRule], today: date
) -> tuple[tuple[Kept, RetentionRule], ...]:
    """What the schedule proposes today, the longest expired first."""
    due = [
        (expires_on(rules[thing.rule], thing.closed_on), thing)
        for thing in things
        if thing.closed_on is not None and thing.rule in rules and not thing.held_for_archive
    ]
    ready = sorted((item for item in due if item[0] <= today), key=lambda item: (item[0], item[1].object_id))
    return tuple((thing, rules[thing.rule]) for _, thing in ready)
