"""Initials of pinyin, as people type them into a search: ``xjxs`` finds 新建线索.

The 3755 common characters of GB 2312 stand in the order of their pinyin, so the place in that order is the initial;
no table of our own is needed. Characters with several readings are found by the reading that GB 2312 gave them and by
those of :data:`_ALSO`.
"""

from bisect import bisect_right
from itertools import product

_FIRST = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_LAST = 0xD7F9
_ALSO = {"重": "c", "行": "x", "长": "c", "调": "t", "会": "k", "传": "z", "还": "h", "藏": "z", "单": "s"}
_CODES = [code for code, _ in _FIRST]


def initials(words: str) -> tuple[str, ...]:
    """The ways in which the initials of ``words`` can be written; letters and digits stand for
    themselves, punctuation for nothing."""
    letters = (_of(character) for character in words)
    return tuple("".join(way) for way in product(*(each for each in letters if each)))


def _of(character: str) -> str:
    """The letters that may stand for one character; none for punctuation."""
    if character.isascii():
        return character.casefold() if character.isalnum() else ""
    return _by_order(character) + _ALSO.get(character, "")


def _by_order(character: str) -> str:
    try:
        code = int.from_bytes(character.encode("gb2312"))
    except UnicodeEncodeError:
        return ""
    return _FIRST[bisect_right(_CODES, code) - 1][1] if _CODES[0] <= code <= _LAST else ""
