"""Setting a field: from a citizen's words to lines of glyphs with their places.

Nothing in a text is ever read as markup.
"""

import re
from dataclasses import dataclass
from itertools import groupby
from unicodedata import category

from baixing_desktop.errors import PaperError
from baixing_desktop.papers.sheet.breaking import break_paragraph
from baixing_desktop.papers.sheet.faces import FaceName, Fit, fit
from baixing_desktop.papers.sheet.marks import MM, Run, Text

INDENT = 2.0
"""首行缩进: a paragraph begins two characters in (GB/T 9704-2012 7.3.3)."""

_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Controls and Unicode's default-ignorable characters: direction marks, joiners, variation selectors."""

_TAB = " " * 4
EM_ASCENT = 0.88
"""Of the type size, how much of a Chinese character stands above the base line."""

_MOST_SPREAD = 1.5
"""A line that is short by more than so many characters is not stretched to the edge."""

_SPREAD_FROM = 0x2010
"""Characters from here on (“ and … among them) are as wide as a Chinese one and may be set wider."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a field is set: face, ``size`` in points, ``leading`` as a multiple of it.

    ``indent`` and ``hang`` are in characters: what the first line and the other lines of a paragraph are moved in.
    ``justify`` stretches full lines to both edges.
    """

    size: float
    face: FaceName = FaceName.SERIF
    leading: float = 1.5
    indent: float = 0.0
    hang: float = 0.0
    justify: bool = False

    @property
    def line(self) -> float:
        """Height of one line in millimetres."""
        return self.size * self.leading / MM


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: ``left`` and ``width`` in millimetres, ``spread`` in points after each Chinese character."""

    runs: tuple[Run, ...]
    left: float
    width: float
    spread: float = 0.0


def drawn(text: str) -> str:
    """``text`` as paper can show it: line ends as ``\\n``, tabs as blanks, unseen characters dropped."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", _TAB)
    return text if text.isprintable() else "".join(_blank_for_odd_space(character) for character in text)


def _blank_for_odd_space(character: str) -> str:
    return " " if category(character) == "Zs" and character != "\N{IDEOGRAPHIC SPACE}" else character


def set_text(text: str, style: Style, width: float) -> list[Line]:
    """``text`` in lines of at most ``width`` millimetres; no line at all for an empty text.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``.
    """
    text = drawn(text).strip("\n").rstrip()
    if not text:
        return []
    fitted = fit(text.replace("\n", ""), style.face)
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        lines += _set_paragraph(paragraph.rstrip(), style, width, fitted)
    return lines


def set_line(text: str, style: Style, width: float, *, smallest: float, field: str) -> tuple[Line, Style]:
    """``text`` on one line, in smaller type down to ``smallest`` points if need be, with the style that it took.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``, or ``PAPER_TOO_LONG`` naming ``field``.
    """
    text = drawn(text).strip("\n").replace("\n", " ")
    fitted = fit(text, style.face)
    ems = _ems(text, fitted)
    size = min(style.size, width * MM / ems) if ems else style.size
    if size < smallest:
        raise PaperError("PAPER_TOO_LONG", field=field)
    fitting = Style(size, style.face, style.leading)
    return Line(_runs(text, fitted), 0.0, ems * size / MM), fitting


def _set_paragraph(text: str, style: Style, width: float, fitted: Fit) -> list[Line]:
    # Who indents a paragraph himself has said how it shall stand.
    indent = 0.0 if text[:1].isspace() else style.indent
    limit = width * MM / style.size - style.hang
    pieces = break_paragraph(text, fitted.widths.__getitem__, limit * 1000, (indent - style.hang) * 1000)
    lines: list[Line] = []
    for number, piece in enumerate(pieces):
        move = style.hang if number else indent
        shown = piece.rstrip()
        ems = _ems(shown, fitted)
        short = limit + style.hang - move - ems
        last = number == len(pieces) - 1
        spread = _spread(shown, short) * style.size if style.justify and not last else 0.0
        lines.append(Line(_runs(shown, fitted), move * style.size / MM, ems * style.size / MM, spread))
    return lines


def _spread(text: str, short: float) -> float:
    """What to add after each Chinese character, in parts of the size, to fill a line ``short`` characters."""
    gaps = sum(ord(character) >= _SPREAD_FROM for character in text[:-1])
    return short / gaps if gaps and 0 < short <= _MOST_SPREAD else 0.0


def _ems(text: str, fitted: Fit) -> float:
    return sum(map(fitted.widths.__getitem__, text)) / 1000


def _runs(text: str, fitted: Fit) -> tuple[Run, ...]:
    """Parts set in one face and spread alike."""
    if len(fitted.faces) == 1:
        key = fitted.faces[0].key
        return tuple(Run(key, "".join(part), chinese) for chinese, part in groupby(text, _is_chinese))
    pairs = groupby(text, lambda character: (fitted.face_of(character).key, _is_chinese(character)))
    return tuple(Run(key, "".join(part), chinese) for (key, chinese), part in pairs)


def _is_chinese(character: str) -> bool:
    return ord(character) >= _SPREAD_FROM


def place(lines: list[Line], style: Style, left: float, top: float) -> list[Text]:
    """``lines`` one under the other, the first one's line box beginning ``top`` millimetres down the page."""
    first = top + baseline(style)
    return [
        Text(left + line.left, first + number * style.line, line.runs, style.size, line.spread)
        for number, line in enumerate(lines)
    ]


def baseline(style: Style) -> float:
    """From the top of a line box down to the base line, in millimetres: the em box stands in its middle."""
    return (style.size * ((style.leading - 1) / 2 + EM_ASCENT)) / MM
