"""What must be written down about a session 接访 (seed 八(一)2: date, place, members on duty)."""

from collections.abc import Sequence
from enum import StrEnum

MOST_VISITORS = 9_999


class SessionFault(StrEnum):
    """What is missing or wrong in the record of a session."""

    NO_PLACE = "no_place"
    NO_MEMBERS = "no_members"
    VISITORS = "visitors"


def session_faults(place: str, members: Sequence[str], visitors: int | None) -> tuple[SessionFault, ...]:
    """What still stops the record; ``visitors`` is None for what is no number."""
    found = {
        SessionFault.NO_PLACE: not place.strip(),
        SessionFault.NO_MEMBERS: not any(name.strip() for name in members),
        SessionFault.VISITORS: visitors is None or not 0 <= visitors <= MOST_VISITORS,
    }
    return tuple(fault for fault, there in found.items() if there)
