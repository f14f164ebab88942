"""The slim strip outside and below a form: its number, who signs, and the QR code that finds it again (safety 2.5)."""

from dataclasses import dataclass
from datetime import datetime

from baixing_desktop.clock import local
from baixing_desktop.domain.signed import SHORT_HASH, PaperMark
from baixing_desktop.papers.sheet.marks import BOTTOM, LEFT, WIDTH, Mark, Qr, Rule
from baixing_desktop.papers.sheet.text import Line, Style, place, set_line, set_words

_STYLE = Style(10.5)
_SMALL = Style(9)

_TOP = BOTTOM + 3.0
_QR_SIDE = 20.0
_QR_GAP = 4.0
_SIGN_BASE = _TOP + 17.5
"""The line people sign on, with 1 cm of white above it."""
_SIGN_GAP, _SIGN_DROP = 3.0, 0.8
_REGISTER = _SIGN_BASE + 2.0
_HAIRLINE = 0.18
_ROOM = "\N{IDEOGRAPHIC SPACE}"
_HALF = SHORT_HASH // 2


@dataclass(frozen=True, slots=True)
class Imprint:
    """Which print this is: the ``number``-th of the clue, of ``revision`` (0: a draft), and when.

    ``operator_code`` names a workstation or a person to the office only.
    """

    number: int
    revision: int
    at: datetime
    operator_code: str


@dataclass(frozen=True, slots=True)
class Strip:
    """What the strip of a form says. Without ``content_hash`` (64 hex digits) there is no QR code."""

    number: str
    formal_number: str | None
    content_hash: str | None
    imprint: Imprint | None


def draw_strip(strip: Strip, page: int, pages: int) -> list[Mark]:
    """编号, 页码, the three lines to sign on, the QR code, and in small type which print this is.

    Raises:
        PaperError: ``PAPER_TOO_LONG`` for a number longer than the page is wide.
    """
    width = WIDTH - _QR_SIDE - _QR_GAP if strip.content_hash else WIDTH
    count = set_words(f"第 {page} 页，共 {pages} 页", _STYLE, WIDTH)
    formal = f"（{strip.formal_number}）" if strip.formal_number else ""
    number, style = set_line(f"编号：{strip.number}{formal}", _STYLE, width - count.width - 2, smallest=8, field="编号")
    marks: list[Mark] = [*place([number], style, LEFT, _TOP)]
    marks += place([count], _STYLE, LEFT + width - count.width, _TOP)
    marks += _sign_lines(width)
    marks += place([_line(_register(strip), _SMALL)], _SMALL, LEFT, _REGISTER)
    if strip.content_hash:
        mark = PaperMark(strip.number, strip.content_hash[:SHORT_HASH], page, pages)
        marks.append(Qr(LEFT + WIDTH - _QR_SIDE, _TOP, _QR_SIDE, mark.text))
    return marks


def _register(strip: Strip) -> str:
    """``第 2 版  第 1 次打印  2026年11月25日 10:20  K3F  校验码 3FA9 C1D2``, as much of it as is known."""
    parts: list[str] = []
    if imprint := strip.imprint:
        at = local(imprint.at)
        parts.append(f"第 {imprint.revision} 版" if imprint.revision else "草稿")
        parts.append(f"第 {imprint.number} 次打印")
        parts.append(f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}")
        parts.append(imprint.operator_code)
    if strip.content_hash:
        digits = strip.content_hash[:SHORT_HASH].upper()
        parts.append(f"校验码 {digits[:_HALF]} {digits[_HALF:]}")
    return _ROOM.join(parts)


def _sign_lines(width: float) -> list[Mark]:
    """What is signed, each with an equal line beside it, over ``width`` millimetres."""
    labels = [set_words(label, _STYLE, WIDTH) for label in ("反映人签名：", "接收人签名：", "日期：")]
    blank = (width - sum(label.width for label in labels) - 2 * _SIGN_GAP) / len(labels)
    marks: list[Mark] = []
    x = LEFT
    for label in labels:
        marks += place([label], _STYLE, x, _SIGN_BASE - _STYLE.line + _SIGN_DROP)
        begin = x + label.width
        x = begin + blank
        marks.append(Rule(begin, _SIGN_BASE, x, _SIGN_BASE, _HAIRLINE))
        x += _SIGN_GAP
    return marks


def _line(text: str, style: Style) -> Line:
    line, _ = set_line(text, style, WIDTH, smallest=style.size, field=text)
    return line
