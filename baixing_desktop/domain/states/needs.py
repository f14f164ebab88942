"""What has to be given with an action."""

from enum import StrEnum


class Need(StrEnum):
    """What has to be given with an action."""

    CONTENT = "content"
    REASON = "reason"
    REFERRAL = "referral"
    NOTICE = "notice"
    ROUTE = "route"
    HANDLER = "handler"
    LETTER = "letter"
    DATE = "date"
    OUTCOME = "outcome"
    TEXT = "text"
    CONTACT = "contact"
    SATISFACTION = "satisfaction"
    MASTER = "master"
    PARTS = "parts"
    CLAIMANT = "claimant"
    NUMBER = "number"
    FORM = "form"
    PARTICIPANTS = "participants"
    FINDINGS = "findings"
    METHOD = "method"
    OFFICES = "offices"
    LEADER = "leader"
    MEETING = "meeting"
    ADDRESSEE = "addressee"
    USE = "use"
    REWARD = "reward"
