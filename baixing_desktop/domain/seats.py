"""Seats: computers of an office whose record is on a server. The first is the one that was set up with the server.

For the database: ``Seat``: ``joined_at`` and ``revoked_at`` may both be there; a ticket is used once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

VALID = timedelta(hours=24)
"""How long a ticket for a new seat may be used."""

LABEL_LIMIT = 20
"""Longest name of a seat in characters."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One further seat, from the making of its ticket on: ``person_id`` is who sits down there first."""

    id: str
    label: str
    person_id: str
    made_at: datetime
    made_by: str
    joined_at: datetime | None = None
    revoked_at: datetime | None = None
    version: int = 1

    def may_join(self, now: datetime) -> bool:
        """Whether its ticket is still good: unused, not taken back, and not too old."""
        unused = self.joined_at is None and self.revoked_at is None
        return unused and self.made_at <= now + VALID and now <= self.made_at + VALID
