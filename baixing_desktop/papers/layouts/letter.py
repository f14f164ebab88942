"""转送函: the letter that sends a clue to another body, in 信函格式 (GB/T 9704-2012 10.1; seed 八(三)).

The clue goes along as an attachment without any contact data (domain decision 7): the input has no field for them.
"""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.text import one_line
from baixing_desktop.errors import PaperError
from baixing_desktop.papers.layouts.words import BASIS, day_words
from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.flow import Block, Region, flow
from baixing_desktop.papers.sheet.furniture import page_dash
from baixing_desktop.papers.sheet.marks import (
    BOTTOM,
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RED,
    TOP,
    WIDTH,
    Mark,
    Page,
    Rule,
    Text,
)
from baixing_desktop.papers.sheet.text import (
    EM_ASCENT,
    INDENT,
    Line,
    Style,
    centred,
    drawn,
    empty_line,
    set_line,
    set_text,
)

ISSUER = "中国人民政治协商会议广州市海珠区委员会办公室"
SIGNER = "海珠区政协办公室"
"""The short name that stands over the date, as in the seed."""

_BODY_SIZE = 15.75
"""3号 in points: 28 characters of it fill the 156 mm of the type area (GB/T 9704-2012 5.2.2, 5.2.3)."""

_LEADING = 1 + 7 / 8
"""Between two lines stand 7/8 of a character's height, which makes 22 lines of 225 mm."""

_TEXT = Style(_BODY_SIZE, leading=_LEADING, indent=INDENT, justify=True)
_PLAIN = Style(_BODY_SIZE, leading=_LEADING)
_LABEL = Style(_BODY_SIZE, FaceName.SANS, leading=_LEADING)
_TITLE = Style(22, FaceName.TITLE, leading=1.5)
_CHARACTER = _BODY_SIZE / MM
"""Width of one character of the text in millimetres."""

_SEVEN_EIGHTHS = _CHARACTER * 7 / 8

_HEAD_SIZE = 30.0
_HEAD_SQUEEZE = 0.72
"""A long name is set narrower down to this before it is set smaller."""
_HEAD_SMALLEST = 20.0
_HEAD_WIDTH = 160.0
_HEAD_TOP = 30.0
_INK_TOP, _INK_BOTTOM = 0.82, 0.07
"""How far the ink of a heavy Chinese character goes above and below the base line, in parts of the size."""

_RULE_WIDTH = 170.0
_UNDER_HEAD = 4.0
_THICK, _THIN, _BETWEEN = 0.9, 0.3, 0.6
"""文武线: weights of its two lines and the white between them, in millimetres."""

_LOWER_RULE = PAGE_HEIGHT - 20.0
_ADDRESSEE_LINES = 3
_SEAL_LINES, _SEAL_LINES_AT_LEAST = 2, 1
"""White between the attachment note and the signature, for the seal; less if that keeps the letter on one page."""
_SIGN_RIGHT = 4 * _CHARACTER
"""What stays white to the right of the date."""


@dataclass(frozen=True, slots=True)
class AttachedClue:
    """The clue as it leaves the office: its own words and where it came from, nobody's name. ``filed`` when it became
    a filed proposal, whose words and number these then are.
    """

    number: str
    title: str
    analysis: str
    suggestions: str
    source_label: str
    filed: bool = False

    @property
    def matter(self) -> str:
        """What it is called."""
        return "“百姓提案”" if self.filed else "“百姓提案”线索"


@dataclass(frozen=True, slots=True)
class Letter:
    """One 转送函. ``assignment`` asks for a reply within one month of 接办 (seed 八(四)1); else there is no limit.

    ``subject`` is what the title says is done with the clue; ``body`` are the paragraphs of a letter that is no 转送函.

    ``reason`` is a whole sentence on why this body gets the clue, or empty. ``contact`` is a person of the
    office, never the citizen; an empty ``contact_phone`` is left away. ``issuer`` stands in the red head, ``signer``
    over the date.
    """

    letter_number: str
    addressee: str
    clue: AttachedClue
    issued_on: date | None
    contact: str
    contact_phone: str
    assignment: bool = False
    reason: str = ""
    issuer: str = ISSUER
    signer: str = SIGNER
    subject: str = "转送"
    body: tuple[str, ...] = ()

    @property
    def title_lines(self) -> tuple[str, str]:
        """The title on its two lines."""
        done = "交办" if self.clue.filed else self.subject
        return f"关于{done}{self.clue.matter}", f"（{self.clue.number}）的函"


