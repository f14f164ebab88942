"""线索汇编: cover, figures, contents with true page numbers, and the clues by theme (seed 八(二); A3.2).

A book may hold thousands of clues: it is laid out twice, page by page, once to learn where each clue begins and once
to be written, and only one page is in memory at a time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.text import one_line
from baixing_desktop.papers.layouts.words import BASIS, day_words, joined
from baixing_desktop.papers.sheet.brand import brand_mark
from baixing_desktop.papers.sheet.charts import bar_chart
from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.flow import Block, Figure, NewPage, Part, Region, flow, pages_of
from baixing_desktop.papers.sheet.furniture import page_dash
from baixing_desktop.papers.sheet.grid import Align, Column
from baixing_desktop.papers.sheet.marks import BOTTOM, LEFT, RED, TOP, WIDTH, Anchor, Link, Mark, Page, Rule, Shape
from baixing_desktop.papers.sheet.prose import TEXT, anchor, heading, ordinal, paragraphs, space, table
from baixing_desktop.papers.sheet.text import Style, centred, drawn, place, set_line, set_text
from baixing_desktop.work import Work

_PAGE = Region(TOP, BOTTOM)
_COVER_TITLE = Style(42, FaceName.TITLE, leading=1.4)
_COVER_SUB = Style(22, FaceName.TITLE, leading=1.6)
_COVER_SMALL = Style(16, leading=1.8)
_COVER_MARK = Style(14, FaceName.SANS, leading=1.6)
_META = Style(12, leading=1.6, indent=2.0)
_LABEL = Style(14, FaceName.SANS, leading=1.75, indent=2.0)
_ENTRY = Style(12, leading=1.6)
_GROUP_ENTRY = Style(12.5, FaceName.SANS, leading=1.7)
_NUMBER_ROOM = 14.0
_ENTRY_INDENT = 6.0
_DOT, _DOT_GAP = 0.25, 1.4
BRAND_WIDTH, BRAND_HEIGHT = 80.0, 30.0
_STEP = 20


@dataclass(frozen=True, slots=True)
class CompendiumClue:
    """One clue as it stands in the book. ``person``, ``contact`` (telephone and address) and ``progress`` are given in
    the internal edition only."""

    number: str
    title: str
    analysis: str
    suggestions: str
    source: str
    received_on: date | None = None
    merged: tuple[str, ...] = ()
    person: str = ""
    progress: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class CompendiumTheme:
    """A chapter: the clues of one theme."""

    title: str
    clues: Sequence[CompendiumClue]


@dataclass(frozen=True, slots=True)
class CompendiumTable:
    """A table of counts in the note on the edition: its title, the head of its first column, and its lines."""

    title: str
    of: str
    lines: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class CompendiumBook:
    """One issue. ``issue`` is such as ``2026年第3期``; an ``internal`` edition says so on its cover. ``subtitle`` is
    the special topic; a ``chosen`` book holds what the office picked, not all there is."""

    issue: str
    period: str
    internal: bool
    issuer: str
    made_on: date
    themes: Sequence[CompendiumTheme]
    tables: Sequence[CompendiumTable] = ()
    subtitle: str = ""
    chosen: bool = False
    brand: bytes = b""
    """品牌标志 as PNG, if the office has one."""

    @property
    def count(self) -> int:
        """How many clues the book holds."""
        return sum(len(theme.clues) for theme in self.themes)


def lay_out_compendium(book: CompendiumBook, work: Work) -> Iterator[Page]:
    """The pages of the book, one at a time.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``.
        UserError: ``CANCELLED`` by way of ``work``.
    """
    front = [_cover(book), *(tuple(marks) for marks in flow(_note(book), _PAGE, _PAGE))]
    contents = len(flow(_contents(book, {}), _PAGE, _PAGE))
    first = len(front) + contents + 1
    places: dict[str, int] = {}
    for number, marks in enumerate(pages_of(_body(book, work, 0), _PAGE, _PAGE), first):
        places.update((mark.key, number) for mark in marks if isinstance(mark, Anchor))
    yield front[0]
    pages = [*front[1:], *flow(_contents(book, places), _PAGE, _PAGE)]
    for number, marks in enumerate(pages, 2):
        yield (*marks, page_dash(number))
    for number, marks in enumerate(pages_of(_body(book, work, book.count), _PAGE, _PAGE), first):
        yield (*marks, page_dash(number))


def note_words(book: CompendiumBook) -> list[str]:
    """编制说明 as paragraphs."""
    shown = (
        "本汇编为内部版，列有反映人姓名、联系方式和办理进展，仅供区政协机关和有关承办单位使用，请妥善保存，不得外传。"
        if book.internal
        else "本汇编已隐去反映人姓名和联系方式，正文中的电话、证件号等个人信息已用“*”遮盖。"
    )
    source = f"{book.period}收集并受理的“百姓提案”线索"
    gathered = f"现从{source}中选出{book.count}条，" if book.chosen else f"现将{source}{book.count}条"
    opening = f"根据{BASIS}，{gathered}按主题编为{len(book.themes)}个部分，供区政协委员、各参加单位和有关部门参考。"
    return [
        opening,
        "线索保留群众原意，文字由区政协办公室核对。并案办理的线索列在主线索之下，注明并入的编号。",
        shown,
    ]


def theme_title(number: int, theme: CompendiumTheme) -> str:
    """``一、城市建设与管理（12条）``, the first theme being 0."""
    return f"{ordinal(number + 1)}、{theme.title}（{len(theme.clues)}条）"


def meta_words(clue: CompendiumClue) -> str:
    """The line under a clue's title: where and when it came from, what was merged into it, and who gave it."""
    return "    ".join(
        part
        for part in (
            f"来源：{clue.source}" if clue.source else "",
            f"日期：{day_words(clue.received_on)}" if clue.received_on else "",
            f"反映人：{clue.person}" if clue.person else "",
            f"联系方式：{clue.contact}" if clue.contact else "",
            f"并入：{joined(clue.merged)}" if clue.merged else "",
        )
        if part
    )


