"""States of supervision, key items and look-back (SM6, SM7; seed 八(四)2–3, 九(二)4)."""

from enum import StrEnum


class SupervisionState(StrEnum):
    """SM6: one act of supervision."""

    PLANNED = "planned"
    HELD = "held"
    FOLLOWED_UP = "followed_up"
    DONE = "done"
    CALLED_OFF = "called_off"


class KeyItemState(StrEnum):
    """SM6: a key proposal that a leader supervises (备选件 → 确定)."""

    CANDIDATE = "candidate"
    CONFIRMED = "confirmed"
    SUPERVISED = "supervised"
    REPORTED = "reported"
    DROPPED = "dropped"


class LookBackState(StrEnum):
    """SM7: 回头看 on what was planned and not finished in time."""

    LISTED = "listed"
    SCHEDULED = "scheduled"
    CHECKED = "checked"
    COMPLETED = "completed"
    CONTINUED = "continued"
    NOT_DONE = "not_done"
