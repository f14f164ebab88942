"""A ledger as an xlsx workbook: real types, a frozen head, a filter, ready to print.

No text of a citizen is ever a formula: every text is a string cell, and one that a spreadsheet might take for a
formula begins with an apostrophe (ASVS 1.2.10). Characters that the format cannot hold are left away.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from itertools import groupby
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from baixing_desktop.clock import local
from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, LedgerRow, Short
from baixing_desktop.work import Work

LIVE = frozenset("=+-@\t\r\0＝＋－＠")
"""A text that begins with one of these might be taken for a formula."""

_MOST = 32_767
"""Characters that a cell can hold."""
_CUT = "……（文字过长，全文见系统）"
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Controls, lone halves of characters and marks that turn the direction of writing."""
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads ``_x0041_`` in a text as a character; the escape of the underscore keeps it as it was written."""

_MM_PER_CHARACTER = 1.9
_FORMATS = {Kind.TEXT: "@", Kind.DAY: "yyyy-mm-dd", Kind.COUNT: "0", Kind.SHARE: "0.0%"}
_STEP = 200
_A3, _A4 = 8, 9
"""The numbers of the paper sizes (ECMA-376 18.3.1.63)."""

_THIN = Side(style="thin", color="FF808080")
_BORDER = Border(_THIN, _THIN, _THIN, _THIN)
_HEAD_FILL = PatternFill("solid", fgColor="FFE8E8E8")
_SHORT_FILL = PatternFill("solid", fgColor="FFD9D9D9")
_TITLE_FONT = Font(name="宋体", size=16, bold=True)
_HEAD_FONT = Font(name="宋体", size=11, bold=True)
_TEXT_FONT = Font(name="宋体", size=11)
_NOTE_FONT = Font(name="宋体", size=10, color="FF595959")
_NO_FILL = PatternFill()
_OVER = Alignment(horizontal="centerContinuous", vertical="center")
"""Centred over the empty cells beside it: merged ones would be in the way of sorting and filtering."""
_NOTE = Alignment(vertical="center")
_LABEL = Alignment(horizontal="center", vertical="center", wrap_text=True)
_MIDDLE = Alignment(horizontal="center", vertical="top", wrap_text=True)
_ALIGNMENTS = {
    Kind.TEXT: Alignment(vertical="top", wrap_text=True),
    Kind.DAY: Alignment(horizontal="center", vertical="top"),
    Kind.COUNT: Alignment(vertical="top"),
    Kind.SHARE: Alignment(vertical="top"),
}


def safe_text(text: str) -> str:
    """``text`` as a cell can hold it and no spreadsheet runs it."""
    text = _ILLEGAL.sub("", text.replace("\r\n", "\n"))
    if text[:1] in LIVE:
        text = f"'{text}"
    text = _ESCAPE.sub("_x005F_", text)
    return text if len(text) <= _MOST else text[: _MOST - len(_CUT)] + _CUT


def ledger_xlsx(ledger: Ledger, work: Work | None = None) -> bytes:
    """The workbook of ``ledger``: title, who took it out and how, the head, the rows.

    Raises:
        UserError: ``CANCELLED`` by way of ``work``.
    """
    # Rows are written out as they come, so a long ledger needs little memory.
    book: Any = Workbook(write_only=True)
    book.properties.creator = "百姓提案线索工作台"
    book.properties.title = ledger.title
    book.properties.created = book.properties.modified = local(ledger.taken.at).replace(tzinfo=None)
    sheet: Any = book.create_sheet(_sheet_name(ledger.title))
    head_rows = 2 if any(heading.group for heading in ledger.headings) else 1
    _lay_out_sheet(sheet, ledger, 3 + head_rows)
    sheet._writer = WorksheetWriter(sheet, BytesIO())
    sheet._writer.write_top()
    try:
        _write_rows(sheet, ledger, head_rows, work or Work())
    finally:
        sheet.close()
    return _saved(book)


def _write_rows(sheet: Any, ledger: Ledger, head_rows: int, work: Work) -> None:
    writer = _Writer(sheet)
    writer.write_head(ledger, head_rows)
    for done, row in enumerate(ledger.rows):
        if done % _STEP == 0:
            work.at(done, len(ledger.rows), "正在写出台账")
        writer.write_row(ledger.headings, row)
    if ledger.totals is not None:
        writer.write_row(ledger.headings, ledger.totals, _HEAD_FONT)
    work.at(len(ledger.rows), len(ledger.rows), "正在写出台账")


class _MemorySaver(ExcelWriter):
    """Saves sheets that were written to memory: openpyxl's own way leads over readable temporary files, where
    citizens' words must never be (safety R17)."""

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._rels = ws._writer._rels
        saver: Any = self
        saver._archive.writestr(ws.path[1:], ws._writer.out.getvalue())
        saver.manifest.append(ws)


