"""激励反馈: who is owed word at the left, at the right what was done and in what the person takes part."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.domain.encouragement import Incentive
from baixing_desktop.domain.states import Action, IncentiveState
from baixing_desktop.usecases.encouraging import IncentiveView
from baixing_desktop.usecases.papers import MadePaper
from ui.asking import Answers, Ask, AskDialog
from ui.jobs import Lane
from ui.pages.encouragement.asks import invitation_asks, part_asks, reason_asks, reward_asks, word_asks
from ui.pages.encouragement.presenter import SHELVES, EncouragementPresenter, PartLine
from ui.pages.encouragement.view import View
from ui.paper import PaperDialog
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import Scrolled, card, column, stacked
from ui.widgets.narrowing import narrowing
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState
from ui.widgets.table import Table
from ui.widgets.tabs import Tabs
from ui.words import say_day

_AT_ONCE = "登记后随即撤销"


class FeedbackPanel(View):
    """``page`` runs its jobs."""

    def __init__(self, page: Page, presenter: EncouragementPresenter) -> None:
        super().__init__()
        self._page, self._presenter = page, presenter
        self._today = page.context.desk.today()
        self._views: tuple[IncentiveView, ...] = ()
        self._view: IncentiveView | None = None
        self._model = PagedModel[IncentiveView](self._columns(), lambda _offset, _limit: None)
        self._parts = PagedModel[PartLine](self._part_columns(), lambda _offset, _limit: None)
        self._build()

    # -- for the page

    def focus(self) -> None:
        """The list."""
        self._table.setFocus()

    def step(self, step: int) -> None:
        """The one below or above."""
        self._table.step(step)

    def refresh(self) -> None:
        """Look for what was adopted meanwhile, then read all."""

        def read() -> tuple[IncentiveView, ...]:
            self._presenter.take_up()
            return self._presenter.all()

        self._page.ask(read, self._show)

    def primary(self) -> None:
        """Ask how word was given."""
        asks = word_asks(self._today)
        self._ask(Action.FEED_BACK, "登记反馈", asks, self._presenter.feed_back, "已登记反馈。")

    def reward(self) -> None:
        """Ask which reward."""
        asks = reward_asks(self._today)
        self._ask(Action.REWARD, "登记激励", asks, self._presenter.reward, "已登记激励。")

    def not_reward(self) -> None:
        """Ask why not."""
        self._ask(Action.NOT_REWARD, "不予激励", reason_asks(), self._presenter.not_reward, "已登记不予激励。")

    def take_back(self) -> None:
        """Ask why the last step is taken back."""
        view = self._view
        if view is not None and self._presenter.may_do(view, Action.TAKE_BACK):
            words = "撤回上一步登记"
            back = self._presenter.take_back
            self._record(words, reason_asks(), lambda got: back(view.kept, got["reason"]), f"已{words}。")

    def print(self) -> None:
        """采用反馈单."""
        view = self._view
        if view is None or view.kept.state is IncentiveState.NOT_APPLICABLE:
            return
        context = self._page.context

        def made(paper: MadePaper) -> None:
            PaperDialog.present(self._page, context, Path(paper.file_name).stem, paper.data, done=self._table.setFocus)

        context.jobs.long(
            self._page, lambda work: self._presenter.letter(view, work), made, self._page.failed,
            lambda _done, _total, _what: None, lane=Lane.PAPER,
        )  # fmt: skip

    def begin(self) -> None:
        """Ask in which stage the person took part."""
        view = self._view
        if view is None:
            return
        asks = part_asks(self._today)
        self._record("登记参与", asks, lambda got: self._presenter.record_part(view.kept.clue_id, got), "已登记参与。")

    def invite(self) -> None:
        """Ask to what the person is invited."""
        view = self._view
        if view is None or not self._presenter.invites:
            return
        asks = invitation_asks(self._today)
        self._record("邀请参加活动", asks, lambda got: self._presenter.invite(view.kept.clue_id, got), "已登记邀请。")

    def settle(self, *, attended: bool) -> None:
        """The person came, or not."""
        line = self._part()
        if line is not None and line.is_open and self._presenter.invites:
            self._page.act(lambda: self._presenter.settle(line, attended=attended), lambda _kept: None)

    def remove(self) -> None:
        """Take the chosen line of taking part out."""
        line = self._part()
        if line is None:
            return

        def removed(was: PartLine) -> None:
            back = lambda: self._page.act(lambda: self._presenter.restore(was), lambda _kept: None)  # noqa: E731 - the way back
            self._page.context.frame.notice("已删除。", back)

        self._page.act(lambda: self._presenter.remove(line), removed)

    # -- building

    def _columns(self) -> tuple[Column[IncentiveView], ...]:
        def tone(view: IncentiveView) -> str:
            return "bad" if view.overdue(self._today) else "text"

        def second(view: IncentiveView) -> str:
            return f"{view.number}　{view.masked_name or '匿名'}　{self._presenter.standing(view)}"

        return (Column[IncentiveView]("线索", lambda view: view.title, 0, tone, second),)

    def _part_columns(self) -> tuple[Column[PartLine], ...]:
        return (
            Column[PartLine]("参与和邀请", lambda line: line.words),
            Column[PartLine]("日期", lambda line: say_day(line.on, self._today), 6, lambda _line: "soft"),
        )

    def _build(self) -> None:
        style = self._page.context.style
        self._shelf = narrowing(Tabs("看哪些", SHELVES))
        self._shelf.picked.connect(self._pick)
        self._table = Table(style, "被采用的线索", self._model)
        self._table.chosen.connect(self._choose)
        self._table.opened.connect(self._opened)
        self._lists = stacked(self._table)
        hint = "实名线索被转送、立案或报市以后，会自动列在这里，三十天内告诉反映人。"
        self._lists.addWidget(EmptyState(style, "check", "没有要反馈的", hint))
        left = QWidget()
        body = column(self._shelf, gap=2, parent=left)
        body.addWidget(self._lists, 1)
        body.setContentsMargins(0, 0, space(2), 0)
        column(gap=0, parent=self).addWidget(sides(left, self._right(), (5, 5)), 1)

    def _right(self) -> QWidget:
        style = self._page.context.style
        self._head, self._about = plain("", "heading", wrap=True), plain("", "soft", wrap=True)
        self._tell = button(style, "登记反馈", self.primary, kind="primary", icon="check", keys="Ctrl+Enter")
        self._give = button(style, "登记激励", self.reward, keys="Ctrl+Shift+G")
        self._refuse = button(style, "不予激励", self.not_reward, keys="Ctrl+Shift+B")
        self._back = button(style, "撤回上一步登记", self.take_back, kind="quiet", keys="Ctrl+Shift+Z")
        self._paper = button(style, "打印反馈单", self.print, icon="printer", keys="Ctrl+P")
        tools = QWidget()
        flow = FlowLayout(tools)
        for made in (self._tell, self._give, self._refuse, self._paper, self._back):
            flow.addWidget(made)
        box = card()
        column(self._head, self._about, tools, gap=3, margin=4, parent=box)
        part = button(style, "登记参与", self.begin, icon="plus", keys="Ctrl+Shift+N")
        self._invite = button(style, "邀请参加活动", self.invite, keys="Ctrl+Shift+I")
        self._came = button(style, "已参加", lambda: self.settle(attended=True))
        self._stayed = button(style, "没有参加", lambda: self.settle(attended=False))
        self._drop = button(style, "删除", self.remove, kind="quiet", keys="Ctrl+D")
        acts = QWidget()
        moves = FlowLayout(acts)
        for made in (part, self._invite, self._came, self._stayed, self._drop):
            moves.addWidget(made)
        self._shown = Table(style, "参与和邀请", self._parts)
        self._shown.chosen.connect(self._choose_part)
        self._detail = QWidget()
        body = column(box, acts, gap=3, parent=self._detail)
        self._shown.setMinimumHeight(160)
        body.addWidget(self._shown, 1)
        body.setContentsMargins(space(2), 0, 0, 0)
        return Scrolled(self._detail)

    # -- showing

    def _show(self, views: tuple[IncentiveView, ...]) -> None:
        self._views = views
        for name, _title in SHELVES:
            self._shelf.count(name, len(self._presenter.on_shelf(views, name)))
        self._fill()

    def _pick(self, name: str) -> None:
        self._shelf.choose(name)
        self._fill()
        self._table.setFocus()

    def _fill(self) -> None:
        views = self._presenter.on_shelf(self._views, self._shelf.chosen)
        # Forgotten first: the list may choose a line by itself when it comes into sight with the focus.
        kept, self._view = self._view, None
        self._model.reset(len(views), views)
        before = self._table.hasFocus()
        self._lists.setCurrentIndex(0 if views else 1)
        onward = self._shelf.nextInFocusChain()
        if before and not views and onward is not None:
            onward.setFocus()
        self._detail.setVisible(bool(views))
        places = [n for n, view in enumerate(views) if kept and view.kept.id == kept.kept.id]
        if views:
            self._table.choose(places[0] if places else 0)

    def _choose(self, number: int) -> None:
        view = self._model.line(number)
        if view is None:
            return
        self._view = view
        self._head.setText(view.title)
        self._about.setText(f"{view.number}　{self._presenter.standing(view)}。{self._presenter.story(view)}")
        named = view.kept.state is not IncentiveState.NOT_APPLICABLE
        for made, action in (
            (self._tell, Action.FEED_BACK), (self._give, Action.REWARD), (self._refuse, Action.NOT_REWARD),
            (self._back, Action.TAKE_BACK),
        ):  # fmt: skip
            made.setVisible(self._presenter.may_do(view, action))
        self._paper.setVisible(named)
        self._invite.setVisible(named and self._presenter.invites)
        self._read_parts(view)

    def _read_parts(self, view: IncentiveView) -> None:
        def listed(found: tuple[PartLine, ...]) -> None:
            if view is self._view:
                self._parts.reset(len(found), found)
                self._choose_part(-1)
                if found:
                    self._shown.choose(0)

        self._page.ask(lambda: self._presenter.parts(view.kept.clue_id), listed)

    def _part(self) -> PartLine | None:
        number = self._shown.currentIndex().row()
        return self._parts.line(number) if number >= 0 else None

    def _choose_part(self, number: int) -> None:
        line = self._parts.line(number) if number >= 0 else None
        for made in (self._came, self._stayed):
            made.setVisible(line is not None and line.is_open and self._presenter.invites)
        self._drop.setVisible(line is not None)

    def _opened(self, _number: int) -> None:
        if self._view is not None:
            self._page.context.frame.go("clues", self._view.kept.clue_id)

    # -- asking

    def _ask(
        self,
        action: Action,
        title: str,
        asks: tuple[Ask, ...],
        act: Callable[[IncentiveView, Answers], tuple[Incentive, Changes]],
        said: str,
    ) -> None:
        view = self._view
        if view is None or not self._presenter.may_do(view, action):
            return

        def done(kept: Incentive) -> None:
            back = lambda: self._page.act(lambda: self._presenter.take_back(kept, _AT_ONCE), lambda _kept: None)  # noqa: E731 - the way back
            self._page.context.frame.notice(said, back)

        AskDialog.present(self._page, title, asks, title, lambda got: self._page.act(lambda: act(view, got), done))

    def _record(
        self, title: str, asks: tuple[Ask, ...], act: Callable[[Answers], tuple[object, Changes]], said: str
    ) -> None:
        def go(got: Answers) -> None:
            self._page.act(lambda: act(got), lambda _kept: self._page.context.frame.notice(said))

        AskDialog.present(self._page, title, asks, title, go)