def _cover(book: CompendiumBook) -> Page:
    marks: list[Mark] = []
    if book.internal:
        marks += place(set_text("内部资料  注意保存", _COVER_MARK, WIDTH), _COVER_MARK, LEFT, TOP)
    marks += brand_mark(book.brand, LEFT + (WIDTH - BRAND_WIDTH) / 2, TOP + 12.0, BRAND_WIDTH, BRAND_HEIGHT)
    y = TOP + 48.0
    for words in ("“百姓提案”", "线索汇编"):
        y = _centred(marks, words, _COVER_TITLE, y)
    y += 8
    marks.append(Rule(LEFT + 28, y, LEFT + WIDTH - 28, y, 0.9, RED))
    marks.append(Rule(LEFT + 28, y + 1.5, LEFT + WIDTH - 28, y + 1.5, 0.3, RED))
    y = _centred(marks, book.issue, _COVER_SUB, y + 8)
    y = _centred(marks, f"（{book.period}）", _COVER_SMALL, y + 1)
    if book.subtitle:
        _centred(marks, f"——{one_line(drawn(book.subtitle))}", _COVER_SUB, y + 2)
    y = BOTTOM - 2 * _COVER_SMALL.line
    y = _centred(marks, book.issuer, _COVER_SMALL, y)
    _centred(marks, day_words(book.made_on), _COVER_SMALL, y)
    return tuple(marks)


def _centred(marks: list[Mark], words: str, style: Style, top: float) -> float:
    line, used = set_line(words, style, WIDTH, smallest=12, field="封面")
    marks += place([line], used, LEFT + centred(line, used, WIDTH), top)
    return top + style.line


