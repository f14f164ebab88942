"""A two-column form: a label on the left, a text on the right, that goes on over as many pages as it needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.marks import LEFT, MM, WIDTH, Frame, Mark, Rule
from baixing_desktop.papers.sheet.text import Line, Prepared, Style, place, prepare, set_prepared, set_words

LABEL_WIDTH = 28.0
TEXT_WIDTH = WIDTH - LABEL_WIDTH
CONTINUED = "（续）"
TURN_OVER = "（转附页）"

_LABEL = Style(14, FaceName.SANS)
_NOTE = Style(10.5)
_LABEL_EMS = 4
"""Shorter labels are set as wide as the four characters of 情况分析."""

_SIDE, _ABOVE = 3.5, 2.0
"""Least white beside and above a text, in millimetres."""

_AROUND_NOTE = 1.5
"""White around a label with its note together, which have leading of their own."""

_ROW, _BOX = 11.0, 24.0
"""Least height of a row and of a box: a hand must be able to write there."""

_ROW_LINES, _BOX_LINES = 4, 3
"""When not all fits on the first page: the most a row may take there, and the least a box gets."""

_OUTER, _INNER = 0.35, 0.18
"""Weight of the border and of the lines inside, in millimetres."""

_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a form. A ``box`` shares the spare height of the first page; ``hint`` stands in an empty row."""

    label: str
    text: str
    box: bool = False
    hang: float = 0.0
    indent: float = 0.0
    hint: str = ""


ReadyRow: TypeAlias = tuple[Row, Prepared]


@dataclass(frozen=True, slots=True)
class Cell:
    """A row, or the part of it on one page; ``note`` stands under the label, ``height`` is in millimetres."""

    row: Row
    style: Style
    lines: Sequence[Line]
    height: float = 0.0
    note: str = ""

    @property
    def natural(self) -> float:
        """The height its lines ask for, with room for a hand in a box."""
        return max(_BOX if self.row.box else _ROW, self.inked)

    @property
    def inked(self) -> float:
        """The height of its lines, or of a label with a note, and the white around them."""
        least = _LABEL.line + _NOTE.line + _AROUND_NOTE if self.note else _ROW
        return max(least, self.style.line * len(self.lines) + 2 * _ABOVE)

    def with_lines(self, count: int) -> "Cell":
        """The beginning of this cell, marked if something is left over."""
        note = self.note if count >= len(self.lines) else TURN_OVER
        return Cell(self.row, self.style, self.lines[:count], self.height, note)

    def rest(self, shown: int) -> "Cell":
        """What is left when ``shown`` lines have found their place."""
        return Cell(self.row, self.style, self.lines[shown:], self.height, CONTINUED)


def prepare_rows(rows: Iterable[Row]) -> list[ReadyRow]:
    """``rows`` measured, to be laid out at one or more sizes.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``.
    """
    return [(row, prepare(row.text)) for row in rows]


def lay_out(rows: Iterable[ReadyRow], size: float, first: float, later: float) -> list[list[Cell]]:
    """The cells page by page, set in ``size`` points; ``first`` and ``later`` are the heights of the table on
    the first and on every other page, in millimetres.

    All rows are on the first page; what does not fit goes on, in the order of the rows.
    """
    cells = [_set(row, text, size) for row, text in rows]
    on_first, left_over = _first_page(cells, first)
    return [on_first, *_later_pages(left_over, later)]


def draw(cells: Iterable[Cell], top: float) -> list[Mark]:
    """The marks of one page's table whose border begins at ``top``; label before text, row by row."""
    marks: list[Mark] = []
    y = top
    for cell in cells:
        if y > top:
            marks.append(Rule(LEFT, y, LEFT + WIDTH, y, _INNER))
        marks += _draw_label(cell, y)
        marks += _draw_text(cell, y)
        y += cell.height
    marks.append(Rule(LEFT + LABEL_WIDTH, top, LEFT + LABEL_WIDTH, y, _INNER))
    marks.append(Frame(LEFT, top, WIDTH, y - top, _OUTER))
    return marks


def _set(row: Row, text: Prepared, size: float) -> Cell:
    style = Style(size, indent=row.indent, hang=row.hang, justify=True)
    return Cell(row, style, set_prepared(text, style, _measure(size)))


def _measure(size: float) -> float:
    """Width of the text: whole characters, so that full lines need hardly any stretching."""
    em = size / MM
    return (TEXT_WIDTH - 2 * _SIDE) // em * em


