"""典型案例: one page that shows what a citizen said, what was done and what came of it (seed 八(五)3, 九(一)3; F62)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.errors import PaperError
from baixing_desktop.papers.layouts.words import day_words, joined
from baixing_desktop.papers.sheet.brand import brand_mark
from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.flow import Block, Figure, Part, Region, pages_of
from baixing_desktop.papers.sheet.furniture import page_dash
from baixing_desktop.papers.sheet.marks import BOTTOM, LEFT, RED, WIDTH, Mark, Page, Rule, Shape, Text
from baixing_desktop.papers.sheet.prose import paragraphs, space
from baixing_desktop.papers.sheet.text import INDENT, Line, Style, centred, place, set_line, set_text

HEAD = "海珠区政协“百姓提案”典型案例"
_HEAD = Style(26, FaceName.TITLE, leading=1.3)
_TITLE = Style(20, FaceName.TITLE, leading=1.45)
_META = Style(11, leading=1.5)
_TITLE_SIZES, _TITLE_LINES = (20.0, 17.0, 14.0), 6
"""The largest of these with which a title takes no more lines than so many."""
_NAMED_AT_MOST = 12
"""As many clues are named; of more it is said how many there are."""
_SECTION = Style(15, FaceName.SANS, leading=1.5)
_TEXT = Style(15, leading=1.75, indent=INDENT, justify=True)
_SIDE = Style(13, leading=1.6)
_SIZES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.5)
"""The largest of these with which everything fits on one page; with the smallest it may take another page."""
_TOP, _BAR, _BAR_GAP = 27.0, 1.6, 2.6
_BETWEEN = "　"
BRAND_WIDTH, BRAND_HEIGHT = 60.0, 14.0
_BRAND_TOP = 9.0
_LATER = Region(_TOP, BOTTOM)


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """One case. ``meta`` are short facts such as the number of the clue, ``media`` one line for each report;
    ``credit`` names the contributor, only one who agreed to it. Nothing else on it leads to a person."""

    title: str
    meta: Sequence[str]
    said: str
    done: str
    result: str
    media: Sequence[str]
    issuer: str
    made_on: date
    credit: str = ""
    brand: bytes = b""
    """品牌标志 as PNG, if the office has one."""


def case_sections(sheet: CaseSheet) -> list[tuple[str, str]]:
    """Heading and text of each section that has one; the Word edition says the same."""
    media = "\n".join(sheet.media)
    parts = (("群众怎么说", sheet.said), ("怎样办理", sheet.done), ("办成了什么", sheet.result), ("媒体报道", media))
    return [(head, text) for head, text in parts if text.strip()]


def meta_line(sheet: CaseSheet) -> str:
    """The short facts in one line."""
    return _BETWEEN.join(words for words in sheet.meta if words)


def credit_line(sheet: CaseSheet) -> str:
    """Who gave the suggestion; empty when nobody is to be named."""
    return f"建言群众：{sheet.credit}（经本人同意署名）" if sheet.credit else ""


def lay_out_case(sheet: CaseSheet) -> Iterator[Page]:
    """The page of the case; a second one only when the smallest type leaves no choice.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``, or ``PAPER_TOO_LONG`` for a title, or an issuer's name, that its place cannot
            hold.
    """
    head, top = _head(sheet)
    tried = (list(pages_of(_parts(sheet, size), Region(top, BOTTOM), _LATER)) for size in _SIZES)
    pages = next((pages for pages in tried if len(pages) == 1), None)
    pages = pages or list(pages_of(_parts(sheet, _SIZES[-1]), Region(top, BOTTOM), _LATER))
    for number, marks in enumerate(pages, 1):
        dash = (page_dash(number),) if len(pages) > 1 else ()
        yield (*(head if number == 1 else ()), *marks, *dash)


def _head(sheet: CaseSheet) -> tuple[list[Mark], float]:
    """The red head over two red lines, the title, and the short facts."""
    line, style = set_line(HEAD, _HEAD, WIDTH, smallest=16, field="报头")
    marks: list[Mark] = [
        *brand_mark(sheet.brand, LEFT + (WIDTH - BRAND_WIDTH) / 2, _BRAND_TOP, BRAND_WIDTH, BRAND_HEIGHT),
        *(_red(text) for text in place([line], style, LEFT + centred(line, style, WIDTH), _TOP)),
    ]
    y = _TOP + style.line + 2.5
    marks += [Rule(LEFT, y, LEFT + WIDTH, y, 0.9, RED), Rule(LEFT, y + 1.3, LEFT + WIDTH, y + 1.3, 0.25, RED)]
    y += 8.0
    facts = set_text(_meta_words(sheet), _META, WIDTH)
    for lines, style, gap in ((*_title(sheet.title), 2.5), (facts, _META, 5.0)):
        for number, line in enumerate(lines):
            marks += place([line], style, LEFT + centred(line, style, WIDTH), y + number * style.line)
        y += len(lines) * style.line + gap
    return marks, y


def _title(words: str) -> tuple[list[Line], Style]:
    for size in _TITLE_SIZES:
        style = replace(_TITLE, size=size)
        lines = set_text(words, style, WIDTH)
        if len(lines) <= _TITLE_LINES:
            return lines, style
    raise PaperError("PAPER_TOO_LONG", field="案例标题")


def _meta_words(sheet: CaseSheet) -> str:
    """The short facts in one line, or one line for each where they do not fit."""
    words = meta_line(sheet)
    return words if len(set_text(words, _META, WIDTH)) == 1 else words.replace(_BETWEEN, "\n")


def _red(text: Text) -> Text:
    return replace(text, colour=RED)


def _parts(sheet: CaseSheet, size: float) -> Iterator[Part]:
    text, section = replace(_TEXT, size=size), replace(_SECTION, size=min(size + 0.5, 15.0))
    for number, (head, words) in enumerate(case_sections(sheet)):
        yield _section_head(head, section, first=number == 0)
        yield space(1.0)
        yield from paragraphs(words, text, glued=True)
    side = replace(_SIDE, size=min(size, _SIDE.size))
    credit = credit_line(sheet)
    if credit:
        yield Block(set_text(credit, side, WIDTH), side, before=0.9)
    for number, words in enumerate((sheet.issuer, day_words(sheet.made_on))):
        line, used = set_line(words, side, WIDTH, smallest=9, field="编印单位")
        yield Block([line], used, WIDTH - line.width, 0.0 if number else 0.9, glued=bool(number))


def _section_head(words: str, style: Style, *, first: bool) -> Figure:
    """A heading behind a red bar."""
    lines: list[Line] = set_text(words, style, WIDTH - _BAR - _BAR_GAP)

    def draw(top: float) -> Sequence[Mark]:
        y, end = top + style.line * 0.14, top + style.line * 0.86
        bar = Shape(((LEFT, y), (LEFT + _BAR, y), (LEFT + _BAR, end), (LEFT, end)), fill=RED)
        return (bar, *place(lines, style, LEFT + _BAR + _BAR_GAP, top))

    return Figure(style.line * len(lines), draw, before=0.0 if first else 4.0)


def media_words(on: date, medium: str, title: str, link: str) -> str:
    """One report in one line: ``广州日报　2026年11月3日　《一盏路灯的来历》（A5版）``."""
    where = f"（{link}）" if link else ""
    return f"{medium}　{day_words(on)}　《{title}》{where}"


def facts_words(
    numbers: Sequence[str], merged: Sequence[str], proposals: Sequence[str], street: str
) -> tuple[str, ...]:
    """The short facts under the title."""
    return (
        street,
        f"线索{_some(numbers)}" + (f"（并案：{_some(merged)}）" if merged else ""),
        f"提案：{joined(proposals)}" if proposals else "",
    )


def _some(numbers: Sequence[str]) -> str:
    more = f"等{len(numbers)}条" if len(numbers) > _NAMED_AT_MOST else ""
    return f"{joined(numbers[:_NAMED_AT_MOST])}{more}"
