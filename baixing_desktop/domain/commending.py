"""Who or what is put forward for 表彰, and what stands behind the choice (seed 八(五)2, 九(二)3; F59)."""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.kinds import CommendationKind
from baixing_desktop.domain.states import CommendationState


@dataclass(frozen=True, slots=True)
class Target:
    """What is commended: exactly one of a proposal, a unit (its code), a member, a post of the roster."""

    proposal_id: str | None = None
    unit: str | None = None
    member_id: str | None = None
    post_id: str | None = None


@dataclass(frozen=True, slots=True)
class Nomination:
    """提名. ``figures`` are those of the score sheet on that day, in words; ``commendation_id`` is the record that the
    meeting's decision made."""

    id: str
    year: int
    kind: CommendationKind
    target: Target
    state: CommendationState
    nominated_on: date
    nominated_by: str
    figures: str
    grounds: str = ""
    reason: str = ""
    meeting: str = ""
    decided_on: date | None = None
    told_on: date | None = None
    commendation_id: str | None = None
    version: int = 1
