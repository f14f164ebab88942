"""案卷标签: eight labels on a sheet, to be cut and stuck on the folders of clues."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from baixing_desktop.domain.text import one_line
from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.marks import GREY, PAGE_HEIGHT, PAGE_WIDTH, Frame, Mark, Page, Qr, Rule
from baixing_desktop.papers.sheet.text import Line, Style, centred, drawn, place, set_line, set_text

_COLUMNS, _ROWS = 2, 4
_WIDTH, _HEIGHT = 92.0, 66.0
_LEFT = (PAGE_WIDTH - _COLUMNS * _WIDTH) / 2
_TOP = (PAGE_HEIGHT - _ROWS * _HEIGHT) / 2
_INSIDE = 5.0
_HEAD = Style(11, FaceName.SANS, leading=1.4)
_NUMBER = Style(22, FaceName.TITLE, leading=1.3)
_TITLE = Style(12, leading=1.35)
_TITLE_LINES = 2
_SMALL = Style(10, leading=1.5)
_QR_SIDE = 18.0


@dataclass(frozen=True, slots=True)
class FolderLabel:
    """One label; ``keep`` says how long the folder is kept, such as ``10年``."""

    number: str
    title: str
    unit: str
    year: int
    keep: str = ""


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """Labels to be printed together, eight on a sheet."""

    labels: Sequence[FolderLabel]


def lay_out_labels(sheet: LabelSheet) -> Iterator[Page]:
    """Sheets of labels.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``, or ``PAPER_TOO_LONG`` for a number or unit that a label cannot hold.
    """
    labels, each = sheet.labels, _COLUMNS * _ROWS
    for begin in range(0, len(labels), each):
        marks: list[Mark] = []
        for place_on_sheet, label in enumerate(labels[begin : begin + each]):
            row, column = divmod(place_on_sheet, _COLUMNS)
            marks += _label(label, _LEFT + column * _WIDTH, _TOP + row * _HEIGHT)
        yield tuple(marks)


def _label(label: FolderLabel, left: float, top: float) -> list[Mark]:
    inner = _WIDTH - 2 * _INSIDE
    cut = Frame(left, top, _WIDTH, _HEIGHT, 0.1)
    marks: list[Mark] = [cut, Frame(left + 2, top + 2, _WIDTH - 4, _HEIGHT - 4, 0.35)]
    y = top + _INSIDE
    head, _ = set_line("海珠区政协“百姓提案”案卷", _HEAD, inner, smallest=9, field="标题")
    marks += place([head], _HEAD, left + centred(head, _HEAD, _WIDTH), y)
    y += _HEAD.line
    marks.append(Rule(left + _INSIDE, y, left + _WIDTH - _INSIDE, y, 0.25, GREY))
    number, style = set_line(label.number, _NUMBER, inner, smallest=12, field="编号")
    marks += place([number], style, left + centred(number, style, _WIDTH), y + 1.0)
    y += _NUMBER.line + 1.5
    marks += place(_shortened(label.title, inner), _TITLE, left + _INSIDE, y)
    y = top + _HEIGHT - _INSIDE - 3 * _SMALL.line
    for words in (label.unit, f"{label.year} 年度", f"保管期限：{label.keep}"):
        line, style = set_line(words, _SMALL, inner - _QR_SIDE - 2, smallest=7.5, field="单位")
        marks += place([line], style, left + _INSIDE, y)
        y += _SMALL.line
    marks.append(Qr(left + _WIDTH - _INSIDE - _QR_SIDE, top + _HEIGHT - _INSIDE - _QR_SIDE, _QR_SIDE, label.number))
    return marks


def _shortened(title: str, width: float) -> list[Line]:
    """The title on two lines; a longer one ends with ……: the whole one is in the folder."""
    lines = set_text(one_line(drawn(title)), _TITLE, width)
    if len(lines) <= _TITLE_LINES:
        return lines
    last = lines[_TITLE_LINES - 1].text[:-2] + "……"
    return [*lines[: _TITLE_LINES - 1], replace(set_text(last, _TITLE, width)[0], short=0.0)]
