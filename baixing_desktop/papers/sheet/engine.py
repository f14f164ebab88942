"""From marks to the bytes of a PDF: the only module that knows reportlab.

It mends four habits of the library: characters beyond the BMP are copied out as others (its ToUnicode map
writes five digits where UTF-16 is asked for), every page names an unembedded Helvetica, each subset
copies the whole outline table of the font, and streams are squeezed harder than a waiting person likes.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from io import BytesIO
from math import cos, radians, sin
from pathlib import Path
from threading import Lock
from types import MappingProxyType, SimpleNamespace
from typing import Any, cast

import zxingcpp
from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts
from reportlab.pdfgen import canvas as pdfgen
from reportlab.pdfgen.pathobject import PDFPathObject

from baixing_desktop.errors import InputError
from baixing_desktop.papers.sheet.marks import (
    BLACK,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Across,
    Anchor,
    Frame,
    Link,
    Mark,
    Page,
    Qr,
    Rule,
    Shape,
    Text,
)

_BROKEN_FONT = (ttfonts.TTFError, OSError, KeyError, ValueError, IndexError, struct.error)
"""What reading a damaged font ends in."""

_names: dict[str, tuple[bytes, int]] = {}
"""The name inside each font file that was opened, and how many opened before it have the same."""

_RESTRICTED, _NO_SUBSET, _BITMAP_ONLY = 0x0002, 0x0100, 0x0200

_BLOCK = 100
"""Most entries of one bfchar block (Adobe Technical Note 5014, 1.4.1)."""

_WRITING = Lock()
"""reportlab reads font tables through one shared position, so papers are written one at a time."""

_FIRST_FONT = "SERIF"
"""The font that stands in for Helvetica at the head of each page."""

# reportlab ships no types: its objects are Any from here on.
rl_config.useA85 = 0
"""Streams as bytes: wrapping them in ASCII costs a quarter more space and a tenth of the time."""

cast("Any", pdfdoc).zlib = SimpleNamespace(compress=partial(zlib.compress, level=1), decompress=zlib.decompress)
"""Level 1 is twice as quick; the outlines of a font, which fill most of a form, hardly shrink further."""

_Canvas: Any = pdfgen.Canvas  # pyright: ignore[reportUnknownMemberType] - see above
_TTFont: Any = ttfonts.TTFont
_Path: Any = PDFPathObject
_zxing: Any = zxingcpp


class _Window:
    """One table of a font file, cut out only where it is read."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data = data
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


class _PaperFont(_TTFont):
    """A font whose subsets copy out as the very characters that were set."""

    def __init__(self, name: str, path: Path) -> None:
        # The base is untyped, and so are its members.
        super().__init__(name, str(path), asciiReadable=False, shapable=False)  # pyright: ignore[reportUnknownMemberType]
        face: Any = self.face
        if _no_embedding(face):
            raise ttfonts.TTFError("does not allow embedding")
        if any(entry["offset"] + entry["length"] > len(face._ttf_data) for entry in face.tables):
            raise ttfonts.TTFError("cut off")
        face.name = _unique_name(str(path), face.name)
        start, _ = face.get_table_pos("glyf")
        outlines = _Window(face._ttf_data, start)
        whole = face.get_table

        def get_table(tag: str) -> bytes | _Window:
            return outlines if tag == "glyf" else whole(tag)

        face.get_table = get_table

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - the library's hook
        subsets = [list(codes) for codes in self.state[doc].subsets]
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(subsets))]
        super().addObjects(doc)  # pyright: ignore[reportUnknownMemberType] - as above
        fonts = doc.idToObject["BasicFonts"].dict
        for name, codes in zip(names, subsets, strict=True):
            map_name = fonts[name].ToUnicode.name
            doc.idToObject[map_name].content = _to_unicode(fonts[name].BaseFont, codes)


def _unique_name(path: str, name: bytes) -> bytes:
    """The library files a font in a paper under its name: two files of one name would draw each other's glyphs."""
    _, before = _names.setdefault(path, (name, sum(name == other for other, _ in _names.values())))
    return name + (b"-%d" % (before + 1) if before else b"")


def _no_embedding(face: Any) -> bool:
    """Whether the font's licence bits (OS/2 fsType) forbid embedding it, or embedding a part of it."""
    offset, length = face.get_table_pos("OS/2")
    kind: int = struct.unpack_from(">H", face._ttf_data, offset + 8)[0] if length >= 10 else 0
    return kind & 0xF == _RESTRICTED or bool(kind & (_NO_SUBSET | _BITMAP_ONLY))


def load_face(key: str, path: Path) -> Mapping[str, float]:
    """Register the TrueType font at ``path`` under ``key``; give the width of each of its characters in 1/1000 em.

    Raises:
        InputError: ``FILE_UNREADABLE``: it cannot be embedded in a paper.
    """
    font = _open(key, path)
    cast("Any", pdfmetrics).registerFont(font)
    widths = cast("Mapping[int, float]", font.face.charWidths)
    return MappingProxyType({chr(code): widths[code] for code in font.face.charToGlyph if code in widths})


def count_characters(path: Path) -> int:
    """How many characters the TrueType font at ``path`` has.

    Raises:
        InputError: as :func:`load_face`.
    """
    return len(_open(path.stem, path).face.charToGlyph)


def _open(key: str, path: Path) -> Any:
    try:
        return _PaperFont(key, path)
    except _BROKEN_FONT as error:
        raise InputError("FILE_UNREADABLE", name=path.name, reason=_why_not(error)) from error


def _why_not(error: Exception) -> str:
    said = str(error)
    if "postscript outlines" in said:
        return "是 PostScript 轮廓的字体，请改用 TrueType 版"
    return "字体不允许嵌入文件" if "not allow" in said else "不是完好的 TrueType 字体"


