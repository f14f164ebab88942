"""What stands around a table or a text: title, the line under it, and the foot of the page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.marks import (
    BOTTOM,
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    WIDTH,
    Across,
    Mark,
    Page,
    Text,
)
from baixing_desktop.papers.sheet.text import Line, Style, centred, place, set_line, set_text

_TITLE = Style(22, FaceName.TITLE, leading=1.35)
_TITLE_ACROSS = Style(20, FaceName.TITLE, leading=1.35)
_TITLE_LINES = 3
_SIDE = Style(12, leading=1.6)
_SIDE_SMALLEST = 9.0
_SIDE_GAP = 4.0
_FOOT = Style(9, leading=1.4)
_FOOT_BELOW = 4.0
_PAGE_NUMBER = Style(14)
_NUMBER_BELOW = 7.0
"""The page number's dash stands so far below the type area (GB/T 9704-2012 7.5)."""
_DASH_UP = 0.38
"""How far the dash stands above the base line, in parts of the size."""
_AFTER_TITLE, _AFTER_SIDE = 3.0, 1.5


@dataclass(frozen=True, slots=True)
class Area:
    """Where a table or form may stand on a sheet, in millimetres."""

    left: float
    top: float
    width: float
    bottom: float
    across: bool = False


UPRIGHT = Area(LEFT, 28.0, WIDTH, 268.0)
"""An inner form: the type area of GB/T 9704-2012 5.1.2 with more height, for nobody stamps a red head on it."""

BINDING = 28.0
"""The white along the binding edge (GB/T 9704-2012 5.1.2)."""
_EDGE = 18.0
ACROSS = Area(20.0, BINDING, PAGE_HEIGHT - 40.0, PAGE_WIDTH - _EDGE - 4.0, across=True)
"""A wide table: the sheet lies across, its head towards the binding edge."""


def sheet_head(title: str, left: str, right: str, area: Area) -> tuple[list[Mark], float]:
    """Title in the middle, under it ``left`` and ``right``; and where the rest of the page begins.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``.
    """
    style = _TITLE_ACROSS if area.across else _TITLE
    lines = set_text(title, style, area.width)[:_TITLE_LINES]
    marks: list[Mark] = []
    y = area.top
    for line in lines:
        marks += place([line], style, area.left + centred(line, style, area.width) - line.left, y)
        y += style.line
    y += _AFTER_TITLE
    if left or right:
        sides, y = _sides(left, right, area, y)
        marks += sides
    return marks, y


def _sides(left: str, right: str, area: Area, top: float) -> tuple[list[Mark], float]:
    """A line with a text at either end; a long left one takes as many lines as it needs."""
    end, style = set_line(right, _SIDE, area.width / 2, smallest=_SIDE_SMALLEST, field=right[:10])
    room = area.width - end.width - (_SIDE_GAP if right else 0.0)
    lines = set_text(left, _SIDE, room)
    marks: list[Mark] = [*place(lines, _SIDE, area.left, top)]
    marks += place([end], style, area.left + area.width - end.width, top)
    return marks, top + _SIDE.line * max(len(lines), 1) + _AFTER_SIDE


def numbered(pages: Sequence[Iterable[Mark]], area: Area, note: str = "") -> Iterator[Page]:
    """``pages`` with 第 x 页，共 y 页 at the foot on the right and ``note`` on the left; across if the area lies so."""
    said = foot_line(note)
    for number, marks in enumerate(pages, 1):
        head = (Across(0.0 if number % 2 else BINDING - _EDGE),) if area.across else ()
        count = foot_line(f"第 {number} 页，共 {len(pages)} 页")
        top = area.bottom + _FOOT_BELOW
        foot = place([said], _FOOT, area.left, top) if note else []
        foot += place([count], _FOOT, area.left + area.width - count.width, top)
        yield tuple(chain(head, marks, foot))


def foot_line(text: str) -> Line:
    """``text`` in the small type of the foot."""
    line, _ = set_line(text, _FOOT, PAGE_HEIGHT, smallest=_FOOT.size, field=text[:10])
    return line


def page_dash(number: int) -> Text:
    """— 2 — below the type area: odd pages to the right, even pages to the left, one character in."""
    line, style = set_line(f"— {number} —", _PAGE_NUMBER, WIDTH, smallest=_PAGE_NUMBER.size, field="页码")
    one = style.size / MM
    left = LEFT + WIDTH - one - line.width if number % 2 else LEFT + one
    return Text(left, BOTTOM + _NUMBER_BELOW + _DASH_UP * one, line.runs, style.size)
