"""Feedback and reward of contributors, participation, publicity, commendation, scores (seed 八(五), 九; SM10).

Contributors are named by the clue they gave: names stand nowhere else.

For the database:

* ``Incentive``: one row per contributing clue; ``fed_back`` and later have ``fed_back_on``, ``not_applicable`` has
  none.
* ``Participation``: one row per clue, stage and day.
* ``Nomination``: of one record at most; one row per year, kind and record, and per ``commendation_id``; ``approved``
  and ``told`` have a meeting and its day, ``told`` the day on which it was told.
* ``ScoreEntry``: one row per member, rule and object: nothing is scored twice.
* ``PublicityClue``: one row per report and clue.
* ``ShowcaseClue``: one row per draft of a case and clue.
"""

from dataclasses import dataclass
from datetime import date, datetime

from baixing_desktop.domain.commending import Target
from baixing_desktop.domain.kinds import (
    CommendationKind,
    InvitationKind,
    MediaLevel,
    OpinionChannel,
    ParticipationStage,
    ReportTarget,
    RewardKind,
)
from baixing_desktop.domain.states import CommendationState, IncentiveState


@dataclass(frozen=True, slots=True)
class Incentive:
    """激励反馈 for the first adoption of a clue. ``adopted_as`` is the output, route or proposal that adopted it."""

    id: str
    clue_id: str
    state: IncentiveState
    adopted_on: date
    adopted_as: str
    due_on: date | None = None
    fed_back_on: date | None = None
    channel: OpinionChannel | None = None
    reward: RewardKind | None = None
    decided_on: date | None = None
    reason: str = ""
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Participation:
    """参与: a contributor took part in one of the twelve stages (seed 二)."""

    id: str
    clue_id: str
    stage: ParticipationStage
    on: date
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Invitation:
    """邀请 to the plenary or a survey (seed 八(五)2); ``attended`` is None until known."""

    id: str
    clue_id: str
    kind: InvitationKind
    occasion: str
    on: date
    attended: bool | None = None
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Publicity:
    """宣传报道: one report in the media (seed 八(五)1, 九(一)3)."""

    id: str
    on: date
    medium: str
    level: MediaLevel
    title: str
    link: str = ""
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class PublicityClue:
    """A clue that a report is about."""

    id: str
    publicity_id: str
    clue_id: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Showcase:
    """典型案例: one draft of the page that shows a clue and what came of it (seed 八(五)3, 九(一)3).

    ``clue_id`` is the clue the case began with; :class:`ShowcaseClue` names the further ones it tells of.
    Every change is a further draft, the highest ``ordinal`` holds; ``shown`` is off once the case was taken out.
    ``credit`` tells how and when the contributor agreed to be named; while it is empty nobody is.
    """

    id: str
    clue_id: str
    ordinal: int
    title: str
    said: str
    done: str
    result: str
    on: date
    at: datetime
    actor: str
    credit: str = ""
    shown: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class ShowcaseClue:
    """A further clue that a draft of a case tells of, beside the one it began with."""

    id: str
    showcase_id: str
    clue_id: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class ResultReport:
    """成果报送 to the city CPPCC or the district's leaders (seed 八(五)3)."""

    id: str
    target: ReportTarget
    title: str
    on: date
    letter_number: str | None = None
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Nomination:
    """提名 for 表彰 of one of the four (``target``). ``figures`` are those of the score sheet on that day, in words;
    ``commendation_id`` is the record that the meeting's decision made.
    """

    id: str
    year: int
    kind: CommendationKind
    state: CommendationState
    nominated_on: date
    nominated_by: str
    figures: str
    proposal_id: str | None = None
    unit: str | None = None
    member_id: str | None = None
    post_id: str | None = None
    grounds: str = ""
    reason: str = ""
    meeting: str = ""
    decided_on: date | None = None
    told_on: date | None = None
    commendation_id: str | None = None
    version: int = 1

    @property
    def target(self) -> Target:
        """What is nominated."""
        return Target(self.proposal_id, self.unit, self.member_id, self.post_id)


@dataclass(frozen=True, slots=True)
class Commendation:
    """表彰 of a proposal, a handler, a collecting unit or a person (seed 八(五)2, 九(二)3).

    ``subject`` is what the certificate says; exactly one of the three identities may say whose record it is.
    """

    id: str
    year: int
    kind: CommendationKind
    subject: str
    decided_on: date
    grounds: str = ""
    proposal_id: str | None = None
    unit: str | None = None
    member_id: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """履职量化: points of one member by one rule for one object; the points are those of the day (seed 八(五)2).

    What was entered by hand has no other object: it is its own, and ``note`` gives the reason.
    """

    id: str
    member_id: str
    year: int
    rule: str
    points: int
    object_id: str
    at: datetime
    note: str = ""
    version: int = 1

    @property
    def by_hand(self) -> bool:
        """Whether somebody entered it, rather than a fact of the record."""
        return self.object_id == self.id
