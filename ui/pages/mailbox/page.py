"""来讯: what workrooms told at the left, what to do about one of them at the right."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Kind
from baixing_desktop.errors import UserError
from ui.context import Context
from ui.pages.mailbox.presenter import Letter, MailboxPresenter
from ui.shell.page import Command, Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import Scrolled, card, column, row, stacked
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState, heading
from ui.widgets.table import Table


class MailboxPage(Page):
    """Withdrawals, changed consents, requests for erasure, and who was told."""

    name = "mailbox"
    title = "来讯"
    icon = "mail"
    concerns = frozenset({Kind.CLUE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = MailboxPresenter(context.desk)
        self._model = PagedModel[Letter](self._columns(), lambda _offset, _limit: None)
        self._letter: Letter | None = None
        self._busy = False
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """Dealing with the chosen one, and moving."""
        return (
            Command("处理来讯", "Ctrl+Return|Ctrl+Enter", "办理", self._deal),
            Command("看这条线索", "Ctrl+E", "线索", self._look),
            Command("下一条", "J", "前往", lambda: self._table.step(1)),
            Command("上一条", "K", "前往", lambda: self._table.step(-1)),
        )

    def arrive(self, target: str) -> None:
        """Reading comes first."""
        (self._table if self._model.rowCount() else self._all).setFocus()

    def refresh(self) -> None:
        """Read what waits."""
        self.ask(self._presenter.waiting, self._show)

    # -- building

    @staticmethod
    def _columns() -> tuple[Column[Letter], ...]:
        return (
            Column[Letter](
                "来讯",
                lambda one: f"{one.head}　{one.title}",
                second=lambda one: f"{one.number}　{one.unit}　{one.when}",
            ),
        )

    def _build(self) -> None:
        style = self.context.style
        self._table = Table(style, "工作室来讯", self._model)
        self._table.chosen.connect(self._choose)
        empty = EmptyState(style, "check", "没有待处理的来讯", "工作室的撤回、同意变更和告知情况会出现在这里。")
        self._lists = stacked(self._table, empty)
        left = QWidget()
        self._all = button(style, "看线索", lambda: self.context.frame.go("clues"), icon="list")
        self._body = column(heading("来讯", self._all), self._lists, gap=3, parent=left)
        self._margins(alone=True)
        # Hidden while there is nothing to show in it, so that the left one has the whole page.
        self._beside = self._right()
        self._beside.hide()
        column(sides(left, self._beside, (6, 5)), gap=0, parent=self)

    def _right(self) -> QWidget:
        style = self.context.style
        self._head, self._about = plain("", "heading"), plain("", "soft", wrap=True)
        self._words = plain("", wrap=True)
        self._settlement = TextLine("处理情况", hint="例如：已停止办理", limit=200)
        form = Form(stacked=True)
        self._field = form.add("处理情况", self._settlement, needed=True)
        self._adopt = button(style, "记入办理情况", self._take_over, icon="check")
        done = button(style, "处理好了", self._deal, kind="primary", icon="check", keys="Ctrl+Enter")
        look = button(style, "看这条线索", self._look, kind="quiet", icon="file-text", keys="Ctrl+E")
        self._box = card()
        column(
            self._head, self._about, self._words, form, row(look, None, self._adopt, done, gap=2),
            gap=3, margin=4, parent=self._box,
        )  # fmt: skip
        holder = QWidget()
        column(self._box, None, gap=0, parent=holder).setContentsMargins(space(2), space(4), space(5), space(4))
        return Scrolled(holder)

    def _margins(self, *, alone: bool) -> None:
        self._body.setContentsMargins(space(5), space(4), space(5 if alone else 2), space(4))

    # -- showing

    def _show(self, found: Sequence[Letter]) -> None:
        known = self._letter
        self._model.reset(len(found), found)
        self._lists.setCurrentIndex(0 if found else 1)
        self._beside.setVisible(bool(found))
        self._margins(alone=not found)
        if not found:
            self._letter = None
            return
        places = [_place(one) for one in found]
        self._table.choose(places.index(_place(known)) if known and _place(known) in places else 0)

    def _choose(self, number: int) -> None:
        letter = self._model.line(number)
        if letter is None or (self._letter is not None and _place(letter) == _place(self._letter)):
            return
        self._letter = letter
        self._head.setText(letter.head)
        self._about.setText(f"{letter.unit}　{letter.when}　{letter.number}　{letter.title}")
        self._words.setText(letter.words)
        self._adopt.setVisible(letter.told)
        self._settlement.clear()
        self._field.wrong("")

    # -- acting

    def _take_over(self) -> None:
        letter = self._letter
        if letter is not None and not self._busy:
            self._busy = True
            self.act(lambda: self._presenter.adopt(letter), lambda _none: self._done(letter, "已记入办理情况"))

    def _deal(self) -> None:
        letter, settlement = self._letter, self._settlement.text().strip()
        if letter is None or self._busy:
            return
        self._field.wrong("" if settlement else "请写明怎样处理的。")
        if not settlement:
            self._settlement.setFocus()
            return
        self._busy = True
        self.act(lambda: self._presenter.settle(letter, settlement), lambda _none: self._done(letter, "已处理"))

    def _done(self, letter: Letter, what: str) -> None:
        self._busy = False
        self._letter = None
        self.context.frame.notice(f"{what}：{letter.head}，{letter.number}。")
        self._table.setFocus()

    def _look(self) -> None:
        if self._letter is not None:
            self.context.frame.go("clues", self._letter.message.clue_id)

    def failed(self, error: UserError) -> None:
        """What was written stays."""
        self._busy = False
        super().failed(error)


def _place(letter: Letter) -> tuple[str, int, int]:
    return letter.message.device_id, letter.message.epoch, letter.message.seq