def _note(book: CompendiumBook) -> Iterator[Part]:
    yield heading("编制说明", 0, before=0)
    yield space(5)
    for words in note_words(book):
        yield from paragraphs(words, glued=True)
    bars = [(theme.title, len(theme.clues)) for theme in book.themes]
    if len(bars) > 1:
        yield bar_chart("各主题线索条数", bars)
    for one in book.tables:
        yield heading(one.title, 2)
        columns = [Column(one.of, 100), Column("条数", 28, Align.RIGHT), Column("占比", 28, Align.RIGHT)]
        whole = sum(count for _, count in one.lines)
        rows = [(label, str(count), f"{count / whole:.1%}") for label, count in one.lines]
        part = table(columns, rows)
        yield Figure(part.height, part.draw, part.before, glued=True)


def _contents(book: CompendiumBook, places: dict[str, int]) -> Iterator[Part]:
    yield heading("目  录", 0, before=0)
    yield space(5)
    for number, theme in enumerate(book.themes):
        yield _entry(theme_title(number, theme), f"theme-{number}", places, _GROUP_ENTRY, 0.0)
        for place_in_theme, clue in enumerate(theme.clues):
            words = f"{clue.number}  {one_line(drawn(clue.title))}"
            yield _entry(words, f"clue-{number}-{place_in_theme}", places, _ENTRY, _ENTRY_INDENT)


def _entry(words: str, key: str, places: dict[str, int], style: Style, left: float) -> Figure:
    """A line of the contents: words, dots, page number; the whole of it leads to the page."""
    lines = set_text(words, style, WIDTH - left - _NUMBER_ROOM)
    height = style.line * len(lines)

    def draw(top: float) -> Sequence[Mark]:
        number, used = set_line(str(places.get(key, "")), style, _NUMBER_ROOM, smallest=7, field="页码")
        marks: list[Mark] = [*place(lines, style, LEFT + left, top)]
        last = top + height - style.line
        marks += place([number], used, LEFT + WIDTH - number.width, last)
        begin = LEFT + left + lines[-1].width + lines[-1].left + 2
        end = LEFT + WIDTH - number.width - 2
        y = last + style.line * 0.62
        if end > begin:
            marks.append(Shape(((begin, y), (end, y)), weight=_DOT * 1.5, dash=(_DOT, _DOT_GAP)))
        if places:
            marks.append(Link(LEFT, top, WIDTH, height, key))
        return marks

    return Figure(height, draw)


def _body(book: CompendiumBook, work: Work, before: int) -> Iterator[Part]:
    """The clues by theme; ``before`` of twice as many clues have been laid out already."""
    done = before
    for number, theme in enumerate(book.themes):
        title = theme_title(number, theme)
        yield NewPage()
        yield anchor(f"theme-{number}", title, 0)
        yield heading(title, 0, before=0, glued=True)
        yield space(4)
        for place_in_theme, clue in enumerate(theme.clues):
            if done % _STEP == 0:
                work.at(done, 2 * book.count, "正在编印汇编")
            done += 1
            yield from _clue(clue, f"clue-{number}-{place_in_theme}", first=not place_in_theme)


def _clue(clue: CompendiumClue, key: str, *, first: bool) -> Iterable[Part]:
    words = f"{clue.number}  {one_line(drawn(clue.title))}"
    yield Figure(0.0, anchor(key, words, 1).draw, glued=first)
    yield heading(words, 1, before=0.5 if first else 1.0, glued=True)
    meta = meta_words(clue)
    if meta:
        yield Block(set_text(meta, _META, WIDTH), _META, glued=True)
    parts = (("情况分析", clue.analysis), ("具体建议", clue.suggestions), ("办理进展", clue.progress))
    for number, (label, text) in enumerate(parts):
        if text.strip():
            yield Block(set_text(label, _LABEL, WIDTH), _LABEL, glued=not number)
            yield from paragraphs(text, TEXT, glued=True)
