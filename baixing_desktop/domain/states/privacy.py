"""States of requests about personal data and of their erasure (PIPL 47, 50)."""

from enum import StrEnum


class RequestState(StrEnum):
    """An entry in the register of requests."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


class ErasureState(StrEnum):
    """An erasure: one person proposes, another decides."""

    PROPOSED = "proposed"
    DONE = "done"
    REFUSED = "refused"
