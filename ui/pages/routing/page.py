"""分类·转办: queues above, one clue and its next step below; after a step the next clue opens."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.lists import ClueSummary, OfficeQueue
from baixing_desktop.domain.states import Action
from baixing_desktop.errors import ConflictError, UserError
from ui.context import Context
from ui.jobs import Lane
from ui.pages.clues.detail import ClueText, Timeline
from ui.pages.clues.marking import Marking
from ui.pages.routing.beside import Undoable
from ui.pages.routing.classify import ClassifyPanel
from ui.pages.routing.every_panel import PANELS
from ui.pages.routing.others import Others
from ui.pages.routing.panels import DraftPanel, Panel
from ui.pages.routing.presenter import TABS, CaseView, QueueView, RoutingPresenter, Step
from ui.pages.routing.several import PLACES, Several
from ui.pages.routing.suggested import SuggestedCard
from ui.paper import PaperDialog
from ui.shell.page import Command, Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import Scrolled, card, clear, column, line, row, stacked
from ui.widgets.narrowing import narrowing
from ui.widgets.one_of import OneOf, Wanted
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState
from ui.widgets.table import Table
from ui.widgets.tabs import Tabs


class RoutingPage(Page):
    """The steps of 八(三) and 八(四)."""

    name = "routing"
    title = "分类·转办"
    icon = "route"
    concerns = frozenset({Kind.CLUE, Kind.FORWARDING})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = RoutingPresenter(context.desk)
        self._queue = TABS[0][0]
        self._case: CaseView | None = None
        self._doing: Step | Action = Step.NONE
        self._busy = False
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """The step, the letter, and moving between clues and queues."""
        routes = tuple(
            Command(f"分类选第 {n} 项", str(n), "办理", lambda n=n: self._choose_route(n)) for n in range(1, 7)
        )
        return (
            Command("办这一步", "Ctrl+Return|Ctrl+Enter", "办理", self._together.or_confirm(self._do)),
            *self._together.command,
            Command("其他办理", "Ctrl+Shift+M", "办理", self._other.look),
            *routes,
            self._marking.command,
            Command("打印转送函", "Ctrl+P", "办理", self._print_letter),
            Command("显示联系方式", "F9", "线索", self._reveal),
            Command("下一条", "J", "前往", self._together.or_step(1, self._table.step)),
            Command("上一条", "K", "前往", self._together.or_step(-1, self._table.step)),
            Command("下一个步骤", "Ctrl+Right", "前往", lambda: self._turn(1)),
            Command("上一个步骤", "Ctrl+Left", "前往", lambda: self._turn(-1)),
        )

    def arrive(self, target: str) -> None:
        """``target`` is a queue's name."""
        if target and target != self._queue:
            self._pick(target)
        if not self._together.focus():
            self._table.setFocus()

    def escape(self) -> bool:
        """Back from something else to the next step."""
        if self._together.escape():
            return True
        beside = isinstance(self._doing, Action) and self._case is not None
        if self._case is not None and beside:
            self._turn_to(self._case.step)
        return beside

    def refresh(self) -> None:
        """Read the queue again."""
        queue = self._queue
        self.ask(lambda: self._presenter.queue(queue), self._show_queue)

    # -- building

    def _build(self) -> None:
        style = self.context.style
        self._tabs = narrowing(Tabs("步骤", [(queue.value, title) for queue, title in TABS]))
        self._tabs.picked.connect(self._pick)
        columns = (Column[ClueSummary]("线索", lambda c: c.title, second=self._second_line),)
        self._model = PagedModel[ClueSummary](columns, lambda _offset, _limit: None)
        self._table = Table(style, "待办线索", self._model)
        self._table.chosen.connect(self._choose)
        self._nothing = EmptyState(style, "check", "这一步没有待办")
        self._lists = stacked(self._table, self._nothing)
        stack = stacked(sides(self._lists, self._work_area(), (4, 7)))
        self._several = Several(self, self._presenter)
        self._together = self._several.mode(stack, self._pick, lambda: self._queue)
        head = row(plain("分类·转办", "title"), None, self._together.opener, gap=3)
        body = column(head, self._tabs, gap=2, parent=self)
        body.addWidget(stack, 1)
        body.setContentsMargins(space(5), space(4), space(5), space(3))

    def _second_line(self, clue: ClueSummary) -> str:
        return f"{clue.number}　{self._presenter.unit_short_name(clue.unit)}"

    def _work_area(self) -> QWidget:
        style, today = self.context.style, self.context.desk.today()
        self._steps = OneOf()
        kinds = {step: partial(kind, style, self._presenter, today) for step, kind in PANELS.items()}
        self._panels = Wanted[Step | Action, Panel](self._steps, kinds)
        self._finished = QWidget()
        column(plain("这条线索在这里没有下一步。", "soft", wrap=True), None, gap=0, parent=self._finished)
        self._steps.add(self._finished)
        self._finished.hide()
        self._marking = Marking(self, lambda: self._case and self._case.clue)
        self._text = ClueText(style, self.context.colleagues, self._marking.ask)
        self._timeline = Timeline()
        self._text.reveal.connect(self._reveal)
        step, words, history, self._facts = card(), card(), card(), QVBoxLayout()
        self._do_button = button(style, "办这一步", self._do, kind="primary", keys="Ctrl+Enter")
        self._letter_button = button(style, "打印转送函", self._print_letter, icon="printer", keys="Ctrl+P")
        inside = QWidget()
        self._suggested = SuggestedCard(self.context, self._take)
        column(self._facts, self._suggested, self._steps, None, gap=3, margin=4, parent=inside)
        body = column(Scrolled(inside), gap=0, parent=step)
        self._other = Others(style, self._turn_to, self)
        foot = FlowLayout(gap=2, to_end=True)
        for each in (self._other.button, self._letter_button, self._do_button):
            foot.addWidget(each)
        body.addWidget(line())
        body.addLayout(column(foot, gap=0, margin=3))
        column(self._text, gap=0, margin=4, parent=words)
        column(self._timeline, gap=0, margin=4, parent=history)
        left = QWidget()
        column(words, history, None, gap=4, parent=left).setContentsMargins(0, 0, space(2), 0)
        holder = QWidget()
        both = row(gap=3, parent=holder)
        both.addWidget(Scrolled(left), 5)
        both.addWidget(step, 4)
        both.setContentsMargins(space(2), 0, 0, 0)
        self._right = stacked(holder)
        self._right.addWidget(EmptyState(style, "route", "选中一条线索，在这里办下一步"))
        return self._right

    # -- queues

    def _pick(self, name: str) -> None:
        self._queue = OfficeQueue(name)
        self._tabs.choose(name)
        self._case = None
        self._together.stay(self._queue in PLACES)
        self.refresh()

    def _turn(self, step: int) -> None:
        names = [queue.value for queue, _ in TABS]
        self._pick(names[(names.index(self._queue) + step) % len(names)])

    def _show_queue(self, found: QueueView) -> None:
        for queue, _ in TABS:
            self._tabs.count(queue, found.counts[queue])
        self._together.put(found.items if self._queue in PLACES else (), self._queue)
        if self._together.open:
            return
        known = self._case.clue.clue.id if self._case else ""
        before = max(self._table.currentIndex().row(), 0)
        self._model.reset(len(found.items), found.items)
        self._lists.setCurrentIndex(0 if found.items else 1)
        self._right.setVisible(bool(found.items))
        if not found.items:
            self._case = None
            waiting = [f"{title} {found.counts[queue]}" for queue, title in TABS if found.counts[queue]]
            self._nothing.say("这一步没有待办", "、".join(waiting))
            return
        ids = [c.id for c in found.items]
        self._table.choose(ids.index(known) if known in ids else min(before, len(ids) - 1))

    def _choose(self, number: int) -> None:
        found = self._model.line(number)
        if found is not None:
            queue = self._queue
            self.ask(lambda: self._presenter.case(found.id, queue), self._show)

    # -- one clue

    def _show(self, case: CaseView) -> None:
        chosen = self._model.line(self._table.currentIndex().row())
        if self._together.open or chosen is None or chosen.id != case.clue.clue.id:
            return
        before = (self._case.clue.clue.id, self._case.step) if self._case else None
        self._case = case
        self._busy = False
        self._text.put(case.clue)
        self._timeline.put(case.clue.history, self.context.desk.now())
        clear(self._facts)
        for fact in case.facts:
            self._facts.addWidget(plain(fact, "soft", wrap=True))
        self._letter_button.setVisible(case.has_letter)
        self._right.setCurrentIndex(0)
        if before != (case.clue.clue.id, case.step):
            self._doing = case.step
        elif self._doing not in (case.step, *case.beside):
            self._doing = case.step
            before = None
        self._other.offer(case.beside)
        self._suggested.look(case)
        self._open_panel(case, begin=before != (case.clue.clue.id, case.step))

    def _open_panel(self, case: CaseView, *, begin: bool) -> None:
        panel = self._panels.get(self._doing)
        self._steps.show_one(panel or self._finished)
        self._do_button.setVisible(panel is not None)
        self._do_button.setEnabled(True)
        if panel is not None:
            rename(self._do_button, panel.words, "Ctrl+Enter")
            (panel.begin if begin else panel.renew)(case)

    def _turn_to(self, doing: Step | Action) -> None:
        if self._case is not None and not self._busy:
            self._doing = doing
            self._open_panel(self._case, begin=True)

    def _do(self) -> None:
        case = self._case
        panel = self._panels.get(self._doing) if case else None
        act = panel.act(case) if case and panel and not self._busy else None
        if case is None or panel is None or act is None:
            return
        self._busy = True
        self._do_button.setEnabled(False)
        self.act(act, lambda value: self._done(case, panel, value))

    def _done(self, case: CaseView, panel: Panel, value: Any) -> None:
        self._busy = False
        self._case = None
        undo = partial(self._take_back, value) if panel.undoable and isinstance(value, Undoable) else None
        self.context.frame.notice(panel.done(case, value), undo)
        if self._doing is Step.ISSUE and isinstance(value, Forwarding):
            self._show_letter(value)

    def _take_back(self, made: Undoable) -> None:
        said = self.context.frame.notice
        self.act(lambda: self._presenter.beside.undo(made), lambda _: said("已撤销，可以重新登记"))

    def _take(self, code: str) -> None:
        panel = self._panels.get(self._doing)
        if self._case and isinstance(panel, ClassifyPanel | DraftPanel):
            panel.take(code)

    def _choose_route(self, number: int) -> None:
        panel = self._panels.get(self._doing) if self._case else None
        if self._together.open:
            self._several.choose(number)
        elif isinstance(panel, ClassifyPanel):
            panel.choose(number)

    def _print_letter(self) -> None:
        if self._case and self._case.forwarding and self._case.forwarding.letter_number:
            self._show_letter(self._case.forwarding)

    def _show_letter(self, forwarding: Forwarding) -> None:
        title = f"转送函 {forwarding.letter_number}"
        self.ask(
            lambda: self._presenter.letter(forwarding),
            lambda pdf: PaperDialog.present(self, self.context, title, pdf),
            lane=Lane.PAPER,
        )

    def _reveal(self) -> None:
        case = self._case
        if case is not None:
            self.ask(
                lambda: self._presenter.reveal(case.clue.clue.id),
                lambda person: self._text.put_contact(person, masked=False),
            )

    def failed(self, error: UserError) -> None:
        """What was filled in stays; a lost race shows the clue as it is now."""
        self._busy = False
        self._do_button.setEnabled(True)
        self.context.frame.problem(error)
        if isinstance(error, ConflictError):
            self.context.hub.announce(Changes.of(Kind.CLUE, "seen"))