def lay_out_letter(letter: Letter) -> list[Page]:
    """The letter on its own pages, then the clue on the following ones; the first page carries no number.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``, or ``PAPER_TOO_LONG`` for a name or number that its place cannot hold.
    """
    head, top = _head(letter)
    first = Region(top, _LOWER_RULE - _SEVEN_EIGHTHS)
    later = Region(TOP, BOTTOM)
    letter_pages = flow(_letter_blocks(letter, _SEAL_LINES), first, later)
    if len(letter_pages) > 1:
        letter_pages = flow(_letter_blocks(letter, _SEAL_LINES_AT_LEAST), first, later)
    pages = [*letter_pages, *flow(_clue_blocks(letter.clue), later, later)]
    sheets: list[Page] = []
    for number, texts in enumerate(pages, 1):
        marks: list[Mark] = [*head, *texts] if number == 1 else [*texts, page_dash(number)]
        sheets.append(tuple(marks))
    return sheets


def _head(letter: Letter) -> tuple[list[Mark], float]:
    """Red head, rules, letter number and title, and where the text begins."""
    issuer = _issuer(letter.issuer)
    rule = _HEAD_TOP + (_INK_TOP + _INK_BOTTOM) * issuer.size / MM + _UNDER_HEAD
    marks: list[Mark] = [issuer, *_double_rule(rule, _THICK, _THIN)]
    y = rule + _THICK + _BETWEEN + _THIN + _SEVEN_EIGHTHS
    number, style = set_line(letter.letter_number, _PLAIN, WIDTH, smallest=12, field="函号")
    marks.append(_text(number, style, LEFT + WIDTH - number.width, y))
    y += _CHARACTER + 2 * _TEXT.line
    for words in letter.title_lines:
        line, style = set_line(words, _TITLE, WIDTH, smallest=16, field="编号")
        marks.append(_text(line, style, LEFT + centred(line, style, WIDTH), y))
        y += _TITLE.line
    marks += _double_rule(_LOWER_RULE - _THIN - _BETWEEN - _THICK, _THIN, _THICK)
    return marks, y + _TEXT.line


def _issuer(name: str) -> Text:
    """The name in the red head: narrowed first, then made smaller, to fit between the edges of the rule."""
    style = Style(_HEAD_SIZE, FaceName.TITLE)
    line, _ = set_line(name, style, PAGE_WIDTH * 5, smallest=style.size, field="发文机关")
    squeeze = min(1.0, _HEAD_WIDTH / line.width) if line.width else 1.0
    size = _HEAD_SIZE * min(1.0, squeeze / _HEAD_SQUEEZE)
    if size < _HEAD_SMALLEST:
        raise PaperError("PAPER_TOO_LONG", field="发文机关")
    squeeze = max(squeeze, _HEAD_SQUEEZE)
    width = line.width * size / _HEAD_SIZE * squeeze
    y = _HEAD_TOP + _INK_TOP * size / MM
    return Text((PAGE_WIDTH - width) / 2, y, line.runs, size, colour=RED, squeeze=squeeze)


def _double_rule(top: float, upper: float, lower: float) -> list[Mark]:
    left = (PAGE_WIDTH - _RULE_WIDTH) / 2
    right = left + _RULE_WIDTH
    first, second = top + upper / 2, top + upper + _BETWEEN + lower / 2
    return [Rule(left, first, right, first, upper, RED), Rule(left, second, right, second, lower, RED)]


