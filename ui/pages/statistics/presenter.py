"""The sense of the page 统计: periods, lines of figures, the clues behind one, exporting."""

from dataclasses import dataclass
from datetime import date, timedelta

from baixing_desktop.domain.period import Period, month_period, year_period
from baixing_desktop.domain.rules.figures import DIMENSIONS, FUNNEL, MEANINGS, RESULTS, STAGES, Dimension, Figure
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.papers import Format, MadePaper, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.statistics import Overview, ids_behind, overview
from baixing_desktop.work import Work
from ui.widgets.bars import Bar

ALL = "all"
VIEWS = ((ALL, "全部数字"), *((one.value, f"按{name}") for one, name in DIMENSIONS.items()))
FIGURES = tuple((figure.value, meaning.title) for figure, meaning in MEANINGS.items())
OWN = "own"
PERIODS = (
    ("month", "本月"),
    ("last_month", "上月"),
    ("quarter", "本季度"),
    ("year", "今年"),
    ("last_year", "去年"),
    (OWN, "自己选"),
)
_CHARTED = (*FUNNEL, *RESULTS)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in all, or of one ``code`` of ``dimension``; ``words`` say what it counts."""

    figure: Figure
    name: str
    count: int
    before: int
    words: str
    dimension: Dimension | None = None
    code: str = ""

    @property
    def change(self) -> str:
        """``+3``, ``-2``, ``持平``."""
        gap = self.count - self.before
        return f"+{gap}" if gap > 0 else f"{gap}" if gap else "持平"


_MOST_KEPT = 8
"""Periods whose figures are kept: so many are looked at in turn."""


class StatisticsPresenter:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._counted: dict[Period, Overview] = {}

    def period(self, name: str) -> Period:
        """The period called so, seen from today."""
        today = self._desk.today()
        begin = today.replace(day=1)
        match name:
            case "last_month":
                last = begin - timedelta(days=1)
                return month_period(last.year, last.month)
            case "quarter":
                first = (today.month - 1) // 3 * 3 + 1
                return Period(date(today.year, first, 1), month_period(today.year, first + 2).last)
            case "year":
                return year_period(today.year)
            case "last_year":
                return year_period(today.year - 1)
            case _:
                return month_period(today.year, today.month)

    def figures(self, period: Period) -> Overview:
        """Every figure of ``period``; what was counted before is taken as long as nothing was done since."""
        found = self._counted[period] = overview(self._desk, period, self._counted.get(period))
        while len(self._counted) > _MOST_KEPT:
            del self._counted[next(iter(self._counted))]
        return found

    @staticmethod
    def lines(found: Overview, view: str, figure: Figure) -> tuple[Line, ...]:
        """What the table says: every figure, or one figure for each street, source, …"""
        if view == ALL:
            return tuple(
                Line(one, meaning.title, found.totals[one], found.earlier[one], f"{meaning.counts}　{meaning.clause}")
                for one, meaning in MEANINGS.items()
            )
        dimension = Dimension(view)
        return tuple(
            Line(
                figure,
                group.name,
                group.counts[figure],
                group.earlier[figure],
                MEANINGS[figure].title,
                dimension,
                group.code,
            )
            for group in found.groups[dimension]
        )

    @staticmethod
    def bars(lines: tuple[Line, ...], view: str) -> list[Bar]:
        """What the chart shows: the way from collecting to results, or every group."""
        return [Bar(one.name, one.count, one.before) for one in lines if view != ALL or one.figure in _CHARTED]

    def ids(self, period: Period, line: Line) -> tuple[str, ...]:
        """The clues behind a line."""
        return ids_behind(self._desk, period, line.figure, line.dimension, line.code)

    def make(self, period: Period, form: Format, work: Work) -> MadePaper:
        """统计表 of ``period`` as a file; that it was made is in the trail."""
        return make_paper(paper_kind("statistics"), self._desk, form, PaperRequest(period=period), work)


def stage_words(found: Overview) -> str:
    """``收集到发函 平均 3.0 天（上期 4.1 天）`` for each stage that any letter has passed."""
    parts: list[str] = []
    for stage, name in STAGES.items():
        mean, before = found.stages[stage].mean, found.stages_before[stage].mean
        if mean is not None:
            earlier = f"，上期 {before:.1f} 天" if before is not None else ""
            parts.append(f"{name}平均 {mean:.1f} 天（最长 {found.stages[stage].longest} 天{earlier}）")
    return "；".join(parts) or "还没有发出的转送件，没有办理天数"
