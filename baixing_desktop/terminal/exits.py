"""How a command ends."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes; 70 is EX_SOFTWARE of sysexits."""

    FINE = 0
    USER = 1
    USAGE = 2
    BUG = 70