def write_pdf(pages: Iterable[Page], title: str) -> bytes:
    """The PDF of ``pages``; the same pages and ``title`` (of the document, no personal data) give the same bytes.

    ``pages`` may be made while they are written: a long book needs no more memory than its bytes.
    """
    out = BytesIO()
    with _WRITING:
        canvas = _Canvas(
            out,
            pagesize=(PAGE_WIDTH * MM, PAGE_HEIGHT * MM),
            pageCompression=1,
            invariant=1,
            initialFontName=_FIRST_FONT,
            lang="zh-CN",
        )
        canvas.setTitle(title)
        canvas.setAuthor("")
        canvas.setSubject("")
        canvas.setCreator("百姓提案线索工作台")
        for page in pages:
            across = next((mark for mark in page if isinstance(mark, Across)), None)
            upright = (PAGE_WIDTH * MM, PAGE_HEIGHT * MM)
            canvas.setPageSize(upright if across is None else upright[::-1])
            if across is not None:
                # Places are turned into points from the bottom edge of an upright sheet.
                canvas.translate(0, (PAGE_WIDTH - PAGE_HEIGHT + across.lift) * MM)
            for mark in page:
                _draw(canvas, mark)
            canvas.showPage()
        canvas.save()
    return out.getvalue()


def _draw(canvas: Any, mark: Mark) -> None:
    match mark:
        case Text():
            _draw_text(canvas, mark)
        case Rule():
            canvas.setStrokeColorRGB(*mark.colour)
            canvas.setLineWidth(mark.weight * MM)
            canvas.line(mark.x1 * MM, _up(mark.y1), mark.x2 * MM, _up(mark.y2))
        case Frame():
            canvas.setStrokeColorRGB(0, 0, 0)
            canvas.setLineWidth(mark.weight * MM)
            canvas.rect(mark.x * MM, _up(mark.y + mark.height), mark.width * MM, mark.height * MM)
        case Qr():
            _draw_qr(canvas, mark)
        case Shape():
            _draw_shape(canvas, mark)
        case Anchor():
            canvas.bookmarkHorizontal(mark.key, 0, _up(mark.y))
            canvas.addOutlineEntry(mark.title, mark.key, mark.level)
            canvas.showOutline()
        case Link():
            right, bottom = mark.x + mark.width, mark.y + mark.height
            canvas.linkRect("", mark.key, (mark.x * MM, _up(bottom), right * MM, _up(mark.y)), relative=1, thickness=0)
        case Across():
            pass  # the whole page has been turned already


def _draw_shape(canvas: Any, mark: Shape) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    (x, y), *others = mark.points
    path.moveTo(x * MM, _up(y))
    for x, y in others:
        path.lineTo(x * MM, _up(y))
    if mark.fill is not None:
        path.close()
        canvas.setFillColorRGB(*mark.fill)
    canvas.setStrokeColorRGB(*BLACK)
    canvas.setLineWidth(mark.weight * MM)
    canvas.setDash([length * MM for length in mark.dash])
    canvas.drawPath(path, stroke=int(mark.weight > 0), fill=int(mark.fill is not None))
    canvas.restoreState()


def _draw_text(canvas: Any, mark: Text) -> None:
    apart = mark.colour != BLACK or mark.squeeze != 1
    if apart:
        canvas.saveState()
    text = canvas.beginText()
    if apart:
        text.setFillColorRGB(*mark.colour)
        text.setHorizScale(mark.squeeze * 100)
    along, across = cos(radians(mark.turn)), sin(radians(mark.turn))
    text.setTextTransform(along, across, -across, along, mark.x * MM, _up(mark.y))
    for run in mark.runs:
        text.setFont(run.face, mark.size)
        if mark.spread:
            text.setCharSpace(mark.spread if run.spread else 0)
        text.textOut(run.text)
    if mark.spread:
        # The spacing would stay for the next line of the page.
        text.setCharSpace(0)
    canvas.drawText(text)
    if apart:
        canvas.restoreState()


def _draw_qr(canvas: Any, mark: Qr) -> None:
    modules, operators = _qr_path(mark.payload)
    canvas.saveState()
    canvas.translate(mark.x * MM, _up(mark.y + mark.side))
    canvas.scale(mark.side * MM / modules, mark.side * MM / modules)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(_Path(list(operators)), stroke=0, fill=1)
    canvas.restoreState()


@lru_cache(maxsize=8)
def _qr_path(payload: str) -> tuple[int, tuple[str, ...]]:
    """The side of the code in modules, and its dark modules as path operators in units of one module."""
    code = _zxing.create_barcode(payload, _zxing.BarcodeFormat.QRCode, ec_level="M")
    rows = cast("list[list[int]]", memoryview(code.to_image(scale=1, add_quiet_zones=False)).tolist())
    side = len(rows)
    operators = ["n"]
    for row, line in enumerate(rows):
        bordered = [False, *(value == 0 for value in line), False]
        edges = [place for place in range(side + 1) if bordered[place] != bordered[place + 1]]
        operators += [
            f"{begin} {side - 1 - row} {end - begin} 1 re" for begin, end in zip(edges[::2], edges[1::2], strict=True)
        ]
    return side, tuple(operators)


def _up(y: float) -> float:
    """Millimetres from the top edge as points from the bottom edge."""
    return (PAGE_HEIGHT - y) * MM


def _to_unicode(name: str, codes: list[int]) -> str:
    """The ToUnicode map of a subset in which position n is the character ``codes[n]`` (PDF 32000-1, 9.10.3)."""
    entries = [
        f"<{place:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for place, code in enumerate(codes) if code
    ]
    blocks: list[str] = []
    for begin in range(0, len(entries), _BLOCK):
        block = entries[begin : begin + _BLOCK]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
