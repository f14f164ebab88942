"""The recovery code on paper: 152 random bits as eight groups of four characters and one check character.

The characters leave out what looks alike (0/O, 1/I/L, U/V). The check character of each group is its value modulo 29,
weighted by place, so one wrong or two exchanged neighbouring characters are found in the very group where they stand.
"""

import os

from baixing_desktop.errors import InputError

ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
"""29 characters: a prime number, so that weighted sums tell every single mistake apart."""
GROUPS = 8
LETTERS = 4
_LIKELY = str.maketrans({"0": "Q", "O": "Q", "1": "J", "I": "J", "L": "J", "U": "W", "V": "W"})
_BYTES = 19
"""29**32 is a little more than 2**155: 19 bytes fit with room to spare."""


def new_recovery_code() -> str:
    """A fresh code, groups joined by hyphens: ``7KQ4M-…``."""
    return _written(int.from_bytes(os.urandom(_BYTES), "big"))


def recovery_secret(code: str) -> bytes:
    """The 19 secret bytes of a typed code; blanks, hyphens and case do not matter.

    Raises:
        InputError: ``RECOVERY_CODE_BAD`` names the first group that cannot be right.
    """
    text = "".join(c for c in code.upper() if c.isalnum()).translate(_LIKELY)
    groups = [text[at : at + LETTERS + 1] for at in range(0, len(text), LETTERS + 1)]
    for number, group in enumerate(groups[:GROUPS], start=1):
        if not _sound(group):
            raise InputError("RECOVERY_CODE_BAD", group=number)
    if len(groups) != GROUPS:
        raise InputError("RECOVERY_CODE_BAD", group=min(len(groups) + 1, GROUPS))
    value = 0
    for letter in "".join(group[:LETTERS] for group in groups):
        value = value * len(ALPHABET) + ALPHABET.index(letter)
    if value >= 1 << (8 * _BYTES):
        raise InputError("RECOVERY_CODE_BAD", group=1)
    return value.to_bytes(_BYTES, "big")


def _written(value: int) -> str:
    letters: list[str] = []
    for _ in range(GROUPS * LETTERS):
        value, rest = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[rest])
    text = "".join(reversed(letters))
    groups = [text[at : at + LETTERS] for at in range(0, len(text), LETTERS)]
    return "-".join(group + _check(group) for group in groups)


def _check(group: str) -> str:
    return ALPHABET[sum(place * ALPHABET.index(c) for place, c in enumerate(group, start=2)) % len(ALPHABET)]


def _sound(group: str) -> bool:
    return len(group) == LETTERS + 1 and set(group) <= set(ALPHABET) and _check(group[:LETTERS]) == group[LETTERS]
