"""A table with a head: as many rows as there are, the head again on every page, numbers to the right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby
from typing import TypeAlias

from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.flow import Region
from baixing_desktop.papers.sheet.marks import PALE, Colour, Frame, Mark, Rule, Shape
from baixing_desktop.papers.sheet.text import Line, Style, centred, place, set_text

_SIDE = 1.2
"""White beside the text of a cell, in millimetres."""
_OUTER, _INNER = 0.35, 0.18
_EPSILON = 1e-6
_HEAD_FILL: Colour = PALE


class Align(Enum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``width`` in millimetres. Neighbours of one ``group`` stand under a common head."""

    label: str
    width: float
    align: Align = Align.LEFT
    group: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``shade`` fills it, a ``strong`` one is set in 黑体."""

    text: str
    shade: Colour | None = None
    strong: bool = False


Row: TypeAlias = Sequence[Cell | str]


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell broken into lines, or the part of it on one page."""

    lines: Sequence[Line]
    style: Style
    align: Align
    shade: Colour | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """How a table is set: its columns from the edge ``left``, ``size`` in points, rows of at least ``least`` mm
    with ``above`` mm of white above and below their text."""

    columns: Sequence[Column]
    left: float
    size: float = 10.5
    least: float = 7.0
    above: float = 1.1

    @property
    def width(self) -> float:
        """Of the whole table, in millimetres."""
        return sum(column.width for column in self.columns)

    def pages(self, rows: Iterable[Row], first: Region, later: Region) -> Iterator[tuple[list[Mark], float]]:
        """The marks of each page and where its table ends. A table without rows is its head alone.

        Raises:
            PaperError: ``PAPER_NO_GLYPH``.
        """
        region = first
        marks, y = self._head(region.top)
        for row in rows:
            rest = self._set(row)
            while True:
                room = region.bottom - y
                if self._height(rest) <= room + _EPSILON:
                    marks += self._draw(rest, y)
                    y += self._height(rest)
                    break
                part, left_over = self._parted(rest, room)
                # A row that some page can hold whole goes there; only a longer one is parted.
                if part and self._height(rest) > later.bottom - later.top - self._head(0.0)[1]:
                    marks += self._draw(part, y)
                    y += self._height(part)
                    rest = left_over
                yield self._framed(marks, region.top, y), y
                region = later
                marks, y = self._head(region.top)
        yield self._framed(marks, region.top, y), y

    def height(self, rows: Iterable[Row]) -> float:
        """The height of the whole table with its head, in millimetres."""
        return self._head(0.0)[1] + sum(self._height(self._set(row)) for row in rows)

    def _set(self, row: Row) -> list[_Set]:
        if len(row) != len(self.columns):
            raise ValueError("a row has as many cells as there are columns")
        cells = (Cell(cell) if isinstance(cell, str) else cell for cell in row)
        return [
            _Set(self._lines(cell.text, style, column.width), style, column.align, cell.shade)
            for cell, column in zip(cells, self.columns, strict=True)
            for style in [self._style(strong=cell.strong)]
        ]

    def _style(self, *, strong: bool) -> Style:
        return Style(self.size, FaceName.SANS if strong else FaceName.SERIF, leading=1.35)

    def _lines(self, text: str, style: Style, width: float) -> list[Line]:
        return set_text(text, style, width - 2 * _SIDE)

    def _height(self, cells: Sequence[_Set]) -> float:
        inked = max(len(cell.lines) * cell.style.line for cell in cells)
        return max(self.least, inked + 2 * self.above)

    def _parted(self, cells: Sequence[_Set], room: float) -> tuple[list[_Set], list[_Set]]:
        count = int((room - 2 * self.above) / self._style(strong=False).line + _EPSILON)
        if count < 1:
            return [], list(cells)
        return (
            [replace(cell, lines=cell.lines[:count]) for cell in cells],
            [replace(cell, lines=cell.lines[count:]) for cell in cells],
        )

    def _head(self, top: float) -> tuple[list[Mark], float]:
        """The head of the table at ``top``, in one row or two, and where it ends."""
        style = self._style(strong=True)
        upper = self._groups_height(style)
        labels = [self._lines(column.label, style, column.width) for column in self.columns]
        lower = max(self.least, max(len(lines) for lines in labels) * style.line + 2 * self.above)
        bottom = top + upper + lower
        marks: list[Mark] = [_filled(self.left, top, self.width, bottom - top, _HEAD_FILL)]
        if upper:
            marks += self._draw_groups(top, upper, style)
        x = self.left
        for column, lines in zip(self.columns, labels, strict=True):
            begin = top + upper if column.group else top
            cell = _Set(lines, style, Align.CENTRE)
            marks += _text(cell, x, column.width, begin, bottom - begin)
            x += column.width
            marks.append(Rule(x, begin, x, bottom, _INNER))
        return marks, bottom

    def _groups_height(self, style: Style) -> float:
        return max(self.least, style.line + 2 * self.above) if any(column.group for column in self.columns) else 0.0

    def _draw_groups(self, top: float, height: float, style: Style) -> list[Mark]:
        marks: list[Mark] = []
        x = self.left
        for group, members in groupby(self.columns, key=lambda column: column.group):
            width = sum(column.width for column in members)
            if group:
                cell = _Set(self._lines(group, style, width), style, Align.CENTRE)
                marks += _text(cell, x, width, top, height)
                marks.append(Rule(x, top + height, x + width, top + height, _INNER))
                marks.append(Rule(x + width, top, x + width, top + height, _INNER))
            x += width
        return marks

    def _draw(self, cells: Sequence[_Set], top: float) -> list[Mark]:
        height = self._height(cells)
        shades: list[Mark] = []
        marks: list[Mark] = [Rule(self.left, top, self.left + self.width, top, _INNER)]
        x = self.left
        for cell, column in zip(cells, self.columns, strict=True):
            if cell.shade is not None:
                shades.append(_filled(x, top, column.width, height, cell.shade))
            marks += _text(cell, x, column.width, top, height)
            x += column.width
            marks.append(Rule(x, top, x, top + height, _INNER))
        return [*shades, *marks]

    def _framed(self, marks: list[Mark], top: float, bottom: float) -> list[Mark]:
        return [*marks, Frame(self.left, top, self.width, bottom - top, _OUTER)]


def _filled(x: float, y: float, width: float, height: float, fill: Colour) -> Shape:
    return Shape(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), fill=fill)


def _text(cell: _Set, x: float, width: float, top: float, height: float) -> list[Mark]:
    """The lines of a cell, in the middle of its height."""
    style = cell.style
    y = top + (height - style.line * len(cell.lines)) / 2
    marks: list[Mark] = []
    for line in cell.lines:
        match cell.align:
            case Align.LEFT:
                left = x + _SIDE
            case Align.CENTRE:
                left = x + centred(line, style, width)
            case Align.RIGHT:
                left = x + width - _SIDE - line.width
        marks += place([line], style, left, y)
        y += style.line
    return marks
