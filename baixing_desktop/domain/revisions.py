"""A revision beside another version that the office goes by already: the office decides (safety 4.6)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from baixing_desktop.domain.clue import ClueContent


class Settlement(StrEnum):
    """What became of a late revision."""

    ADOPTED = "adopted"
    DECLINED = "declined"
    SUPERSEDED = "superseded"
    """A later revision was decided on."""


@dataclass(frozen=True, slots=True)
class LateRevision:
    """A registered revision of a clue that the office keeps beside its own version until it decided."""

    clue_id: str
    revision: int
    content_hash: str
    registered_at: datetime
    typist: str
    content: ClueContent
    received_at: datetime
    settled_at: datetime | None = None
    settlement: Settlement | None = None
