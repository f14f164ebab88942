"""Setting a field: from a citizen's words to lines of glyphs with their places.

Nothing in a text is ever read as markup.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from unicodedata import category

from baixing_desktop.errors import PaperError
from baixing_desktop.papers.sheet.breaking import Paragraph
from baixing_desktop.papers.sheet.faces import FaceName, Fit, edition, fit
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

_WHITE_BEFORE, _WHITE_AFTER = frozenset("“‘（《〈〔【"), frozenset("”’）》〉〕】，。、；：！？")
_HALF_WHITE = 0.5

_MOST_SPREAD = 1.5
"""A line that is short by more than so many characters is not stretched to the edge."""

_SPREAD_FROM = "\u2010"
"""Characters from here on (“ and … among them) are as wide as a Chinese one and may be set wider."""
_WIDE = re.compile(f"[{_SPREAD_FROM}-\U0010ffff]+")
_PARTS = re.compile(f"[{_SPREAD_FROM}-\U0010ffff]+|[^{_SPREAD_FROM}-\U0010ffff]+")


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

    text: str
    fit: Fit
    left: float
    width: float
    short: float = 0.0
    """What a full line lacks to the right edge, in points; it is spread over the line."""

    @property
    def runs(self) -> tuple[Run, ...]:
        """Parts set in one face and spread alike."""
        return self.runs_spread(self.spread)

    def runs_spread(self, spread: float) -> tuple[Run, ...]:
        """:attr:`runs` for who knows the :attr:`spread` already."""
        texts = _PARTS.findall(self.text) if spread else [self.text]
        if len(self.fit.faces) == 1:
            key = self.fit.faces[0].key
            return tuple(Run(key, part, part[0] >= _SPREAD_FROM) for part in texts if part)
        pairs = (pair for part in texts for pair in groupby(part, lambda character: self.fit.face_of(character).key))
        return tuple(_run(key, "".join(part)) for key, part in pairs)

    @property
    def spread(self) -> float:
        """Points to add after each Chinese character to reach the right edge."""
        gaps = sum(map(len, _WIDE.findall(self.text[:-1]))) if self.short > 0 else 0
        return self.short / gaps if gaps else 0.0


def _run(key: str, text: str) -> Run:
    return Run(key, text, text[0] >= _SPREAD_FROM)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A field that has been cleaned, given its faces and measured, to be set at one or more sizes."""

    paragraphs: tuple[tuple[str, Paragraph], ...]
    fit: Fit


def drawn(text: str) -> str:
    """``text`` as paper can show it: line ends as ``\\n``, tabs as blanks, unseen characters dropped."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", _TAB)
    return text if text.isprintable() else "".join(_blank_for_odd_space(character) for character in text)


def _blank_for_odd_space(character: str) -> str:
    return " " if category(character) == "Zs" and character != "\N{IDEOGRAPHIC SPACE}" else character


def prepare(text: str, face: FaceName = FaceName.SERIF) -> Prepared:
    """Clean and measure ``text``.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``.
    """
    text = drawn(text).strip("\n").rstrip()
    fitted = fit(text.replace("\n", ""), face)
    width = fitted.widths.__getitem__
    parts = [part.rstrip() for part in text.split("\n")] if text else []
    return Prepared(tuple((part, Paragraph(part, width)) for part in parts), fitted)


def set_prepared(prepared: Prepared, style: Style, width: float) -> list[Line]:
    """Lines of at most ``width`` millimetres; no line at all for an empty text."""
    lines: list[Line] = []
    for text, paragraph in prepared.paragraphs:
        # Who indents a paragraph himself has said how it shall stand.
        indent = 0.0 if text[:1].isspace() else style.indent
        lines += _set_paragraph(paragraph, style, width, prepared.fit, indent)
    return lines


def set_text(text: str, style: Style, width: float) -> list[Line]:
    """:func:`prepare` and :func:`set_prepared` at once."""
    return set_prepared(prepare(text, style.face), style, width)


def empty_line() -> Line:
    """A line with nothing on it."""
    return Line("", fit("", FaceName.SERIF), 0.0, 0.0)


def set_line(text: str, style: Style, width: float, *, smallest: float, field: str) -> tuple[Line, Style]:
    """``text`` on one line, in smaller type down to ``smallest`` points if need be, with the style that it took.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``, or ``PAPER_TOO_LONG`` naming ``field``.
    """
    text = drawn(text).strip("\n").replace("\n", " ")
    fitted = fit(text, style.face)
    ems = sum(map(fitted.widths.__getitem__, text)) / 1000
    size = min(style.size, width * MM / ems) if ems else style.size
    if size < smallest:
        raise PaperError("PAPER_TOO_LONG", field=field)
    return Line(text, fitted, 0.0, ems * size / MM), replace(style, size=size)


def set_words(words: str, style: Style, width: float) -> Line:
    """Words of the paper itself on one line, the same on every sheet: they are set once.

    Raises:
        PaperError: as :func:`set_line`; they do not become smaller.
    """
    return _set_words(words, style, width, edition())


@lru_cache(maxsize=256)
def _set_words(words: str, style: Style, width: float, _edition: int) -> Line:
    return set_line(words, style, width, smallest=style.size, field=words)[0]


def _set_paragraph(paragraph: Paragraph, style: Style, width: float, fitted: Fit, indent: float) -> list[Line]:
    limit = width * MM / style.size - style.hang
    lines: list[Line] = []
    move = indent
    for piece in paragraph.lines(limit * 1000, (indent - style.hang) * 1000):
        ems = piece.width / 1000
        short = limit + style.hang - move - ems
        stretch = short * style.size if style.justify and short <= _MOST_SPREAD else 0.0
        lines.append(Line(piece.text.rstrip(), fitted, move * style.size / MM, ems * style.size / MM, stretch))
        move = style.hang
    # The last line of a paragraph ends where it ends.
    last = lines[-1]
    lines[-1] = Line(last.text, fitted, last.left, last.width)
    return lines


def centred(line: Line, style: Style, width: float) -> float:
    """How far in ``line`` begins, so that its ink stands in the middle of ``width`` millimetres.

    An opening mark is white in its left half and a closing one in its right half; that white does not count.
    """
    white = _HALF_WHITE * style.size / MM
    before = white if line.text[:1] in _WHITE_BEFORE else 0.0
    after = white if line.text[-1:] in _WHITE_AFTER else 0.0
    return (width - line.width + after - before) / 2


def place(lines: list[Line], style: Style, left: float, top: float) -> list[Text]:
    """``lines`` one under the other, the first one's line box beginning ``top`` millimetres down the page."""
    first, size, height = top + baseline(style), style.size, style.line
    placed: list[Text] = []
    for number, line in enumerate(lines):
        spread = line.spread
        placed.append(Text(left + line.left, first + number * height, line.runs_spread(spread), size, spread))
    return placed


def baseline(style: Style) -> float:
    """From the top of a line box down to the base line, in millimetres: the em box stands in its middle."""
    return (style.size * ((style.leading - 1) / 2 + EM_ASCENT)) / MM
