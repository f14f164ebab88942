"""The states, actions, roles and needs that the transition tables speak of; values are the glossary's identifiers."""

from enum import StrEnum


class Role(StrEnum):
    """Who may act (seed 六, 九). ``SYSTEM`` is the program itself when a batch or receipt arrives."""

    LIAISON = "liaison"
    OFFICE = "office"
    TRIAGE = "triage_group"
    COMMITTEE = "committee"
    PROPOSAL_COMMITTEE = "proposal_committee"
    SYSTEM = "system"


class Need(StrEnum):
    """What has to be given with an action."""

    CONTENT = "content"
    REASON = "reason"
    REFERRAL = "referral"
    ROUTE = "route"
    HANDLER = "handler"
    LETTER = "letter"
    DATE = "date"
    OUTCOME = "outcome"
    TEXT = "text"
    CONTACT = "contact"
    SATISFACTION = "satisfaction"
    MASTER = "master"


class ClueState(StrEnum):
    """SM1: a clue in the workroom (seed 八(二))."""

    COMMUNITY_REGISTERED = "community_registered"
    DRAFT = "draft"
    REGISTERED = "registered"
    SEALED = "sealed"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"


class BatchState(StrEnum):
    """SM2: a batch on its way, as the workroom sees it."""

    SEALED = "sealed"
    EXPORTED = "exported"
    RECEIPTED = "receipted"


class OfficeState(StrEnum):
    """SM3: a clue in the office (seed 八(二)–(三))."""

    RECEIVED = "received"
    SCREENING = "screening"
    RETURNED = "returned"
    DECLINED = "declined"
    MERGED = "merged"
    ACCEPTED = "accepted"
    RETAINED = "retained"
    CLASSIFIED = "classified"
    ROUTED = "routed"
    CONCLUDED = "concluded"
    ARCHIVED = "archived"


class ForwardingState(StrEnum):
    """SM4: a forwarding letter or an assignment (seed 八(三), 八(四)1)."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    ISSUED = "issued"
    RECEIVED = "received"
    RETURN_REQUESTED = "return_requested"
    TAKEN_OVER = "taken_over"
    REPLIED = "replied"
    CONTACTED = "contacted"
    EVALUATED = "evaluated"
    CLOSED = "closed"
    REASSIGNED = "reassigned"


class Action(StrEnum):
    """Everything that moves a state."""

    REGISTER = "register"
    REOPEN_DRAFT = "reopen_draft"
    SEAL = "seal"
    SUBMIT = "submit"
    ACKNOWLEDGE = "acknowledge"
    EXPORT = "export"
    SCREEN = "screen"
    RETURN_FOR_MORE = "return_for_more"
    DECLINE = "decline"
    MERGE = "merge"
    UNDO_MERGE = "undo_merge"
    ACCEPT = "accept"
    RETAIN = "retain"
    TAKE_UP_AGAIN = "take_up_again"
    CLASSIFY = "classify"
    ROUTE = "route"
    CONCLUDE = "conclude"
    REOPEN = "reopen"
    ARCHIVE = "archive"
    RECEIVE_AGAIN = "receive_again"
    APPROVE = "approve"
    ISSUE = "issue"
    RECEIVE = "receive"
    TAKE_OVER = "take_over"
    REQUEST_RETURN = "request_return"
    GRANT_RETURN = "grant_return"
    REFUSE_RETURN = "refuse_return"
    REPLY = "reply"
    REJECT_REPLY = "reject_reply"
    CONTACT = "contact"
    EVALUATE = "evaluate"
    REDO = "redo"
    CLOSE = "close"
