"""Reading papers back: what a person would see in each box, found by the lines drawn on the page."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw

# The library ships no types.
pdfium: Any = pypdfium2.raw

MM = 72 / 25.4
PAGE_HEIGHT = 297.0
LEFT, LABEL_EDGE, RIGHT = 28.0, 56.0, 184.0
_THIN = 0.9
"""No drawn line is as thick as this, in millimetres."""
NOTES = ("（续）", "（转附页）")


class Box(NamedTuple):
    """Edges in millimetres from the top left corner of the sheet."""

    left: float
    top: float
    right: float
    bottom: float


class Row(NamedTuple):
    """One row of the official table on one page."""

    label: str
    note: str
    text: str
    box: Box


class PaperReader:
    """One PDF, read with an engine that is not the one it was written with."""

    def __init__(self, pdf: bytes) -> None:
        self.document: Any = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self.document)

    def text(self, page: int) -> str:
        """All text of a page in the order it copies out, without white space."""
        return squash(self.document[page].get_textpage().get_text_range())

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page in millimetres."""
        width, height = self.document[page].get_size()
        return width / MM, height / MM

    def shapes(self, page: int) -> list[Box]:
        """Every line, frame and filled path of a page."""
        found: list[Box] = []
        _, height = self.size(page)
        for shape in self.document[page].get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = (value / MM for value in shape.get_bounds())
            found.append(Box(left, height - top, right, height - bottom))
        return found

    def lines(self, page: int) -> list[Box]:
        """Every drawn line of a page; a frame is its four sides."""
        found: list[Box] = []
        _, height = self.size(page)
        for shape in self.document[page].get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
            stroked, filling = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDFPath_GetDrawMode(shape.raw, filling, stroked)
            left, bottom, right, top = (value / MM for value in shape.get_bounds())
            box = Box(left, height - top, right, height - bottom)
            if stroked.value and pdfium.FPDFPath_CountSegments(shape.raw) in {2, 5}:
                found += _sides(box)
        return found

    def words(self, page: int, box: Box) -> str:
        """The text whose glyphs begin in ``box``, without white space."""
        textpage = self.document[page].get_textpage()
        edges = (box.left * MM, (PAGE_HEIGHT - box.bottom) * MM, box.right * MM, (PAGE_HEIGHT - box.top) * MM)
        return squash(textpage.get_text_bounded(*edges))

    def rows(self, page: int) -> list[Row]:
        """The rows of the table, by its horizontal lines."""
        across = [s for s in self.shapes(page) if abs(s.left - LEFT) < 0.5 and abs(s.right - RIGHT) < 0.5]
        edges = sorted({round(y, 1) for s in across for y in ((s.top, s.bottom) if s.bottom - s.top > 2 else (s.top,))})
        found: list[Row] = []
        for top, bottom in pairwise(edges):
            label = self.words(page, Box(LEFT, top, LABEL_EDGE, bottom))
            note = next((n for n in NOTES if label.endswith(n)), "")
            box = Box(LABEL_EDGE, top, RIGHT, bottom)
            found.append(Row(label.removesuffix(note), note, self.words(page, box), box))
        return found

    def fields(self) -> dict[str, str]:
        """The text of each row of one form, 附页 joined on."""
        joined: dict[str, str] = {}
        for page in range(len(self)):
            for row in self.rows(page):
                joined[row.label] = joined.get(row.label, "") + row.text
        return joined

    def glyphs(self, page: int) -> Iterator[tuple[str, Box, float]]:
        """Each character with the box of its ink in millimetres and its size in points."""
        textpage = self.document[page].get_textpage()
        _, height = self.size(page)
        for index in range(textpage.count_chars()):
            left, bottom, right, top = (value / MM for value in textpage.get_charbox(index))
            character = chr(pdfium.FPDFText_GetUnicode(textpage.raw, index))
            size = pdfium.FPDFText_GetFontSize(textpage.raw, index)
            if character.isspace():
                continue  # most are added by the reader, with no place of their own
            yield character, Box(left, height - top, right, height - bottom), size


def _sides(box: Box) -> list[Box]:
    left, top, right, bottom = box
    if min(right - left, bottom - top) < _THIN:
        return [box]
    return [
        Box(left, top, right, top + _THIN),
        Box(left, bottom - _THIN, right, bottom),
        Box(left, top, left + _THIN, bottom),
        Box(right - _THIN, top, right, bottom),
    ]


def squash(text: str) -> str:
    """``text`` without white space. PDFium marks a hyphen at the end of a line, as if a word had been parted."""
    return "".join(text.split()).replace("\x02", "-").replace("\ufffe", "-")
