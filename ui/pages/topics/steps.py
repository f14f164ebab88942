"""A list at the left, one of it at the right with the steps that are possible now: topics and pilots alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QPushButton, QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import Action
from ui.asking import Answers, Ask, AskDialog
from ui.shell.page import Page
from ui.style import space
from ui.text import plain, set_tone
from ui.widgets.buttons import button, rename
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import Scrolled, card, column, stacked
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState
from ui.widgets.table import Table

R = TypeVar("R")
_KEYS = "Ctrl+Enter"


@dataclass(frozen=True)  # no slots: Python 3.11 cannot build a frozen generic with slots by its subscript
class Manner(Generic[R]):
    """How one kind of record is read, told and moved: words for the list and the card, and the steps."""

    title: Callable[[R], str]
    second: Callable[[R], str]
    story: Callable[[R], str]
    key: Callable[[R], str]
    actions: tuple[Action, ...]
    may: Callable[[R, Action], bool]
    asks: Callable[[Action], Sequence[Ask]]
    step: Callable[[R, Action, Answers], tuple[object, Changes]]
    editable: Callable[[R], bool]
    undo: Callable[[R, Action, Any], Callable[[], tuple[object, Changes]] | None] = lambda _one, _action, _done: None
    """What takes a step back at once, by what it gave."""


class StepsPanel(QWidget, Generic[R]):
    """``read`` gets all records in the background; ``own`` are buttons above the list, ``beside`` those that
    change what is chosen."""

    def __init__(
        self,
        page: Page,
        name: str,
        manner: Manner[R],
        read: Callable[[], tuple[R, ...]],
        own: Sequence[QPushButton],
        beside: Sequence[QPushButton],
        empty: EmptyState,
    ) -> None:
        super().__init__()
        self._page, self._manner, self._read = page, manner, read
        self._own, self._beside = tuple(own), tuple(beside)
        self.chosen: R | None = None
        self._wanted = ""
        self._model = PagedModel[R](
            (Column[R](name, manner.title, second=manner.second),), lambda _offset, _limit: None
        )
        self._table = Table(page.context.style, name, self._model)
        self._table.chosen.connect(self._choose)
        self._lists = stacked(self._table, empty)
        tools = QWidget()
        flow = FlowLayout(tools)
        for made in own:
            flow.addWidget(made)
        left = QWidget()
        body = column(tools, gap=2, parent=left)
        body.addWidget(self._lists, 1)
        body.setContentsMargins(0, 0, space(2), 0)
        # Hidden while there is nothing to show in it, so that the left one has the whole page.
        self._side = self._right(beside)
        column(gap=0, parent=self).addWidget(sides(left, self._side, (5, 5)), 1)

    def focus(self) -> None:
        """The list; what begins one while there is none."""
        empty = self._lists.currentIndex() and self._own
        (self._own[0] if empty else self._table).setFocus()

    def step(self, step: int) -> None:
        """The record below or above."""
        self._table.step(step)

    def show_record(self, record_id: str) -> None:
        """Choose this record when the list is read next."""
        self._wanted = record_id

    def refresh(self) -> None:
        """Read again."""
        self._page.ask(self._read, self._show)

    def take(self, action: Action) -> None:
        """Ask for what the step needs, then take it."""
        one = self.chosen
        if one is None or not self._manner.may(one, action):
            return
        asks, words = self._manner.asks(action), label(action)

        def go(got: Answers) -> None:
            self._page.act(lambda: self._manner.step(one, action, got), done)

        def done(kept: object) -> None:
            back = self._manner.undo(one, action, kept)
            undo = (lambda: self._page.act(back, _nothing)) if back is not None else None
            self._page.context.frame.notice(f"{self._manner.title(one)}：已{words}。", undo)

        if asks:
            AskDialog.present(self._page, words, asks, words, go)
        else:
            go({})

    def next_step(self) -> None:
        """The first step that is possible now."""
        one = self.chosen
        onwards = (action for action in self._manner.actions if one is not None and self._manner.may(one, action))
        if (action := next(onwards, None)) is not None and self._leads_on(action):
            self.take(action)

    def _leads_on(self, action: Action) -> bool:
        """The key for the next step never goes back without a question."""
        return action is not Action.TAKE_BACK or bool(self._manner.asks(action))

    def _right(self, beside: Sequence[QPushButton]) -> QWidget:
        style = self._page.context.style
        self._head, self._state = plain("", "heading", wrap=True), plain("", "strong", wrap=True)
        self._story = plain("", "soft", wrap=True)
        tools = QWidget()
        flow = FlowLayout(tools)
        self._steps: dict[Action, QPushButton] = {}
        for action in self._manner.actions:
            made = button(style, label(action), lambda action=action: self.take(action), kind="primary")
            self._steps[action] = made
            flow.addWidget(made)
        for made in beside:
            flow.addWidget(made)
        self._card = card()
        column(self._head, self._state, self._story, tools, gap=3, margin=4, parent=self._card)
        holder = QWidget()
        column(self._card, None, gap=3, parent=holder).setContentsMargins(space(2), 0, 0, 0)
        return Scrolled(holder)

    def _show(self, found: tuple[R, ...]) -> None:
        kept = self._wanted or (self._manner.key(self.chosen) if self.chosen is not None else "")
        self._wanted = ""
        self._model.reset(len(found), found)
        before = self._table.hasFocus()
        self._lists.setCurrentIndex(0 if found else 1)
        if before and not found:
            self.focus()
        self._side.setVisible(bool(found))
        self.chosen = None
        places = [number for number, one in enumerate(found) if self._manner.key(one) == kept]
        if found:
            self._table.choose(places[0] if places else 0)

    def _choose(self, number: int) -> None:
        one = self._model.line(number)
        if one is None:
            return
        self.chosen = one
        self._head.setText(self._manner.title(one))
        self._state.setText(self._manner.second(one))
        self._story.setText(self._manner.story(one))
        primary = True
        for action, made in self._steps.items():
            possible = self._manner.may(one, action)
            made.setVisible(possible)
            # The first step that is possible is the one that Ctrl+Enter takes.
            first = possible and primary and self._leads_on(action)
            set_tone(made, "primary" if first else "", "kind")
            made.setProperty("keys", _KEYS if first else "")
            rename(made, label(action), _KEYS if first else "")
            primary = primary and not possible
        for made in self._beside:
            made.setVisible(self._manner.editable(one))


def _nothing(_kept: object) -> None:
    """The notice has said it."""