def _saved(book: Any) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        saver: Any = _MemorySaver(book, archive)
        saver.write_data()
    return out.getvalue()


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\'“”]", "", title)[:31]


def _lay_out_sheet(sheet: Any, ledger: Ledger, first: int) -> None:
    """Widths, frozen head, filter, and how it prints; ``first`` is the first row of figures."""
    last = get_column_letter(len(ledger.headings))
    end = max(first - 1 + len(ledger.rows), first - 1)
    for number, heading in enumerate(ledger.headings, 1):
        sheet.column_dimensions[get_column_letter(number)].width = max(heading.width / _MM_PER_CHARACTER, 6)
    sheet.freeze_panes = f"A{first}"
    sheet.auto_filter.ref = f"A{first - 1}:{last}{end}"
    sheet.print_title_rows = f"{first - 1}:{first - 1}"
    sheet.print_area = f"A1:{last}{end + (ledger.totals is not None)}"
    sheet.page_setup.paperSize = _A4 if ledger.printed else _A3
    sheet.page_setup.orientation = "landscape" if ledger.across else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


class _Writer:
    """Writes rows of dressed cells. Each look is made once: openpyxl takes longest over comparing looks."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._looks: dict[tuple[int, int, int, str], Any] = {}

    def write_head(self, ledger: Ledger, head_rows: int) -> None:
        blank = [None] * (len(ledger.headings) - 1)
        self._sheet.append([self._cell(text, _TITLE_FONT, _OVER) for text in (ledger.title, *blank)])
        self._sheet.append([self._cell(_said(ledger), _NOTE_FONT, _NOTE), *blank])
        if head_rows == 2:
            self._sheet.append([self._cell(text, _HEAD_FONT, _OVER, _HEAD_FILL) for text in _groups(ledger.headings)])
        labels = (heading.label for heading in ledger.headings)
        self._sheet.append([self._cell(label, _HEAD_FONT, _LABEL, _HEAD_FILL) for label in labels])

    def write_row(self, headings: Sequence[Heading], row: LedgerRow, font: Font = _TEXT_FONT) -> None:
        cells: list[Any] = []
        for heading, value in zip(headings, row, strict=True):
            fill = _SHORT_FILL if isinstance(value, Short) else _NO_FILL
            plain = value.value if isinstance(value, Short) else value
            cells.append(self._cell(plain, font, _alignment(heading), fill, _FORMATS[heading.kind]))
        self._sheet.append(cells)

    def _cell(
        self,
        value: str | float | date | None,
        font: Font,
        alignment: Alignment,
        fill: PatternFill = _NO_FILL,
        number_format: str = "General",
    ) -> Any:
        text = isinstance(value, str)
        content: Any = safe_text(value) if isinstance(value, str) else value
        cell: Any = WriteOnlyCell(self._sheet, content)
        look = (id(font), id(alignment), id(fill), "@" if text else number_format)
        if look not in self._looks:
            cell.font, cell.alignment, cell.fill, cell.border = font, alignment, fill, _BORDER
            cell.number_format = look[-1]
            self._looks[look] = cell._style
        cell._style = self._looks[look]
        if text:
            # openpyxl makes a formula of a text that begins with =; our text stays a text whatever it is.
            cell.data_type = "s"
        return cell


def _said(ledger: Ledger) -> str:
    taken = ledger.taken
    said = [f"导出时间：{local(taken.at):%Y-%m-%d %H:%M}", f"导出人：{taken.by}", f"筛选条件：{taken.conditions}"]
    return "    ".join([*filter(None, (" ".join(ledger.left.split("\n")), ledger.right)), *said])


def _groups(headings: Sequence[Heading]) -> Iterable[str]:
    """The common heads, each in the first of its columns."""
    for group, members in groupby(headings, key=lambda heading: heading.group):
        yield group
        yield from ("" for _ in list(members)[1:])


def _alignment(heading: Heading) -> Alignment:
    return _MIDDLE if heading.centre else _ALIGNMENTS[heading.kind]
