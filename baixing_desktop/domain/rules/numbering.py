"""Numbers that people read: provisional per workstation, formal per year, letters per year.

The identity of a clue is its UUID; none of these numbers is ever reused (domain decision 6).
"""

import re
from collections.abc import Iterable

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PROVISIONAL = re.compile(r"([A-Z]{2,4})-(\d{4})-([A-Z][2-9A-Z]{2})-(\d{4}|[1-9]\d{4})-([0-9A-Z])")

LAST_SERIAL = 99_999
"""Largest provisional serial of one workstation in one year: four digits, and five from the ten-thousandth on."""

LETTER_ORGAN = "海协办函"
"""机关代字 of forwarding letters; an editable setting later (domain decision 8)."""


def check_character(text: str) -> str:
    """The check character of ``text`` by ISO/IEC 7064 MOD 37,36; it catches any one wrong or swapped character.

    Hyphens are skipped; other characters are digits and capital letters.

    Raises:
        ValueError: another character.
    """
    remainder = 36
    for character in text.replace("-", ""):
        remainder = (remainder + _ALPHABET.index(character)) % 36 or 36
        remainder = remainder * 2 % 37
    return _ALPHABET[(37 - remainder) % 36]


def provisional_number(unit: str, year: int, device_code: str, serial: int) -> str:
    """临时编号 such as ``SY-2026-K3F-0042-7``: unit, year, workstation, serial, check character.

    Raises:
        ValueError: ``serial`` outside 1–99999.
    """
    if not 1 <= serial <= LAST_SERIAL:
        raise ValueError("serial outside 1-99999")
    body = f"{unit}-{year:04d}-{device_code}-{serial:04d}"
    return f"{body}-{check_character(body)}"


def is_provisional_number(text: str) -> bool:
    """Whether ``text`` has the form of a provisional number and its check character fits."""
    match = _PROVISIONAL.fullmatch(text)
    return match is not None and check_character(text.rpartition("-")[0]) == match.group(5)


def formal_number(year: int, serial: int) -> str:
    """正式编号 such as ``第2026001号``, given at acceptance, gap-free within the year."""
    return f"第{year:04d}{serial:03d}号"


def letter_number(organ: str, year: int, serial: int) -> str:
    """发文字号 such as ``海协办函〔2026〕4号``: hexagonal brackets, no leading zero (GB/T 9704-2012 7.2.5)."""
    return f"{organ}〔{year:04d}〕{serial}号"


def part_number(origin: str, ordinal: int) -> str:
    """The number of the ``ordinal``-th part that was split off the clue ``origin``, until it has a formal one."""
    return f"{origin}/{ordinal}"


def proposal_number(term: int, session: int, number: int) -> str:
    """提案编号 such as ``第十六届三次会议第012号`` (domain A2.2).

    Raises:
        ValueError: ``term`` or ``session`` outside 1–99.
    """
    return f"第{chinese_number(term)}届{chinese_number(session)}次会议第{number:03d}号"


def interim_number(term: int, number: int) -> str:
    """The number of a 平时提案, counted through the term: ``第十六届平时提案第007号`` (seed 八(三)1; domain A2.2).

    Raises:
        ValueError: ``term`` outside 1–99.
    """
    return f"第{chinese_number(term)}届平时提案第{number:03d}号"


def chinese_number(number: int) -> str:
    """1–99 in Chinese: 三, 十, 十六, 二十一.

    Raises:
        ValueError: another number.
    """
    if not 1 <= number <= 99:
        raise ValueError("number outside 1-99")
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


def missing_serials(serials: Iterable[int]) -> tuple[int, ...]:
    """The serials of a register that is to be gap-free from 1, but are not there."""
    known = set(serials)
    return tuple(n for n in range(1, max(known, default=0)) if n not in known)
