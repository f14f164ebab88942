"""附件3: the standard form of a clue, row for row and word for word (seed 附件3), on A4 by GB/T 9704-2012.

Outside and below the official table stands one slim strip for the signatures and the QR code
(domain decision 2); ``strict`` leaves it away. The notice and the consents may follow on a page of their own.
"""

from dataclasses import dataclass
from datetime import date
from math import cos, radians, sin

from baixing_desktop.domain.clue import ClueContent, Contributor
from baixing_desktop.domain.text import one_line
from baixing_desktop.errors import PaperError
from baixing_desktop.papers.layouts.notice import Notice, lay_out_notice
from baixing_desktop.papers.layouts.strip import Imprint, Strip, draw_strip
from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.marks import (
    BOTTOM,
    LEFT,
    MM,
    PAGE_WIDTH,
    PALE,
    TOP,
    WIDTH,
    Mark,
    Page,
    Text,
)
from baixing_desktop.papers.sheet.table import CONTINUED, Cell, Row, draw, lay_out, prepare_rows
from baixing_desktop.papers.sheet.text import INDENT, Style, centred, drawn, place, set_line, set_text, set_words

HEADING = "海珠区“百姓提案”"
RECEIVER = "接收人（委员/街道工作室）："
ANONYMOUS = "匿名"
SOURCE_HINT = "（流程图标注的类别）"

SIZES = (14.0, 13.0, 12.0)
"""Sizes of the body in points, the wished one first; a smaller one is taken only if it saves a page."""

_TITLE = Style(22, FaceName.TITLE, leading=1.0)
_HEAD = Style(14)
_DRAFT = Style(150, FaceName.TITLE, leading=1.0)

_AFTER_TITLE = 6.0
_BEFORE_TABLE = 2.0
_RECEIVER_LINES = 3

_LATER = Style(12)
_LATER_TITLE = 60
"""So many characters of the clue's title are repeated on a 附页."""

_DRAFT_TURN = 40.0
_DRAFT_MIDDLE = 0.38
"""How far the middle of a character is above its base line, in parts of the size."""

_ROOM = "\N{IDEOGRAPHIC SPACE}" * 2


@dataclass(frozen=True, slots=True)
class Attachment3:
    """What one form says. ``source_label`` is the word printed for 来源 (first level).

    ``number`` is the provisional number, which never changes, ``formal_number`` the one given at acceptance.
    ``content_hash`` is the SHA-256 (hexadecimal) that the QR code begins; without it there is no code.
    ``imprint`` says which print of which revision this is. A ``draft`` carries a light 草稿.
    ``notice`` is printed on a page of its own behind the form. An empty ``content`` with a receiver is the blank form.
    """

    content: ClueContent
    source_label: str = ""
    number: str = ""
    content_hash: str | None = None
    draft: bool = False
    formal_number: str | None = None
    imprint: Imprint | None = None
    notice: Notice | None = None


def lay_out_form(form: Attachment3, *, strict: bool = False) -> list[Page]:
    """The pages of one form; ``strict`` (严格按附件3) prints the bare official form: no strip, no notice.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``, or ``PAPER_TOO_LONG`` for a receiver's name of more than three lines.
    """
    head, top = _head(form.content)
    later_head, later_top = _later_head(form.content.title)
    tables = _best_tables(_rows(form), BOTTOM - top, BOTTOM - later_top)
    sheets = [[*later_head, *draw(cells, later_top)] for cells in tables]
    sheets[0] = [*head, *draw(tables[0], top)]
    if strict:
        return [tuple(_under_draft(form, sheet)) for sheet in sheets]
    if form.notice:
        sheets.append(lay_out_notice(form.notice, form.content))
    strip = Strip(form.number, form.formal_number, form.content_hash, form.imprint)
    pages = len(sheets)
    return [(*_under_draft(form, sheet), *draw_strip(strip, page, pages)) for page, sheet in enumerate(sheets, 1)]


def _under_draft(form: Attachment3, sheet: list[Mark]) -> list[Mark]:
    return [*_draft_mark(), *sheet] if form.draft else sheet


