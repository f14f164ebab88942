"""Fonts as they go into a PDF: opened, checked, cut down to what is used, and copied out as the very characters.

A face is one composite font of two-byte codes (PDF 32000-1, 9.7), whatever number of characters a paper sets in it.
reportlab parts it into simple fonts of 256 characters instead: a line of Chinese then changes its font at nearly every
character, each part repeats the tables of the font, and characters beyond the BMP are copied out as others.
"""

import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics, ttfonts

from baixing_desktop.errors import InputError
from baixing_desktop.papers.sheet.cutting import Original
from baixing_desktop.papers.sheet.objects import dictionary, reference, squeezed

_BROKEN_FONT = (ttfonts.TTFError, OSError, KeyError, ValueError, IndexError, struct.error)
"""What reading a damaged font ends in."""

_names: dict[str, tuple[bytes, int]] = {}
"""The name inside each font file that was opened, and how many opened before it have the same."""

_RESTRICTED, _NO_SUBSET, _BITMAP_ONLY = 0x0002, 0x0100, 0x0200

_BLOCK = 100
"""Most entries of one bfchar block (Adobe Technical Note 5014, 1.4.1)."""

_EM = 1000.0
"""The width of nearly every character: only the others are listed."""

_BMP = 0xFFFF
"""Characters up to here are one unit of UTF-16."""

_SYMBOLIC, _NONSYMBOLIC = 1 << 2, 1 << 5

# reportlab ships no types: its objects are Any from here on.
_TTFont: Any = ttfonts.TTFont


class Cut(dict[str, str]):
    """The characters that one paper sets in one font, in the order of their first use, each with its code there: four
    hexadecimal digits. The code is also the place of its outline in the font that goes into the paper.
    """

    def __missing__(self, character: str) -> str:
        self[character] = code = f"{len(self) + 1:04X}"
        return code

    def coded(self, text: str) -> str:
        """``text`` as the paper shows it, in hexadecimal digits."""
        return "".join(map(self.__getitem__, text))


class PaperFont(_TTFont):
    """A font that goes into each paper with the characters set there."""

    def __init__(self, name: str, path: Path) -> None:
        # The base is untyped, and so are its members.
        super().__init__(name, str(path), asciiReadable=False, shapable=False)  # pyright: ignore[reportUnknownMemberType]
        face: Any = self.face
        if _no_embedding(face):
            raise ttfonts.TTFError("does not allow embedding")
        if any(entry["offset"] + entry["length"] > len(face._ttf_data) for entry in face.tables):
            raise ttfonts.TTFError("cut off")
        face.name = _unique_name(str(path), face.name)
        self.widths = MappingProxyType(
            {chr(code): face.charWidths[code] for code in face.charToGlyph if code in face.charWidths}
        )
        self._original = Original(face)
        self._glyphs = {chr(code): glyph for code, glyph in face.charToGlyph.items()}
        # The library's own lists of these are larger than the font, and nothing of it asks for them here.
        face.charToGlyph = face.glyphToChar = face.charWidths = face.hmetrics = face.glyphPos = None
        self._cuts: WeakKeyDictionary[Any, Cut] = WeakKeyDictionary()

    def cut_for(self, doc: Any) -> tuple[str, Cut]:
        """The name of this font in the paper ``doc``, and the characters set there so far."""
        if doc not in self._cuts:
            self._cuts[doc] = Cut()
            doc.fontMapping[self.fontName] = f"/F{len(doc.fontMapping) + 1}"
            doc.delayedFonts.append(self)
        return doc.fontMapping[self.fontName], self._cuts[doc]

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - the library's hook: the paper is about to be written
        """Put this font into the paper ``doc``."""
        face: Any = self.face
        cut = self._cuts.pop(doc)
        called = f"/AAAAAA+{face.name.decode('ascii')}"
        outlines, wide = self._original.cut([self._glyphs[character] for character in cut])
        inner = dictionary(
            f"/Type /Font /Subtype /CIDFontType2 /BaseFont {called} /CIDToGIDMap /Identity"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            f" /DW {_EM:g} /W [{_widths(map(face._pdfScale, wide))}]"
            f" /FontDescriptor {reference(doc, _descriptor(doc, face, called, outlines))}"
        )
        outer = dictionary(
            f"/Type /Font /Subtype /Type0 /BaseFont {called} /Encoding /Identity-H"
            f" /DescendantFonts [{reference(doc, inner)}] /ToUnicode {reference(doc, squeezed(_to_unicode(cut)))}"
        )
        doc.idToObject["BasicFonts"].dict[doc.fontMapping[self.fontName][1:]] = doc.Reference(outer)


def _widths(widths: Iterable[float]) -> str:
    """The W array of a font: each run of places whose width is not :data:`_EM` (PDF 32000-1, 9.7.4.3)."""
    runs: list[tuple[int, list[str]]] = []
    for place, wide in enumerate(widths, 1):
        if wide == _EM:
            continue
        if not runs or place != runs[-1][0] + len(runs[-1][1]):
            runs.append((place, []))
        runs[-1][1].append(f"{wide:.7g}")
    return " ".join(f"{place} [{' '.join(run)}]" for place, run in runs)


def _descriptor(doc: Any, face: Any, called: str, outlines: bytes) -> Any:
    box = " ".join(f"{edge:.7g}" for edge in face.bbox)
    return dictionary(
        f"/Type /FontDescriptor /FontName {called} /Flags {face.flags & ~_NONSYMBOLIC | _SYMBOLIC} /FontBBox [{box}]"
        f" /Ascent {face.ascent:.7g} /Descent {face.descent:.7g} /CapHeight {face.capHeight:.7g}"
        f" /ItalicAngle {face.italicAngle:.7g} /StemV {face.stemV:g} /MissingWidth {face.defaultWidth:.7g}"
        f" /FontFile2 {reference(doc, squeezed(outlines, f'/Length1 {len(outlines)} '))}"
    )


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
    return font.widths


def count_characters(path: Path) -> int:
    """How many characters the TrueType font at ``path`` has.

    Raises:
        InputError: as :func:`load_face`.
    """
    return len(_open(path.stem, path).widths)


def _open(key: str, path: Path) -> Any:
    try:
        return PaperFont(key, path)
    except _BROKEN_FONT as error:
        raise InputError("FILE_UNREADABLE", name=path.name, reason=_why_not(error)) from error


def _why_not(error: Exception) -> str:
    said = str(error)
    if "postscript outlines" in said:
        return "是 PostScript 轮廓的字体，请改用 TrueType 版"
    return "字体不允许嵌入文件" if "not allow" in said else "不是完好的 TrueType 字体"


def _to_unicode(cut: Cut) -> bytes:
    """The map from codes to the very characters, for who copies them out (PDF 32000-1, 9.10.3)."""
    entries = [f"<{code}> <{_utf16(character)}>" for character, code in cut.items()]
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
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    ).encode("ascii")


def _utf16(character: str) -> str:
    code = ord(character)
    return f"{code:04X}" if code <= _BMP else character.encode("utf-16-be").hex().upper()
