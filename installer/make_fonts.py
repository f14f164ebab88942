"""Make the bundled type faces from the originals, and check the ones shipped.

The originals are the Noto CJK collections (SIL Open Font License 1.1) of the
Debian package `fonts-noto-cjk`, version 1:20220127+repack1-1. reportlab cannot
embed their PostScript outlines, so these are turned into TrueType, and each
face is cut down to what Chinese papers need.

    apt-get download fonts-noto-cjk && dpkg-deb -x fonts-noto-cjk_*.deb noto
    python installer/make_fonts.py --originals noto/usr/share/fonts/opentype/noto
    python installer/make_fonts.py --verify

The same originals and the same fontTools give the same bytes: no time stamp
but the originals' own is written.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from fontTools import subset as _untyped_subset
from fontTools.misc.roundTools import otRound
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

# fontTools gives no types for its subsetter nor for the fields of its tables.
subset: Any = _untyped_subset
Font: TypeAlias = Any

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
CHARACTER_LIST = ROOT / "resources" / "reference" / "tongyong_8105.txt"

SIMPLIFIED_CHINESE = 2  # index of the SC face in each collection
MAX_CURVE_ERROR = 1.0  # how far a TrueType curve may leave the original, in 1/1000 em

HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xFFA0, 0xFFDC))

EXTENSION_A = range(0x3400, 0x4DB6)  # the originals lack the ten characters added in Unicode 13

LONG_DASHES, UNBROKEN_BAR = (0x2014, 0x2015), 0x2500

# What official papers use beside the double-byte symbols of GBK.
MARK_RANGES = (
    range(0x20, 0x7F),  # ASCII
    range(0xA0, 0x100),  # Latin-1
    range(0x2010, 0x2027),  # dashes, quotation marks, ellipsis
    range(0x2190, 0x219A),  # arrows
    range(0x2460, 0x249C),  # numbers in circles and brackets
    range(0x3000, 0x3040),  # Chinese punctuation
    range(0x3220, 0x3244),  # Chinese numerals in brackets
    range(0xFF01, 0xFFA0),  # full-width forms
)
MARKS = "€※√×÷⊙▶▷☎✓⸺㎡㎥"


@dataclass(frozen=True, slots=True)
class Face:
    """One bundled file: where it comes from, what it is called, what it covers."""

    original: str
    family: str
    style: str
    complete: bool
    """True for every character of the original but Hangul, False for the everyday set."""
    apart: bool = False
    """True when the style makes a family of its own, see `names`."""

    @property
    def names(self) -> tuple[str, str]:
        """Family and style as programs see them.

        Qt asks only one file of a family what the family can draw. A face that covers
        less than its sister must keep apart, or rare characters vanish from the screen.
        """
        return (f"{self.family} {self.style}", "Regular") if self.apart else (self.family, self.style)

    @property
    def postscript_name(self) -> str:
        """The name inside a PDF, and the file's stem: `NotoSerifSC-Bold`."""
        return f"{self.family.replace(' ', '')}-{self.style}"

    @property
    def file_name(self) -> str:
        """The file in `resources/fonts`."""
        return f"{self.postscript_name}.ttf"


FACES = (
    Face("NotoSerifCJK-Regular.ttc", "Noto Serif SC", "Regular", complete=True),
    Face("NotoSerifCJK-Bold.ttc", "Noto Serif SC", "Bold", complete=False, apart=True),
    Face("NotoSansCJK-Regular.ttc", "Noto Sans SC", "Regular", complete=False),
    Face("NotoSansCJK-Bold.ttc", "Noto Sans SC", "Bold", complete=False),
)

PINNED = {
    "NotoSerifCJK-Regular.ttc": "a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481",
    "NotoSerifCJK-Bold.ttc": "a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac",
    "NotoSansCJK-Regular.ttc": "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a",
    "NotoSansCJK-Bold.ttc": "faa5f3656a78b2e2d450d27fe8382c778bc2b6bb5ea29c986664a6a435056ceb",
}
"""SHA-256 of each original, so that the same bytes come out."""


