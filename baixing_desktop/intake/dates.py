"""Dates as people and programs write them."""

import re
import unicodedata
from datetime import date

from baixing_desktop.intake.cells import serial_date

_PARTED = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\s*日|(?!\d))(.*)", re.ASCII | re.DOTALL)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)
_CLOCK = re.compile(r"[T\s]*(\(?(星期|周|礼拜).\)?\s*)?((上午|下午)?\s*\d{1,2}\s*[:时点].*)?", re.ASCII | re.DOTALL)


def parse_date(text: str) -> date | None:
    """The day in ``2020-01-09 10:21:00``, ``2020/1/9``, ``2020.1.9``, ``2020年1月9日``, ``20200109`` or ``43839``.

    The last is a spreadsheet's serial. A clock or a day of the week may follow and is left out. None for everything
    else, such as two-digit years, in which day, month and year cannot be told apart, or a day outside 1990–2100.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if _SERIAL.fullmatch(text):
        return serial_date(float(text))
    found = _RUN_TOGETHER.fullmatch(text) or _PARTED.fullmatch(text)
    if not found or (found.re is _PARTED and not _CLOCK.fullmatch(found[4])):
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2100 else None
