"""A page of steps: shelves above, the list at the left, at the right one matter with what can be done now."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QLayout, QPushButton, QVBoxLayout, QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.errors import UserError
from ui.context import Context
from ui.jobs import Lane
from ui.keeping import keep_as_file
from ui.paper import PaperDialog
from ui.shell.page import Command, Page
from ui.steps.asks import Item, Made, Offer, Shelf, ShelfView, Step, first_at, shelf_of
from ui.steps.form import StepForm
from ui.style import space
from ui.targets import Target
from ui.text import plain, set_tone
from ui.widgets.buttons import button, rename
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import Scrolled, card, clear, column, line, stacked
from ui.widgets.narrowing import narrowing
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState
from ui.widgets.table import Table
from ui.widgets.tabs import Tabs


class Presenter(Protocol):
    """Touches the store; the page calls it in the background."""

    shelves: tuple[Shelf, ...]

    def look(self, shelf: str) -> ShelfView:
        """What lies on this shelf."""
        ...


class StepsPage(Page):
    """Subclasses give name, title, icon, concerns and a presenter."""

    list_name = "待办事项"

    def __init__(self, context: Context, presenter: Presenter) -> None:
        super().__init__(context)
        self._presenter = presenter
        self._shelf = presenter.shelves[0]
        self._item: Item | None = None
        self._wanted = ""
        self._step: Step | None = None
        self._begun = ("", "", "", "")
        self._busy = False
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """The step, other steps, the paper, and moving between matters and shelves."""
        return (
            Command("办这一步", "Ctrl+Return|Ctrl+Enter", "办理", self._do),
            Command("换一种办理", "Ctrl+Shift+M", "办理", self._next_step),
            Command("打印这一件的纸", "Ctrl+P", "办理", self._first_offer),
            Command("打开线索", "Ctrl+Shift+L", "前往", self._open_clue),
            Command("下一条", "J", "前往", lambda: self._table.step(1)),
            Command("上一条", "K", "前往", lambda: self._table.step(-1)),
            Command("下一类", "Ctrl+Right", "前往", lambda: self._turn(1)),
            Command("上一类", "Ctrl+Left", "前往", lambda: self._turn(-1)),
        )

    def arrive(self, target: str) -> None:
        """``target`` is a shelf's name, or a record with the shelves on which it may lie."""
        sought = Target.of(target)
        if sought is not None:
            self._wanted = sought.id
            sought.seek(self, lambda one: shelf_of(self._presenter.look, one.views, one.id), self._pick)
        elif target and target != self._shelf.name:
            self._pick(target)
        if self._item is not None or self._lists.currentWidget() is self._table:
            self._table.setFocus()
        else:
            self._tabs.take_focus()

    def refresh(self) -> None:
        """Read the shelf again."""
        name = self._shelf.name
        self.ask(lambda: (name, self._presenter.look(name)), self._show_shelf)

    # -- building

    def _build(self) -> None:
        style = self.context.style
        self._tabs = narrowing(Tabs("类别", [(shelf.name, shelf.title) for shelf in self._presenter.shelves]))
        self._tabs.picked.connect(self._pick)
        columns = (Column[Item]("事项", lambda item: item.title, second=lambda item: item.second),)
        self._model = PagedModel[Item](columns, lambda _offset, _limit: None)
        self._table = Table(style, self.list_name, self._model)
        self._table.chosen.connect(self._choose)
        self._nothing = EmptyState(style, "check", self._shelf.empty)
        self._lists = stacked(self._table, self._nothing)
        self._right = self._work_area()
        body = column(plain(self.title, "title"), self._tabs, gap=2, parent=self)
        body.addWidget(sides(self._lists, self._right, (4, 6)), 1)
        body.setContentsMargins(space(5), space(4), space(5), space(3))

    def _work_area(self) -> QWidget:
        style = self.context.style
        self._title, self._state = plain("", "heading", wrap=True), plain("", "soft", wrap=True)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(space(1))
        self._steps_row = column(gap=0)
        self._form = StepForm(self.context.desk.today())
        inside = QWidget()
        content = column(
            self._title, self._state, self._facts, line(), self._steps_row, self._form, None,
            gap=3, margin=4, parent=inside,
        )  # fmt: skip
        # A form that is built anew while the page is in sight makes it higher, and must not be pressed together.
        content.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        framed = card()
        body = column(Scrolled(inside), gap=0, parent=framed)
        self._clue_button = button(style, "打开线索", self._open_clue, keys="Ctrl+Shift+L")
        self._do_button = button(style, "办这一步", self._do, kind="primary", keys="Ctrl+Enter")
        self._foot = FlowLayout(gap=2, to_end=True)
        self._offered: list[QPushButton] = []
        self._put_foot(())
        body.addWidget(line())
        body.addLayout(column(self._foot, gap=0, margin=3))
        whole = QWidget()
        column(framed, gap=0, parent=whole).setContentsMargins(space(2), 0, 0, 0)
        return whole

    # -- shelves

    def _pick(self, name: str) -> None:
        self._shelf = next(shelf for shelf in self._presenter.shelves if shelf.name == name)
        self._tabs.choose(name)
        self._item, self._begun = None, ("", "", "", "")
        self.refresh()

    def _turn(self, by: int) -> None:
        names = [shelf.name for shelf in self._presenter.shelves]
        self._pick(names[(names.index(self._shelf.name) + by) % len(names)])

    def _show_shelf(self, found: tuple[str, ShelfView]) -> None:
        name, view = found
        for shelf in self._presenter.shelves:
            self._tabs.count(shelf.name, view.counts.get(shelf.name, 0))
        if name != self._shelf.name:
            return
        known = self._wanted or (self._item.id if self._item else "")
        self._wanted = ""
        before = max(self._table.currentIndex().row(), 0) if self._item else first_at(view.items)
        here = self.focusWidget() or self._table
        at_list = here is self._table or not here.isVisible()
        self._model.reset(len(view.items), view.items)
        self._lists.setCurrentIndex(0 if view.items else 1)
        self._right.setVisible(bool(view.items))
        if not view.items:
            self._item = None
            self._nothing.say(self._shelf.empty, self._shelf.hint)
            if at_list:
                self._tabs.take_focus()
            return
        ids = [item.id for item in view.items]
        self._table.choose(ids.index(known) if known in ids else min(before, len(ids) - 1))
        if at_list:
            self._table.setFocus()

    def _choose(self, number: int) -> None:
        found = self._model.line(number)
        if found is not None:
            self._show(found)

    # -- one matter

    def _show(self, item: Item) -> None:
        seen = (self._item.id, self._item.state) if self._item else ("", "")
        here = self._step if self._step and (not self._step.back or seen == (item.id, item.state)) else None
        self._item = item
        self._title.setText(item.title)
        self._state.setText(item.state)
        set_tone(self._state, item.tone)
        clear(self._facts)
        for fact in item.facts:
            self._facts.addWidget(plain(fact, "soft", wrap=True))
        self._clue_button.setVisible(bool(item.clue_id))
        self._put_foot(item.offers)
        clear(self._steps_row)
        first = next((step for step in item.steps if not step.back), None)
        if self._can_pick(item):
            tabs = Tabs("怎样办", [(step.words, step.words) for step in item.steps], begin=first is not None)
            tabs.picked.connect(self._pick_step)
            self._steps_row.addWidget(tabs)
            self._step_tabs = tabs
        words = here.words if here else ""
        self._begin(next((step for step in item.steps if step.words == words), first))

    def _put_foot(self, offers: tuple[Offer, ...]) -> None:
        """The papers, the clue and the step, in one line where it is wide enough."""
        for made in (*self._offered, self._clue_button, self._do_button):
            self._foot.removeWidget(made)
        for made in self._offered:
            made.hide()
            made.deleteLater()
        self._offered = [
            button(
                self.context.style,
                offer.words,
                partial(self._have, offer),
                icon="printer",
                keys="" if number else "Ctrl+P",
            )
            for number, offer in enumerate(offers)
        ]
        for made in (*self._offered, self._clue_button, self._do_button):
            self._foot.addWidget(made)

    def _begin(self, step: Step | None) -> None:
        item = self._item
        if item is None:
            return
        begun = (self._shelf.name, item.id, item.state, step.words if step else "")
        self._step = step
        self._do_button.setVisible(step is not None)
        self._do_button.setEnabled(not self._busy)
        if step is not None:
            rename(self._do_button, step.words, "Ctrl+Enter")
            if self._can_pick(item):
                self._step_tabs.choose(step.words)
        # What is being filled in stays when the list is read again.
        if begun != self._begun:
            self._begun = begun
            self._form.show_step(step)
        elif step is not None:
            self._form.renew(step)

    @staticmethod
    def _can_pick(item: Item) -> bool:
        return len(item.steps) > 1 or any(step.back for step in item.steps)

    def _pick_step(self, words: str) -> None:
        if self._item is not None and not self._busy:
            self._begin(next(step for step in self._item.steps if step.words == words))
            self._form.focus()

    def _next_step(self) -> None:
        if self._item is None or not self._item.steps:
            return
        words = [step.words for step in self._item.steps]
        here = words.index(self._step.words) if self._step else -1
        self._pick_step(words[(here + 1) % len(words)])

    def _do(self) -> None:
        item, step = self._item, self._step
        answers = self._form.answers() if item and step and not self._busy else None
        if item is None or step is None or answers is None:
            return
        self._busy = True
        self._do_button.setEnabled(False)
        self.act(lambda: step.do(answers), lambda value: self._done(item, step, value))

    def _done(self, item: Item, step: Step, value: Any) -> None:
        self._busy = False
        self._do_button.setEnabled(True)
        self._step, self._begun = None, ("", "", "", "")
        self._table.setFocus()
        undo, after = step.undo, step.after
        back = partial(self._take_back, undo, value) if undo is not None else None
        self.context.frame.notice(f"{step.words}：{item.title}", back)
        if after is not None:
            self.ask(lambda: after(value), self._present, lane=Lane.PAPER)

    def _take_back(self, undo: Callable[[Any], tuple[Any, Changes]], value: Any) -> None:
        self.act(lambda: undo(value), lambda _was: None)

    def _first_offer(self) -> None:
        if self._item is not None and self._item.offers:
            self._have(self._item.offers[0])

    def _have(self, offer: Offer) -> None:
        self.ask(offer.make, self._present, lane=Lane.PAPER)

    def _present(self, made: Made) -> None:
        if made.kinds:
            keep_as_file(self, made.data, made.title, made.kinds, self.context.frame.notice)
        else:
            PaperDialog.present(self, self.context, made.title, made.data)

    def _open_clue(self) -> None:
        if self._item is not None and self._item.clue_id:
            self.context.frame.go("clues", self._item.clue_id)

    def failed(self, error: UserError) -> None:
        """What was filled in stays."""
        self._busy = False
        self._do_button.setEnabled(True)
        self.context.frame.problem(error)
