"""How many wrong passphrases are borne, and for how long the door then stays shut (D3).

Wrong tries are counted for each person and for the computer as a whole: one person's five do not keep the others out,
but going from name to name does not help a stranger either.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

PERSON_LIMIT = 5
DEVICE_LIMIT = 15
LOCKED_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries in a row since the last right one, and until when no further one is looked at."""

    wrong: int = 0
    locked_until: datetime | None = None


def wait(tries: Tries, now: datetime) -> timedelta:
    """How long the door is still shut; zero when it is open.

    A clock that was put back must not shut it for longer than :data:`LOCKED_FOR`.
    """
    if tries.locked_until is None or tries.locked_until <= now:
        return timedelta()
    return min(tries.locked_until - now, LOCKED_FOR)


def after_wrong(tries: Tries, now: datetime, limit: int) -> Tries:
    """The tries after one more wrong one; every ``limit`` of them shut the door."""
    wrong = tries.wrong + 1
    if wrong % limit:
        return Tries(wrong)
    return replace(tries, wrong=wrong, locked_until=now + LOCKED_FOR)
