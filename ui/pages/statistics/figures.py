"""统计: the figures of a period at the left, at the right their chart or the clues behind the chosen one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QWidget

from baixing_desktop.domain.period import Period
from baixing_desktop.domain.rules.figures import MEANINGS, Figure
from baixing_desktop.usecases.papers import Format, MadePaper
from baixing_desktop.usecases.statistics import Overview
from ui.jobs import Lane
from ui.pages.statistics.behind import CluesBehind
from ui.pages.statistics.presenter import ALL, FIGURES, OWN, PERIODS, VIEWS, Line, StatisticsPresenter, stage_words
from ui.paper import PaperDialog
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.bars import Bars
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, DateField
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import Scrolled, column, row
from ui.widgets.narrowing import narrowing
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.table import Table
from ui.widgets.tabs import Tabs
from ui.words import say_moment

_CHART, _CLUES = "chart", "clues"


class FiguresPanel(QWidget):
    """``page`` runs its jobs; ``keep`` asks where a made file goes."""

    def __init__(self, page: Page, keep: Callable[[MadePaper], None]) -> None:
        super().__init__()
        self._page, self._keep = page, keep
        self._presenter = StatisticsPresenter(page.context.desk)
        self._found: Overview | None = None
        self._counted_at = ""
        self._line: Line | None = None
        self._listed: Line | None = None
        self._model = PagedModel[Line](_columns(), lambda _offset, _limit: None)
        self._behind = CluesBehind(page, "数字背后的线索")
        self._build()

    def focus(self) -> None:
        """Choosing a period comes first."""
        self._period.setFocus()

    def refresh(self) -> None:
        """Count again."""
        period = self._asked()
        same = self._found is not None and self._found.period == period
        # What stands there is older than what was done since: until the new figures are there, that is said.
        self._words.setText(f"这是{self._counted_at}的数字，正在重新统计……" if same else "正在统计……")
        self._page.ask(lambda: self._presenter.figures(period), self._show)

    def step(self, step: int) -> None:
        """The figure below or above."""
        self._table.step(step)

    def list_behind(self) -> None:
        """Show the clues behind the chosen figure."""
        self._turn(_CLUES)
        self._behind.table.setFocus()

    def print(self) -> None:
        """统计表 as a paper."""
        self._export(Format.PDF)

    def export(self) -> None:
        """统计表 as a workbook."""
        self._export(Format.WORKBOOK)

    # -- building

    def _build(self) -> None:
        style, first = self._page.context.style, self._presenter.period("year")
        self._period = narrowing(Choice("期间", PERIODS))
        self._period.choose("year")
        self._from, self._to = DateField("从", first.first), DateField("到", first.last)
        self._view = narrowing(Choice("怎样分", VIEWS))
        self._view.choose(ALL)
        self._figure = narrowing(Choice("看哪个数字", FIGURES))
        self._figure.choose(Figure.COLLECTED.value)
        self._period.currentIndexChanged.connect(self._pick_period)
        for day in (self._from, self._to):
            day.dateChanged.connect(self._pick_days)
        for choice in (self._view, self._figure):
            choice.currentIndexChanged.connect(self._fill)
        bar = QWidget()
        flow = FlowLayout(bar)
        days = QWidget()
        row(self._from, plain("到", "soft"), self._to, gap=1, parent=days)
        for widget in (self._period, days, self._view, self._figure):
            flow.addWidget(widget)
        self._table = Table(style, "统计数字", self._model)
        self._table.chosen.connect(self._choose)
        self._table.opened.connect(self.list_behind)
        left = QWidget()
        body = column(gap=2, parent=left)
        body.addWidget(self._table, 1)
        body.setContentsMargins(0, 0, space(2), 0)
        both = column(bar, gap=3, parent=self)
        both.addWidget(sides(left, self._right(), (6, 5)), 1)
        self._figure.hide()

    def _right(self) -> QWidget:
        style = self._page.context.style
        self._tabs = Tabs("图和线索", ((_CHART, "图"), (_CLUES, "线索")))
        self._tabs.picked.connect(self._turn)
        self._head = plain("", "strong", wrap=True)
        self._bars, self._words = Bars(style, "统计图"), plain("", "soft", wrap=True)
        holder = QWidget()
        column(self._bars, self._words, None, gap=3, margin=2, parent=holder)
        self._stack = QStackedWidget()
        self._stack.addWidget(Scrolled(holder))
        self._stack.addWidget(self._behind.table)
        right = QWidget()
        go = button(style, "导出 Excel", self.export, keys="Ctrl+Shift+E")
        paper = button(style, "打印", self.print, icon="printer", keys="Ctrl+P")
        body = column(row(self._tabs, None, go, paper, gap=2), self._head, gap=2, parent=right)
        body.addWidget(self._stack, 1)
        body.setContentsMargins(space(2), 0, 0, 0)
        return right

    # -- the period

    def _asked(self) -> Period:
        return Period(min(self._from.day, self._to.day), max(self._from.day, self._to.day))

    def _pick_period(self, _index: int) -> None:
        if self._period.code != OWN:
            period = self._presenter.period(self._period.code)
            for field, day in ((self._from, period.first), (self._to, period.last)):
                field.blockSignals(True)
                field.put(day)
                field.blockSignals(False)
            self.refresh()

    def _pick_days(self) -> None:
        self._period.blockSignals(True)
        self._period.choose(OWN)
        self._period.blockSignals(False)
        self.refresh()

    # -- showing

    def _show(self, found: Overview) -> None:
        if found.period == self._asked():
            now = self._page.context.desk.now()
            self._found, self._listed, self._counted_at = found, None, say_moment(now, now)
            self._words.setText(f"{stage_words(found)}。上期是{found.period.before.words}。")
            self._fill()

    def _fill(self) -> None:
        view = self._view.code
        self._figure.setVisible(view != ALL)
        if self._found is None:
            return
        lines = self._presenter.lines(self._found, view, Figure(self._figure.code))
        kept = self._line
        self._model.reset(len(lines), lines)
        self._bars.put(self._presenter.bars(lines, view))
        same = [n for n, one in enumerate(lines) if kept and (one.figure, one.code) == (kept.figure, kept.code)]
        self._line = None
        if lines:
            self._table.choose(same[0] if same else 0)
        else:
            self._behind.clear()
            self._tabs.count(_CLUES, 0)
            self._head.setText("这段时间没有线索。")

    def _choose(self, number: int) -> None:
        line = self._model.line(number)
        if line is None:
            return
        self._line = line
        self._say()
        self._tabs.count(_CLUES, line.count)
        self._look_behind()

    def _look_behind(self) -> None:
        """Which clues a figure counts is only asked for where they are seen: among very many it takes a second."""
        line, found = self._line, self._found
        if self._tabs.chosen == _CLUES and found is not None and line is not None and line != self._listed:
            self._listed = line
            self._behind.show(lambda: self._presenter.ids(found.period, line))

    def _turn(self, tab: str) -> None:
        self._tabs.choose(tab)
        self._stack.setCurrentIndex(0 if tab == _CHART else 1)
        self._say()
        self._look_behind()

    def _say(self) -> None:
        line = self._line
        if self._tabs.chosen == _CHART or line is None:
            title = "从收集到成果" if self._view.code == ALL else MEANINGS[Figure(self._figure.code)].title
            self._head.setText(f"{title}（细线是上期）")
        else:
            self._head.setText(f"{line.name}：{line.words}")

    # -- exporting

    def _export(self, form: Format) -> None:
        period, context = self._asked(), self._page.context

        def made(paper: MadePaper) -> None:
            if form is Format.PDF:
                name = Path(paper.file_name).stem
                PaperDialog.present(self._page, context, name, paper.data, done=self._table.setFocus)
            else:
                self._keep(paper)

        context.jobs.long(
            self._page,
            lambda work: self._presenter.make(period, form, work),
            made,
            self._page.failed,
            lambda _done, _total, _what: None,
            lane=Lane.PAPER,
        )


def _columns() -> tuple[Column[Line], ...]:
    return (
        Column[Line]("数字", lambda one: one.name, second=lambda one: f"{one.count}　上期 {one.before}"),
        Column[Line]("件数", lambda one: str(one.count), 4, lambda one: "text" if one.count else "soft"),
        Column[Line]("上期", lambda one: str(one.before), 4, lambda _one: "soft"),
        Column[Line]("增减", lambda one: one.change, 4, lambda _one: "soft"),
    )
