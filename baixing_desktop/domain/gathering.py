"""Where clues come from: topics, sessions, consultations, receivers, typists (seed 八(一), 八(二); SM8).

For the database:

* ``Topic``: a title is unique within its year; ``closes_on`` not before ``opens_on``; ``published`` has ``opens_on``;
  ``pilot_state`` is set only on the pilot list.
* ``SessionMember``: one row per session and member.
* ``Receiver``: a member is named by ``member_id``, a workroom has none; one row per unit and name.
* ``CommunityItem``: one row per clue; ``community`` is a code of the reference data.
* ``ClueContext``: one row per clue.
* ``UnitBar``: one row per clue and unit.
* ``NilReport``: one row per unit, year and month; month 1–12.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from baixing_desktop.domain.kinds import ConsultationKind, ReceiverKind
from baixing_desktop.domain.states import PilotTopicState, TopicState


@dataclass(frozen=True, slots=True)
class Topic:
    """选题: a subject on which clues are called for. ``proposed_by`` is a unit code; ``city`` marks a city topic."""

    id: str
    year: int
    title: str
    state: TopicState
    proposed_by: str
    suggested_on: date
    note: str = ""
    theme: str | None = None
    city: bool = False
    opens_on: date | None = None
    closes_on: date | None = None
    reason: str = ""
    pilot_state: PilotTopicState | None = None
    version: int = 1

    @property
    def undecided(self) -> bool:
        """Whether nobody has decided on it yet: only then it is changed or taken out."""
        return self.state is TopicState.SUGGESTED and self.pilot_state in (None, PilotTopicState.PROPOSED)


@dataclass(frozen=True, slots=True)
class Session:
    """接访, 面对面征集: the parent of the clues that came in there. ``visitors`` counts people, not clues."""

    id: str
    unit: str
    held_on: date
    place: str
    created_at: datetime
    topic_id: str | None = None
    community: str | None = None
    visitors: int = 0
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class SessionMember:
    """A member (or other person) on duty at a session; ``member_id`` when the roster knows the person."""

    id: str
    session_id: str
    name: str
    member_id: str | None = None
    duty: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation (有事好商量 and others) that feeds clues, supervision and outputs (F44b, seed 二)."""

    id: str
    kind: ConsultationKind
    title: str
    held_on: date
    organiser: str
    place: str = ""
    participants: str = ""
    summary: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class ConsultationLink:
    """A clue that a consultation brought up or dealt with."""

    id: str
    consultation_id: str
    clue_id: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Receiver:
    """接收人 as offered for choice on the form; the form itself keeps the printed text."""

    id: str
    unit: str
    kind: ReceiverKind
    name: str
    member_id: str | None = None
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class Typist:
    """录入人: who types for others, apart from receiver and contributor; ``user_id`` when the person signs in here."""

    id: str
    unit: str
    name: str
    user_id: str | None = None
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class CommunityItem:
    """社区上报: what a community's party organisation registered and reported to the workroom (seed 八(二))."""

    id: str
    clue_id: str
    community: str
    organisation: str
    registered_on: date
    reported_on: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class ClueContext:
    """What is known about a clue beyond its form: session, topic, place, theme and the marks of seed 八(二)–(三).

    ``urgent`` and ``important`` (重要和紧急), ``universal`` (普遍意义), ``far_reaching`` (对区域发展有较大影响)
    and ``beyond_grassroots`` (基层难以解决) are the office's judgement. ``event`` names the
    occasion, such as a leader's visit.
    """

    id: str
    clue_id: str
    session_id: str | None = None
    topic_id: str | None = None
    community: str | None = None
    theme: str | None = None
    event: str = ""
    dictated: bool = False
    urgent: bool = False
    important: bool = False
    universal: bool = False
    far_reaching: bool = False
    beyond_grassroots: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class UnitBar:
    """不得转被反映单位 (信访工作条例 30; safety P17): ``unit`` is complained about and must not get the clue.

    ``by_workroom``: it came with the batch and is renewed with each revision; the others are the office's.
    """

    id: str
    clue_id: str
    unit: str
    by_workroom: bool
    at: datetime
    actor: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class NilReport:
    """零报告: the unit says that a month brought no clue (seed 八(二); quota months themselves are counted)."""

    id: str
    unit: str
    year: int
    month: int
    reason: str
    reported_at: datetime
    reported_by: str
    version: int = 1


NIL_BEFORE, NIL_AFTER = 3, 10
"""A month without clues may be reported from so many days before its end until so many days after it."""


def nil_month(today: date) -> tuple[int, int] | None:
    """Year and month that a 零报告 would be for on this day; None in the middle of a month."""
    if today.day <= NIL_AFTER:
        last = today.replace(day=1) - timedelta(days=1)
        return last.year, last.month
    soon = today + timedelta(days=NIL_BEFORE)
    return (today.year, today.month) if soon.month != today.month else None
