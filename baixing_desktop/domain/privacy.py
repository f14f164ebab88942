"""What a person may ask about the own data, and what is left once it was erased (PIPL 44–50; safety P4–P9, P20).

For the database:

* ``PersonRequest``: ``granted`` and ``refused`` have a day and an outcome, ``open`` has none.
* ``Erasure``: ``done`` and ``refused`` have a moment and a person, who is not the one who proposed; at most one
  ``proposed`` per clue.
* ``ConsentChange``: rows are never changed; one row per clue and ordinal.
* ``Tombstone``: one row per clue, also for clues that are not here: content that comes again is refused.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from baixing_desktop.domain.states import ErasureState, RequestState


class RequestKind(StrEnum):
    """What a person asks for (PIPL 44–48)."""

    ACCESS = "access"
    COPY = "copy"
    CORRECT = "correct"
    ERASE = "erase"
    WITHDRAW_CONSENT = "withdraw_consent"
    EXPLAIN = "explain"


class ErasureScope(StrEnum):
    """How much goes: what leads to the person, or everything that the person brought."""

    CONTACT = "contact"
    ALL = "all"


class ErasureGround(StrEnum):
    """Why something is erased (PIPL 47). ``HANDED_OVER``: the office has it, a workroom keeps no copy of the contact
    (safety P9); signed papers stay, for there is no other copy of them.
    """

    ASKED = "asked"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    KEPT_LONG_ENOUGH = "kept_long_enough"
    NOT_NEEDED = "not_needed"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class PersonRequest:
    """One entry of the register of requests (safety P7); ``outcome`` is what the person is told."""

    id: str
    clue_id: str
    kind: RequestKind
    reason: str
    asked_on: date
    due_on: date
    registered_at: datetime
    registered_by: str
    state: RequestState = RequestState.OPEN
    closed_on: date | None = None
    outcome: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Erasure:
    """A decision of two people to erase. ``proposer`` and ``decider`` are their identities, ``remark`` is why it was
    refused.
    """

    id: str
    clue_id: str
    scope: ErasureScope
    ground: ErasureGround
    reason: str
    proposed_at: datetime
    proposed_by: str
    proposer: str
    state: ErasureState = ErasureState.PROPOSED
    decided_at: datetime | None = None
    decided_by: str | None = None
    decider: str | None = None
    remark: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class ConsentChange:
    """What the person agreed to from a moment on; ``ordinal`` 0 is what stands on the signed paper."""

    id: str
    clue_id: str
    ordinal: int
    at: datetime
    actor: str
    collect: bool
    handover: bool
    publicity: bool
    notice: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of an erased clue's content: that it was erased. ``blobs``: SHA-256 of attachments that went."""

    clue_id: str
    scope: ErasureScope
    ground: ErasureGround
    erased_at: datetime
    blobs: tuple[str, ...] = ()

    @property
    def depth(self) -> int:
        """How much is gone: 1 the contact from a workroom's own copy, 2 all that leads to the person, 3 everything."""
        if self.scope is ErasureScope.ALL:
            return 3
        return 1 if self.ground is ErasureGround.HANDED_OVER else 2

    def covers(self, other: "Tombstone") -> bool:
        """Whether nothing of what ``other`` erases is left."""
        return self.depth >= other.depth
