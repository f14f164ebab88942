"""个人信息: three lists of what people have to decide at the left, the chosen one and its form at the right."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.privacy import ErasureGround, RequestKind
from baixing_desktop.errors import UserError
from ui.context import Context
from ui.pages.privacy.panels import AnswerPanel, ApprovePanel, ProposePanel, RegisterPanel
from ui.pages.privacy.presenter import TABS, Lists, Matter, PrivacyPresenter, Tab
from ui.shell.page import Command, Page
from ui.style import space
from ui.text import plain, set_tone
from ui.widgets.buttons import button
from ui.widgets.layouts import Scrolled, card, column, row, stacked
from ui.widgets.narrowing import narrowing
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState, heading
from ui.widgets.table import Table
from ui.widgets.tabs import Tabs

_NOTHING = {
    Tab.REQUESTS: ("没有待答复的请求", "反映人查阅、更正、删除个人信息的请求会出现在这里，30 日内答复。"),
    Tab.ERASURES: ("没有待审批的删除", "删除由一个人建议、另一个人审批。"),
    Tab.EXPIRED: ("没有保存期满的线索", "程序只提出建议，不会自行删除。"),
}


class PrivacyPage(Page):
    """The register of requests, erasures by two people, and what was kept long enough."""

    name = "privacy"
    title = "个人信息"
    icon = "lock"
    concerns = frozenset({Kind.PRIVACY, Kind.CLUE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = PrivacyPresenter(context.desk)
        self._tab = Tab.REQUESTS
        self._lists: Lists | None = None
        self._matter: Matter | None = None
        self._busy = False
        columns = (Column[Matter]("事项", lambda one: one.head, second=lambda one: one.below),)
        self._model = PagedModel[Matter](columns, lambda _offset, _limit: None)
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """Deciding, and moving."""
        return (
            Command("决定这一件", "Ctrl+Return|Ctrl+Enter", "办理", self._decide),
            Command("看这条线索", "Ctrl+E", "线索", self._look),
            Command("下一条", "J", "前往", lambda: self._table.step(1)),
            Command("上一条", "K", "前往", lambda: self._table.step(-1)),
        )

    def arrive(self, target: str) -> None:
        """``target`` is a clue for which something was asked."""
        if target:
            self.ask(lambda: self._presenter.clue(target), self._put)
        else:
            (self._table if self._model.rowCount() else self._all).setFocus()

    def leave(self) -> None:
        """A passphrase does not stay on the screen."""
        super().leave()
        self._approving.forget()

    def refresh(self) -> None:
        """Read all three lists."""
        self.ask(self._presenter.lists, self._show)

    # -- building

    def _build(self) -> None:
        style = self.context.style
        self._tabs = narrowing(Tabs("查看范围", [(tab.value, words) for tab, words in TABS]))
        self._tabs.picked.connect(self._pick)
        self._table = Table(style, "个人信息事项", self._model)
        self._table.chosen.connect(self._choose)
        self._nothing = EmptyState(style, "check", "")
        self._stack = stacked(self._table, self._nothing)
        self._all = button(style, "看线索", lambda: self.context.frame.go("clues"), icon="list")
        left = QWidget()
        self._body = column(heading("个人信息", self._all), self._tabs, gap=3, parent=left)
        self._body.addWidget(self._stack, 1)
        # Hidden while there is nothing to show in it, so that the left one has the whole page.
        self._beside = self._right()
        self._turn_right(shown=False)
        column(sides(left, self._beside, (6, 5)), gap=0, parent=self)

    def _right(self) -> QWidget:
        style, today = self.context.style, self.context.desk.today()
        self._head, self._below, self._words = plain("", "heading", wrap=True), plain("", "soft"), plain("", wrap=True)
        self._answering = AnswerPanel(style, self._answer, self._turn_to_erasing)
        self._proposing = ProposePanel(style, self._propose)
        self._approving = ApprovePanel(style, self._approve, self._keep)
        self._registering = RegisterPanel(style, self._register, today)
        look = button(style, "看这条线索", self._look, kind="quiet", icon="file-text", keys="Ctrl+E")
        self._box = card()
        column(
            row(self._head, None, look, gap=2), self._below, self._words,
            self._registering, self._answering, self._proposing, self._approving,
            gap=3, margin=4, parent=self._box,
        )  # fmt: skip
        holder = QWidget()
        column(self._box, None, gap=0, parent=holder).setContentsMargins(space(2), space(4), space(5), space(4))
        return Scrolled(holder)

    # -- showing

    def _pick(self, name: str) -> None:
        self._tab = Tab(name)
        self._matter = None
        self._list()

    def _show(self, lists: Lists) -> None:
        self._lists = lists
        for tab, found in lists.matters.items():
            self._tabs.count(tab.value, len(found))
        self._list()

    def _list(self) -> None:
        found = self._lists.matters[self._tab] if self._lists else ()
        known = self._matter
        self._model.reset(len(found), found)
        self._nothing.say(*_NOTHING[self._tab])
        self._stack.setCurrentIndex(0 if found else 1)
        if known is not None and not (known.request or known.erasure or known.expired):
            # Somebody came here with a clue and is writing: the lists do not take it away.
            return
        self._turn_right(shown=bool(found))
        keys = [one.key for one in found]
        if found:
            self._table.choose(keys.index(known.key) if known and known.key in keys else 0)

    def _turn_right(self, *, shown: bool) -> None:
        self._beside.setVisible(shown)
        self._body.setContentsMargins(space(5), space(4), space(2 if shown else 5), space(4))

    def _choose(self, number: int) -> None:
        matter = self._model.line(number)
        if matter is not None and (self._matter is None or matter.key != self._matter.key):
            self._put(matter)

    def _put(self, matter: Matter) -> None:
        self._matter = matter
        self._turn_right(shown=True)
        self._head.setText(matter.head)
        self._below.setText(matter.below)
        set_tone(self._below, "bad" if matter.late else "")
        self._words.setText(matter.words)
        bare = not (matter.request or matter.erasure or matter.expired)
        self._answering.setVisible(matter.request is not None)
        self._approving.setVisible(matter.erasure is not None)
        self._registering.setVisible(bare)
        self._proposing.setVisible(bare or matter.expired is not None)
        self._answering.begin()
        self._registering.begin(self.context.desk.today())
        self._proposing.begin(ErasureGround.KEPT_LONG_ENOUGH if matter.expired else ErasureGround.ASKED)
        if matter.erasure is not None:
            self._approving.begin(mine=matter.erasure.proposer == self._presenter.me)

    # -- acting

    def _decide(self) -> None:
        for panel in (self._answering, self._approving, self._proposing):
            if panel.isVisible():
                panel.confirm()
                return

    def _turn_to_erasing(self) -> None:
        matter = self._matter
        if matter is not None and matter.request is not None:
            withdrawn = matter.request.kind is RequestKind.WITHDRAW_CONSENT
            self._answering.hide()
            self._proposing.begin(ErasureGround.CONSENT_WITHDRAWN if withdrawn else ErasureGround.ASKED)
            self._proposing.show()

    def _answer(self, words: str, granted: bool) -> None:
        request = self._matter.request if self._matter else None
        if request is not None:
            act = self._presenter.grant if granted else self._presenter.turn_down
            self._do(lambda: act(request, words), "已答复")

    def _register(self, kind: str, reason: str, on: date) -> None:
        if self._matter is not None:
            clue_id = self._matter.clue_id
            self._do(lambda: self._presenter.register(clue_id, kind, reason, on), "已登记请求", Tab.REQUESTS)

    def _propose(self, scope: str, ground: str, reason: str) -> None:
        if self._matter is not None:
            clue_id = self._matter.clue_id
            done = "已建议删除，等另一个人审批"
            self._do(lambda: self._presenter.propose(clue_id, scope, ground, reason), done, Tab.ERASURES)

    def _approve(self, name: str, passphrase: str) -> None:
        entry = self._matter.erasure if self._matter else None
        if entry is not None:
            self._do(lambda: self._presenter.approve(entry, name, passphrase), "已删除")

    def _keep(self, remark: str) -> None:
        entry = self._matter.erasure if self._matter else None
        if entry is not None:
            self._do(lambda: self._presenter.keep(entry, remark), "没有批准，线索没有改动")

    def _do(self, task: Callable[[], tuple[object, Changes]], done: str, tab: Tab | None = None) -> None:
        if self._busy or self._matter is None:
            return
        self._busy = True
        number = self._matter.below.partition("　")[0] if self._matter.key.count(" ") == 0 else ""

        def finished(_entry: object) -> None:
            self._busy = False
            self._matter = None
            self._approving.forget()
            if tab is not None:
                self._tab = tab
                self._tabs.choose(tab.value)
            self.context.frame.notice(f"{done}：{number}。" if number else f"{done}。")

        self.act(task, finished)

    def _look(self) -> None:
        if self._matter is not None:
            self.context.frame.go("clues", self._matter.clue_id)

    def failed(self, error: UserError) -> None:
        """What was written stays."""
        self._busy = False
        super().failed(error)
