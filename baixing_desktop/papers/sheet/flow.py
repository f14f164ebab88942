"""Running text over as many pages as it needs: no heading and no signature is left alone at the edge of a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from baixing_desktop.papers.sheet.marks import LEFT, MM, Text
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


class Region(NamedTuple):
    """The part of a page that text may fill, in millimetres from the top edge."""

    top: float
    bottom: float


class _Item(NamedTuple):
    texts: tuple[Text, ...]
    height: float
    """Of the characters themselves."""
    before: float
    """White above it, which a page does not begin with."""
    glued: bool


def flow(blocks: Sequence[Block], first: Region, later: Region) -> list[list[Text]]:
    """``blocks`` page by page. The first line of a page stands at the very top of its region, the last may
    touch the bottom: 22 lines of 3号 with 7/8 between them so fill 225 mm (GB/T 9704-2012 5.2.3).
    """
    pages: list[list[Text]] = [[]]
    region, y = first, first.top
    for group in _groups(blocks):
        height = sum(item.before + item.height for item in group)
        if pages[-1] and y + height > region.bottom + _EPSILON:
            pages.append([])
            region, y = later, later.top
        for item in group:
            if pages[-1] and y + item.before + item.height > region.bottom + _EPSILON:
                pages.append([])
                region, y = later, later.top
            y += item.before if pages[-1] else 0.0
            pages[-1] += [_moved(text, y) for text in item.texts]
            y += item.height
    return pages


def _groups(blocks: Sequence[Block]) -> Iterator[list[_Item]]:
    """Items that stay on one page."""
    group: list[_Item] = []
    for item in _items(blocks):
        if group and not item.glued:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _items(blocks: Sequence[Block]) -> Iterator[_Item]:
    for block in blocks:
        style = block.style
        em = style.size / MM
        last = len(block.lines) - 1
        for number, line in enumerate(block.lines):
            texts = [Text(LEFT + block.left + line.left, em * EM_ASCENT, line.runs, style.size, line.spread)]
            if block.lead and not number:
                texts.insert(0, Text(LEFT + block.lead_left, em * EM_ASCENT, block.lead.runs, style.size))
            # Neither the first nor the last line of a paragraph stands alone on a page.
            glued = number in {1, last} if number else block.glued
            between = style.line - em + (0.0 if number else block.before * style.line)
            yield _Item(tuple(texts), em, between, glued)


def _moved(text: Text, top: float) -> Text:
    return Text(text.x, text.y + top, text.runs, text.size, text.spread, text.colour, text.squeeze, text.turn)
