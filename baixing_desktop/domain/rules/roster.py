"""Terms of office and namesakes: who a name means, and how 届 is written (seed 六, 附件1; F63, F65)."""

import re
from collections.abc import Iterable
from datetime import date

from baixing_desktop.domain.organisation import Member

PRESENT_TERM = 16
"""海珠区政协第十六届 (seed: 十六届十九次主席会议), the term of a new member as long as the roster is empty."""

_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")}
_TERM = re.compile(r"第?(.+?)届?", re.DOTALL)
_LATEST = 99


def term_of(words: str) -> int | None:
    """The term in ``16``, ``第16届``, ``十六届`` or ``第十六届``; None for anything else.

    >>> term_of("第十六届"), term_of("二十届"), term_of("17"), term_of("去年")
    (16, 20, 17, None)
    """
    found = _TERM.fullmatch("".join(words.split()))
    if found is None:
        return None
    number = int(found[1]) if re.fullmatch(r"[0-9]{1,2}", found[1]) else _chinese(found[1])
    return number if number and number <= _LATEST else None


def member_meant(name: str, members: Iterable[Member], on: date, workroom: str = "") -> Member | None:
    """The member whom ``name`` (姓名 or 姓名委员) means on that day; of namesakes the one of ``workroom``.

    None when nobody of that name serves then, or several do: who is meant is for people to say.
    """
    plain = name.strip().removesuffix("委员").strip()
    found = [one for one in members if one.name in (plain, name.strip()) and one.serves_on(on)]
    if len(found) > 1:
        found = [one for one in found if workroom and one.workroom == workroom]
    return found[0] if len(found) == 1 else None


def _chinese(words: str) -> int | None:
    tens, ten, ones = words.rpartition("十")
    if any(sign not in _DIGITS for sign in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return None
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + (_DIGITS[ones] if ones else 0)
