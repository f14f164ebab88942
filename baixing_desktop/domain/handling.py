"""What handlers are asked and what came of it (seed 八(三), 八(四)1; SM4).

An ``Assignment`` is one act of 转送 or 交办; each handler has its own line, a ``Forwarding``, under it.
Replies, contacts, evaluations, extensions and return requests are children of a line.

For the database:

* ``Assignment``: 交办 names a proposal, 转送 does not.
* Lines of one assignment: exactly one ``lead`` if any is ``co_handler``; ``sole`` stands alone.
* ``HandlerReply``: ``ordinal`` from 1 per line; at most one row per line is neither rejected nor superseded;
  ``planned`` has ``promised_on``; ``on_time`` is frozen.
* ``ContributorContact``: one row per line, contributing clue and reply; ``unreachable`` has a note.
* ``Evaluation``: one row per contact.
* ``Extension``: at most one ``requested`` per line; ``granted`` has ``new_due_on`` after ``old_due_on``.
* ``ReturnRequest``: at most one undecided per line; ``granted`` and ``decided_on`` go together.
* ``Reminder``: has a letter number once issued.
* ``Correction``: rows are never changed.
"""

from dataclasses import dataclass
from datetime import date, datetime

from baixing_desktop.domain.kinds import Attitude, DispatchKind, OpinionChannel, PublicChannel, ResultKind
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Satisfaction
from baixing_desktop.domain.states import ExtensionState, ForwardingState


@dataclass(frozen=True, slots=True)
class Assignment:
    """One act of 转送 or 交办 about ``clue_id`` (for a proposal its leading clue); its lines are forwardings."""

    id: str
    kind: DispatchKind
    clue_id: str
    drafted_at: datetime
    drafted_by: str
    proposal_id: str | None = None
    subject: str = ""
    opinion: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class HandlerReply:
    """办复: one answer of a line. A rejected or redone one stays, so that every answer can be read later.

    ``promised_on`` is the date by which a planned (B) item is to be finished: look-back starts from it.
    """

    id: str
    forwarding_id: str
    ordinal: int
    outcome: Outcome
    text: str
    replied_on: date
    on_time: bool | None
    promised_on: date | None = None
    completed_on: date | None = None
    letter_number: str = ""
    signer: str = ""
    rejected_on: date | None = None
    rejection: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class ContributorContact:
    """联系群众: how one contributor heard of one reply; ``clue_id`` is the clue itself or one merged into it."""

    id: str
    forwarding_id: str
    reply_id: str
    clue_id: str
    channel: ContactChannel
    contacted_on: date
    person: str
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Evaluation:
    """征询意见: what one contributor thinks of the result and, apart from it, of the handler's people (F40)."""

    id: str
    contact_id: str
    satisfaction: Satisfaction
    heard_on: date
    attitude: Attitude | None = None
    heard_by: OpinionChannel | None = None
    opinion: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Extension:
    """延期: ``old_due_on`` stays on record when a new date is granted."""

    id: str
    forwarding_id: str
    state: ExtensionState
    requested_on: date
    old_due_on: date
    wanted_due_on: date
    reason: str
    decided_on: date | None = None
    new_due_on: date | None = None
    decision: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """退办: the handler holds that the matter is not its own; granted, the matter goes to ``new_handler``."""

    id: str
    forwarding_id: str
    requested_on: date
    reason: str
    suggested_handler: str | None = None
    decided_on: date | None = None
    granted: bool | None = None
    decision: str = ""
    new_handler: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Reminder:
    """催办: one reminder to a handler (seed 八(四)2)."""

    id: str
    forwarding_id: str
    reminded_on: date
    channel: OpinionChannel
    letter_number: str | None = None
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Correction:
    """更正: a step of a line that was entered wrongly and taken back. ``state`` is where the line stood by it, ``was``
    what had been entered, in words.
    """

    id: str
    forwarding_id: str
    clue_id: str
    state: ForwardingState
    at: datetime
    actor: str
    reason: str
    was: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class PublicResponse:
    """公开回应 of a handler to matters that many raise (seed 八(四)2)."""

    id: str
    forwarding_id: str
    channel: PublicChannel
    published_on: date
    title: str
    link: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class ResultUse:
    """成果转化: what the suggestion became, with its proof (seed 八(四)2)."""

    id: str
    clue_id: str
    kind: ResultKind
    title: str
    on: date
    proof: str = ""
    version: int = 1
