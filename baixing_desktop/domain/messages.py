"""What a workroom tells its office beside clues: withdrawals, consents, who was told; sessions and 零报告."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.batch import ItemResult


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a workroom; ``record`` is its plain content, by its event type.

    ``clue_id`` names what it speaks of: a clue, or a session or 零报告 (``domain.batch.subject_of`` its type).

    ``epoch`` and ``seq`` are its place once it stands in the log; ``answer`` and ``reason`` what the office said.
    """

    id: str
    clue_id: str
    type: str
    at: datetime
    actor: str
    record: Mapping[str, Plain]
    epoch: int | None = None
    seq: int | None = None
    answer: ItemResult | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """A message as the office keeps it: where it stands in its device's log, and what became of it."""

    device_id: str
    epoch: int
    seq: int
    clue_id: str
    type: str
    at: datetime
    actor: str
    record: Mapping[str, Plain]
    settled_at: datetime | None = None
    settlement: str | None = None
    unit: str = ""
