"""What screening leaves behind: decisions, merges, splits, edited versions (seed 八(二); SM3).

For the database:

* ``Screening``: rows are never changed; ``decline`` has a reason code and a referral.
* ``MergeLink``: a clue has at most one link that is not undone, never to itself; ``undone_at`` and ``undone_by`` go
  together.
* ``SplitLink``: one row per part; ``ordinal`` from 1; a part has one origin.
* ``Distinction``: ``clue_id`` is less than ``other_id``; a pair has at most one that is not undone; ``undone_at`` and
  ``undone_by`` go together.
* ``ClueEdition``: ``ordinal`` from 1 without gaps per clue; rows are never changed: the newest is in force, and the
  citizen's own words stay in ``clue_revision`` for ever.
"""

from dataclasses import dataclass
from datetime import datetime

from baixing_desktop.domain.states import Action, OfficeState


@dataclass(frozen=True, slots=True)
class Screening:
    """One decision. ``reason_code`` is of the reference data (domain A2.1), ``referral`` where the citizen may turn,
    ``notice`` what the workroom tells the citizen."""

    id: str
    clue_id: str
    action: Action
    state: OfficeState
    at: datetime
    actor: str
    reason_code: str | None = None
    reason: str = ""
    referral: str = ""
    notice: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class MergeLink:
    """并案: ``clue_id`` is treated with ``master_id``; undoing restores ``former_state``. Nothing else is changed,
    so each contributor is still told and credited."""

    id: str
    clue_id: str
    master_id: str
    former_state: OfficeState
    at: datetime
    actor: str
    reason: str = ""
    undone_at: datetime | None = None
    undone_by: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class SplitLink:
    """Lineage: ``part_id`` was split off ``origin_id`` as its ``ordinal``-th part."""

    id: str
    origin_id: str
    part_id: str
    ordinal: int
    at: datetime
    actor: str
    reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class ClueEdition:
    """The office's edited wording beside the original; ``reason`` says what was changed and why."""

    id: str
    clue_id: str
    ordinal: int
    title: str
    analysis: str
    suggestions: str
    at: datetime
    actor: str
    reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Distinction:
    """“不是同一件”: a clerk compared two clues and told them apart, so they are not offered to each other again.

    Of the two identities the lesser is ``clue_id``; :meth:`of` takes them in any order.
    """

    id: str
    clue_id: str
    other_id: str
    at: datetime
    actor: str
    undone_at: datetime | None = None
    undone_by: str | None = None
    version: int = 1

    @classmethod
    def of(cls, record_id: str, one: str, other: str, at: datetime, actor: str) -> "Distinction":
        """The distinction of two clues."""
        first, second = sorted((one, other))
        return cls(record_id, first, second, at, actor)
