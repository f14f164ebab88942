"""审核: the citizen's words in full, what can be decided, then the next one; and the shelves of what was put aside."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.states import Action
from baixing_desktop.errors import ConflictError, UserError
from ui.context import Context
from ui.pages.clues.detail import ClueText, Timeline
from ui.pages.screening.comparing import Comparing, Decision, Words
from ui.pages.screening.deciding import deciders_of
from ui.pages.screening.edition import EditionView
from ui.pages.screening.foot import NEEDS, Foot
from ui.pages.screening.presenter import OnDesk, ScreeningPresenter, Waiting
from ui.pages.screening.race import GONE, Race
from ui.pages.screening.several import ways
from ui.pages.screening.shelves import SHELVES, WAITING
from ui.pages.screening.side import COMPARISON, HISTORY, Side, decision_forms
from ui.shell.page import Command, Page
from ui.style import space
from ui.text import plain
from ui.together.mode import TogetherMode
from ui.widgets.layouts import Scrolled, card, column, line, row, stacked
from ui.widgets.narrowing import narrowing
from ui.widgets.states import EmptyState
from ui.widgets.tabs import Tabs

T = TypeVar("T")


class ScreeningPage(Page):
    """One clue at a time."""

    name = "screening"
    title = "审核"
    icon = "stamp"
    concerns = frozenset({Kind.CLUE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = ScreeningPresenter(context.desk)
        self._shelf = WAITING
        self._waiting = Waiting(0, ())
        self._at = 0
        self._view: OnDesk | None = None
        self._busy = False
        self._comparing = Comparing(
            self,
            self._presenter,
            ready=lambda: self._ready() if self._shelf is WAITING else None,
            show=lambda: self._side.turn(COMPARISON),
            close=self._close_form,
            decide=self._decide,
        )
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """Single letters decide; they type letters while one writes a reason."""
        either = self._together.or_else
        return (
            *self._together.command,
            Command("受理或重新启用", "A", "办理", either("accept", self._primary)),
            Command("退回补充", "R", "办理", either("return", lambda: self._open_form("return"))),
            Command("不予采用", "D", "办理", either("decline", lambda: self._open_form("decline"))),
            Command("受理并留存", "L", "办理", either("retain", lambda: self._open_form("retain"))),
            Command("拆分", "S", "办理", lambda: self._open_form("split")),
            Command("修改整理稿", "E", "办理", lambda: self._open_form("edit")),
            Command("确认所填内容", "Ctrl+Return|Ctrl+Enter", "办理", self._together.or_confirm(self._side.confirm)),
            *self._comparing.commands,
            Command("显示联系方式", "F9", "线索", self._reveal),
            Command("下一条", "J|Down", "前往", self._together.or_step(1, self._step)),
            Command("上一条", "K|Up", "前往", self._together.or_step(-1, self._step)),
            Command("下一类", "Ctrl+Right", "前往", lambda: self._turn(1)),
            Command("上一类", "Ctrl+Left", "前往", lambda: self._turn(-1)),
        )

    def arrive(self, target: str) -> None:
        """Work starts at the decision; ``target`` may be a shelf's name."""
        if target in {shelf.name for shelf in SHELVES}:
            self._pick(target)
        if not self._together.focus():
            self._to_work()

    def escape(self) -> bool:
        """Close the form, or the comparison."""
        if self._together.escape():
            return True
        if was_open := self._side.open != HISTORY:
            self._close_form()
            self.refresh()
        return was_open

    def refresh(self) -> None:
        """Read the shelf again; the place in it is kept."""
        shelf = self._shelf
        self.ask(lambda: self._presenter.waiting(shelf), self._show_queue)

    # -- building

    def _build(self) -> None:
        style = self.context.style
        self._tabs = narrowing(Tabs("类别", [(shelf.name, shelf.title) for shelf in SHELVES]))
        self._tabs.picked.connect(self._pick)
        self._place = plain("", "soft")
        self._text = ClueText(style, self.context.colleagues)
        self._edition, self._timeline, self._race = EditionView(style), Timeline(), Race(style)
        self._text.reveal.connect(self._reveal)
        words, history, self._rule = card(), card(), line()
        column(plain("原文（不可改）", "soft"), self._text, self._race, gap=2, margin=4, parent=words)
        column(self._edition, self._comparing.panel, self._rule, self._timeline, gap=4, margin=4, parent=history)
        self._deciders = deciders_of(self._presenter, self._settle, self._write, lambda: self._shelf)
        forms = decision_forms(style, self._deciders)
        self._side = Side(history, self._comparing.side, forms, self._side_turned)
        self._foot = Foot(style, self._open_form, self._primary, self._side.confirm, self._close_form)
        left, right = QWidget(), QWidget()
        column(words, None, gap=0, parent=left).setContentsMargins(0, 0, space(2), space(4))
        column(self._side, None, gap=0, parent=right).setContentsMargins(0, 0, space(2), space(4))
        body = row(gap=3)
        body.setContentsMargins(space(5), space(2), space(4), 0)
        body.addWidget(Scrolled(left), 3)
        body.addWidget(Scrolled(right), 2)
        work = QWidget()
        outer = column(gap=0, parent=work)
        outer.addLayout(body, 1)
        outer.addWidget(self._foot)
        self._nothing = EmptyState(style, "check", WAITING.nothing)
        self._stack = stacked(work, self._nothing)
        ready = partial(self._pick, WAITING.name, anew=False)
        self._together = TogetherMode(self, self._stack, ways, ready, edges=(space(5), space(2), space(4), space(3)))
        head = column(row(plain("审核", "title"), self._place, None, self._together.opener, gap=3), self._tabs, gap=2)
        head.setContentsMargins(24, 16, 24, 8)
        column(head, self._stack, gap=0, parent=self)

    # -- the shelves

    def _pick(self, name: str, *, anew: bool = True) -> None:
        if not anew and name == self._shelf.name:
            return  # the place on it is kept
        self._shelf = next(shelf for shelf in SHELVES if shelf.name == name)
        self._tabs.choose(name)
        self._view, self._at = None, 0
        self._together.stay(self._shelf is WAITING)
        self._close_form()
        self.refresh()

    def _turn(self, step: int) -> None:
        if not self._side.form_open:
            names = [shelf.name for shelf in SHELVES]
            self._pick(names[(names.index(self._shelf.name) + step) % len(names)])

    def _show_queue(self, waiting: Waiting) -> None:
        known = self._view.view.clue.id if self._view else ""
        self._waiting = waiting
        for name, count in waiting.counts.items():
            self._tabs.count(name, count)
        ids = [c.id for c in waiting.items]
        if known and known not in ids and self._side.form_open:
            self._place.setText(GONE)
            return
        self._at = ids.index(known) if known in ids else min(self._at, max(len(ids) - 1, 0))
        self._together.put(waiting.items if self._shelf is WAITING else ())
        if self._together.open:
            self._place.setText("")
            return
        turned = self._stack.currentIndex() != (0 if ids else 1)
        self._stack.setCurrentIndex(0 if ids else 1)
        self._nothing.say(self._shelf.nothing, "新的批次到了，会出现在这里。" if self._shelf is WAITING else "")
        if turned:
            self._to_work()
        self._open()

    def _step(self, step: int) -> None:
        if self._waiting.items and self._side.open == HISTORY:
            self._at = min(max(self._at + step, 0), len(self._waiting.items) - 1)
            self._open()

    def _open(self) -> None:
        items = self._waiting.items
        if not items:
            self._view = None
            self._place.setText("")
            return
        wanted = items[self._at].id
        self._place.setText(f"第 {self._at + 1} 条，共 {self._waiting.total} 条")
        self.ask(lambda: self._presenter.on_desk(wanted), self._show)

    def _show(self, found: OnDesk) -> None:
        clue = found.view.clue
        if self._together.open or not any(each.id == clue.id for each in self._waiting.items):
            return
        fresh = self._view is None or self._view.view.clue.id != clue.id
        if not (self._side.form_open and self._race.overtaken(self._view, found)):
            self._view = found
        self._text.put(found.view)
        self._edition.put(clue.content, found.edition, found.lineage)
        self._timeline.put(found.view.history, self.context.desk.now())
        self._place.setText(f"第 {self._at + 1} 条，共 {self._waiting.total} 条　来自{found.view.unit}")
        self._busy = False
        if fresh:
            self._close_form()
        self._foot.offer(self._shelf, found.actions)
        for part in (self._comparing.panel, self._rule):
            part.setVisible(self._shelf is WAITING)
        if self._shelf is WAITING:
            self._comparing.look_for(clue)

    # -- deciding

    def _primary(self) -> None:
        clue, shelf = self._ready(), self._shelf
        if clue is None or not self._offers(shelf.action):
            return
        if shelf.question:
            self._open_form(shelf.name)
        elif shelf is WAITING:
            words = "已受理，正式编号 {}。"
            self._decide(self._presenter.accept, clue, lambda c: words.format(c.formal_number), self._unaccept)
        else:
            self._deciders.again("", "")

    def _offers(self, action: Action) -> bool:
        return self._view is not None and action in self._view.actions

    def _open_form(self, name: str) -> None:
        if self._ready() is None or self._view is None or not self._offers(NEEDS.get(name, self._shelf.action)):
            return
        self._side.begin(name, self._view.wording)

    def _write(self, act: Callable[[Clue], tuple[T, Changes]], words: Callable[[T], str]) -> None:
        """Do what leaves the clue on the desk."""
        clue = self._ready()
        if clue is None:
            return
        self._busy = True

        def written(done: T) -> None:
            self._close_form()
            self.context.frame.notice(words(done))

        self.act(lambda: act(clue), written)

    def _settle(self, act: Decision, words: Words) -> None:
        clue = self._ready()
        if clue is not None:
            self._decide(act, clue, words)

    def _decide(self, act: Decision, clue: Clue, words: Words, undo: Callable[[Clue], None] | None = None, /) -> None:
        self._busy = True

        def decided(done: Clue) -> None:
            self._view = None
            self.context.frame.notice(words(done), None if undo is None else partial(undo, done))

        self.act(lambda: act(clue), decided)

    def _unaccept(self, clue: Clue) -> None:
        again = f"已撤销受理，编号 {clue.formal_number} 仍归这一条。"
        self.act(lambda: self._presenter.unaccept(clue), lambda _back: self.context.frame.notice(again))

    def _ready(self) -> Clue | None:
        return None if self._busy or self._view is None or self._together.open else self._view.view.clue

    def _close_form(self) -> None:
        self._comparing.forget()
        self._side.turn(HISTORY)
        self._to_work()

    def _to_work(self) -> None:
        """The keyboard goes to the decision; where nothing waits, to the shelves."""
        if self._stack.currentWidget() is self._nothing:
            self._tabs.take_focus()
        else:
            self._foot.primary.setFocus()

    def _side_turned(self) -> None:
        self._race.begin()
        self._foot.turn(self._side.words)

    def failed(self, error: UserError) -> None:
        """Somebody else was faster: show the clue as it is now."""
        self._busy = False
        self.context.frame.problem(error)
        if isinstance(error, ConflictError):
            self._race.tell()
            self.refresh()

    def _reveal(self) -> None:
        found = self._view
        if found is not None:
            self.ask(
                lambda: self._presenter.reveal(found.view.clue.id),
                lambda person: self._text.put_contact(person, masked=False),
            )
