"""Running text over as many pages as it needs: no heading and no signature is left alone at the edge of a page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from baixing_desktop.papers.sheet.marks import LEFT, MM, Mark, Text
from baixing_desktop.papers.sheet.text import EM_ASCENT, Line, Style

_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: a paragraph, a heading, a signature.

    ``before`` is the white above it, in lines, left away at the head of a page; ``glued`` keeps it on the page of
    the end of the block before. ``lead`` is set to the left of the first line, ``lead_left`` millimetres in.
    """

    lines: Sequence[Line]
    style: Style
    left: float = 0.0
    before: float = 0.0
    glued: bool = False
    lead: Line | None = None
    lead_left: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """What is not text: ``draw`` gives its marks for the place of its upper edge. Millimetres throughout."""

    height: float
    draw: Callable[[float], Sequence[Mark]]
    before: float = 0.0
    glued: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own."""


Part: TypeAlias = Block | Figure | NewPage


class Region(NamedTuple):
    """The part of a page that text may fill, in millimetres from the top edge."""

    top: float
    bottom: float


class _Item(NamedTuple):
    draw: Callable[[float], Sequence[Mark]]
    height: float
    """Of the characters themselves."""
    before: float
    """White above it, which a page does not begin with."""
    glued: bool


def flow(parts: Iterable[Part], first: Region, later: Region) -> list[list[Mark]]:
    """``parts`` page by page, all at once; see :func:`pages_of`."""
    return list(pages_of(parts, first, later))


def pages_of(parts: Iterable[Part], first: Region, later: Region) -> Iterator[list[Mark]]:
    """``parts`` page by page, each page as soon as it is full.

    The first line of a page stands at the very top of its region, the last may touch the bottom: 22 lines of 3号
    with 7/8 between them so fill 225 mm (GB/T 9704-2012 5.2.3).
    """
    filler = _Filler(first, later)
    for group in _groups(parts):
        whole = sum(item.before + item.height for item in group)
        if filler.page and (not group or not filler.fits(whole)):
            yield filler.turn()
        for item in group:
            if not filler.fits(item.before + item.height):
                yield filler.turn()
            filler.put(item)
    if filler.page:
        yield filler.turn()


class _Filler:
    """The page that is being filled."""

    def __init__(self, first: Region, later: Region) -> None:
        self.page: list[Mark] = []
        self._region, self._later, self._y = first, later, first.top

    def fits(self, height: float) -> bool:
        return not self.page or self._y + height <= self._region.bottom + _EPSILON

    def put(self, item: _Item) -> None:
        self._y += item.before if self.page else 0.0
        self.page += item.draw(self._y)
        self._y += item.height

    def turn(self) -> list[Mark]:
        page, self.page = self.page, []
        self._region, self._y = self._later, self._later.top
        return page


def _groups(parts: Iterable[Part]) -> Iterator[list[_Item]]:
    """Items that stay on one page; an empty group asks for a new one."""
    group: list[_Item] = []
    for part in parts:
        if isinstance(part, NewPage):
            if group:
                yield group
            yield []
            group = []
            continue
        for item in _items(part):
            if group and not item.glued:
                yield group
                group = []
            group.append(item)
    if group:
        yield group


def _items(part: Block | Figure) -> Iterator[_Item]:
    if isinstance(part, Figure):
        yield _Item(part.draw, part.height, part.before, part.glued)
        return
    style = part.style
    em = style.size / MM
    last = len(part.lines) - 1
    for number, line in enumerate(part.lines):
        # Neither the first nor the last line of a paragraph stands alone on a page.
        glued = number in {1, last} if number else part.glued
        between = style.line - em + (0.0 if number else part.before * style.line)
        yield _Item(_drawing(part, line, lead=not number), em, between, glued)


def _drawing(block: Block, line: Line, *, lead: bool) -> Callable[[float], Sequence[Mark]]:
    size = block.style.size
    up = size / MM * EM_ASCENT

    def draw(top: float) -> Sequence[Mark]:
        text = Text(LEFT + block.left + line.left, top + up, line.runs, size, line.spread)
        if not lead or block.lead is None:
            return (text,)
        return (Text(LEFT + block.lead_left, top + up, block.lead.runs, size), text)

    return draw
