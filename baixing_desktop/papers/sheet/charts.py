"""Charts as vectors that stay readable in black and white: bars, a funnel, lines told apart by dash and marker."""

from collections.abc import Sequence
from dataclasses import dataclass

from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.flow import Figure
from baixing_desktop.papers.sheet.marks import BLACK, GREY, LEFT, WIDTH, Colour, Mark, Rule, Shape
from baixing_desktop.papers.sheet.text import Line, Style, place, set_line

_TITLE = Style(12, FaceName.SANS, leading=1.6)
_LABEL = Style(10.5, leading=1.3)
_SMALLEST = 7.5
_BAR: Colour = (0.38, 0.38, 0.38)
_TRACK: Colour = (0.9, 0.9, 0.9)

_BAR_ROW, _BAR_HEIGHT = 6.6, 4.2
_BAR_LABEL, _BAR_VALUE = 44.0, 16.0
_FUNNEL_ROW, _FUNNEL_HEIGHT = 9.0, 7.4
_FUNNEL_LABEL, _FUNNEL_SHARE = 34.0, 30.0
_PLOT_HEIGHT, _AXIS_ROOM, _AXIS_LEFT = 42.0, 8.0, 12.0
_STEPS = 4
_MARKER = 1.1

_DASHES = ((), (2.4, 1.2), (0.6, 1.0), (3.2, 1.0, 0.6, 1.0))
_SHADES: tuple[Colour | None, ...] = (BLACK, (1.0, 1.0, 1.0), GREY, None)
_LIGHTER = 0.12


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart: a name and a figure for every place on the axis."""

    name: str
    figures: Sequence[int]


def bar_chart(title: str, bars: Sequence[tuple[str, int]]) -> Figure:
    """A horizontal bar for each label, its figure behind it; a chart without bars says 没有数据."""
    height = _TITLE.line + _BAR_ROW * max(len(bars), 1)
    most = max((figure for _, figure in bars), default=0)

    def draw(top: float) -> Sequence[Mark]:
        marks = _heading(title, top)
        y = top + _TITLE.line
        if not bars:
            return [*marks, *_words("没有数据", LEFT + _BAR_LABEL, y, _BAR_ROW, WIDTH)]
        room = WIDTH - _BAR_LABEL - _BAR_VALUE
        for label, figure in bars:
            marks += _words(label, LEFT + _BAR_LABEL - 2, y, _BAR_ROW, _BAR_LABEL - 4, from_right=True)
            length = room * figure / most if most else 0.0
            if figure:
                marks.append(_box(LEFT + _BAR_LABEL, y + (_BAR_ROW - _BAR_HEIGHT) / 2, length, _BAR_HEIGHT, _BAR))
            marks += _words(str(figure), LEFT + _BAR_LABEL + length + 1.5, y, _BAR_ROW, _BAR_VALUE)
            y += _BAR_ROW
        marks.append(Rule(LEFT + _BAR_LABEL, top + _TITLE.line, LEFT + _BAR_LABEL, y, 0.2))
        return marks

    return Figure(height, draw, before=4.0)


def funnel_chart(title: str, stages: Sequence[tuple[str, int]]) -> Figure:
    """From the first stage to the last: a bar in the middle for each, with its part of the first."""
    height = _TITLE.line + _FUNNEL_ROW * len(stages)
    first = stages[0][1] if stages else 0
    most = max((figure for _, figure in stages), default=0)

    def draw(top: float) -> Sequence[Mark]:
        marks = _heading(title, top)
        room = WIDTH - _FUNNEL_LABEL - _FUNNEL_SHARE
        middle = LEFT + _FUNNEL_LABEL + room / 2
        y = top + _TITLE.line
        for number, (label, figure) in enumerate(stages):
            length = room * figure / most if most else 0.0
            grey = min(_BAR[0] + _LIGHTER * number, 0.8)
            box_top = y + (_FUNNEL_ROW - _FUNNEL_HEIGHT) / 2
            marks.append(_box(LEFT + _FUNNEL_LABEL, box_top, room, _FUNNEL_HEIGHT, _TRACK))
            if figure:
                marks.append(_box(middle - length / 2, box_top, length, _FUNNEL_HEIGHT, (grey, grey, grey)))
            marks += _words(label, LEFT + _FUNNEL_LABEL - 2, y, _FUNNEL_ROW, _FUNNEL_LABEL - 3, from_right=True)
            share = f"{figure} 件（{figure / first:.0%}）" if first else f"{figure} 件"
            marks += _words(share, LEFT + _FUNNEL_LABEL + room + 2, y, _FUNNEL_ROW, _FUNNEL_SHARE - 2)
            y += _FUNNEL_ROW
        return marks

    return Figure(height, draw, before=4.0)


def line_chart(title: str, places: Sequence[str], series: Sequence[Series]) -> Figure:
    """Lines over ``places`` (such as months), told apart by dash and marker."""
    height = _TITLE.line + _LABEL.line * 1.4 + _PLOT_HEIGHT + _AXIS_ROOM
    top_figure = _round_up(max((f for one in series for f in one.figures), default=0))

    def draw(top: float) -> Sequence[Mark]:
        marks = _heading(title, top)
        marks += _legend(series, top + _TITLE.line)
        y = top + _TITLE.line + _LABEL.line * 1.4
        left, width = LEFT + _AXIS_LEFT, WIDTH - _AXIS_LEFT - 4.0
        marks += _axis(left, y, width, top_figure)
        step = width / max(len(places), 1)
        xs = [left + step * (n + 0.5) for n in range(len(places))]
        for x, name in zip(xs, places, strict=True):
            marks += _words(name, x, y + _PLOT_HEIGHT + 2.0, _LABEL.line, step, centred=True)
        for number, one in enumerate(series):
            points = [(x, y + _PLOT_HEIGHT * (1 - f / top_figure)) for x, f in zip(xs, one.figures, strict=True)]
            marks += _line(points, number)
        return marks

    return Figure(height, draw, before=4.0)


def _heading(title: str, top: float) -> list[Mark]:
    line, style = set_line(title, _TITLE, WIDTH, smallest=_SMALLEST, field="图题")
    return [*place([line], style, LEFT + (WIDTH - line.width) / 2, top)]


def _words(
    text: str, x: float, top: float, height: float, width: float, *, from_right: bool = False, centred: bool = False
) -> list[Mark]:
    """A short text in the middle of ``height``, beginning, ending or centred at ``x``; a long one is shortened."""
    line, style = _short(text, width)
    left = x - line.width if from_right else x - line.width / 2 if centred else x
    return [*place([line], style, left, top + (height - style.line) / 2)]


def _short(text: str, width: float) -> tuple[Line, Style]:
    """``text`` on one line, at the smallest size with … for what does not fit."""
    line, style = set_line(text, _LABEL, width, smallest=0, field=text)
    if style.size >= _SMALLEST:
        return line, style
    kept = max(int(len(text) * style.size / _SMALLEST) - 1, 1)
    return set_line(f"{text[:kept]}…", _LABEL, width, smallest=0, field=text)


def _box(x: float, y: float, width: float, height: float, fill: Colour) -> Shape:
    return Shape(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), fill=fill)


def _legend(series: Sequence[Series], top: float) -> list[Mark]:
    marks: list[Mark] = []
    x = LEFT + _AXIS_LEFT
    for number, one in enumerate(series):
        middle = top + _LABEL.line / 2
        marks += _line([(x, middle), (x + 6, middle), (x + 12, middle)], number, markers=slice(1, 2))
        line, style = _short(one.name, 40)
        marks += place([line], style, x + 14, top)
        x += 14 + line.width + 8
    return marks


def _axis(left: float, top: float, width: float, most: int) -> list[Mark]:
    marks: list[Mark] = []
    for step in range(_STEPS + 1):
        y = top + _PLOT_HEIGHT * (1 - step / _STEPS)
        marks.append(Rule(left, y, left + width, y, 0.2 if step == 0 else 0.08, BLACK if step == 0 else GREY))
        marks += _words(str(most * step // _STEPS), left - 1.5, y - 2, 4, _AXIS_LEFT - 2, from_right=True)
    return marks


def _line(points: Sequence[tuple[float, float]], number: int, markers: slice = slice(None)) -> list[Mark]:
    marks: list[Mark] = []
    if len(points) > 1:
        marks.append(Shape(tuple(points), weight=0.4, dash=_DASHES[number % len(_DASHES)]))
    return [*marks, *(_marker(x, y, number) for x, y in points[markers])]


def _marker(x: float, y: float, number: int) -> Shape:
    """Square, diamond, triangle or cross, filled or empty."""
    r = _MARKER
    outlines = (
        ((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r), (x - r, y - r)),
        ((x, y - r * 1.4), (x + r * 1.4, y), (x, y + r * 1.4), (x - r * 1.4, y), (x, y - r * 1.4)),
        ((x, y - r * 1.3), (x + r * 1.2, y + r), (x - r * 1.2, y + r), (x, y - r * 1.3)),
        ((x - r, y - r), (x + r, y + r), (x, y), (x + r, y - r), (x - r, y + r)),
    )
    kind = number % len(outlines)
    return Shape(outlines[kind], weight=0.25, fill=_SHADES[kind])


def _round_up(figure: int) -> int:
    """The next figure that the axis can be divided by without a remainder."""
    return max(_STEPS, -(-figure // _STEPS) * _STEPS)
