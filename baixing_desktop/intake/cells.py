"""Numbers and dates of spreadsheets as the texts that people see."""

import math
import re
from datetime import date, datetime, timedelta

_WHOLE = re.compile(r"-?\d+", re.ASCII)
_LAST_SERIAL = 2_950_000  # the year 9976, or 9980 counted from 1904

# The ids that have no format text in the file (ECMA-376 part 1, 18.8.30); 27–36 and 50–58 are the Chinese dates.
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
_NOT_A_PLACEHOLDER = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_DATE_LETTER = re.compile(r"[dmyhs]", re.IGNORECASE)

WINDOWS_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a cell's date has no zone
MAC_EPOCH = datetime(1904, 1, 1)  # noqa: DTZ001  # a cell's date has no zone


def number_text(raw: str) -> str:
    """``raw`` as a spreadsheet shows it: whole numbers without ``.0``, others with at most 15 significant digits.

    A text that is no number, and whole digits of any length, stay as they are.
    """
    raw = raw.strip()
    if _WHOLE.fullmatch(raw):
        return raw
    try:
        value = float(raw)
    except ValueError:
        return raw
    if not math.isfinite(value):
        return raw
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"


def is_date_format(number: int, code: str | None) -> bool:
    """Whether a cell format shows a date or a time of day; ``code`` is its text, None for a built-in ``number``.

    Elapsed times (``[h]:mm``) are amounts, not dates.
    """
    if code is None:
        return number in _BUILT_IN_DATES
    if _ELAPSED.search(code):
        return False
    return bool(_DATE_LETTER.search(_NOT_A_PLACEHOLDER.sub("", code)))


def serial_text(raw: str, epoch: datetime = WINDOWS_EPOCH) -> str:
    """A spreadsheet's serial day number as ``2019-01-09``, ``2019-01-09 10:21:00`` or, below one day, ``10:21:00``.

    What is no serial of a date is given back as :func:`number_text`.
    """
    try:
        serial = float(raw)
    except ValueError:
        return raw
    if not 0 <= serial <= _LAST_SERIAL:
        return number_text(raw)
    moment = epoch + timedelta(seconds=round(serial * 86_400))
    if serial < 1:
        return f"{moment:%H:%M:%S}"
    return moment_text(moment)


def moment_text(moment: datetime) -> str:
    """``2019-01-09 10:21:00``, without the clock at midnight."""
    day = moment.date().isoformat()
    return day if moment.time() == datetime.min.time() else f"{day} {moment:%H:%M:%S}"


def serial_date(serial: float) -> date | None:
    """The day of a serial between 1990 and 2100 counted from 1899-12-30, else None."""
    if not math.isfinite(serial) or not 0 < serial < _LAST_SERIAL:
        return None
    day = (WINDOWS_EPOCH + timedelta(days=int(serial))).date()
    return day if 1990 <= day.year <= 2100 else None