def standard_characters() -> frozenset[int]:
    """Return the 8105 code points of 通用规范汉字表 (2013)."""
    return frozenset(map(ord, CHARACTER_LIST.read_text(encoding="utf-8").replace("\n", "")))


def gb2312_characters() -> frozenset[int]:
    """Return every code point of GB 2312-80: symbols, kana, Greek, Cyrillic and 6763 han."""
    return _decoded("gb2312", range(0xA1, 0xF8))


def _decoded(encoding: str, rows: range) -> frozenset[int]:
    cells = (bytes((row, cell)) for row in rows for cell in range(0x40, 0xFF))
    characters = (cell.decode(encoding, errors="ignore") for cell in cells)
    return frozenset(ord(character) for character in characters if character and not character.isascii())


def everyday_characters() -> frozenset[int]:
    """Return what the smaller faces keep: the standard list, GB 2312 and the marks of official papers."""
    # Rows A1 to A9 of GBK hold its symbols; it and GB 2312 disagree on the long dash and the middle dot.
    marks = _decoded("gbk", range(0xA1, 0xAA)).union(map(ord, MARKS), *MARK_RANGES)
    return standard_characters() | gb2312_characters() | marks


def make_face(face: Face, originals: Path, target: Path) -> None:
    """Write one TrueType face into the folder `target`.

    Raises SystemExit when the original is missing or is not the pinned one.
    """
    source = originals / face.original
    if not source.is_file() or hashlib.sha256(source.read_bytes()).hexdigest() != PINNED[face.original]:
        sys.exit(f"missing, or not the pinned original: {source}")
    with _cut_down(source, face) as font:
        _outlines_to_truetype(font)
        _rename(font, face)
        font.save(target / face.file_name)


def _cut_down(source: Path, face: Face) -> Font:
    options = subset.Options(
        font_number=SIMPLIFIED_CHINESE,
        layout_features=["kern"],
        drop_tables=["BASE", "VORG", "vhea", "vmtx"],  # only vertical text needs them
        name_IDs=["*"],
        name_languages=["*"],
        notdef_outline=True,
        hinting=False,
        desubroutinize=True,
        glyph_names=False,
    )
    font = subset.load_font(str(source), options)
    _join_long_dashes(font)
    covered = set(font.getBestCmap())
    hangul = (range(first, last + 1) for first, last in HANGUL)
    wanted = covered.difference(*hangul) if face.complete else covered & everyday_characters()
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(wanted))
    subsetter.subset(font)
    return font


def _join_long_dashes(font: Font) -> None:
    # The original joins the two halves of —— by an OpenType rule, which
    # reportlab does not follow. GB/T 15834-2011 5.1.4 gives the dash two
    # cells undivided; the box-drawing bar is the same stroke filling its cell.
    for table in font["cmap"].tables:
        for dash in LONG_DASHES:
            if dash in table.cmap:
                table.cmap[dash] = table.cmap[UNBROKEN_BAR]


