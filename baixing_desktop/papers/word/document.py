"""A Word document in the measures and faces of GB/T 9704-2012: the only module that knows python-docx.

Text is put in as text: what looks like markup or a field stays letters. Characters that XML cannot hold are left out.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, cast

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parser
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FANGSONG, HEITI, KAITI, SONGTI, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "方正小标宋简体"
"""The faces that the standard names; Word takes a like one where a workstation has none of that name."""

_LATIN = "Times New Roman"
_BODY, _LINE = 16.0, 28.95
"""3号 and its line in points: 22 lines of 28 characters (GB/T 9704-2012 5.2.2, 5.2.3)."""
_CHARACTERS = 100
"""Word counts indents in hundredths of a character."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")

_element = cast("Any", parser).OxmlElement
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def plain(text: str) -> str:
    """``text`` without what XML cannot hold."""
    return _ILLEGAL.sub("", text)


class WordPaper:
    """A document that grows paragraph by paragraph."""

    def __init__(self, title: str, at: datetime) -> None:
        # python-docx ships with types for little of this.
        self._document: Any = docx.Document()
        core = self._document.core_properties
        core.title, core.author, core.last_modified_by, core.comments = plain(title), "百姓提案线索工作台", "", ""
        core.created = core.modified = at.replace(tzinfo=None)
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(28)
        normal = self._document.styles["Normal"]
        _dress(normal, FANGSONG, _BODY)
        normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        normal.paragraph_format.line_spacing = Pt(_LINE)
        for level, (face, size) in enumerate(((HEITI, _BODY), (KAITI, _BODY)), 1):
            style = self._document.styles[f"Heading {level}"]
            _dress(style, face, size, bold=False)
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        self._page_numbers(section)

    def title(self, text: str, *, size: float = 22.0, red: bool = False) -> None:
        """A centred line in 小标宋, 2号 if nothing else is said."""
        paragraph = self._paragraph(text, TITLE, size, CENTRE)
        paragraph.paragraph_format.line_spacing = Pt(size * 1.5)
        if red:
            for run in paragraph.runs:
                run.font.color.rgb = RGBColor(0xE0, 0, 0)

    def line(self, text: str, *, align: Any = None, right: float = 0.0, face: str = FANGSONG) -> None:
        """One line without indent; ``right`` characters stay white behind it."""
        paragraph = self._paragraph(text, face, _BODY, align)
        if right:
            _indent(paragraph, "rightChars", right)

    def text(self, text: str) -> None:
        """Paragraphs that begin two characters in; a line end begins a new one."""
        for part in _LINE_ENDS.split(text):
            _indent(self._paragraph(part, FANGSONG, _BODY, None), "firstLineChars", 2)

    def heading(self, text: str, level: int = 1) -> None:
        """A heading that Word's contents list."""
        self._document.add_paragraph(plain(text), style=f"Heading {level}")

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A table with lines; the first row is its head and is repeated on every page. ``widths`` in millimetres."""
        table = self._document.add_table(rows=0, cols=len(widths), style="Table Grid")
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            for cell, text, width in zip(cells, row, widths, strict=True):
                cell.width = Mm(width)
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.line_spacing = Pt(18)
                _run(paragraph, text, HEITI if not number else SONGTI, 11)
        head: Any = table.rows[0]._tr.get_or_add_trPr()
        head.append(_element("w:tblHeader"))

    def picture(self, png: bytes, width: float) -> None:
        """A picture ``width`` millimetres wide, in the middle."""
        self._document.add_picture(BytesIO(png), width=Mm(width))
        paragraph = self._document.paragraphs[-1]
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE

    def contents(self, entries: Sequence[str]) -> None:
        """A list of contents that Word fills with page numbers (F9); until then it shows ``entries``."""
        first = self._document.add_paragraph()
        _field(first, 'TOC \\o "1-2" \\h \\z \\u', None)
        for number, entry in enumerate(entries):
            paragraph = first if not number else self._document.add_paragraph()
            _run(paragraph, entry, SONGTI, 12)
            paragraph.paragraph_format.line_spacing = Pt(20)
        last = self._document.paragraphs[-1]
        last.add_run()._r.append(_mark("end"))

    def new_page(self) -> None:
        """What follows begins on a new page."""
        self._document.add_page_break()

    def data(self) -> bytes:
        """The document as a docx file."""
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _paragraph(self, text: str, face: str, size: float, align: Any) -> Any:
        paragraph = self._document.add_paragraph()
        paragraph.alignment = align
        _run(paragraph, text, face, size)
        return paragraph

    def _page_numbers(self, section: Any) -> None:
        """— 2 — at the foot, none on the first page (GB/T 9704-2012 7.5, 10.1)."""
        section.different_first_page_header_footer = True
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = CENTRE
        _run(paragraph, "— ", SONGTI, 14)
        _field(paragraph, "PAGE", "2")
        _run(paragraph, " —", SONGTI, 14)


def _dress(style: Any, face: str, size: float, *, bold: bool | None = None) -> None:
    style.font.name, style.font.size = _LATIN, Pt(size)
    if bold is not None:
        style.font.bold = bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), face)


def _run(paragraph: Any, text: str, face: str, size: float) -> None:
    run = paragraph.add_run(plain(_LINE_ENDS.sub(" ", text)))
    run.font.name, run.font.size = _LATIN, Pt(size)
    # Word sets Chinese in the East Asian face, which python-docx does not know.
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _indent(paragraph: Any, side: str, characters: float) -> None:
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn(f"w:{side}"), str(int(characters * _CHARACTERS)))


def _field(paragraph: Any, instruction: str, shown: str | None) -> None:
    """A field of Word; with ``shown`` None its end is put in by the caller."""
    run = paragraph.add_run()
    run._r.append(_mark("begin"))
    code = _element("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = instruction
    run._r.append(code)
    run._r.append(_mark("separate"))
    if shown is not None:
        _run(paragraph, shown, SONGTI, 14)
        paragraph.add_run()._r.append(_mark("end"))


def _mark(kind: str) -> Any:
    mark = _element("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark
