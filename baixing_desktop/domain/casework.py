"""What the office adds to a clue: classification, forwarding, reply, contact (seed 八(三), 八(四)1)."""

from dataclasses import dataclass
from datetime import date, datetime

from baixing_desktop.domain.kinds import DispatchKind, HandlerPart
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.states import ForwardingState


@dataclass(frozen=True, slots=True)
class Classification:
    """分类: the route chosen, with the reason when it was chosen anew."""

    clue_id: str
    route: Route
    reason: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Reply:
    """办复: what the handler answered. ``on_time`` is frozen when the reply is recorded, None without a limit."""

    outcome: Outcome
    text: str
    replied_on: date
    on_time: bool | None


@dataclass(frozen=True, slots=True)
class CitizenContact:
    """联系群众: who told the citizen, when and how; ``satisfaction`` if the citizen gave one."""

    channel: ContactChannel
    contacted_on: date
    person: str
    note: str
    satisfaction: Satisfaction | None


@dataclass(frozen=True, slots=True)
class Forwarding:
    """转送: one letter to one handler about one clue, through SM4 to closed.

    ``limited`` letters ask for a reply within one month of 接办 (seed 八(四)1); the others leave the time open,
    which is the default for 转送 (domain decision 4). ``due_on`` is the last day for the reply, set at take-over.

    ``part`` says whether the handler answers alone, leads, helps or answers separately under ``assignment_id``;
    ``replaces_id`` names the line that was reassigned to this handler. ``redone`` counts how often dissatisfaction led
    back to the handler; ``closing_reason`` is given when the line was closed in spite of it.
    """

    id: str
    clue_id: str
    handler: str
    state: ForwardingState
    drafted_at: datetime
    limited: bool = False
    version: int = 1
    letter_number: str | None = None
    issued_on: date | None = None
    received_on: date | None = None
    taken_over_on: date | None = None
    due_on: date | None = None
    reply: Reply | None = None
    contact: CitizenContact | None = None
    closed_on: date | None = None
    kind: DispatchKind = DispatchKind.FORWARD
    part: HandlerPart = HandlerPart.SOLE
    assignment_id: str | None = None
    replaces_id: str | None = None
    redone: int = 0
    closing_reason: str | None = None
