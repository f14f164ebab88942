"""热点: matters that several clues and streets speak of, at the right their course by month or their clues."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.hot import HotIssue, HotIssues, hot_issues
from ui.jobs import Lane
from ui.pages.statistics.behind import CluesBehind
from ui.pages.statistics.presenter import OWN, PERIODS, StatisticsPresenter
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.bars import Bar, Bars
from ui.widgets.fields import Choice
from ui.widgets.layouts import Scrolled, column, row
from ui.widgets.narrowing import narrowing
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState
from ui.widgets.table import Table
from ui.widgets.tabs import Tabs
from ui.widgets.work_bar import WorkBar

_COURSE, _CLUES = "course", "clues"
_PERIODS = tuple(one for one in PERIODS if one[0] != OWN)
_MOST_WORDS = 4


class HotPanel(QWidget):
    """``page`` runs its jobs. What was found stays in sight while it is looked for anew."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._desk = page.context.desk
        self._presenter = StatisticsPresenter(self._desk)
        self._again = False
        self._issue: HotIssue | None = None
        self._model = PagedModel[HotIssue](self._columns(), lambda _offset, _limit: None)
        self._clues = CluesBehind(page, "热点的线索", self._clue_columns())
        self._build()

    def focus(self) -> None:
        """The list."""
        self._table.setFocus()

    def step(self, step: int) -> None:
        """The issue below or above."""
        self._table.step(step)

    def stop(self) -> None:
        """Stop looking."""
        self._again = False
        self._work.stop()

    def list_behind(self) -> None:
        """Show the clues of the chosen issue."""
        self._turn(_CLUES)
        self._clues.table.setFocus()

    def refresh(self) -> None:
        """Look for them anew; when this is going on, once more afterwards."""
        if self._work.busy:
            self._again = True
            return
        self._again = False
        period = self._presenter.period(self._period.code)
        self._work.begin(
            self._page.context.jobs.long(
                self,
                lambda work: hot_issues(self._desk, period, work),
                self._show,
                self._failed,
                self._work.tell,
                lane=Lane.STUDY,
            )
        )

    # -- building

    def _build(self) -> None:
        style = self._page.context.style
        self._period = narrowing(Choice("期间", _PERIODS))
        self._period.choose("year")
        self._period.currentIndexChanged.connect(self._pick_period)
        self._sum = plain("", "soft", wrap=True)
        self._work = WorkBar(style, "找热点的进度", keys="Ctrl+Shift+X")
        self._table = Table(style, "热点", self._model)
        self._table.chosen.connect(self._choose)
        self._table.opened.connect(self.list_behind)
        self._stack = QStackedWidget()
        self._stack.addWidget(sides(self._left(), self._right(), (6, 5)))
        self._empty = EmptyState(style, "list", "正在找热点", "三条以上线索说的是同一件事，就列在这里。")
        self._stack.addWidget(self._empty)
        self._stack.setCurrentIndex(1)
        body = column(row(self._period, self._sum, None, gap=3), self._work, gap=3, parent=self)
        body.addWidget(self._stack, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        body = column(gap=2, parent=left)
        body.addWidget(self._table, 1)
        body.setContentsMargins(0, 0, space(2), 0)
        return left

    def _right(self) -> QWidget:
        style = self._page.context.style
        self._tabs = Tabs("走势和线索", ((_COURSE, "走势"), (_CLUES, "线索")))
        self._tabs.picked.connect(self._turn)
        self._head = plain("", "strong", wrap=True)
        self._bars = Bars(style, "每月条数")
        self._lately, self._streets, self._words = (plain("", wrap=True) for _ in range(3))
        holder = QWidget()
        column(self._bars, self._lately, self._streets, self._words, None, gap=3, margin=2, parent=holder)
        self._sides = QStackedWidget()
        self._sides.addWidget(Scrolled(holder))
        self._sides.addWidget(self._clues.table)
        right = QWidget()
        body = column(self._tabs, self._head, gap=2, parent=right)
        body.addWidget(self._sides, 1)
        body.setContentsMargins(space(2), 0, 0, 0)
        return right

    # -- looking

    def _pick_period(self, _index: int) -> None:
        if self._work.busy:
            self._again = True
            self._work.stop()
        else:
            self.refresh()

    def _failed(self, error: UserError) -> None:
        self._work.rest()
        if self._again:
            self.refresh()
            return
        self._empty.say("没有找完", "再选一次期间就重新找。")
        self._page.failed(error)

    def _show(self, found: HotIssues) -> None:
        self._work.rest()
        self._sum.setText(f"{found.period.words}的 {found.read} 条线索里有 {len(found.issues)} 个热点")
        kept = self._issue
        self._model.reset(len(found.issues), found.issues)
        self._stack.setCurrentIndex(0 if found.issues else 1)
        self._empty.say("这段时间没有热点", "三条以上线索说的是同一件事，就列在这里。")
        if found.issues:
            same = [n for n, one in enumerate(found.issues) if kept and not set(kept.ids).isdisjoint(one.ids)]
            self._issue = None
            self._table.choose(same[0] if same else 0)
        if self._again:
            self.refresh()

    def _choose(self, number: int) -> None:
        issue = self._model.line(number)
        if issue is None:
            return
        self._issue = issue
        self._head.setText(issue.title)
        self._bars.put([Bar(f"{year}年{month}月", count) for (year, month), count in issue.months])
        self._lately.setText(f"近 30 天 {issue.lately} 条，再往前 30 天 {issue.before} 条（{_course(issue)[2:]}）。")
        self._streets.setText("来自：" + "，".join(f"{self._unit(unit)} {count} 条" for unit, count in issue.streets))
        self._words.setText("共同的词：" + "、".join(issue.words[:_MOST_WORDS]) if issue.words else "")
        self._tabs.count(_CLUES, len(issue.ids))
        self._clues.show(lambda: issue.ids)

    def _turn(self, tab: str) -> None:
        self._tabs.choose(tab)
        self._sides.setCurrentIndex(0 if tab == _COURSE else 1)

    def _unit(self, code: str) -> str:
        unit = self._desk.reference.units.get(code)
        return unit.short_name if unit else code

    def _columns(self) -> tuple[Column[HotIssue], ...]:
        def brief(one: HotIssue) -> str:
            return f"{len(one.ids)} 条　{len(one.streets)} 个街道　{_course(one)}"

        return (
            Column[HotIssue]("热点", lambda one: one.title, second=brief),
            Column[HotIssue]("线索", lambda one: f"{len(one.ids)} 条", 5),
            Column[HotIssue]("街道", lambda one: f"{len(one.streets)} 个", 4),
            Column[HotIssue]("近 30 天", _course, 6, lambda one: "warn" if one.lately > one.before else "soft"),
        )

    def _clue_columns(self) -> tuple[Column[ClueSummary], ...]:
        return (
            Column[ClueSummary](
                "线索", lambda one: one.title, second=lambda one: f"{one.number}　{self._unit(one.unit)}"
            ),
            Column[ClueSummary]("街道", lambda one: self._unit(one.unit), 6, lambda _one: "soft"),
        )


def _course(issue: HotIssue) -> str:
    if issue.lately > issue.before:
        return "↑ 增多"
    return "↓ 减少" if issue.lately < issue.before else "→ 持平"
