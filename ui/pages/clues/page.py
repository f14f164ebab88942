"""线索: search and list at the left, the chosen clue at the right."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.lists import ClueList, ClueSummary
from baixing_desktop.domain.states import ClueState
from baixing_desktop.domain.units import Face
from ui.context import Context
from ui.jobs import Lane
from ui.pages.clues.book import BookPrinting
from ui.pages.clues.detail import DetailPane
from ui.pages.clues.model import columns
from ui.pages.clues.presenter import CluesPresenter, ClueView
from ui.pages.clues.wishes import WishDialog
from ui.paper import PaperDialog
from ui.shell.page import Command, Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.fields import SearchLine
from ui.widgets.layouts import Scrolled, column, row
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState
from ui.widgets.table import PAGE, PagedModel, Table
from ui.widgets.tabs import Tabs

_SEARCH_MS = 200
_EDITABLE = (ClueState.DRAFT, ClueState.REGISTERED, ClueState.RETURNED)


class CluesPage(Page):
    """Every clue of this desk."""

    name = "clues"
    title = "线索"
    icon = "list"
    concerns = frozenset({Kind.CLUE, Kind.PROGRESS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = CluesPresenter(context.desk)
        self._asking = self._presenter.asking
        self._tab = self._presenter.tabs[0]
        self._model = PagedModel[ClueSummary](
            columns(self._presenter.face, self._presenter.unit_short_name), self._fetch
        )
        self._view: ClueView | None = None
        self._shown_for: tuple[object, str] | None = None
        self._wanted = ""
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """Finding, moving, and what one does with the chosen clue."""
        own = (
            Command("修改线索", "Ctrl+E", "线索", self._edit),
            Command("删除草稿", "Ctrl+D", "线索", self._delete),
        )
        asked = (Command(self._asking, "Ctrl+I", "线索", self._wish),) if self._asking else ()
        return (
            Command("查找线索", "Ctrl+F", "线索", self._find, always=True),
            *(own if self._presenter.face is Face.WORKROOM else ()),
            *asked,
            Command("打印附件3", "Ctrl+P", "线索", self._print),
            Command("打印列表中的全部", "Ctrl+Shift+A", "线索", self._print_all),
            Command("显示联系方式", "F9", "线索", self._reveal),
            Command("下一条", "J", "前往", lambda: self._table.step(1)),
            Command("上一条", "K", "前往", lambda: self._table.step(-1)),
        )

    def arrive(self, target: str) -> None:
        """``target`` is a tab's name or a clue's identity."""
        tab = next((t for t in self._presenter.tabs if t.name == target), None)
        if tab is not None:
            self._pick(tab.name)
        elif target:
            self._wanted = target
            # An old search could hide the very clue that was asked for.
            self._search.blockSignals(True)
            self._search.clear()
            self._search.blockSignals(False)
            self._pick("all")
        self._table.setFocus()

    def refresh(self) -> None:
        """Read the first lines again; the chosen clue stays chosen."""
        tab, text = self._tab, self._search.text()
        self.ask(lambda: self._presenter.page(tab, text, 0, PAGE), self._show_list)

    # -- building

    def _build(self) -> None:
        style = self.context.style
        self._search = SearchLine("查找线索", "查找：标题、内容、编号")
        self._search.onward.connect(self._to_results)
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._timer.timeout.connect(self.refresh)
        self._search.textChanged.connect(self._search_soon)
        self._tabs = Tabs("查看范围", [(t.name, t.title) for t in self._presenter.tabs])
        self._tabs.picked.connect(self._pick)
        self._table = Table(style, "线索列表", self._model)
        self._table.chosen.connect(self._choose)
        self._table.opened.connect(self._open)
        self._count = plain("", "small")
        self._book = BookPrinting(self, self._count, lambda: f"共 {self._model.rowCount()} 条")
        self._nothing = EmptyState(style, "search", "没有线索")
        self._lists = QStackedWidget()
        self._lists.addWidget(self._table)
        self._lists.addWidget(self._nothing)
        left, right = QWidget(), self._detail()
        head = row(plain("线索", "title"), gap=4)
        head.addWidget(self._search, 1)
        body = column(head, self._tabs, gap=2, parent=left)
        body.addWidget(self._lists, 1)
        body.addLayout(row(self._count, None, self._book.stop))
        body.setContentsMargins(space(5), space(4), space(2), space(3))
        column(sides(left, right, (6, 5)), gap=0, parent=self)

    def _detail(self) -> QWidget:
        style = self.context.style
        self._edit_button = button(style, "修改", self._edit, icon="file-text", keys="Ctrl+E")
        self._delete_button = button(style, "删除草稿", self._delete, kind="quiet", keys="Ctrl+D")
        printing = button(style, "打印附件3", self._print, icon="printer", keys="Ctrl+P")
        self._wish_button = button(style, self._asking or "群众要求", self._wish, icon="user", keys="Ctrl+I")
        buttons = (self._edit_button, printing, self._wish_button, self._delete_button)
        self._pane = DetailPane(style, buttons, self._reveal)
        self._pane.setContentsMargins(space(2), space(4), space(5), space(4))
        self._right = QStackedWidget()
        self._right.addWidget(EmptyState(style, "file-text", "选中一条线索，这里显示全文和经过"))
        self._right.addWidget(Scrolled(self._pane))
        return self._right

    # -- list

    def _pick(self, name: str) -> None:
        self._tab = next(t for t in self._presenter.tabs if t.name == name)
        self._tabs.choose(name)
        self.refresh()

    def _fetch(self, offset: int, limit: int) -> None:
        tab, text = self._tab, self._search.text()
        self.ask(
            lambda: self._presenter.page(tab, text, offset, limit),
            lambda found: self._model.fill(offset, found.items) if (tab, text) == self._asked() else None,
        )

    def _asked(self) -> tuple[object, str]:
        return self._tab, self._search.text()

    def _show_list(self, found: ClueList) -> None:
        self._model.reset(found.total, found.items)
        self._count.setText(f"共 {found.total} 条")
        self._lists.setCurrentIndex(0 if found.total else 1)
        if not found.total:
            wanted = self._search.text().strip()
            self._nothing.say(
                f"没有找到“{wanted}”" if wanted else "这里没有线索",
                "换个词试试，两个字也可以。" if wanted else "",
            )
            self._right.setCurrentIndex(0)
            self._view = None
            return
        ids, asked_for = [c.id for c in found.items], self._wanted
        meant = asked_for or (self._view.clue.id if self._view else "")
        if meant in ids:
            # What was asked for stays so until it is shown: the list may be read twice before.
            self._table.choose(ids.index(meant))
        elif asked_for or (meant and self._shown_for == self._asked()):
            # Further down than the lines that are here: the clue is shown all the same, never another one.
            self._wanted = ""
            self.ask(lambda: self._presenter.view(meant), self._put)
        else:
            self._table.choose(0)

    def _choose(self, number: int) -> None:
        line = self._model.line(number)
        if line is not None:
            self.ask(lambda: self._presenter.view(line.id), self._show)

    def _show(self, view: ClueView) -> None:
        chosen = self._model.line(self._table.currentIndex().row())
        if chosen is not None and chosen.id == view.clue.id:
            self._put(view)

    def _put(self, view: ClueView) -> None:
        self._view, self._shown_for, self._wanted = view, self._asked(), ""
        state = view.clue.workroom_state
        self._edit_button.setVisible(state in _EDITABLE)
        rename(self._edit_button, "继续填写" if state is ClueState.DRAFT else "修改", "Ctrl+E")
        self._delete_button.setVisible(state is ClueState.DRAFT and view.clue.provisional_number is None)
        self._wish_button.setVisible(bool(self._asking) and (state is None or view.clue.receipt_number is not None))
        self._pane.put(view, self.context.desk.now())
        self._right.setCurrentIndex(1)

    def _find(self) -> None:
        if not self.isVisible():
            self.context.frame.go(self.name)
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _search_soon(self) -> None:
        self._timer.start()

    def _to_results(self) -> None:
        self._table.setFocus()

    # -- acting

    def _open(self, _row: int) -> None:
        if self._view is not None and self._view.clue.workroom_state in _EDITABLE:
            self._edit()

    def _edit(self) -> None:
        if self._view is not None and self._view.clue.workroom_state in _EDITABLE:
            self.context.frame.go("entry", self._view.clue.id)

    def _delete(self) -> None:
        view = self._view
        if view is None or not self._delete_button.isVisible():
            return

        def deleted(clue: Clue) -> None:
            self._view = None
            self.context.frame.notice(
                f"已删除草稿“{clue.content.title or '没有标题'}”。",
                lambda: self.act(lambda: self._presenter.restore(clue), lambda _clue: None),
            )

        self.act(lambda: self._presenter.delete(view.clue.id), deleted)

    def _wish(self) -> None:
        """What the citizen asks: written down in the workroom, decided on the office's own page."""
        view = self._view
        if view is None or not self._wish_button.isVisible():
            return
        if self._presenter.face is Face.OFFICE:
            self.context.frame.go("privacy", view.clue.id)
            return

        def done(words: str, changes: Changes) -> None:
            self.context.frame.notice(words)
            self.context.hub.announce(changes)

        WishDialog.present(self, self.context, view.clue, done)

    def _print(self) -> None:
        view = self._view
        if view is not None:
            self.ask(
                lambda: self._presenter.paper(view.clue.id),
                lambda pdf: PaperDialog.present(self, self.context, f"附件3 {view.clue.number}", pdf),
                lane=Lane.PAPER,
            )

    def _print_all(self) -> None:
        if self._model.rowCount():
            tab, text = self._tab, self._search.text()
            self._book.start(lambda work, second: self._presenter.book(tab, text, work, second))

    def _reveal(self) -> None:
        view = self._view
        if view is not None:
            self.ask(
                lambda: self._presenter.reveal(view.clue.id),
                lambda person: self._pane.text.put_contact(person, masked=False),
            )
