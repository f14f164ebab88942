"""评选表彰: who was nominated and how far it is; over it the score sheet from which one nominates."""

from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.encouragement import Nomination
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.rules.commending import Placed
from baixing_desktop.domain.states import Action, CommendationState
from baixing_desktop.usecases.commending import NominationView
from baixing_desktop.usecases.papers import Format, MadePaper
from ui.confirming import or_second
from ui.pages.compendium.making import Making
from ui.pages.encouragement.choosing import KINDS, STEPS, ChoosingPresenter, place_words
from ui.pages.encouragement.view import View
from ui.pages.topics.steps import Manner, StepsPanel
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, TextLine
from ui.widgets.flow import FlowLayout
from ui.widgets.footed import Footed
from ui.widgets.form import Form
from ui.widgets.layouts import column, row, stacked
from ui.widgets.narrowing import narrowing
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState
from ui.widgets.table import Table


class CommendPanel(View):
    """``page`` runs its jobs."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._presenter = page, ChoosingPresenter(page.context.desk)
        self._placed: Placed | None = None
        self._sheet = PagedModel[Placed](_sheet_columns(), lambda _offset, _limit: None)
        self._build()

    # -- for the page

    def focus(self) -> None:
        """The list in front."""
        if self._at_sheet:
            (self._table if self._sheet.rowCount() else self._kind).setFocus()
        else:
            self._steps.focus()

    def step(self, step: int) -> None:
        """The line below or above."""
        if self._at_sheet:
            self._table.step(step)
        else:
            self._steps.step(step)

    def refresh(self) -> None:
        """Read what is in front."""
        if self._at_sheet:
            year, kind = self._chosen_year, self._kind.code
            self._page.ask(lambda: self._presenter.sheet(year, kind), self._show_sheet)
        else:
            self._steps.refresh()

    def show_record(self, record_id: str) -> None:
        """Choose this nomination when the list of its year is read."""

        def choose(year: str) -> None:
            self._steps.show_record(record_id)
            self._year.blockSignals(True)
            self._year.choose(year or self._year.code)
            self._year.blockSignals(False)
            self._turn_to(self._steps)

        self._page.ask(lambda: self._presenter.year_of(record_id), choose)

    def begin(self) -> None:
        """To the score sheet."""
        if self._presenter.names:
            self._turn_to(self._sheet_view)

    def primary(self) -> None:
        """Nominate, or the next step of a nomination."""
        if self._at_sheet:
            self.nominate()
        else:
            self._steps.next_step()

    def remove(self) -> None:
        """The nomination, or its last step, back."""
        view = self._steps.chosen
        if self._at_sheet or view is None or not self._presenter.can_go_back(view):
            return
        if view.kept.state is not CommendationState.NOMINATED:
            self._steps.take(Action.TAKE_BACK)
            return

        def withdrawn(was: Nomination) -> None:
            self._page.context.frame.notice(
                f"已撤回提名“{view.subject}”。",
                lambda: self._page.act(lambda: self._presenter.put_back(was), lambda _kept: None),
            )

        self._page.act(lambda: self._presenter.withdraw(view.kept), withdrawn)

    def nominate(self) -> None:
        """提名 whom the sheet shows."""
        one, year, kind = self._placed, self._chosen_year, self._kind.code
        if one is None or not self._presenter.names:
            return
        grounds = self._grounds.text()

        def nominated(made: Nomination) -> None:
            self._grounds.clear()
            self._page.context.frame.notice(
                f"已提名“{one.merit.subject}”。",
                lambda: self._page.act(lambda: self._presenter.withdraw(made), lambda _gone: None),
            )

        self._page.act(lambda: self._presenter.nominate(year, kind, one, grounds), nominated)

    def print(self) -> None:
        """评选情况表 for the meeting."""
        self._make("nominees", Format.PDF, None)

    def book(self) -> None:
        """评选情况表 as a workbook."""
        self._make("nominees", Format.WORKBOOK, None)

    def print_list(self) -> None:
        """表彰名单."""
        self._make("commended", Format.PDF, None)

    def stop(self) -> None:
        """Stop what is being made."""
        self._making.stop()

    def escape(self) -> bool:
        """From the sheet back to the nominations."""
        if self._at_sheet:
            self._turn_to(self._steps)
            return True
        return False

    # -- building

    @property
    def _at_sheet(self) -> bool:
        return self._stack.currentWidget() is self._sheet_view

    @property
    def _chosen_year(self) -> int:
        return int(self._year.code)

    def _build(self) -> None:
        style = self._page.context.style
        self._year = narrowing(Choice("年度", self._presenter.years))
        self._year.choose(self._presenter.years[0][0])
        self._year.currentIndexChanged.connect(self._turned)
        tools = QWidget()
        flow = FlowLayout(tools)
        flow.addWidget(self._year)
        flow.addWidget(button(style, "打印评选情况表", self.print, icon="printer", keys="Ctrl+P"))
        flow.addWidget(button(style, "情况表存为 Excel", self.book, keys="Ctrl+Shift+E"))
        flow.addWidget(button(style, "打印表彰名单", self.print_list, icon="printer", keys="Ctrl+Shift+R"))
        self._making = Making(self._page)
        self._steps, self._sheet_view = self._nominations(), self._sheet_side()
        self._stack = stacked(self._steps, self._sheet_view)
        column(tools, self._making, gap=2, parent=self).addWidget(self._stack, 1)

    def _nominations(self) -> StepsPanel[NominationView]:
        style, presenter = self._page.context.style, self._presenter
        manner = Manner[NominationView](
            title=lambda view: view.subject,
            second=presenter.second,
            story=presenter.story,
            key=lambda view: view.kept.id,
            actions=STEPS,
            may=presenter.may_step,
            asks=presenter.asks,
            step=presenter.step,
            editable=presenter.can_go_back,
            undo=lambda _line, action, kept: None if action is Action.TAKE_BACK else lambda: presenter.undo(kept),
        )
        empty = EmptyState(style, "check", "这一年还没有提名", "打开评分表，比较数量、质量和时效，从中提名。")
        own = [button(style, "看评分表并提名", self.begin, icon="plus", keys="Ctrl+Shift+N")]
        beside = [button(style, "撤回", self.remove, kind="quiet", keys="Ctrl+D")]
        read = lambda: presenter.nominations(self._chosen_year)  # noqa: E731 - reads the year anew
        return StepsPanel[NominationView](
            self._page, "提名", manner, read, own if presenter.names else [], beside, empty
        )

    def _sheet_side(self) -> QWidget:
        style = self._page.context.style
        self._kind = Choice("表彰类别", KINDS)
        self._kind.choose(KINDS[0][0])
        self._kind.currentIndexChanged.connect(self._turned)
        back = button(style, "返回提名", self.escape, icon="chevron-left", keys="Esc")
        above = row(back, gap=2)
        above.addWidget(self._kind, 1)
        self._table = Table(style, "评分表", self._sheet)
        self._table.chosen.connect(self._choose)
        self._table.opened.connect(self._opened)
        self._lists = stacked(self._table)
        hint = "优秀提案要这一年已立案，承办单位要有答复，征集单位要有线索，个人要有履职得分或在工作机构任职。"
        self._lists.addWidget(EmptyState(style, "search", "这一类还没有可以评选的", hint))
        left = QWidget()
        body = column(above, gap=2, parent=left)
        body.addWidget(self._lists, 1)
        body.setContentsMargins(0, 0, space(2), 0)
        self._head, self._figures = plain("", "heading", wrap=True), plain("", wrap=True)
        self._grounds = TextLine("推荐理由", hint="可以不写", limit=200)
        form = Form(stacked=True)
        form.add("推荐理由", self._grounds)
        go = button(style, "提名", self.nominate, kind="primary", icon="check", keys="Ctrl+Enter")
        note = "名次按数量、质量、时效分别排，名次和小的在前；只供参考，由会议审定。"
        inside, holder, whole = QWidget(), QWidget(), QWidget()
        column(self._head, self._figures, form, plain(note, "soft", wrap=True), None, gap=3, margin=4, parent=inside)
        self._box = Footed(inside, row(None, go))
        column(self._box, None, gap=0, parent=holder).setContentsMargins(space(2), 0, 0, 0)
        column(gap=0, parent=whole).addWidget(sides(left, holder, (6, 5)), 1)
        return whole

    # -- showing

    def _turn_to(self, side: QWidget) -> None:
        self._stack.setCurrentWidget(side)
        self.refresh()
        self.focus()

    def _turned(self, _index: int) -> None:
        self.refresh()

    def _show_sheet(self, found: tuple[Placed, ...]) -> None:
        known = self._placed.merit.target if self._placed else None
        self._sheet.reset(len(found), found)
        self._lists.setCurrentIndex(0 if found else 1)
        self._box.setVisible(bool(found))
        self._placed = None
        places = [number for number, one in enumerate(found) if one.merit.target == known]
        if found:
            self._table.choose(places[0] if places else 0)
            if self._kind.hasFocus() and not known:
                self._table.setFocus()

    def _choose(self, number: int) -> None:
        one = self._sheet.line(number)
        if one is not None:
            self._placed = one
            self._head.setText(one.merit.subject)
            self._figures.setText(f"{one.merit.words}。")

    def _opened(self, _number: int) -> None:
        self.nominate()

    def _make(self, name: str, form: Format, second: Confirmation | None) -> None:
        def made(paper: MadePaper) -> None:
            self._making.give(paper, form, self._year)

        again = or_second(self._page, lambda who: self._make(name, form, who), self._page.failed, self._making.rest)
        self._making.make(self._presenter.paper(name, self._chosen_year, form, second), made, again)


def _sheet_columns() -> tuple[Column[Placed], ...]:
    return (
        Column[Placed]("名称", lambda one: one.merit.subject, second=lambda one: one.merit.words),
        Column[Placed]("数量", lambda one: place_words(one.number), 4, lambda _one: "soft"),
        Column[Placed]("质量", lambda one: place_words(one.quality), 4, lambda _one: "soft"),
        Column[Placed]("时效", lambda one: place_words(one.timeliness), 4, lambda _one: "soft"),
        Column[Placed]("名次和", lambda one: str(one.sum), 4),
    )
