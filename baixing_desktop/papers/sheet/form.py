"""A form to fill in: labelled fields side by side, boxes to tick, room to write and to sign.

What does not fit goes on on another page under the same title with （续）; nothing is cut.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from baixing_desktop.errors import PaperError
from baixing_desktop.papers.sheet.brand import brand_mark
from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.furniture import UPRIGHT, numbered, sheet_head
from baixing_desktop.papers.sheet.marks import LEFT, PALE, WIDTH, Frame, Mark, Page, Qr, Rule, Shape
from baixing_desktop.papers.sheet.table import CONTINUED
from baixing_desktop.papers.sheet.text import INDENT, Line, Style, centred, place, set_line, set_text

_LABEL = Style(12, FaceName.SANS, leading=1.35)
_TEXT = Style(12, leading=1.5)
_LONG = Style(12, leading=1.5, indent=INDENT, justify=True)
_SIGNED = Style(11, leading=1.5)
_BELOW = Style(10.5, leading=1.5, indent=INDENT)

_LABEL_WIDTHS = {1: 28.0, 2: 28.0, 3: 24.0}
"""Width of the labels by the number of fields in a row, in millimetres."""
_SIDE, _ABOVE = 2.5, 1.6
_OUTER, _INNER = 0.35, 0.18
_TICK_BOX, _TICK_GAP, _CHOICE_GAP = 3.2, 1.3, 5.0
_ROOM_TO_SPLIT = 3
"""A text is parted between two pages only if so many lines find room on the first one."""
_QR_SIDE = 20.0
_BRAND_WIDTH, _BRAND_HEIGHT = 60.0, 14.0
_BRAND_TOP = UPRIGHT.top - _BRAND_HEIGHT - 3.0
_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled field. ``choices`` are printed with a box each, ``chosen`` ones ticked."""

    label: str
    text: str = ""
    choices: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormRow:
    """Fields side by side, at least ``least`` millimetres high.

    ``grow`` is its share in what stays empty on the page; ``signed`` stands at its lower right for a hand to sign;
    a row with a ``head`` is a heading over the whole width and has no fields.
    """

    fields: tuple[Field, ...] = ()
    least: float = 9.5
    grow: int = 0
    signed: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A whole form: ``left`` and ``right`` stand over the table, ``below`` (one paragraph each) under it,
    ``note`` at the foot of every page."""

    title: str
    rows: tuple[FormRow, ...]
    left: str = ""
    right: str = ""
    below: tuple[str, ...] = ()
    note: str = ""
    qr: str = ""
    """What the code in the upper right corner says, if there is one; no personal data."""
    brand: bytes = b""
    """品牌标志 as PNG over the title, on what tells of the programme."""


def field_row(label: str, text: str, *, least: float = 9.5, grow: int = 0, signed: str = "") -> FormRow:
    """A row with a single field of text; the rest as in :class:`FormRow`."""
    return FormRow((Field(label, text),), least, grow, signed)


def pair_row(*pairs: tuple[str, str], least: float = 9.5) -> FormRow:
    """A row of two or three short fields."""
    return FormRow(tuple(Field(label, text) for label, text in pairs), least)


def sign_row(*labels: str, date: str = "") -> FormRow:
    """A row in which people sign; with ``date`` (the words of one, or room for it) the day comes last."""
    fields = [Field(label) for label in labels]
    return FormRow((*fields, Field("日期", date)) if date else tuple(fields), least=13.0)


def head_row(words: str) -> FormRow:
    """A heading over the whole width."""
    return FormRow(head=words, least=8.0)


def choice_row(label: str, choices: Iterable[str], *chosen: str) -> FormRow:
    """A row with boxes to tick."""
    return FormRow((Field(label, choices=tuple(choices), chosen=chosen),))


def lay_out_form_sheet(sheet: FormSheet) -> list[Page]:
    """The pages of ``sheet``.

    Raises:
        PaperError: ``PAPER_NO_GLYPH``, or ``PAPER_TOO_LONG`` for a label that its cell cannot hold.
    """
    rows = [_prepared(row) for row in sheet.rows]
    _, top = sheet_head(sheet.title, sheet.left, sheet.right, UPRIGHT)
    below = [line for words in sheet.below for line in set_text(words, _BELOW, WIDTH)]
    bottom = UPRIGHT.bottom - _BELOW.line * len(below) - (1.5 if below else 0.0)
    spare = bottom - top - sum(row.height for row in rows)
    if spare > 0:
        rows = _grown(rows, spare)
    pages = list(_pages(sheet, rows, bottom))
    last, end = pages[-1]
    last += place(below, _BELOW, LEFT, end + 1.5)
    pages[0][0].extend(
        brand_mark(sheet.brand, LEFT + (WIDTH - _BRAND_WIDTH) / 2, _BRAND_TOP, _BRAND_WIDTH, _BRAND_HEIGHT)
    )
    if sheet.qr:
        pages[0][0].append(Qr(LEFT + WIDTH - _QR_SIDE, UPRIGHT.top - _QR_SIDE / 2, _QR_SIDE, sheet.qr))
    return list(numbered([marks for marks, _ in pages], UPRIGHT, sheet.note))


@dataclass(frozen=True, slots=True)
class _Value:
    """A field made ready: where it stands in its row, and its lines or its ticks."""

    label: list[Line]
    label_left: float
    label_width: float
    width: float
    style: Style
    lines: Sequence[Line]
    ticks: Sequence[tuple[float, int, Line, bool]] = ()
    """For each choice: place from the left of the field, row of boxes, its words, ticked or not."""

    @property
    def left(self) -> float:
        return self.label_left + self.label_width

    @property
    def inked(self) -> float:
        rows = max((row for _, row, _, _ in self.ticks), default=-1) + 1
        return max(len(self.lines) * self.style.line, rows * self.style.line, len(self.label) * _LABEL.line)


@dataclass(frozen=True, slots=True)
class _Ready:
    row: FormRow
    values: Sequence[_Value]
    signed: Line | None
    height: float

    @property
    def signed_height(self) -> float:
        return _SIGNED.line + 1.0 if self.signed else 0.0


def _prepared(row: FormRow) -> _Ready:
    if row.head:
        return _Ready(row, (), None, max(row.least, _LABEL.line + 2 * _ABOVE))
    label_width = _LABEL_WIDTHS[len(row.fields)]
    width = WIDTH / len(row.fields) - label_width
    values = [_value(field, LEFT + n * (label_width + width), label_width, width) for n, field in enumerate(row.fields)]
    signed = set_line(row.signed, _SIGNED, WIDTH, smallest=_SIGNED.size, field=row.fields[0].label)[0]
    ready = _Ready(row, values, signed if row.signed else None, 0.0)
    inked = max(value.inked for value in values) + 2 * _ABOVE + ready.signed_height
    return replace(ready, height=max(row.least, inked))


def _value(field: Field, left: float, label_width: float, width: float) -> _Value:
    label = set_text(field.label, _LABEL, label_width - 2.0)
    style = _LONG if "\n" in field.text or len(field.text) > 60 else _TEXT
    lines = set_text(field.text, style, width - 2 * _SIDE)
    ticks = list(_ticks(field, width - 2 * _SIDE))
    return _Value(label, left, label_width, width, style, lines, ticks)


def _ticks(field: Field, width: float) -> Iterator[tuple[float, int, Line, bool]]:
    x, row = 0.0, 0
    for choice in field.choices:
        line, _ = set_line(choice, _TEXT, width - _TICK_BOX - _TICK_GAP, smallest=9.0, field=field.label)
        needed = _TICK_BOX + _TICK_GAP + line.width
        if x and x + needed > width + _EPSILON:
            x, row = 0.0, row + 1
        yield x, row, line, choice in field.chosen
        x += needed + _CHOICE_GAP


def _grown(rows: list[_Ready], spare: float) -> list[_Ready]:
    """``spare`` millimetres given to the rows that want to grow."""
    shares = sum(row.row.grow for row in rows)
    if not shares:
        return rows
    return [replace(row, height=row.height + spare * row.row.grow / shares) for row in rows]


def _pages(sheet: FormSheet, rows: list[_Ready], bottom: float) -> Iterator[tuple[list[Mark], float]]:
    """The marks of each page and where its table ends."""
    marks, top = sheet_head(sheet.title, sheet.left, sheet.right, UPRIGHT)
    y = top
    queue = list(reversed(rows))
    while queue:
        row = queue.pop()
        if y + row.height > bottom + _EPSILON:
            part, rest = _parted(row, bottom - y)
            if part is None and y == top:
                raise PaperError("PAPER_TOO_LONG", field=row.row.head or row.row.fields[0].label)
            if part is not None:
                marks += _draw(part, y, first=y == top)
                y += part.height
            yield [*marks, Frame(LEFT, top, WIDTH, y - top, _OUTER)], y
            queue.append(rest)
            marks, top = sheet_head(sheet.title + CONTINUED, sheet.left, sheet.right, UPRIGHT)
            y = top
            continue
        marks += _draw(row, y, first=y == top)
        y += row.height
    yield [*marks, Frame(LEFT, top, WIDTH, y - top, _OUTER)], y


def _parted(row: _Ready, room: float) -> tuple[_Ready | None, _Ready]:
    """The part of ``row`` that fits into ``room`` millimetres, if it may be parted, and the rest."""
    if len(row.values) != 1 or row.values[0].ticks:
        return None, row
    value = row.values[0]
    count = min(int((room - 2 * _ABOVE) / value.style.line + _EPSILON), len(value.lines) - 1)
    if count < _ROOM_TO_SPLIT:
        return None, row
    first = replace(value, lines=value.lines[:count])
    label = [*value.label, *set_text(CONTINUED, _LABEL, value.label_width)]
    rest = replace(value, lines=value.lines[count:], label=label)
    later = replace(row, values=[rest], height=max(row.row.least, rest.inked + 2 * _ABOVE + row.signed_height))
    return replace(row, values=[first], signed=None, height=room), later


def _draw(row: _Ready, top: float, *, first: bool) -> list[Mark]:
    bottom = top + row.height
    marks: list[Mark] = [] if first else [Rule(LEFT, top, LEFT + WIDTH, top, _INNER)]
    if row.row.head:
        band = ((LEFT, top), (LEFT + WIDTH, top), (LEFT + WIDTH, bottom), (LEFT, bottom))
        line, style = set_line(row.row.head, _LABEL, WIDTH, smallest=9.0, field=row.row.head)
        words = place([line], style, LEFT + _SIDE, top + (row.height - style.line) / 2)
        return [Shape(band, fill=PALE), *marks, *words]
    for value in row.values:
        marks += _draw_value(value, row, top)
        marks.append(Rule(value.left, top, value.left, bottom, _INNER))
        if value.label_left > LEFT:
            marks.append(Rule(value.label_left, top, value.label_left, bottom, _INNER))
    if row.signed:
        right = LEFT + WIDTH - _SIDE - row.signed.width
        marks += place([row.signed], _SIGNED, right, bottom - _SIGNED.line - 1.0)
    return marks


def _draw_value(value: _Value, row: _Ready, top: float) -> list[Mark]:
    marks: list[Mark] = []
    y = top + (row.height - _LABEL.line * len(value.label)) / 2
    for line in value.label:
        marks += place([line], _LABEL, value.label_left + centred(line, _LABEL, value.label_width), y)
        y += _LABEL.line
    roomy = row.row.grow or row.signed or value.style is _LONG
    inner = row.height - row.signed_height
    ticked = (max((r for _, r, _, _ in value.ticks), default=-1) + 1) * value.style.line
    above = _ABOVE if roomy and not value.ticks else (inner - max(ticked, value.style.line * len(value.lines))) / 2
    marks += place(list(value.lines), value.style, value.left + _SIDE, top + above)
    for x, number, line, ticked_here in value.ticks:
        marks += _tick(value.left + _SIDE + x, top + above + number * value.style.line, line, ticked=ticked_here)
    return marks


def _tick(x: float, top: float, line: Line, *, ticked: bool) -> list[Mark]:
    """A box and the words behind it. Drawn, because no face has a ticked box (stack.md 1)."""
    y = top + (_TEXT.line - _TICK_BOX) / 2
    marks: list[Mark] = [Frame(x, y, _TICK_BOX, _TICK_BOX, _INNER)]
    if ticked:
        hook = ((x + 0.5, y + 1.6), (x + 1.3, y + 2.6), (x + 3.3, y - 0.3))
        marks.append(Shape(hook, weight=0.5))
    return [*marks, *place([line], _TEXT, x + _TICK_BOX + _TICK_GAP, top)]
