"""认领与培育: the stages above, their clues or proposals at the left, one of them and what can be done at the right."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.rules.claiming import Stage
from baixing_desktop.domain.states import Action
from baixing_desktop.errors import ConflictError, UserError
from baixing_desktop.usecases.claim_board import BoardItem
from baixing_desktop.work import Work
from ui.context import Context
from ui.pages.claims.catalogue import catalogue
from ui.pages.claims.detail import ItemText, empty_words, nothing_to_do
from ui.pages.claims.every_panel import PANELS, title_of
from ui.pages.claims.importing import ImportView
from ui.pages.claims.panels import Panel
from ui.pages.claims.presenter import STAGES, Board, ClaimsPresenter, Doing, Shown
from ui.shell.page import Command, Page
from ui.style import space
from ui.targets import Target
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.choice_grid import ChoiceGrid
from ui.widgets.layouts import Scrolled, card, column, line, row, stacked
from ui.widgets.narrowing import narrowing
from ui.widgets.one_of import OneOf, Wanted
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState, heading
from ui.widgets.table import Table
from ui.widgets.tabs import Tabs
from ui.words import say_day


class ClaimsPage(Page):
    """SM5: 八(二)3, 八(三)1, 九(二)."""

    name = "claims"
    title = "认领与培育"
    icon = "users"
    concerns = frozenset({Kind.CLUE, Kind.CLAIM, Kind.PROPOSAL, Kind.FORWARDING})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = ClaimsPresenter(context.desk)
        self._stage = Stage.TO_OFFER
        self._board: Board | None = None
        self._shown: Shown | None = None
        self._doing: Doing | None = None
        self._busy, self._wanted = False, ""
        self._print, self._book = catalogue(self, self._presenter)
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """The step, the papers, and moving between items and stages."""
        return (
            Command("办这一步", "Ctrl+Return|Ctrl+Enter", "办理", self._do),
            Command("换一种办理", "Ctrl+Shift+M", "办理", self._other_way),
            Command("打印认领目录", "Ctrl+P", "文件", self._print),
            Command("认领目录存为 Excel", "Ctrl+Shift+E", "文件", self._book),
            Command("导入认领结果", "Ctrl+Shift+O", "文件", self._import),
            Command("下一条", "J", "前往", lambda: self._step(1)),
            Command("上一条", "K", "前往", lambda: self._step(-1)),
            Command("下一个阶段", "Ctrl+Right", "前往", lambda: self._turn(1)),
            Command("上一个阶段", "Ctrl+Left", "前往", lambda: self._turn(-1)),
        )

    def arrive(self, target: str) -> None:
        """``target`` is the name of a stage, or a record with the stages at which it may stand."""
        if target:
            self._whole.setCurrentIndex(0)  # what is sought lies under the import
        if (sought := Target.of(target)) is not None:
            self._wanted = sought.id
            sought.seek(self, self._presenter.stage_of, self._pick)
        elif target and target != self._stage:
            self._pick(target)
        (self._table if self._whole.currentIndex() == 0 else self._importing).setFocus()

    def escape(self) -> bool:
        """Back from the import to the stages."""
        if over := self._whole.currentIndex() == 1:
            self._leave_import()
        return over

    def refresh(self) -> None:
        """Read the stage again."""
        stage = self._stage
        self.ask(lambda: self._presenter.board(stage), self._show_board)

    # -- building

    def _build(self) -> None:
        style = self.context.style
        self._tabs = narrowing(Tabs("阶段", STAGES))
        self._tabs.picked.connect(self._pick)
        columns = (
            Column[BoardItem]("线索或提案", lambda item: item.title, second=self._second_line),
            Column[BoardItem]("编号", lambda item: item.number, 12, lambda _item: "soft"),
            Column[BoardItem]("认领人、提案人", lambda item: item.who, 10),
            Column[BoardItem]("现在", self._state_words, 9, lambda _item: "soft"),
        )
        self._model = PagedModel[BoardItem](columns, lambda _offset, _limit: None)
        self._table = Table(style, "认领与培育", self._model)
        self._table.chosen.connect(self._choose)
        self._nothing = EmptyState(style, "check", "这一阶段没有内容")
        self._lists = stacked(self._table, self._nothing)
        head = heading(
            "认领与培育",
            button(style, "导入认领结果", self._import, icon="folder-open", keys="Ctrl+Shift+O"),
            button(style, "认领目录存为 Excel", self._book, icon="save", keys="Ctrl+Shift+E"),
            button(style, "打印认领目录", self._print, icon="printer", keys="Ctrl+P"),
        )
        main = QWidget()
        body = column(head, self._tabs, gap=2, parent=main)
        body.addWidget(sides(self._lists, self._work_area(), (3, 7)), 1)
        self._importing = ImportView(self, self._presenter, self._leave_import)
        self._whole = stacked(main, self._importing)
        column(self._whole, gap=0, parent=self).setContentsMargins(space(5), space(4), space(5), space(3))

    def _second_line(self, item: BoardItem) -> str:
        return "　".join(words for words in (item.number, item.who, self._state_words(item)) if words)

    def _state_words(self, item: BoardItem) -> str:
        day = say_day(item.on, self.context.desk.today()) if item.on else ""
        return f"{label(item.state)} {day}" if item.state else day

    def _work_area(self) -> QWidget:
        style, today = self.context.style, self.context.desk.today()
        self._steps = OneOf()
        kinds = {doing: partial(kind, self._presenter, today) for doing, kind in PANELS.items()}
        self._panels = Wanted[Doing, Panel](self._steps, kinds)
        self._finished = QWidget()
        self._why = plain("", "soft", wrap=True)
        column(self._why, None, gap=0, parent=self._finished)
        self._steps.add(self._finished)
        self._finished.hide()
        self._choices = ChoiceGrid(style, "怎样办理")
        self._choices.picked.connect(self._turn_to)
        self._do_button = button(style, "办这一步", self._do, kind="primary", keys="Ctrl+Enter")
        self._go_button = button(style, "到分类·转办", lambda: self.context.frame.go("routing"), icon="route")
        step, words = card(), card()
        inside = QWidget()
        column(self._choices, self._steps, None, gap=3, margin=4, parent=inside)
        foot = column(row(None, self._go_button, self._do_button, gap=2), gap=0, margin=3)
        body = column(Scrolled(inside), line(), gap=0, parent=step)
        body.addLayout(foot)
        self._text = ItemText(style)
        column(self._text, gap=0, margin=4, parent=words)
        left = QWidget()
        column(words, None, gap=0, parent=left).setContentsMargins(0, 0, space(2), 0)
        holder = QWidget()
        both = row(gap=3, parent=holder)
        both.addWidget(Scrolled(left), 1)
        both.addWidget(step, 1)
        both.setContentsMargins(space(2), 0, 0, 0)
        self._right = holder
        return holder

    # -- stages

    def _pick(self, name: str) -> None:
        self._stage = Stage(name)
        self._tabs.choose(name)
        self._shown = None
        self.refresh()

    def _step(self, step: int) -> None:
        """Another line of the list that is in sight."""
        (self._importing if self._whole.currentIndex() == 1 else self._table).step(step)

    def _other_way(self) -> None:
        """The ways of the item, which lies under the import."""
        self._leave_import()
        if self._choices.isVisibleTo(self):
            self._choices.focus_first()

    def _turn(self, step: int) -> None:
        self._leave_import()
        names = [stage for stage, _ in STAGES]
        self._pick(names[(names.index(self._stage) + step) % len(names)])

    def _show_board(self, board: Board) -> None:
        for stage, _ in STAGES:
            self._tabs.count(stage, board.counts.get(Stage(stage), 0))
        if board.stage is not self._stage:
            return
        self._board = board
        known = self._wanted or (self._shown.item.id if self._shown else "")
        self._wanted = ""
        before = max(self._table.currentIndex().row(), 0)
        self._model.reset(len(board.items), board.items)
        self._lists.setCurrentIndex(0 if board.items else 1)
        self._right.setVisible(bool(board.items))
        if not board.items:
            self._shown = None
            elsewhere = [
                f"{title} {board.counts[Stage(stage)]}" for stage, title in STAGES if board.counts[Stage(stage)]
            ]
            self._nothing.say(empty_words(board.stage), "、".join(elsewhere))
            return
        ids = [item.id for item in board.items]
        self._table.choose(ids.index(known) if known in ids else min(before, len(ids) - 1))

    def _choose(self, number: int) -> None:
        item = self._model.line(number)
        if item is not None:
            self.ask(lambda: self._presenter.show(item), self._show)

    # -- one item

    def _show(self, shown: Shown) -> None:
        chosen = self._model.line(self._table.currentIndex().row())
        if chosen is None or chosen.id != shown.item.id:
            return
        same = self._shown is not None and self._shown.item.id == shown.item.id
        kept = self._doing if same and self._doing in shown.doings else None
        self._shown, self._busy = shown, False
        self._text.put(shown, self._presenter.now)
        self._choices.offer([(str(doing), title_of(doing)) for doing in shown.doings])
        first = next((one for one in shown.doings if one is not Action.TAKE_BACK), None)
        self._choices.setVisible(len(shown.doings) > (first is not None))
        self._go_button.setVisible(self._presenter.may_route and bool(shown.proposal and shown.proposal.results))
        self._open(kept or first, begin=kept is None)

    def _turn_to(self, code: str) -> None:
        if self._shown is not None and not self._busy:
            self._open(next(doing for doing in self._shown.doings if str(doing) == code), begin=True)

    def _open(self, doing: Doing | None, *, begin: bool) -> None:
        self._doing = doing
        self._do_button.setVisible(doing is not None)
        self._do_button.setEnabled(True)
        shown = self._shown
        if doing is None or shown is None:
            self._why.setText(nothing_to_do(shown))
            self._steps.show_one(self._finished)
            return
        panel = self._panels[doing]
        self._choices.choose(str(doing))
        rename(self._do_button, panel.words, "Ctrl+Enter")
        self._steps.show_one(panel)
        if begin:
            self.ask(lambda: panel.read(shown), partial(self._begin, panel, shown))

    def _begin(self, panel: Panel, shown: Shown, known: Any) -> None:
        if self._shown is shown and self._doing is not None and self._panels[self._doing] is panel:
            at = self.window().focusWidget()
            panel.board, panel.known = self._board, known
            panel.begin(shown)
            if at is self._table or self._importing.isAncestorOf(at):
                at.setFocus()

    def _do(self) -> None:
        if self._whole.currentIndex() == 1:
            self._importing.bring_in()
            return
        shown, panel = self._shown, self._panels.get(self._doing)
        if shown is None or panel is None or self._busy:
            return
        act = panel.act(shown)
        if act is None:
            return
        self._busy = True
        self._do_button.setEnabled(False)
        self.act(lambda: act(Work()), lambda value: self._done(shown, panel, value))

    def _done(self, shown: Shown, panel: Panel, value: Any) -> None:
        self._busy = False
        # The next one opens; what stays where it was (a log entry) is read anew with an empty form.
        self._doing = None
        back = panel.undo(shown, value)
        self.context.frame.notice(panel.done(shown, value), back and partial(self.act, back, lambda _value: None))

    def show_import(self) -> ImportView:
        """The import of claims, in place of the stages."""
        self._whole.setCurrentIndex(1)
        return self._importing

    def _import(self) -> None:
        self.show_import().choose()

    def _leave_import(self) -> None:
        if self._whole.currentIndex() == 1:
            self._whole.setCurrentIndex(0)
            self._table.setFocus()

    def failed(self, error: UserError) -> None:
        """What was filled in stays; a lost race shows the item as it is now."""
        self._busy = False
        self._do_button.setEnabled(True)
        self.context.frame.problem(error)
        if isinstance(error, ConflictError):
            self.context.hub.announce(Changes.of(Kind.CLAIM, "seen"))
