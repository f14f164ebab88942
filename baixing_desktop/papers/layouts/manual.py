"""The manual on paper: a book with contents that lead to its sections, and the quick card for the desk."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from struct import unpack

from baixing_desktop.domain.manual import Manual, Piece, PieceKind, Section, plain_words
from baixing_desktop.errors import PaperError
from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.flow import Block, Figure, NewPage, Part, Region, flow
from baixing_desktop.papers.sheet.furniture import page_dash
from baixing_desktop.papers.sheet.marks import (
    BOTTOM,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PALE,
    TOP,
    WIDTH,
    Anchor,
    Frame,
    Link,
    Mark,
    Page,
    Picture,
    Rule,
    Shape,
)
from baixing_desktop.papers.sheet.prose import anchor, heading, space
from baixing_desktop.papers.sheet.text import INDENT, Style, place, set_line, set_text

_PAGE = Region(TOP, BOTTOM)
_TEXT = Style(12, leading=1.7, indent=INDENT, justify=True)
_STEP = Style(12, leading=1.7)
_STEP_LEFT, _LEAD_LEFT = 13.0, 6.0
_COMMAND = Style(10.5, FaceName.SANS, leading=1.6)
_COMMAND_LEFT = 8.5
_ENTRY = Style(12, leading=1.8)
_NUMBER_ROOM = 12.0
_PICTURE_WIDTH, _UNDER_PICTURE = 140.0, 2.5

_EDGE, _GUTTER = 14.0, 8.0
_CARD_WIDTH = (PAGE_WIDTH - 2 * _EDGE - _GUTTER) / 2
_CARD_BOTTOM = PAGE_HEIGHT - _EDGE
_CARD_TITLE = Style(22, FaceName.TITLE, leading=1.3)
_CARD_HEADING = Style(15, FaceName.SANS, leading=1.5)
_CARD_TEXT = Style(12.5, leading=1.6)
_CARD_LEAD = 6.0
_CARD_GAP, _CARD_UNDER = 6.0, 1.6


@dataclass(frozen=True, slots=True)
class ManualBook:
    """A book of the manual; ``pictures`` are PNGs of what sections are about, by their keys."""

    manual: Manual
    pictures: Mapping[str, bytes] = field(default_factory=dict[str, bytes])


@dataclass(frozen=True, slots=True)
class CardSheet:
    """The quick card: everything on one page in two columns."""

    manual: Manual


def lay_out_manual(book: ManualBook) -> Iterator[Page]:
    """Contents first, then the sections; laid out twice to know the pages.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``.
    """
    first = len(flow(_contents(book.manual, {}), _PAGE, _PAGE)) + 1
    body = flow(_body(book), _PAGE, _PAGE)
    places = {
        mark.key: number for number, marks in enumerate(body, first) for mark in marks if isinstance(mark, Anchor)
    }
    for number, marks in enumerate([*flow(_contents(book.manual, places), _PAGE, _PAGE), *body], 1):
        yield (*marks, page_dash(number))


def lay_out_card(card: CardSheet) -> list[Page]:
    """The card.

    Raises:
        PaperError: ``PAPER_TOO_LONG`` when it needs more than one page, ``PAPER_NO_GLYPH``.
    """
    title, style = set_line(card.manual.title, _CARD_TITLE, PAGE_WIDTH - 2 * _EDGE, smallest=14, field="标题")
    marks: list[Mark] = [*place([title], style, (PAGE_WIDTH - title.width) / 2, _EDGE)]
    top = _EDGE + style.line + 3
    half = sum(_card_height(section) + _CARD_GAP for section in card.manual.sections) / 2
    x, y = _EDGE, top
    for section in card.manual.sections:
        if x == _EDGE and y > top and y + _card_height(section) / 2 > top + half:
            x, y = x + _CARD_WIDTH + _GUTTER, top
        if y + _card_height(section) > _CARD_BOTTOM:
            raise PaperError("PAPER_TOO_LONG", field=section.title)
        made, y = _card_section(section, x, y)
        marks += made
    return [tuple(marks)]


def _card_section(section: Section, x: float, y: float) -> tuple[list[Mark], float]:
    marks: list[Mark] = [*place(set_text(section.title, _CARD_HEADING, _CARD_WIDTH), _CARD_HEADING, x, y)]
    y += _CARD_HEADING.line
    marks.append(Rule(x, y, x + _CARD_WIDTH, y, 0.25))
    y += _CARD_UNDER
    for piece in section.pieces:
        lead, words = _lead(piece), plain_words(piece.words)
        inset = _CARD_LEAD if lead else 0.0
        if lead:
            marks += place(set_text(lead, _CARD_TEXT, _CARD_LEAD), _CARD_TEXT, x, y)
        lines = set_text(words, _CARD_TEXT, _CARD_WIDTH - inset)
        marks += place(lines, _CARD_TEXT, x + inset, y)
        y += _CARD_TEXT.line * len(lines)
    return marks, y + _CARD_GAP


def _card_height(section: Section) -> float:
    return _card_section(section, 0.0, 0.0)[1] - _CARD_GAP


def _lead(piece: Piece) -> str:
    return {PieceKind.STEP: f"{piece.number}.", PieceKind.ITEM: "·"}.get(piece.kind, "")


def _contents(manual: Manual, places: Mapping[str, int]) -> Iterator[Part]:
    yield heading(manual.title, before=0)
    yield space(6)
    for section in manual.sections:
        yield _entry(section, places.get(section.key, 0))


def _entry(section: Section, number: int) -> Figure:
    line, style = set_line(section.title, _ENTRY, WIDTH - _NUMBER_ROOM - 4, smallest=9, field="目录")
    count, _ = set_line(str(number), _ENTRY, _NUMBER_ROOM, smallest=_ENTRY.size, field="页码")

    def draw(top: float) -> list[Mark]:
        y = top + style.line * 0.62
        dots = Shape(((LEFT + line.width + 2, y), (LEFT + WIDTH - count.width - 2, y)), 0.2, dash=(0.3, 1.4))
        return [
            *place([line], style, LEFT, top),
            dots,
            *place([count], _ENTRY, LEFT + WIDTH - count.width, top),
            Link(LEFT, top, WIDTH, style.line, section.key),
        ]

    return Figure(style.line, draw)


def _body(book: ManualBook) -> Iterator[Part]:
    yield NewPage()
    for section in book.manual.sections:
        yield anchor(section.key, section.title, 0)
        yield heading(section.title, 1, before=0.9, glued=True)
        picture = book.pictures.get(section.key)
        if picture:
            yield _picture(picture)
        for number, piece in enumerate(section.pieces):
            yield _part(piece, glued=not number)


def _picture(png: bytes) -> Figure:
    """What the page looks like, in the middle, with an edge."""
    width, height = unpack(">II", png[16:24])  # the header of every PNG (ISO/IEC 15948 11.2.2)
    tall, left = _PICTURE_WIDTH * height / width, LEFT + (WIDTH - _PICTURE_WIDTH) / 2

    def draw(top: float) -> list[Mark]:
        box = (left, top, _PICTURE_WIDTH, tall)
        return [Picture(*box, png), Frame(*box, 0.2)]

    return Figure(tall + _UNDER_PICTURE, draw, before=_UNDER_PICTURE, glued=True)


def _part(piece: Piece, *, glued: bool) -> Part:
    words = plain_words(piece.words)
    if piece.kind is PieceKind.COMMAND:
        return _command(words, glued=glued)
    if lead := _lead(piece):
        lines = set_text(words, _STEP, WIDTH - _STEP_LEFT)
        (mark,) = set_text(lead, _STEP, _STEP_LEFT)
        return Block(lines, _STEP, _STEP_LEFT, glued=glued, lead=mark, lead_left=_LEAD_LEFT)
    return Block(set_text(words, _TEXT, WIDTH), _TEXT, glued=glued)


def _command(words: str, *, glued: bool) -> Figure:
    """A terminal command on a pale ground."""
    lines = set_text(words, _COMMAND, WIDTH - 2 * _COMMAND_LEFT)
    height = _COMMAND.line * len(lines) + 1.6

    def draw(top: float) -> list[Mark]:
        left, right = LEFT + _COMMAND_LEFT - 2, LEFT + WIDTH
        box = ((left, top), (right, top), (right, top + height), (left, top + height))
        return [Shape(box, fill=PALE), *place(lines, _COMMAND, LEFT + _COMMAND_LEFT, top + 0.8)]

    return Figure(height, draw, before=1.8, glued=glued)
