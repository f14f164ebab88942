"""简报: a period in words, tables and charts, to whom it goes, and what was reported already."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.encouragement import ResultReport
from baixing_desktop.domain.kinds import ReportTarget
from baixing_desktop.domain.labels import label
from baixing_desktop.usecases.papers import Format, MadePaper
from baixing_desktop.work import Work
from ui.pages.compendium.making import Making
from ui.pages.compendium.pages import BookPreview
from ui.pages.compendium.presenter import TARGETS, TO_ALL, BriefAsked, CompendiumPresenter
from ui.period_field import PeriodField
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, DateField, TextLine
from ui.widgets.flow import FlowLayout
from ui.widgets.form import Form
from ui.widgets.layouts import Scrolled, card, column, row
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.table import Table
from ui.words import say_day


class BriefPanel(QWidget):
    """``page`` runs its jobs."""

    def __init__(self, page: Page, presenter: CompendiumPresenter) -> None:
        super().__init__()
        self._page, self._presenter = page, presenter
        self._today = page.context.desk.today()
        self._model = PagedModel[ResultReport](self._columns(), lambda _offset, _limit: None)
        self._busy = False
        self._wanted = ""
        self._build()

    # -- for the page

    def focus(self) -> None:
        """Choosing a period comes first."""
        self._period.setFocus()

    def step(self, step: int) -> None:
        """The report below or above."""
        self._table.step(step)

    def refresh(self) -> None:
        """Read again."""
        self._page.ask(self._presenter.reported, self._show)
        self._preview.touch()

    def make(self, form: Format) -> None:
        """The brief as PDF or Word, its figures as a workbook."""
        asked = self._asked()
        if asked is None:
            return

        def made(paper: MadePaper) -> None:
            self._making.give(paper, form, self._period)

        self._making.make(lambda work: self._presenter.make_brief(asked, form, work), made, self._page.failed)

    def stop(self) -> None:
        """Stop what is being made."""
        self._making.stop()

    def record(self) -> None:
        """Write down that it was reported."""
        title = self._title.text().strip()
        self._title_field.wrong("" if title else "请写报送的是什么。")
        if not title:
            self._title.setFocus()
            return
        if self._busy:
            return
        self._busy = True
        target, day, number = self._to.code, self._day.day, self._number.text()

        def done(kept: ResultReport) -> None:
            self._busy = False
            self._number.clear()
            self._table.setFocus()
            self._page.context.frame.notice(f"已记下：报{label(kept.target)}“{kept.title}”。", lambda: self._undo(kept))

        self._page.act(lambda: self._presenter.record(target, title, day, number), done)

    def show_issue(self, report_id: str) -> None:
        """Choose this report when the list is read next."""
        self._wanted = report_id

    def rest(self) -> None:
        """Something failed: it may be tried again."""
        self._busy = False

    # -- building

    def _columns(self) -> tuple[Column[ResultReport], ...]:
        return (
            Column[ResultReport](
                "已报送",
                lambda one: one.title,
                second=lambda one: f"{say_day(one.on, self._today)}　报{label(one.target)}　{one.letter_number or ''}",
            ),
            Column[ResultReport]("报送给", lambda one: label(one.target), 8),
            Column[ResultReport]("日期", lambda one: say_day(one.on, self._today), 7, lambda _one: "soft"),
            Column[ResultReport]("文号", lambda one: one.letter_number or "", 10, lambda _one: "soft"),
        )

    def _build(self) -> None:
        self._preview = BookPreview(self._page.context, "简报的页面", self._pages)
        right = QWidget()
        column(self._preview, gap=2, parent=right).setContentsMargins(space(2), 0, 0, 0)
        holder = QWidget()
        body = column(self._what(), self._reporting(), gap=3, parent=holder)
        body.addWidget(self._table, 1)
        body.setContentsMargins(0, 0, space(2), 0)
        column(gap=0, parent=self).addWidget(sides(Scrolled(holder), right, (5, 5)), 1)

    def _what(self) -> QWidget:
        style = self._page.context.style
        self._period = PeriodField(self._today, "month")
        self._target = Choice("报送给谁", TARGETS)
        self._target.choose(TO_ALL)
        self._issue = TextLine("期号", hint="不写则按月份", limit=4)
        self._period.picked.connect(self._changed)
        self._target.currentIndexChanged.connect(self._changed)
        self._issue.textChanged.connect(self._changed)
        form = Form()
        form.add("期间", self._period)
        form.add("报送给", self._target)
        self._issue_field = form.add("期号", self._issue)
        tools = QWidget()
        flow = FlowLayout(tools)
        pdf = lambda: self.make(Format.PDF)  # noqa: E731 - one of three alike
        flow.addWidget(button(style, "打印简报", pdf, kind="primary", icon="printer", keys="Ctrl+P"))
        flow.addWidget(button(style, "存为 Word", lambda: self.make(Format.WORD), keys="Ctrl+Shift+W"))
        flow.addWidget(button(style, "存为 Excel", lambda: self.make(Format.WORKBOOK), keys="Ctrl+Shift+E"))
        self._making = Making(self._page)
        box = card()
        column(form, tools, self._making, gap=3, margin=4, parent=box)
        return box

    def _reporting(self) -> QWidget:
        style = self._page.context.style
        self._to = Choice("报给谁", tuple((one.value, label(one)) for one in ReportTarget))
        self._to.choose(ReportTarget.DISTRICT.value)
        self._title = TextLine("报送的标题", limit=80)
        self._day = DateField("报送日期", self._today)
        self._number = TextLine("文号", hint="例如 海协办〔2026〕9号，没有可以不写", limit=40)
        form = Form()
        self._title_field = form.add("标题", self._title, needed=True)
        form.add("报给", self._to)
        form.add("日期", self._day)
        form.add("文号", self._number)
        note = button(style, "登记这次报送", self.record, icon="check", keys="Ctrl+Shift+R")
        box = card()
        column(plain("报送以后记在这里", "strong"), form, row(None, note), gap=3, margin=4, parent=box)
        box.setVisible(self._presenter.reports)
        self._table = Table(style, "已报送的", self._model)
        self._table.setMinimumHeight(160)
        self._name()
        return box

    # -- showing

    def _show(self, reports: tuple[ResultReport, ...]) -> None:
        self._model.reset(len(reports), reports)
        ids = [one.id for one in reports]
        if reports:
            self._table.choose(ids.index(self._wanted) if self._wanted in ids else 0)
        self._wanted = ""

    def _changed(self) -> None:
        self._name()
        self._preview.touch()

    def _name(self) -> None:
        self._title.setText(f"{self._period.period.words}“百姓提案”工作简报")
        if self._target.code != TO_ALL:
            self._to.choose(self._target.code)

    def _asked(self) -> BriefAsked | None:
        wrong = bool(self._issue.text().strip()) and not self._issue.text().strip().isdecimal()
        self._issue_field.wrong("期号请写数字。" if wrong else "")
        return None if wrong else BriefAsked(self._period.period, self._target.code, self._issue.text())

    def _pages(self) -> Callable[[Work], bytes] | None:
        asked = self._asked()
        return self._presenter.preview_brief(asked) if asked else None

    def _undo(self, kept: ResultReport) -> None:
        self._page.act(lambda: self._presenter.remove(kept), lambda _gone: None)
