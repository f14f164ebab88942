"""Numbers in free text that identify a person: identity card, bank card, telephone (safety P1).

Full-width digits and blanks or hyphens between groups are seen through. A check digit tells a real number from
an arbitrary one, so a long case number raises no alarm.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from baixing_desktop.domain.text import half_width

_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9](?:[ \-]?[0-9]){6,21}[Xx]?(?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES = frozenset(
    {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83}
)
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
_LANDLINE = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})[2-9][0-9]{6,7}")


class IdentifierKind(StrEnum):
    """What kind of number it is."""

    ID_CARD = "id_card"
    BANK_CARD = "bank_card"
    MOBILE = "mobile"
    LANDLINE = "landline"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number found in a text at ``start``–``end`` (characters, end excluded)."""

    kind: IdentifierKind
    start: int
    end: int


def identifiers(text: str) -> tuple[Identifier, ...]:
    """The personal numbers in ``text``, in their order."""
    return tuple(_found(half_width(text)))


def is_id_card(number: str) -> bool:
    """Whether ``number`` is a resident identity number by GB 11643: province, birth date, check character."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9Xx]", number) or int(number[:2]) not in _PROVINCES:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    remainder = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11
    return born.year >= 1900 and "10X98765432"[remainder] == number[17].upper()


def is_bank_card(number: str) -> bool:
    """Whether ``number`` has the length (16–19), the first digit and the check digit (Luhn) of a bank card."""
    if not re.fullmatch(r"[3-6][0-9]{15,18}", number):
        return False
    doubled = (int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(number)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def is_mobile(number: str) -> bool:
    """Whether ``number`` is a mobile number of the mainland, with or without +86."""
    return _MOBILE.fullmatch(number) is not None


def is_landline(number: str) -> bool:
    """Whether ``number`` (digits only) is a telephone number with its area code."""
    return _LANDLINE.fullmatch(number) is not None


_TESTS = (
    (IdentifierKind.ID_CARD, is_id_card),
    (IdentifierKind.BANK_CARD, is_bank_card),
    (IdentifierKind.MOBILE, is_mobile),
    (IdentifierKind.LANDLINE, is_landline),
)


def _found(text: str) -> Iterator[Identifier]:
    for match in _DIGITS.finditer(text):
        # A blank may also part two numbers: the whole is tried first, then its parts.
        if kind := _kind(match.group()):
            yield Identifier(kind, match.start(), match.end())
            continue
        for part in re.finditer(r"[^ ]+", match.group()):
            if kind := _kind(part.group()):
                yield Identifier(kind, match.start() + part.start(), match.start() + part.end())


def _kind(number: str) -> IdentifierKind | None:
    plain = re.sub(r"[ \-]", "", number)
    return next((kind for kind, test in _TESTS if test(plain)), None)
