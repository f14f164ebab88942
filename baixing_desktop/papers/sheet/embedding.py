"""Fonts as they go into a PDF: opened, checked, cut down to what is used, and copied out as the very characters.

It mends two habits of reportlab: characters beyond the BMP are copied out as others (its ToUnicode map writes five
digits where UTF-16 is asked for), and each subset copies the whole outline table of the font.
"""

import struct
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from reportlab.pdfbase import pdfmetrics, ttfonts

from baixing_desktop.errors import InputError

_BROKEN_FONT = (ttfonts.TTFError, OSError, KeyError, ValueError, IndexError, struct.error)
"""What reading a damaged font ends in."""

_names: dict[str, tuple[bytes, int]] = {}
"""The name inside each font file that was opened, and how many opened before it have the same."""

_RESTRICTED, _NO_SUBSET, _BITMAP_ONLY = 0x0002, 0x0100, 0x0200

_BLOCK = 100
"""Most entries of one bfchar block (Adobe Technical Note 5014, 1.4.1)."""

# reportlab ships no types: its objects are Any from here on.
_TTFont: Any = ttfonts.TTFont


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
