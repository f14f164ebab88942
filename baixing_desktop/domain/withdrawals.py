"""What a withdrawal leaves behind in the office: where the clue stood, and whom to tell (safety P6, 4.6).

For the database:

* ``Withdrawal``: a clue has at most one that is not undone; ``undone_at`` and ``undone_by`` go together; never of a
  clue that is withdrawn already.
* ``Recall``: one row per withdrawal and line.
"""

from dataclasses import dataclass
from datetime import date, datetime

from baixing_desktop.domain.kinds import OpinionChannel
from baixing_desktop.domain.states import ForwardingState, OfficeState


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """撤回: the citizen took the clue back. ``actor`` of ``unit`` reported it, ``at`` is when the office heard of it.

    Going on with the clue (恢复办理) restores ``former_state`` and fills the three last fields.
    """

    id: str
    clue_id: str
    former_state: OfficeState
    at: datetime
    actor: str
    unit: str
    reason: str = ""
    undone_at: datetime | None = None
    undone_by: str | None = None
    undone_reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Recall:
    """通知收回: a handler that holds a copy was asked to stop and to give it back. ``actor`` asked, ``person`` of the
    handler answered."""

    id: str
    withdrawal_id: str
    forwarding_id: str
    told_on: date
    channel: OpinionChannel
    actor: str
    person: str
    at: datetime
    note: str = ""
    version: int = 1


HOLDS_NO_COPY = frozenset({ForwardingState.DRAFTED, ForwardingState.APPROVED, ForwardingState.CANCELLED})
"""A line in one of these states never left the office; every other handler holds a copy of the clue."""
