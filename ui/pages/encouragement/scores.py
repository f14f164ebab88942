"""履职量化: the members with their points at the left, at the right what stands behind one of them."""

from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.encouragement import ScoreEntry
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.usecases.papers import Format, MadePaper
from baixing_desktop.usecases.scoring import MemberScore, ScoreLine
from ui.asking import Answers, AskDialog
from ui.confirming import or_second
from ui.pages.compendium.making import Making
from ui.pages.encouragement.merits import Board, MeritsPresenter
from ui.pages.encouragement.view import View
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, SearchLine
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import Scrolled, card, column, row, stacked
from ui.widgets.narrowing import narrowing
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState, Remark
from ui.widgets.table import Table
from ui.words import say_day


class ScoresPanel(View):
    """``page`` runs its jobs."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._presenter = page, MeritsPresenter(page.context.desk)
        self._today = page.context.desk.today()
        self._board = Board((), ())
        self._one: MemberScore | None = None
        self._model = PagedModel[MemberScore](self._columns(), lambda _offset, _limit: None)
        self._entries = PagedModel[ScoreLine](self._entry_columns(), lambda _offset, _limit: None)
        self._build()

    # -- for the page

    def focus(self) -> None:
        """The list; the year while nobody stands in it."""
        (self._table if self._model.rowCount() else self._year).setFocus()

    def step(self, step: int) -> None:
        """The member below or above."""
        self._table.step(step)

    def refresh(self) -> None:
        """Bring the year up to date and read it."""
        year = self._chosen_year
        self._page.ask(lambda: self._presenter.board(year), self._show)

    def begin(self) -> None:
        """手工计分."""
        one, year = self._one, self._chosen_year
        if one is None or not self._presenter.scores:
            return

        def scored(kept: ScoreEntry) -> None:
            self._page.context.frame.notice(
                f"已给{one.member.name}计 {kept.points} 分。",
                lambda: self._page.act(lambda: self._presenter.remove(kept), lambda _gone: None),
            )

        def go(got: Answers) -> None:
            self._page.act(lambda: self._presenter.by_hand(one, year, got), scored)

        AskDialog.present(self._page, f"给{one.member.name}手工计分", self._presenter.asks(), "手工计分", go)

    primary = begin

    def remove(self) -> None:
        """Take an entry out that was made by hand."""
        line = self._entry()
        if line is None or not self._presenter.scores:
            return

        def removed(was: ScoreEntry) -> None:
            self._page.context.frame.notice(
                "已删除这项手工计分。",
                lambda: self._page.act(lambda: self._presenter.restore(was), lambda _kept: None),
            )

        self._page.act(lambda: self._presenter.remove(line.kept), removed)

    def print(self) -> None:
        """委员履职量化表, to look at and print."""
        self._make(Format.PDF, None)

    def book(self) -> None:
        """The same as a workbook."""
        self._make(Format.WORKBOOK, None)

    def record(self) -> None:
        """委员履职记录 of the chosen member."""
        one = self._one
        if one is not None and self._presenter.takes_out:
            make = self._presenter.record(one, self._chosen_year)
            self._making.make(make, lambda paper: self._making.give(paper, Format.PDF, self._table), self._page.failed)

    def stop(self) -> None:
        """Stop what is being made."""
        self._making.stop()

    # -- building

    @property
    def _chosen_year(self) -> int:
        return int(self._year.code)

    def _columns(self) -> tuple[Column[MemberScore], ...]:
        return (
            Column[MemberScore]("姓名", lambda one: one.member.name, second=self._presenter.about),
            Column[MemberScore]("专委会", self._presenter.committee, 9),
            Column[MemberScore]("合计", lambda one: f"{one.score.total} 分", 5),
        )

    def _entry_columns(self) -> tuple[Column[ScoreLine], ...]:
        return (
            Column[ScoreLine]("计分项目", lambda line: line.label, second=lambda line: line.words),
            Column[ScoreLine]("依据", lambda line: line.words, 14),
            Column[ScoreLine]("日期", lambda line: say_day(line.on, self._today), 6, lambda _line: "soft"),
            Column[ScoreLine]("分值", lambda line: str(line.kept.points), 3),
        )

    def _build(self) -> None:
        style, presenter = self._page.context.style, self._presenter
        self._year = narrowing(Choice("年度", presenter.years))
        self._year.choose(presenter.years[0][0])
        self._year.currentIndexChanged.connect(self._turn)
        self._search = SearchLine("查找委员", "输入几个字")
        self._search.textChanged.connect(self._fill)
        self._search.onward.connect(self.focus)
        looking = row(gap=2)
        looking.addWidget(self._search, 1)
        looking.addWidget(self._year)
        tools = QWidget()
        flow = FlowLayout(tools)
        flow.addWidget(button(style, "打印量化表", self.print, icon="printer", keys="Ctrl+P"))
        flow.addWidget(button(style, "量化表存为 Excel", self.book, keys="Ctrl+Shift+E"))
        tools.setVisible(presenter.takes_out)
        self._making = Making(self._page)
        self._unknown = Remark(style, "warn")
        self._table = Table(style, "委员得分", self._model)
        self._table.chosen.connect(self._choose)
        self._lists = stacked(self._table)
        hint = "先在“名册与字典”里登记或导入委员。收线索、值班、认领、提案和督办会自动计分。"
        self._lists.addWidget(EmptyState(style, "user", "名册里还没有委员", hint))
        self._lists.addWidget(EmptyState(style, "search", "没有找到", "换一个字试试。"))
        left = QWidget()
        body = column(tools, looking, self._making, self._unknown, gap=2, parent=left)
        body.addWidget(self._lists, 1)
        body.setContentsMargins(0, 0, space(2), 0)
        column(gap=0, parent=self).addWidget(sides(left, self._right(), (5, 5)), 1)

    def _right(self) -> QWidget:
        style = self._page.context.style
        self._head, self._about = plain("", "heading", wrap=True), plain("", "soft", wrap=True)
        self._total, self._sums = plain("", "strong", wrap=True), plain("", wrap=True)
        self._score = button(style, "手工计分", self.begin, icon="plus", keys="Ctrl+Shift+N")
        self._record = button(style, "打印履职记录", self.record, icon="printer", keys="Ctrl+Shift+R")
        self._drop = button(style, "删除手工计分", self.remove, kind="quiet", keys="Ctrl+D")
        acts = QWidget()
        flow = FlowLayout(acts)
        for made, allowed in ((self._score, self._presenter.scores), (self._record, self._presenter.takes_out)):
            flow.addWidget(made)
            made.setVisible(allowed)
        flow.addWidget(self._drop)
        self._behind = Table(style, "每一分的依据", self._entries)
        self._behind.chosen.connect(self._choose_entry)
        self._behind.opened.connect(self._open)
        self._behind.setMinimumHeight(200)
        box = card()
        column(self._head, self._about, self._total, self._sums, acts, gap=2, margin=4, parent=box)
        self._detail = QWidget()
        body = column(box, gap=3, parent=self._detail)
        body.addWidget(self._behind, 1)
        body.setContentsMargins(space(2), 0, 0, 0)
        return Scrolled(self._detail)

    # -- showing

    def _turn(self, _index: int) -> None:
        self.refresh()

    def _show(self, board: Board) -> None:
        self._board = board
        self._unknown.say(self._presenter.unknown_words(board))
        self._fill()

    def _fill(self, _change: object = None) -> None:
        wanted, known = self._search.text().strip().casefold(), self._one
        shown = [
            one for one in self._board.lines if wanted in f"{one.member.name} {self._presenter.about(one)}".casefold()
        ]
        self._model.reset(len(shown), shown)
        had = self._table.hasFocus()
        self._lists.setCurrentIndex(0 if shown else 2 if self._board.lines else 1)
        if had and not shown:
            self.focus()
        self._detail.setVisible(bool(shown))
        self._one = None
        places = [place for place, one in enumerate(shown) if known and one.member.id == known.member.id]
        if shown:
            self._table.choose(places[0] if places else 0)

    def _choose(self, number: int) -> None:
        one = self._model.line(number)
        if one is None:
            return
        self._one = one
        self._head.setText(one.member.name)
        self._about.setText(self._presenter.about(one))
        self._total.setText(f"{self._chosen_year}年合计 {one.score.total} 分")
        self._sums.setText(self._presenter.sums(one))
        year = self._chosen_year

        def listed(lines: tuple[ScoreLine, ...]) -> None:
            if one is self._one:
                self._entries.reset(len(lines), lines)
                self._choose_entry(-1)
                if lines:
                    self._behind.choose(0)

        self._page.ask(lambda: self._presenter.lines(one, year), listed)

    def _entry(self) -> ScoreLine | None:
        number = self._behind.currentIndex().row()
        return self._entries.line(number) if number >= 0 else None

    def _choose_entry(self, number: int) -> None:
        line = self._entries.line(number) if number >= 0 else None
        self._drop.setVisible(line is not None and line.kept.by_hand and self._presenter.scores)

    def _open(self, number: int) -> None:
        line = self._entries.line(number)
        if line is not None and line.kept.rule.startswith("CLUE_S"):
            self._page.context.frame.go("clues", line.kept.object_id)

    def _make(self, form: Format, second: Confirmation | None) -> None:
        if not self._presenter.takes_out:
            return

        def made(paper: MadePaper) -> None:
            self._making.give(paper, form, self._table)

        again = or_second(self._page, lambda who: self._make(form, who), self._page.failed, self._making.rest)
        self._making.make(self._presenter.table(self._chosen_year, form, second), made, again)