def _outlines_to_truetype(font: Font) -> None:
    order: list[str] = font.getGlyphOrder()
    drawn = font.getGlyphSet()
    glyphs: dict[str, Any] = {}
    for name in order:
        pen = TTGlyphPen(drawn)
        # PostScript outlines run the other way round.
        drawn[name].draw(Cu2QuPen(pen, MAX_CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    table: Any = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = glyphs
    font["loca"] = newTable("loca")
    font["glyf"] = table
    del font["CFF "]
    for name in order:
        glyphs[name].recalcBounds(table)
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (otRound(advance), getattr(glyphs[name], "xMin", 0))
    _truetype_headers(font)


def _truetype_headers(font: Font) -> None:
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    # What depends on the outlines is counted when the font is saved; there are no hinting programs.
    counted = "Points Contours CompositePoints CompositeContours ComponentElements ComponentDepth"
    programs = "TwilightPoints Storage FunctionDefs InstructionDefs StackElements SizeOfInstructions"
    for field in f"{counted} {programs}".split():
        setattr(maxp, f"max{field}", 0)
    maxp.maxZones = 1
    font["post"].formatType = 3.0
    smoothing: Any = newTable("gasp")
    smoothing.gaspRange = {0xFFFF: 0x000F}  # no hinting: smooth at every size
    font["gasp"] = smoothing
    font.sfntVersion = "\x00\x01\x00\x00"


def _rename(font: Font, face: Face) -> None:
    names = font["name"]
    version = names.getDebugName(5).split(";")[0]
    family, style = face.names
    wanted = {
        1: family,
        2: style,
        3: f"{version};baixing-desktop;{face.postscript_name}",
        4: family if style == "Regular" else f"{family} {style}",
        5: f"{version};TrueType outlines, cut down for baixing-desktop",
        6: face.postscript_name,
    }
    kept = [record for record in names.names if record.nameID not in wanted]
    names.names = [record for record in kept if (record.platformID, record.langID) == (3, 0x409)]
    for number, text in wanted.items():
        names.setName(text, number, 3, 1, 0x409)
    if face.apart:
        font["head"].macStyle = 0
        font["OS/2"].fsSelection = 0x40  # regular within its family; the weight stays true


def verify(folder: Path) -> list[str]:
    """Return what is wrong with the faces in `folder`; an empty list when all is well."""
    faults: list[str] = []
    for face in FACES:
        path = folder / face.file_name
        if not path.is_file():
            faults.append(f"{face.file_name}: missing")
            continue
        with TTFont(path) as font:
            faults += (f"{face.file_name}: {fault}" for fault in _faults(font, face))
    return faults


def _faults(font: Font, face: Face) -> Iterable[str]:
    if "glyf" not in font or "CFF " in font:
        yield "no TrueType outlines"
        return
    names = tuple(font["name"].getDebugName(number) for number in (1, 2, 6))
    if names != (*face.names, face.postscript_name):
        yield f"calls itself {names}"
    if font["OS/2"].usWeightClass != (700 if face.style == "Bold" else 400):
        yield f"weighs {font['OS/2'].usWeightClass}"
    covered = font.getBestCmap()
    wanted = standard_characters() | gb2312_characters()
    if face.complete:
        wanted = wanted | set(EXTENSION_A)
    yield from _bad_glyphs(font, covered, wanted)


def _bad_glyphs(font: Font, covered: dict[int, str], wanted: frozenset[int]) -> Iterable[str]:
    missing = sorted(wanted - covered.keys())
    if missing:
        yield f"lacks {len(missing)} characters, first {', '.join(f'U+{code:04X}' for code in missing[:8])}"
    blank = [code for code in sorted(standard_characters() & covered.keys()) if not _has_ink(font, covered[code])]
    if blank:
        yield f"draws nothing for {len(blank)} characters, first U+{blank[0]:04X}"


def _has_ink(font: Font, glyph: str) -> bool:
    place, outlines = font.getGlyphID(glyph), font["loca"]
    return outlines[place] < outlines[place + 1] and font["hmtx"][glyph][0] == font["head"].unitsPerEm


def main() -> int:
    """Make or verify the faces; return the exit code."""
    parser = argparse.ArgumentParser(description="Make or verify the bundled type faces.")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--originals", type=Path, help="folder of the NotoSerifCJK and NotoSansCJK collections")
    action.add_argument("--verify", action="store_true", help="check the faces already made")
    parser.add_argument("--folder", type=Path, default=FONTS, help="where the made faces lie")
    arguments = parser.parse_args()
    if arguments.originals:
        for face in FACES:
            make_face(face, arguments.originals, arguments.folder)
            print(f"{face.file_name}: {(arguments.folder / face.file_name).stat().st_size / 1e6:.1f} MB")
    faults = verify(arguments.folder)
    print("\n".join(faults) if faults else "all faces are in order")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
