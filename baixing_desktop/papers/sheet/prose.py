"""Running text of official papers in its few shapes: headings, paragraphs, tables and white between."""

from collections.abc import Iterable, Sequence

from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.flow import Block, Figure, Region
from baixing_desktop.papers.sheet.grid import Column, Grid, Row
from baixing_desktop.papers.sheet.marks import LEFT, WIDTH, Anchor, Mark
from baixing_desktop.papers.sheet.text import INDENT, Style, centred, drawn, empty_line, set_text

TEXT_SIZE = 14.0
"""四号, for books of many pages."""

TEXT = Style(TEXT_SIZE, leading=1.75, indent=INDENT, justify=True)
_LEVELS = (
    Style(18, FaceName.TITLE, leading=1.75),
    Style(14.5, FaceName.SANS, leading=1.6),
    Style(14, FaceName.SANS, leading=1.75, indent=INDENT),
)
_GRID_BEFORE = 3.0
_FIGURES = "零一二三四五六七八九"


def ordinal(number: int) -> str:
    """1 → ``一``, 12 → ``十二``, up to 99; above that in figures."""
    if not 1 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_FIGURES[tens]}十"
    return head + (_FIGURES[ones] if ones else "")


def paragraphs(text: str, style: Style = TEXT, *, glued: bool = False) -> list[Block]:
    """``text`` as paragraphs; ``glued`` keeps the first one with what stands before it."""
    parts = drawn(text).strip("\n").split("\n")
    return [
        Block(set_text(part, style, WIDTH) or [empty_line()], style, glued=glued and not number)
        for number, part in enumerate(parts)
    ]


def heading(words: str, level: int = 0, *, before: float = 0.6, glued: bool = False) -> Block:
    """A heading of ``level`` 0 (centred), 1 or 2; what follows has to be glued to it."""
    style = _LEVELS[level]
    lines = set_text(words, style, WIDTH)
    left = centred(lines[0], style, WIDTH) if level == 0 and len(lines) == 1 else 0.0
    return Block(lines, style, left, before, glued=glued)


def anchor(key: str, title: str, level: int) -> Figure:
    """A place that links and the outline lead to; what follows has to be glued to it."""

    def draw(top: float) -> Sequence[Mark]:
        return (Anchor(key, title, level, top),)

    return Figure(0.0, draw)


def space(height: float) -> Figure:
    """White of ``height`` millimetres that stays with what stands before it."""
    return Figure(height, lambda _: (), glued=True)


def table(columns: Sequence[Column], rows: Iterable[Row], size: float = 10.5) -> Figure:
    """A short table that stays on one page, as wide as the text."""
    factor = WIDTH / sum(column.width for column in columns)
    fitted = [Column(c.label, c.width * factor, c.align, c.group) for c in columns]
    grid = Grid(fitted, LEFT, size, 6.5)
    kept = list(rows)
    height = grid.height(kept)

    def draw(top: float) -> Sequence[Mark]:
        whole = Region(top, top + height + 1.0)
        ((marks, _),) = grid.pages(kept, whole, whole)
        return marks

    return Figure(height, draw, before=_GRID_BEFORE)
