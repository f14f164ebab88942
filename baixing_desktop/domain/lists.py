"""What lists and home pages show: summaries, queries and counts."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from baixing_desktop.domain.batch import ItemResult
from baixing_desktop.domain.states import ClueState, OfficeState


class ClueOrder(StrEnum):
    """In which order clues are listed."""

    CHANGED = "changed"
    OLDEST = "oldest"
    NUMBER = "number"
    RECEIVED = "received"
    TITLE = "title"
    STATE = "state"
    UNIT = "unit"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class ClueQuery:
    """Which clues to list, in which order. ``text`` is looked for in every text field and number; ``source`` is the
    first level of 来源; both days of reception count in. ``session`` and ``topic`` are identities; ``signed`` asks for
    registered clues with (or without) a signed paper of their content in force; ``queue`` for what waits on the
    liaison's desk, ``at_hand`` for clues whose matter was not erased. ``backwards`` turns the order round. A telephone
    number, or a part of one, is looked for in contact data only with ``contacts``, for what is found is shown by that.
    ``count_to`` is for who cannot wait until all that match are counted.
    """

    text: str = ""
    contacts: bool = False
    workroom_states: tuple[ClueState, ...] = ()
    office_states: tuple[OfficeState, ...] = ()
    unit: str | None = None
    source: str | None = None
    received_from: date | None = None
    received_until: date | None = None
    session: str | None = None
    topic: str | None = None
    signed: bool | None = None
    queue: "WorkroomQueue | None" = None
    at_hand: bool = False
    order: ClueOrder = ClueOrder.CHANGED
    backwards: bool = False
    limit: int = 200
    offset: int = 0
    count_to: int | None = None


@dataclass(frozen=True, slots=True)
class ClueSummary:
    """One line of a list; carries no contact data but the masked name."""

    id: str
    number: str
    title: str
    unit: str
    workroom_state: ClueState | None
    office_state: OfficeState | None
    masked_name: str
    updated_at: datetime
    version: int
    source: str = ""
    received_on: date | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class ClueList:
    """``items`` of the ``total`` clues that match; ``more`` if counting ended there and others may follow."""

    total: int
    items: tuple[ClueSummary, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """Work waiting: how much, and since when the oldest waits."""

    count: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class WorkroomToday:
    """今日: what the liaison finds on the desk. ``month_count`` against ``month_quota`` informs only (seed 八(二))."""

    drafts: Queue
    to_submit: Queue
    in_transit: Queue
    returned: Queue
    to_tell: Queue
    only_here: Queue
    month_count: int
    month_quota: int | None
    last_receipt_at: datetime | None


@dataclass(frozen=True, slots=True)
class OfficeToday:
    """工作台: the office's queues, in the order of the work."""

    to_screen: Queue
    to_classify: Queue
    to_draft: Queue
    to_issue: Queue
    to_receive: Queue
    to_take_over: Queue
    to_decide_return: Queue
    to_reply: Queue
    to_contact: Queue
    to_close: Queue
    overdue: Queue
    due_soon: Queue
    to_recall: Queue


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of what happened to a clue; ``text`` is Chinese and carries no contact data."""

    at: datetime
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The row of a table from which a clue was imported; ``external_number`` is its number there (may be empty)."""

    file_name: str
    row_number: int
    external_number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InboundBatch:
    """A batch as it arrived in the office."""

    id: str
    unit: str
    device_code: str
    first: int
    last: int
    carrier: str
    received_at: datetime
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True)
class InboundItem:
    """One item of such a batch, with the answer that it was given; ``type`` is one of ``EventType`` or of a later
    version's."""

    seq: int
    type: str
    clue_id: str
    result: ItemResult
    receipt_number: str
    reason: str | None


class OfficeQueue(StrEnum):
    """The queues of :class:`OfficeToday`, by the name of its fields."""

    TO_SCREEN = "to_screen"
    TO_CLASSIFY = "to_classify"
    TO_DRAFT = "to_draft"
    TO_ISSUE = "to_issue"
    TO_RECEIVE = "to_receive"
    TO_TAKE_OVER = "to_take_over"
    TO_DECIDE_RETURN = "to_decide_return"
    TO_REPLY = "to_reply"
    TO_CONTACT = "to_contact"
    TO_CLOSE = "to_close"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    TO_RECALL = "to_recall"


class WorkroomQueue(StrEnum):
    """The queues of :class:`WorkroomToday`, by the name of its fields."""

    DRAFTS = "drafts"
    TO_SUBMIT = "to_submit"
    IN_TRANSIT = "in_transit"
    RETURNED = "returned"
    TO_TELL = "to_tell"
    ONLY_HERE = "only_here"
