"""Words that several papers share."""

from collections.abc import Sequence
from datetime import date, datetime

from baixing_desktop.clock import local

BASIS = "《海珠区政协“百姓提案”工作实施意见》（海协办〔2022〕4号）"

ROOM = "\N{IDEOGRAPHIC SPACE}" * 2
"""Room for a hand to write one or two figures."""

SIGNED_AND_DATED = f"签名：{ROOM * 4}{ROOM}年{ROOM}月{ROOM}日"
"""The end of a box in which somebody gives an opinion."""


def day_words(day: date | None, *, blank: bool = True) -> str:
    """``2026年6月18日``; without a day room to write one, or nothing if ``blank`` is off."""
    if day is not None:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{ROOM}年{ROOM}月{ROOM}日" if blank else ""


def moment_words(moment: datetime) -> str:
    """``2026年6月18日 9时05分`` in Guangzhou."""
    there = local(moment)
    return f"{day_words(there.date())} {there.hour}时{there.minute:02d}分"


def joined(words: Sequence[str]) -> str:
    """``甲、乙、丙``, leaving out what is empty."""
    return "、".join(word for word in words if word)
