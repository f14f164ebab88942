"""States of topics, pilots, premium clues and incentives (SM8–SM11), and of who is to be commended."""

from enum import StrEnum


class TopicState(StrEnum):
    """SM8: a topic on which clues are called for (seed 八(一)1)."""

    SUGGESTED = "suggested"
    APPROVED = "approved"
    PUBLISHED = "published"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class PilotTopicState(StrEnum):
    """SM8: a topic on the pilot list, six of which two are chosen (seed 附件2)."""

    PROPOSED = "proposed"
    SELECTED = "selected"
    APPROVED = "approved"


class PremiumState(StrEnum):
    """SM9: a premium (精品) clue of a year (seed 九(三)3, 八(三)2)."""

    NOMINATED = "nominated"
    SHORTLISTED = "shortlisted"
    SELECTED = "selected"
    REPORTED = "reported"
    USED = "used"
    NOT_SELECTED = "not_selected"


class IncentiveState(StrEnum):
    """SM10: what a contributor whose clue was adopted is owed (seed 八(五)2)."""

    DUE = "due"
    FED_BACK = "fed_back"
    REWARDED = "rewarded"
    NOT_REWARDED = "not_rewarded"
    NOT_APPLICABLE = "not_applicable"


class PilotState(StrEnum):
    """SM11: a pilot street, direct point or topic (seed 七, 九(一)4)."""

    PROPOSED = "proposed"
    SUBMITTED_TO_MEETING = "submitted_to_meeting"
    APPROVED = "approved"
    RUNNING = "running"
    EXTENDED = "extended"
    ENDED = "ended"


class CommendationState(StrEnum):
    """A proposal, unit or person put forward for 表彰 (seed 八(五)2, 九(二)3)."""

    NOMINATED = "nominated"
    CHOSEN = "chosen"
    APPROVED = "approved"
    TOLD = "told"
    NOT_CHOSEN = "not_chosen"