def _letter_blocks(letter: Letter, seal_lines: int) -> list[Block]:
    addressee = set_text(f"{one_line(drawn(letter.addressee))}：", _PLAIN, WIDTH)
    if len(addressee) > _ADDRESSEE_LINES:
        raise PaperError("PAPER_TOO_LONG", field="主送单位")
    note = Style(_BODY_SIZE, leading=_LEADING, indent=INDENT, hang=INDENT + 3)
    day = letter.issued_on
    signer, _ = set_line(letter.signer, _PLAIN, WIDTH - _SIGN_RIGHT, smallest=_BODY_SIZE, field="署名")
    dated, _ = set_line(day_words(day), _PLAIN, WIDTH, smallest=_BODY_SIZE, field="日期")
    return [
        Block(addressee, _PLAIN),
        *(Block(set_text(words, _TEXT, WIDTH), _TEXT) for words in letter_paragraphs(letter)),
        Block(set_text(f"附件：{letter.clue.matter}（{letter.clue.number}）", note, WIDTH), note, before=1, glued=True),
        Block([signer], _PLAIN, _signer_left(signer.width, dated.width), before=seal_lines, glued=True),
        Block([dated], _PLAIN, WIDTH - _SIGN_RIGHT - dated.width, glued=True),
    ]


def letter_paragraphs(letter: Letter) -> list[str]:
    """What the letter says between the addressee and the note on the attachment."""
    if letter.body:
        return [drawn(words) for words in letter.body]
    title = one_line(drawn(letter.clue.title))
    matter, came = letter.clue.matter, "审查立案" if letter.clue.filed else "群众反映"
    forwarding = (
        f"根据{BASIS}，现将{came}的{matter}《{title}》（{letter.clue.number}）"
        f"{'交由贵单位办理' if letter.assignment else '转送贵单位，请结合工作职责研究处理'}。"
    )
    answer = (
        "请自接办之日起1个月内予以答复，办理中加强与群众的沟通协商，实事求是说明办理情况。"
        if letter.assignment
        else "请将研究处理情况书面函复我办。"
    )
    phone = f"，联系电话：{letter.contact_phone}" if letter.contact_phone else ""
    enclosed = "提案" if letter.clue.filed else "线索"
    contact = f"随函{enclosed}不含反映人的联系方式，需要与反映人沟通的，请与我办联系。联系人：{letter.contact}{phone}。"
    return [words for words in (forwarding, letter.reason, answer, contact) if words]


def _signer_left(signer: float, dated: float) -> float:
    """署名 stands over the middle of the date, which leaves four characters to the right for the seal;
    a long name moves in until two characters are left (GB/T 9704-2012 7.3.5)."""
    middle = WIDTH - _SIGN_RIGHT - dated / 2
    return max(0.0, min(middle - signer / 2, WIDTH - _SIGN_RIGHT / 2 - signer))


def _clue_blocks(clue: AttachedClue) -> list[Block]:
    heading, style = set_line(f"{clue.matter}（{clue.number}）", _TITLE, WIDTH, smallest=16, field="编号")
    return [
        Block(set_text("附件", _LABEL, WIDTH), _LABEL),
        Block([heading], style, centred(heading, style, WIDTH), before=1, glued=True),
        *_field("编号：", clue.number, before=1),
        *_field("标题：", clue.title),
        *_part("情况分析：", clue.analysis),
        *_part("具体建议：", clue.suggestions),
        *_field("来源：", clue.source_label),
    ]


def _field(label: str, text: str, *, before: float = 0.0) -> list[Block]:
    """A short field: its label and, beside it, its text."""
    indent = INDENT * _CHARACTER
    lead, _ = set_line(label, _LABEL, WIDTH, smallest=_BODY_SIZE, field=label)
    style = Style(_BODY_SIZE, leading=_LEADING, justify=True)
    beside = indent + lead.width
    lines = set_text(text, style, WIDTH - beside) or [empty_line()]
    return [Block(lines, style, beside, before, lead=lead, lead_left=indent)]


def _part(label: str, text: str) -> list[Block]:
    """A long field: its label on a line of its own, then its paragraphs."""
    lead, _ = set_line(label, _LABEL, WIDTH, smallest=_BODY_SIZE, field=label)
    paragraphs = [set_text(words, _TEXT, WIDTH) for words in drawn(text).strip("\n").split("\n")]
    blocks = [Block([lead], _LABEL, INDENT * _CHARACTER)]
    blocks += [Block(lines or [empty_line()], _TEXT, glued=not n) for n, lines in enumerate(paragraphs)]
    return blocks


def _text(line: Line, style: Style, left: float, top: float) -> Text:
    """``line`` with the top of its characters at ``top``."""
    return Text(left, top + EM_ASCENT * style.size / MM, line.runs, style.size, line.spread)