def _rows(form: Attachment3) -> list[Row]:
    content, person = form.content, form.content.contributor
    files = "\n".join(f"{number}. {one_line(a.name)}" for number, a in enumerate(content.attachments, 1))
    hidden = person.anonymous
    return [
        Row("标题", content.title),
        Row("情况分析", content.analysis, box=True, indent=INDENT),
        Row("具体建议", content.suggestions, box=True, indent=INDENT),
        Row("来源", form.source_label, hint=SOURCE_HINT),
        Row("联系人", ANONYMOUS if hidden else _named(person)),
        Row("联系电话", "" if hidden else person.phone),
        Row("联系地址", "" if hidden else person.address),
        Row("附件", files, hang=1.0),
    ]


def _named(person: Contributor) -> str:
    """A child's guardian decides and signs, so both are named."""
    return f"{person.name}（监护人：{person.guardian}）" if person.guardian else person.name


def _best_tables(form_rows: list[Row], first: float, later: float) -> list[list[Cell]]:
    """The largest type that needs no more pages than the smallest."""
    rows = prepare_rows(form_rows)
    largest, *_, smallest = SIZES
    tables = lay_out(rows, largest, first, later)
    if len(tables) == 1:
        return tables
    fewest = lay_out(rows, smallest, first, later)
    if len(tables) == len(fewest):
        return tables
    for size in SIZES[1:-1]:
        tables = lay_out(rows, size, first, later)
        if len(tables) == len(fewest):
            return tables
    return fewest


def _head(content: ClueContent) -> tuple[list[Mark], float]:
    """Title, receiver and date above the table, and where the table begins."""
    marks: list[Mark] = [*_centred(HEADING, _TITLE, TOP)]
    y = TOP + _TITLE.line + _AFTER_TITLE
    asked = set_words(RECEIVER, _HEAD, WIDTH)
    name = set_text(one_line(drawn(content.receiver)), _HEAD, WIDTH - asked.width)
    if len(name) > _RECEIVER_LINES:
        raise PaperError("PAPER_TOO_LONG", field="接收人")
    marks += place([asked], _HEAD, LEFT, y)
    marks += place(name, _HEAD, LEFT + asked.width, y)
    y += _HEAD.line * max(len(name), 1)
    day, _ = set_line(_date(content.received_on), _HEAD, WIDTH, smallest=_HEAD.size, field="日期")
    marks += place([day], _HEAD, LEFT + WIDTH - day.width, y)
    return marks, y + _HEAD.line + _BEFORE_TABLE


def _later_head(title: str) -> tuple[list[Mark], float]:
    """Heading of a 附页 with the clue's title under it, so that loose sheets find their form."""
    marks: list[Mark] = [*_centred(HEADING + CONTINUED, _TITLE, TOP)]
    y = TOP + _TITLE.line + _AFTER_TITLE
    short = one_line(drawn(title))
    if len(short) > _LATER_TITLE:
        short = short[:_LATER_TITLE] + "……"
    lines = set_text(f"标题：{short}", _LATER, WIDTH)
    return [*marks, *place(lines, _LATER, LEFT, y)], y + _LATER.line * len(lines) + _BEFORE_TABLE


def _date(day: date | None) -> str:
    """The date as the form prints it, with room to write when it is not known."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日" if day else f"20{_ROOM}年{_ROOM}月{_ROOM}日"


def _draft_mark() -> list[Mark]:
    """A light 草稿 across the page, first of all marks so that everything stands on top of it."""
    line, style = set_line("草稿", _DRAFT, PAGE_WIDTH, smallest=_DRAFT.size, field="草稿")
    turn = radians(_DRAFT_TURN)
    # From the middle of the table half the words' width back along the turned base line, half their height down.
    back, down = line.width / 2, _DRAFT_MIDDLE * style.size / MM
    x = PAGE_WIDTH / 2 - back * cos(turn) + down * sin(turn)
    y = (TOP + BOTTOM) / 2 + back * sin(turn) + down * cos(turn)
    return [Text(x, y, line.runs, style.size, colour=PALE, turn=_DRAFT_TURN)]


def _centred(text: str, style: Style, top: float) -> list[Mark]:
    line = set_words(text, style, WIDTH)
    return [*place([line], style, LEFT + centred(line, style, WIDTH), top)]
