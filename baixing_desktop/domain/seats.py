"""Seats: computers of an office whose record is on a server. The first is the one that was set up with the server.
And who works on what just now, at whichever seat or window.

For the database: ``Seat``: ``joined_at`` and ``revoked_at`` may both be there; a ticket is used once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

VALID = timedelta(hours=24)
"""How long a ticket for a new seat may be used."""

AWAY = timedelta(minutes=3)
"""Who was not heard of for so long is taken to have gone: the window was killed, or the network is cut."""

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


@dataclass(frozen=True, slots=True)
class AtWork:
    """The clue that lies open in one window since ``since``; ``id`` is the window's, ``seen_at`` when it last said so.

    It says what is so now, and nothing of it is kept: no history of who looked at what can be made of it.
    """

    id: str
    clue_id: str
    actor: str
    since: datetime
    seen_at: datetime
    version: int = 1

    def there(self, now: datetime) -> bool:
        """Whether the window can still be there."""
        return now - self.seen_at < AWAY
