"""What the office tells the workroom about a clue, one step at a time (the downlink)."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar, cast

from baixing_desktop.canonical import Plain, canonical, sha256_hex
from baixing_desktop.clock import parse_stamp, stamp
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope
from baixing_desktop.domain.states import OfficeState

E = TypeVar("E", bound=StrEnum)


class Step(StrEnum):
    """The steps a workroom hears of."""

    RECEIVED_AGAIN = "received_again"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    DECLINED = "declined"
    CLASSIFIED = "classified"
    FORWARDED = "forwarded"
    TAKEN_OVER = "taken_over"
    REPLIED = "replied"
    CONTACTED = "contacted"
    CLOSED = "closed"
    MERGED = "merged"
    UNMERGED = "unmerged"
    SPLIT = "split"
    RETAINED = "retained"
    TAKEN_UP = "taken_up"
    RECONSIDERED = "reconsidered"
    REOPENED = "reopened"
    REASSIGNED = "reassigned"
    EXTENDED = "extended"
    NOTED = "noted"
    REDONE = "redone"
    ERASED = "erased"


class Published(StrEnum):
    """公开回应 (seed 八(四)2), told beside a step that every version knows: whoever knows this goes by it instead."""

    RESPONDED = "responded"
    """``text`` says what was published on the matter and still holds, one response a line."""
    WITHDRAWN = "unresponded"
    """Nothing of what was told before holds any more."""


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """One step: the clue's state in the office after it, and the facts that belong to the step."""

    clue_id: str
    step: Step
    at: datetime
    state: OfficeState
    formal_number: str | None = None
    reason: str | None = None
    route: Route | None = None
    handler: str | None = None
    letter_number: str | None = None
    due_on: date | None = None
    outcome: Outcome | None = None
    text: str | None = None
    channel: ContactChannel | None = None
    told_on: date | None = None
    satisfaction: Satisfaction | None = None
    resumed: bool = False
    """The office goes on with a clue that had been withdrawn."""
    erased: ErasureScope | None = None
    ground: ErasureGround | None = None
    published: Published | None = None

    @property
    def heard(self) -> str:
        """What it is for whoever knows all of it: the word under which it is kept and looked up."""
        return self.published or self.step


@dataclass(frozen=True, slots=True)
class DownlinkItem:
    """A step at its place in the unit's stream: ``position`` is 1, 2, 3 … without gaps.

    ``data`` is its canonical form as it was sent, with whatever a later version added; empty means: just the step.
    """

    position: int
    step: ProgressStep
    data: bytes = field(default=b"", compare=False)

    @property
    def record(self) -> bytes:
        """The bytes that are kept and chained."""
        return self.data or canonical(step_to_record(self.step))


def news_head(prev: str, record: bytes) -> str:
    """The hash that names a stream of news up to ``record``, behind the one named ``prev`` (64 hex digits each).

    Two sides that have the same head at the same position were told the same, from the first step on. A step whose
    words were erased says itself which hash it had.
    """
    return _head_before(record) or plain_news_head(prev, record)


def plain_news_head(prev: str, record: bytes) -> str:
    """:func:`news_head` as versions up to 0.1.0 compute it: over whatever bytes they are given."""
    return sha256_hex(b"bx-news1" + bytes.fromhex(prev) + record)


def _head_before(record: bytes) -> str | None:
    # Within a text the quotes would be escaped: what is found here is a key.
    if not _EMPTIED.search(record):
        return None
    head = cast("dict[str, Plain]", json.loads(record)).get("emptied")
    return head if isinstance(head, str) and _EMPTIED.search(b'"emptied":"%b"' % head.encode()) else None


_EMPTIED = re.compile(rb'"emptied":"[0-9a-f]{64}"')


_WORDS = ("reason", "text")
"""What people wrote of a step; the rest are codes, numbers and days."""


def words_of(record: bytes) -> tuple[str, ...]:
    """What people wrote of the step of ``record``."""
    plain = cast("dict[str, Plain]", json.loads(record))
    return tuple(value for key in _WORDS if isinstance(value := plain.get(key), str))


def emptied(record: bytes, head: str | None, left: Callable[[str], str]) -> bytes:
    """``record`` with what ``left`` leaves of each of its words (safety P20). Its place in the stream stays provable:
    it goes on naming its ``head``, the hash that it had; None where it stands in no stream.
    """
    plain = cast("dict[str, Plain]", json.loads(record))
    worded = {key: left(value) for key in _WORDS if isinstance(value := plain.get(key), str)}
    if all(plain[key] == value for key, value in worded.items()):
        return record
    place: dict[str, Plain] = {"emptied": head} if head else {}
    return canonical({**place, **plain, **worded})


def step_to_record(step: ProgressStep) -> dict[str, Plain]:
    """``step`` as plain data, form 1; facts that do not belong to the step are left out."""
    record: dict[str, Plain] = {
        "form": 1,
        "clue": step.clue_id,
        "step": step.step.value,
        "at": stamp(step.at),
        "state": step.state.value,
    }
    facts: dict[str, Plain] = {
        "formal_number": step.formal_number,
        "reason": step.reason,
        "route": step.route,
        "handler": step.handler,
        "letter_number": step.letter_number,
        "due_on": step.due_on.isoformat() if step.due_on else None,
        "outcome": step.outcome,
        "text": step.text,
        "channel": step.channel,
        "told_on": step.told_on.isoformat() if step.told_on else None,
        "satisfaction": step.satisfaction,
        "erased": step.erased,
        "ground": step.ground,
        "published": step.published,
    }
    record.update({key: str(value) for key, value in facts.items() if value is not None})
    return {**record, "resumed": True} if step.resumed else record


def step_from_record(record: Plain) -> ProgressStep:
    """Read plain data of form 1; unknown keys are left alone.

    Raises:
        ValueError: a field is missing, has another type, or a code is unknown to this version.
    """
    fields = Fields(record)
    if fields.number("form") != 1:
        raise ValueError("unknown form")

    def code(key: str, kind: type[E]) -> E | None:
        text = fields.optional_text(key)
        return None if text is None else kind(text)

    def day(key: str) -> date | None:
        text = fields.optional_text(key)
        return None if text is None else date.fromisoformat(text)

    return ProgressStep(
        clue_id=fields.text("clue"),
        step=Step(fields.text("step")),
        at=parse_stamp(fields.text("at")),
        state=OfficeState(fields.text("state")),
        formal_number=fields.optional_text("formal_number"),
        reason=fields.optional_text("reason"),
        route=code("route", Route),
        handler=fields.optional_text("handler"),
        letter_number=fields.optional_text("letter_number"),
        due_on=day("due_on"),
        outcome=code("outcome", Outcome),
        text=fields.optional_text("text"),
        channel=code("channel", ContactChannel),
        told_on=day("told_on"),
        satisfaction=code("satisfaction", Satisfaction),
        resumed=fields.has("resumed") and fields.flag("resumed"),
        erased=code("erased", ErasureScope),
        ground=code("ground", ErasureGround),
        published=_published(fields.optional_text("published")),
    )


def _published(word: str | None) -> Published | None:
    """A word of a later version is passed over, as this one is by an earlier version: the step beside it counts."""
    return Published(word) if word in tuple(Published) else None