def _first_page(cells: list[Cell], height: float) -> tuple[list[Cell], list[Cell]]:
    """What stands on the first page, of exactly ``height``, and what is left over."""
    boxes = [cell for cell in cells if cell.row.box]
    rows = [cell for cell in cells if not cell.row.box]
    spare = height - sum(cell.natural for cell in rows)
    if sum(cell.natural for cell in boxes) <= spare + _EPSILON:
        heights = _in_proportion(boxes, spare, [0.0] * len(boxes))
    else:
        least = [min(cell.natural, cell.with_lines(_BOX_LINES).natural) for cell in boxes]
        rows = _shortened(rows, height - sum(least))
        heights = _in_proportion(boxes, height - sum(cell.natural for cell in rows), least)
    shares = iter(heights)
    short = iter(rows)
    shown: list[Cell] = []
    for cell in cells:
        if cell.row.box:
            share = next(shares)
            shown.append(replace(cell.with_lines(_fitting(cell, share)), height=share))
        else:
            row = next(short)
            shown.append(replace(row, height=row.natural))
    pairs = zip(cells, shown, strict=True)
    return shown, [cell.rest(len(part.lines)) for cell, part in pairs if len(part.lines) < len(cell.lines)]


def _in_proportion(boxes: list[Cell], height: float, least: list[float]) -> list[float]:
    """``height`` shared out: ``least`` to each box, the rest in proportion to what it still needs."""
    need = [cell.natural - low for cell, low in zip(boxes, least, strict=True)]
    need = need if any(need) else [1.0] * len(boxes)
    rest = height - sum(least)
    return [low + rest * part / sum(need) for low, part in zip(least, need, strict=True)]


def _shortened(rows: list[Cell], height: float) -> list[Cell]:
    """``rows`` with as many lines on this page as leave the boxes their least."""
    for most in range(_ROW_LINES, 0, -1):
        short = [cell.with_lines(most) for cell in rows]
        if most == 1 or sum(cell.natural for cell in short) <= height:
            return short
    return rows


def _fitting(cell: Cell, height: float) -> int:
    """How many lines of ``cell`` fit into ``height``."""
    return int((height - 2 * _ABOVE) / cell.style.line + _EPSILON)


def _later_pages(cells: list[Cell], height: float) -> list[list[Cell]]:
    pages: list[list[Cell]] = []
    room = 0.0
    queue = list(reversed(cells))
    while queue:
        cell = queue.pop()
        count = min(_fitting(cell, room), len(cell.lines))
        if count < min(2, len(cell.lines)) or room < cell.with_lines(count).inked:
            pages.append([])
            room = height
            count = min(_fitting(cell, room), len(cell.lines))
        part = cell.with_lines(count)
        part = replace(part, note=CONTINUED, height=part.inked)
        pages[-1].append(part)
        room -= part.height
        if count < len(cell.lines):
            queue.append(cell.rest(count))
    return pages


def _draw_label(cell: Cell, top: float) -> list[Mark]:
    style = _LABEL
    label = cell.row.label
    line = set_words(label, style, LABEL_WIDTH)
    if 1 < len(label) < _LABEL_EMS:
        gap = (_LABEL_EMS - len(label)) * style.size
        line = replace(line, short=gap, width=line.width + gap / MM)
    block = style.line + (_NOTE.line if cell.note else 0.0)
    y = top + (cell.height - block) / 2
    marks: list[Mark] = [*place([line], style, LEFT + (LABEL_WIDTH - line.width) / 2, y)]
    if cell.note:
        note = set_words(cell.note, _NOTE, LABEL_WIDTH)
        marks += place([note], _NOTE, LEFT + (LABEL_WIDTH - note.width) / 2, y + style.line)
    return marks


def _draw_text(cell: Cell, top: float) -> list[Mark]:
    style, lines = cell.style, cell.lines
    side = (TEXT_WIDTH - _measure(style.size)) / 2
    left = LEFT + LABEL_WIDTH + side
    if not lines and cell.row.hint:
        hint = set_words(cell.row.hint, _NOTE, TEXT_WIDTH)
        right = LEFT + WIDTH - side
        return [*place([hint], _NOTE, right - hint.width, top + (cell.height - _NOTE.line) / 2)]
    above = _ABOVE if cell.row.box else (cell.height - style.line * len(lines)) / 2
    return [*place(list(lines), style, left, top + above)]
