"""A font cut down for a paper is a whole font again, and draws what the original draws."""

import struct
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from reportlab.pdfbase import ttfonts

from baixing_desktop.papers.sheet.cutting import Original
from resources import font_path

SERIF, SMALLER = font_path("NotoSerifSC-Regular.ttf"), font_path("NotoSansSC-Bold.ttf")
# Neither library ships types for what is used here.
open_face: Any = ttfonts.TTFontFile
pen_for: Any = DecomposingRecordingPen


def drawn(font: Any, glyph: str) -> Any:
    glyphs = font.getGlyphSet()
    pen = pen_for(glyphs)
    glyphs[glyph].draw(pen)
    return pen.value, glyphs[glyph].width


def check(path: Path, text: str) -> TTFont:
    """Cut the font at ``path`` down to ``text`` and compare each outline with the original; gives what was cut."""
    face = open_face(str(path))
    data, wide = Original(face).cut([face.charToGlyph[ord(character)] for character in text])
    assert wide == [face.charWidths[ord(character)] for character in text]
    # The whole file adds up to a number that the format lays down.
    assert sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF == 0xB1B0AFBA
    cut: Any = TTFont(BytesIO(data), checkChecksums=2)
    whole: Any = TTFont(path)
    names, order = whole.getBestCmap(), cut.getGlyphOrder()
    assert drawn(cut, order[0]) == drawn(whole, ".notdef" if ".notdef" in whole.getGlyphOrder() else "glyph00000")
    for place, character in enumerate(text, 1):
        assert drawn(cut, order[place]) == drawn(whole, names[ord(character)]), character
    return cut


def test_the_bundled_face_cut_down_draws_the_same() -> None:
    cut: Any = check(SERIF, "海珠区百姓提案——䶮𠅤 A1，")
    assert set(cut.keys()) - {"GlyphOrder"} == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}


def test_more_outlines_than_short_offsets_reach() -> None:
    check(SERIF, "".join(map(chr, range(0x4E00, 0x4E00 + 700))))


def test_outlines_made_of_others_bring_their_parts(tmp_path: Path) -> None:
    font: Any = TTFont(SMALLER)
    names = font.getBestCmap()
    # 品 becomes two outlines that no text here asks for, one of them moved and made smaller, and 十 is one of 品.
    for character, parts in (
        ("品", (("口", (1, 0, 0, 1, 0, 0)), ("木", (0.5, 0, 0, 0.5, 300, -200)))),
        ("十", (("品", (1, 0, 0, 1, 7, 7)),)),
    ):
        pen = TTGlyphPen(font.getGlyphSet())
        for part, matrix in parts:
            pen.addComponent(names[ord(part)], matrix)
        font["glyf"][names[ord(character)]] = pen.glyph()
    path = tmp_path / "parts.ttf"
    font.save(path)
    cut: Any = check(path, "人十大品")
    assert len(cut.getGlyphOrder()) == 1 + 4 + 2


def test_instructions_go_along(tmp_path: Path) -> None:
    font: Any = TTFont(SMALLER)
    for tag, data in (("cvt ", b"\0\1\0\2"), ("fpgm", b"\xb0\0"), ("prep", b"\xb0\1")):
        made: Any = newTable(tag)
        made.decompile(data, font)
        font[tag] = made
    path = tmp_path / "hinted.ttf"
    font.save(path)
    assert {"cvt ", "fpgm", "prep"} <= set(check(path, "海珠").keys())
