"""A ledger as a printed table."""

from datetime import date

from baixing_desktop.clock import local
from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, LedgerRow, Short, Value
from baixing_desktop.papers.sheet.charts import bar_chart
from baixing_desktop.papers.sheet.flow import Region, pages_of
from baixing_desktop.papers.sheet.furniture import ACROSS, UPRIGHT, Area, numbered, sheet_head
from baixing_desktop.papers.sheet.grid import Align, Cell, Column, Grid
from baixing_desktop.papers.sheet.marks import PALE, Mark, Page, Rule
from baixing_desktop.papers.sheet.text import Style, place, set_line, set_text

_BELOW = Style(10.5, leading=1.5)
_SIGNED = Style(12, leading=1.5)
_FOOT_GAP = 2.0
_SIGN_ABOVE, _SIGN_HEIGHT, _SIGN_GAP = 6.0, 12.0, 4.0


def lay_out_ledger(ledger: Ledger) -> list[Page]:
    """The pages of a ledger; its head is repeated on each of them.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``.
    """
    area = ACROSS if ledger.across else UPRIGHT
    columns = [_column(heading) for heading in _fitted(ledger, area)]
    grid = Grid(columns, area.left, 9.5, 5.6, 0.5) if ledger.dense else Grid(columns, area.left)
    head, top = sheet_head(ledger.title, ledger.left, ledger.right, area)
    rows = [_cells(row) for row in ledger.rows]
    if ledger.totals is not None:
        rows.append([Cell(cell.text, cell.shade, strong=True) for cell in _cells(ledger.totals)])
    pages = list(grid.pages(rows, Region(top, area.bottom), Region(area.top, area.bottom)))
    sheets = [[*head, *marks] if not number else marks for number, (marks, _) in enumerate(pages)]
    end = pages[-1][1]
    if end + _foot_height(ledger, area) > area.bottom:
        sheets.append([])
        end = area.top
    sheets[-1] += _foot(ledger, area, end)
    if ledger.charts:
        room = Region(area.top, area.bottom)
        sheets += pages_of([bar_chart(title, bars) for title, bars in ledger.charts], room, room)
    return list(numbered(sheets, area, _taken(ledger)))


def _fitted(ledger: Ledger, area: Area) -> list[Heading]:
    """The headings widened or narrowed together, so that the table is exactly as wide as its place."""
    factor = area.width / sum(heading.width for heading in ledger.headings)
    return [Heading(h.label, h.width * factor, h.kind, h.group, h.centre) for h in ledger.headings]


def _column(heading: Heading) -> Column:
    if heading.centre or heading.kind is Kind.DAY:
        align = Align.CENTRE
    else:
        align = Align.LEFT if heading.kind is Kind.TEXT else Align.RIGHT
    return Column(heading.label, heading.width, align, heading.group)


def _cells(row: LedgerRow) -> list[Cell]:
    return [Cell(printed(value), PALE if isinstance(value, Short) else None) for value in row]


def printed(value: Value) -> str:
    """A value as a table on paper shows it."""
    match value:
        case None:
            return ""
        case Short(figure):
            return str(figure)
        case float():
            return f"{value:.1%}"
        case date():
            return f"{value.year}.{value.month}.{value.day}"
        case _:
            return str(value)


def _taken(ledger: Ledger) -> str:
    taken = ledger.taken
    return f"导出时间：{local(taken.at):%Y-%m-%d %H:%M}  导出人：{taken.by}  筛选条件：{taken.conditions}"


def _foot_height(ledger: Ledger, area: Area) -> float:
    lines = sum(len(set_text(words, _BELOW, area.width)) for words in ledger.below)
    signs = _SIGN_ABOVE + _SIGN_HEIGHT if ledger.signs else 0.0
    return _FOOT_GAP + lines * _BELOW.line + signs if lines or signs else 0.0


def _foot(ledger: Ledger, area: Area, top: float) -> list[Mark]:
    marks: list[Mark] = []
    y = top + _FOOT_GAP
    for words in ledger.below:
        lines = set_text(words, _BELOW, area.width)
        marks += place(lines, _BELOW, area.left, y)
        y += _BELOW.line * len(lines)
    if not ledger.signs:
        return marks
    y += _SIGN_ABOVE
    width = (area.width - _SIGN_GAP * (len(ledger.signs) - 1)) / len(ledger.signs)
    for number, words in enumerate(ledger.signs):
        left = area.left + number * (width + _SIGN_GAP)
        line, style = set_line(words, _SIGNED, width, smallest=9, field=words)
        marks += place([line], style, left, y)
        base = y + style.line
        marks.append(Rule(left + line.width, base, left + width, base, 0.18))
    return marks
