"""已编: the issues that were kept; each is printed, or becomes a Word or Excel file, with one press."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from baixing_desktop.clock import local
from baixing_desktop.domain.kinds import CompendiumEdition
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outputs import Compendium
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.period import Period
from baixing_desktop.usecases.compiling import Candidate, IssueView
from baixing_desktop.usecases.papers import Format, MadePaper
from ui.confirming import or_second
from ui.pages.compendium.making import Making
from ui.pages.compendium.presenter import CompendiumPresenter
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import TextLine
from ui.widgets.flow import FlowLayout
from ui.widgets.form import Form
from ui.widgets.layouts import Scrolled, column
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState
from ui.widgets.table import Table
from ui.words import say_day


class KeptPanel(QWidget):
    """``page`` runs its jobs; ``begin`` leads to putting an issue together."""

    def __init__(self, page: Page, presenter: CompendiumPresenter, begin: Callable[[], None]) -> None:
        super().__init__()
        self._page, self._presenter, self._begin = page, presenter, begin
        self._today = page.context.desk.today()
        self._view: IssueView | None = None
        self._wanted = ""
        self._model = PagedModel[IssueView](self._columns(), lambda _offset, _limit: None)
        self._clues = PagedModel[Candidate](_clue_columns(), lambda _offset, _limit: None)
        self._build()

    # -- for the page

    def focus(self) -> None:
        """The list of issues."""
        self._table.setFocus()

    def step(self, step: int) -> None:
        """The issue below or above."""
        self._table.step(step)

    def show_issue(self, issue_id: str) -> None:
        """Choose this issue when the list is read next."""
        self._wanted = issue_id

    def refresh(self) -> None:
        """Read the issues again."""
        self._page.ask(self._presenter.issues, self._show)

    def make(self, form: Format) -> None:
        """The chosen issue as PDF, Word or Excel."""
        view = self._view
        if view is None:
            return
        if self._is_internal(view) and not self._purpose.text().strip():
            self._why.wrong("含个人信息，请写明用途，系统会记下。")
            self._purpose.setFocus()
            return
        self._why.wrong("")
        self._make(view, form, None)

    def stop(self) -> None:
        """Stop what is being made."""
        self._making.stop()

    def take_back(self, kept: Compendium) -> None:
        """Undo keeping an issue."""
        self._page.act(lambda: self._presenter.take_back(kept), self._taken_back)

    # -- building

    def _columns(self) -> tuple[Column[IssueView], ...]:
        def span(view: IssueView) -> str:
            words = Period(view.kept.period_from, view.kept.period_to).words
            return f"{words}　{view.kept.title}" if view.kept.title else words

        def made(view: IssueView) -> str:
            return say_day(local(view.kept.made_at).date(), self._today)

        def brief(view: IssueView) -> str:
            return f"{span(view)}　{label(view.kept.edition)}　{view.clues} 条　{made(view)}编"

        return (
            Column[IssueView]("期号", lambda view: view.name, second=brief),
            Column[IssueView]("内容", span, 12),
            Column[IssueView]("版本", lambda view: label(view.kept.edition), 5, lambda _v: "soft"),
            Column[IssueView]("条数", lambda view: str(view.clues), 3),
            Column[IssueView]("编成", made, 6, lambda _v: "soft"),
        )

    def _build(self) -> None:
        style = self._page.context.style
        self._table = Table(style, "已编的汇编", self._model)
        self._table.chosen.connect(self._choose)
        self._table.opened.connect(self._opened)
        empty = EmptyState(
            style, "archive", "还没有编过汇编", "在“编一期”里选好线索，按“编成这一期”。",
            action="编一期", keys="Ctrl+Shift+1", run=self._begin,
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(sides(self._left(), self._right(), (6, 5)))
        self._stack.addWidget(empty)
        column(gap=0, parent=self).addWidget(self._stack, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        column(self._table, gap=0, parent=left).setContentsMargins(0, 0, space(2), 0)
        return left

    def _right(self) -> QWidget:
        style = self._page.context.style
        self._head = plain("", "heading", wrap=True)
        self._about = plain("", "soft", wrap=True)
        self._purpose = TextLine("用途", hint="例如：送分管领导审阅", limit=60)
        form = Form()
        self._why = form.add("用途", self._purpose, needed=True)
        tools = QWidget()
        flow = FlowLayout(tools)
        pdf = button(style, "打印这一期", lambda: self.make(Format.PDF), kind="primary", icon="printer", keys="Ctrl+P")
        flow.addWidget(pdf)
        for words, form_, keys in (
            ("存为 Word", Format.WORD, "Ctrl+Shift+W"),
            ("存为 Excel", Format.WORKBOOK, "Ctrl+Shift+E"),
        ):
            flow.addWidget(button(style, words, lambda form_=form_: self.make(form_), keys=keys))
        self._making = Making(self._page)
        self._contents = Table(style, "这一期的线索", self._clues)
        self._contents.opened.connect(self._open)
        right = QWidget()
        body = column(self._head, self._about, form, tools, self._making, gap=3, parent=right)
        self._contents.setMinimumHeight(180)
        body.addWidget(self._contents, 1)
        body.setContentsMargins(space(2), 0, 0, 0)
        return Scrolled(right)

    # -- showing

    def _show(self, views: tuple[IssueView, ...]) -> None:
        self._model.reset(len(views), views)
        self._stack.setCurrentIndex(0 if views else 1)
        wanted = self._wanted or (self._view.kept.id if self._view else "")
        self._wanted = ""
        places = [number for number, view in enumerate(views) if view.kept.id == wanted]
        self._view = None
        if views:
            self._table.choose(places[0] if places else 0)

    def _choose(self, number: int) -> None:
        view = self._model.line(number)
        if view is None:
            return
        self._view = view
        kept = view.kept
        self._head.setText(f"线索汇编 {view.name}" + (f"　{kept.title}" if kept.title else ""))
        made = say_day(local(kept.made_at).date(), self._today)
        words = Period(kept.period_from, kept.period_to).words
        self._about.setText(f"{words}，{view.clues} 条，{label(kept.edition)}。{kept.made_by}{made}编成。")
        self._why.show(shown=self._is_internal(view))
        self._why.wrong("")
        self._page.ask(lambda: self._presenter.contents(view), lambda found: self._list(view, found))

    def _list(self, view: IssueView, found: tuple[Candidate, ...]) -> None:
        if view is self._view:
            self._clues.reset(len(found), found)

    @staticmethod
    def _is_internal(view: IssueView) -> bool:
        return view.kept.edition is CompendiumEdition.INTERNAL

    def _opened(self, _number: int) -> None:
        self.make(Format.PDF)

    def _open(self, number: int) -> None:
        clue = self._clues.line(number)
        if clue is not None:
            self._page.context.frame.go("clues", clue.clue_id)

    # -- making

    def _make(self, view: IssueView, form: Format, second: Confirmation | None) -> None:
        purpose = self._purpose.text()

        def made(paper: MadePaper) -> None:
            self._making.give(paper, form, self._table)

        again = or_second(self._page, lambda who: self._make(view, form, who), self._page.failed, self._making.rest)
        self._making.make(lambda work: self._presenter.make_issue(view, form, purpose, second, work), made, again)

    def _taken_back(self, _kept: Compendium) -> None:
        self._page.context.frame.notice("已撤销，这个期号空出来了。")


def _clue_columns() -> tuple[Column[Candidate], ...]:
    return (
        Column[Candidate]("线索", lambda one: one.title, second=lambda one: f"{one.theme}　{one.number}　{one.street}"),
    )
