"""审核: the citizen's words in full, three decisions, then the next one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from baixing_desktop.changes import Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.errors import ConflictError, UserError
from ui.context import Context
from ui.pages.clues.detail import ClueText, Timeline
from ui.pages.clues.presenter import ClueView
from ui.pages.screening.comparing import Comparing, Decision, Words
from ui.pages.screening.decisions import decline_form, return_form
from ui.pages.screening.presenter import ScreeningPresenter, Waiting
from ui.shell.page import Command, Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import Scrolled, card, column, line, row
from ui.widgets.one_of import OneOf
from ui.widgets.states import EmptyState


class ScreeningPage(Page):
    """One clue at a time."""

    name = "screening"
    title = "审核"
    icon = "stamp"
    concerns = frozenset({Kind.CLUE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = ScreeningPresenter(context.desk)
        self._waiting = Waiting(0, ())
        self._at = 0
        self._view: ClueView | None = None
        self._busy = False
        self._comparing = Comparing(
            self,
            self._presenter,
            ready=self._ready,
            show=self._show_comparison,
            close=self._close_form,
            decide=self._decide,
        )
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """Single letters decide; they type letters while one writes a reason."""
        return (
            Command("受理并编号", "A", "办理", self._accept),
            Command("退回补充", "R", "办理", lambda: self._ask_reason(1)),
            Command("不予采用", "D", "办理", lambda: self._ask_reason(2)),
            Command("确认所填理由", "Ctrl+Return|Ctrl+Enter", "办理", self._confirm),
            *self._comparing.commands,
            Command("显示联系方式", "F9", "线索", self._reveal),
            Command("下一条", "J|Down", "前往", lambda: self._step(1)),
            Command("上一条", "K|Up", "前往", lambda: self._step(-1)),
        )

    def arrive(self, target: str) -> None:
        """Work starts at the decision."""
        self._accept_button.setFocus()

    def escape(self) -> bool:
        """Close the form for reasons."""
        open_form = self._side.shown != 0
        self._close_form()
        return open_form

    def refresh(self) -> None:
        """Read the queue again; the place in it is kept."""
        self.ask(self._presenter.waiting, self._show_queue)

    # -- building

    def _build(self) -> None:
        style = self.context.style
        self._place = plain("", "soft")
        self._text = ClueText(style)
        self._text.reveal.connect(self._reveal)
        self._timeline = Timeline()
        self._accept_button = button(style, "受理并编号", self._accept, kind="primary", icon="check", keys="A")
        self._return_button = button(
            style, "退回补充", lambda: self._ask_reason(1), icon="undo-2", keys="R", show_keys=True
        )
        self._decline_button = button(
            style, "不予采用", lambda: self._ask_reason(2), icon="x", keys="D", show_keys=True
        )
        words, history = card(), card()
        column(plain("原文（不可改）", "soft"), self._text, gap=2, margin=4, parent=words)
        column(self._comparing.panel, line(), self._timeline, gap=4, margin=4, parent=history)
        self._side = OneOf()
        self._returning = return_form(style, self._send_back, self._close_form)
        self._declining = decline_form(style, self._decline, self._close_form)
        self._forms = (history, self._returning, self._declining, self._comparing.side)
        for widget in self._forms:
            self._side.add(widget)
        left, right = QWidget(), QWidget()
        column(words, None, gap=0, parent=left).setContentsMargins(0, 0, space(2), space(4))
        column(self._side, None, gap=0, parent=right).setContentsMargins(0, 0, space(2), space(4))
        body = row(gap=3)
        body.setContentsMargins(space(5), space(2), space(4), 0)
        body.addWidget(Scrolled(left), 3)
        body.addWidget(Scrolled(right), 2)
        self._foot = foot = card("bar")
        row(
            self._return_button, self._decline_button, None, self._accept_button, gap=3, parent=foot
        ).setContentsMargins(24, 10, 24, 10)
        head = row(plain("审核", "title"), self._place, None, gap=3)
        head.setContentsMargins(24, 16, 24, 8)
        work = QWidget()
        outer = column(head, gap=0, parent=work)
        outer.addLayout(body, 1)
        outer.addWidget(foot)
        self._stack = QStackedWidget()
        self._stack.addWidget(work)
        self._stack.addWidget(EmptyState(style, "check", "没有待审核的线索", "新的批次到了，会出现在这里。"))
        column(self._stack, gap=0, parent=self)

    # -- the queue

    def _show_queue(self, waiting: Waiting) -> None:
        known = self._view.clue.id if self._view else ""
        self._waiting = waiting
        ids = [c.id for c in waiting.items]
        self._at = ids.index(known) if known in ids else min(self._at, max(len(ids) - 1, 0))
        self._stack.setCurrentIndex(0 if ids else 1)
        self._open()

    def _step(self, step: int) -> None:
        if self._waiting.items and not self._side.shown:
            self._at = min(max(self._at + step, 0), len(self._waiting.items) - 1)
            self._open()

    def _open(self) -> None:
        items = self._waiting.items
        if not items:
            self._view = None
            return
        wanted = items[self._at].id
        self._place.setText(f"第 {self._at + 1} 条，共 {self._waiting.total} 条")
        self.ask(lambda: self._presenter.view(wanted), self._show)

    def _show(self, view: ClueView) -> None:
        fresh = self._view is None or self._view.clue.id != view.clue.id
        self._view = view
        self._text.put(view)
        self._timeline.put(view.history, self.context.desk.now())
        self._place.setText(f"第 {self._at + 1} 条，共 {self._waiting.total} 条　来自{view.unit}")
        self._busy = False
        if fresh:
            self._close_form()
        self._comparing.look_for(view.clue)

    # -- deciding

    def _accept(self) -> None:
        clue = self._ready()
        if clue is not None:
            self._decide(self._presenter.accept, clue, lambda done: f"已受理，正式编号 {done.formal_number}。")

    def _ask_reason(self, form: int) -> None:
        if self._ready() is None:
            return
        self._side.show_one(self._forms[form])
        self._foot.hide()  # the form has the primary button now
        (self._returning if form == 1 else self._declining).begin()

    def _confirm(self) -> None:
        forms = {1: self._returning, 2: self._declining}
        if self._side.shown in forms:
            forms[self._side.shown].confirm()

    def _send_back(self, reason: str, _referral: str) -> None:
        clue = self._ready()
        if clue is not None:
            self._decide(
                lambda c: self._presenter.send_back(c, reason), clue, lambda done: f"已退回补充：{done.content.title}。"
            )

    def _decline(self, reason: str, referral: str) -> None:
        clue = self._ready()
        if clue is not None:
            self._decide(
                lambda c: self._presenter.decline(c, reason, referral),
                clue,
                lambda done: f"已登记不予采用：{done.content.title}。",
            )

    def _decide(self, act: Decision, clue: Clue, words: Words, undo: Callable[[Clue], None] | None = None, /) -> None:
        self._busy = True

        def decided(done: Clue) -> None:
            self._view = None
            self.context.frame.notice(words(done), None if undo is None else partial(undo, done))

        self.act(lambda: act(clue), decided)

    def _show_comparison(self) -> None:
        self._side.show_one(self._comparing.side)

    def _ready(self) -> Clue | None:
        return None if self._busy or self._view is None else self._view.clue

    def _close_form(self) -> None:
        self._comparing.forget()
        self._side.show_one(self._forms[0])
        self._foot.show()
        self._accept_button.setFocus()

    def failed(self, error: UserError) -> None:
        """Somebody else was faster: show the clue as it is now."""
        self._busy = False
        self.context.frame.problem(error)
        if isinstance(error, ConflictError):
            self.refresh()

    def _reveal(self) -> None:
        view = self._view
        if view is not None:
            self.ask(
                lambda: self._presenter.reveal(view.clue.id),
                lambda person: self._text.put_contact(person, masked=False),
            )
