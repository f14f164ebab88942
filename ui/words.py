"""Dates and ages as people say them, numbers of clues as they type them; no widgets here."""

import re
from datetime import date, datetime

from baixing_desktop.clock import local

_BETWEEN_NUMBERS = re.compile(r"[、，,；;\s]+")


def say_day(day: date, today: date) -> str:
    """``今天``, ``昨天``, ``11月3日`` or, in another year, ``2025年11月3日``."""
    if day == today:
        return "今天"
    if (today - day).days == 1:
        return "昨天"
    return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"


def say_moment(moment: datetime, now: datetime) -> str:
    """``今天 09:12`` or ``11月3日 15:20``, in the time of Guangzhou."""
    here = local(moment)
    return f"{say_day(here.date(), local(now).date())} {here:%H:%M}"


def say_age(moment: datetime, now: datetime) -> str:
    """How old something is: ``今天``, ``昨天``, ``3 天前``; what a wrong clock put into the future is of today."""
    days = max((local(now).date() - local(moment).date()).days, 0)
    return {0: "今天", 1: "昨天"}.get(days, f"{days} 天前")


def numbers(text: str) -> tuple[str, ...]:
    """The numbers that were typed, each once."""
    return tuple(dict.fromkeys(one for one in _BETWEEN_NUMBERS.split(text) if one))
