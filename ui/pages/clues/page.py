"""线索: search and list at the left, the chosen clue at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.lists import ClueList
from baixing_desktop.domain.states import ClueState
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.views import Looking
from baixing_desktop.usecases.papers import MadePaper
from ui.context import Context
from ui.jobs import Lane
from ui.keeping import keep_as_file
from ui.pages.clues.book import ListWork
from ui.pages.clues.detail import DetailPane
from ui.pages.clues.marking import Marking
from ui.pages.clues.presenter import CluesPresenter, ClueView, Sought
from ui.pages.clues.sealing import UNSEAL, UNSEAL_KEYS, SealWork
from ui.pages.clues.side import ListSide
from ui.pages.clues.wishes import WishDialog
from ui.paper import PaperDialog
from ui.shell.page import Command, Everywhere, Page
from ui.style import space
from ui.widgets.buttons import button, rename
from ui.widgets.layouts import Scrolled, column
from ui.widgets.paged import PAGE
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState

_SEARCH_MS = 200
_EDITABLE = (ClueState.DRAFT, ClueState.COMMUNITY_REGISTERED, ClueState.REGISTERED, ClueState.RETURNED)

_UNFINISHED = (ClueState.DRAFT, ClueState.COMMUNITY_REGISTERED)


class CluesPage(Page):
    """Every clue of this desk."""

    name = "clues"
    title = "线索"
    icon = "list"
    everywhere = (Everywhere("查找线索", "Ctrl+F", "线索", "seek"),)
    concerns = frozenset({Kind.CLUE, Kind.PROGRESS, Kind.SESSION, Kind.TOPIC, Kind.REFERENCE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = CluesPresenter(context.desk)
        self._asking = self._presenter.asking
        self._view: ClueView | None = None
        self._shown_for: tuple[Looking, Sought] | None = None
        self._wanted = ""
        self._painted = QTimer(self, singleShot=True, interval=0)
        self._painted.timeout.connect(self._count_all)
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """Finding, moving, and what one does with the chosen clue."""
        own = (
            Command("修改线索", "Ctrl+E", "线索", self._edit),
            Command("删除草稿", "Ctrl+D", "线索", self._delete),
        )
        asked = (Command(self._asking, "Ctrl+I", "线索", self._wish),) if self._asking else ()
        office = (self._marking.command,) if self._presenter.face is Face.OFFICE else ()
        return (
            *(own if self._presenter.face is Face.WORKROOM else ()),
            *asked,
            *office,
            *self._seals.commands,
            Command("打印附件3", "Ctrl+P", "线索", self._print),
            Command("打印列表中的全部", "Ctrl+Shift+A", "线索", self._print_all),
            Command("筛选和排序", "Ctrl+Shift+F", "线索", self._side.turn_filter),
            Command("导出 Excel", "Ctrl+Shift+E", "线索", self._export),
            Command("保存查看方式", "Ctrl+Shift+K", "线索", self._side.views.ask_name),
            Command("显示联系方式", "F9", "线索", self._reveal),
            *self._side.commands,
            Command("下一条", "J", "前往", lambda: self._table.step(1)),
            Command("上一条", "K", "前往", lambda: self._table.step(-1)),
        )

    def arrive(self, target: str) -> None:
        """``target`` is a tab's name or a clue's identity."""
        self._read_choices()
        if any(tab.name == target for tab in self._presenter.tabs):
            self._side.pick(target)
        elif target:
            self._wanted = target
            # An old search or filter could hide the very clue that was asked for.
            self._side.show_everything()
            self._side.pick("all")
        self._table.setFocus()

    def views(self) -> bool:
        """They stand beside the filter."""
        self._side.show_views()
        return True

    def refresh(self) -> None:
        """Read the first lines again; the chosen clue stays chosen."""
        looking, sought = self._asked()
        self.ask(lambda: self._presenter.page(looking, sought, 0, PAGE), self._show_list)

    def _read_choices(self) -> None:
        self.ask(self._presenter.offered, self._side.offer)
        self._side.views.refresh()

    # -- building

    def _build(self) -> None:
        self._seals = SealWork(self, self._presenter, self._chosen)
        self._marking = Marking(self, lambda: self._view)
        self._side = ListSide(self, self._presenter, self._fetch, (self._export, self._seals.seal))
        self._books = ListWork[tuple[int, bytes]](self, self._side.count.setText, self._side.say_count)
        self._lists = ListWork[MadePaper](self, self._side.count.setText, self._side.say_count)
        for work in (self._books, self._lists):
            self._side.foot.addWidget(work.stop)
        self._side.asked.connect(self.refresh)
        self._table = self._side.table
        self._table.chosen.connect(self._choose)
        self._table.opened.connect(self._open)
        column(sides(self._side, self._detail(), (6, 5)), gap=0, parent=self)

    def _detail(self) -> QWidget:
        style = self.context.style
        self._edit_button = button(style, "修改", self._edit, icon="file-text", keys="Ctrl+E")
        self._delete_button = button(style, "删除草稿", self._delete, kind="quiet", keys="Ctrl+D")
        printing = button(style, "打印附件3", self._print, icon="printer", keys="Ctrl+P")
        self._wish_button = button(style, self._asking or "群众要求", self._wish, icon="user", keys="Ctrl+I")
        self._unseal_button = button(style, UNSEAL, self._seals.unseal, icon="undo-2", keys=UNSEAL_KEYS)
        buttons = (self._edit_button, printing, self._wish_button, self._unseal_button, self._delete_button)
        self._pane = DetailPane(style, buttons, self._reveal, self._marking.ask)
        self._pane.setContentsMargins(space(2), space(4), space(5), space(4))
        self._right = QStackedWidget()
        self._right.addWidget(EmptyState(style, "file-text", "选中一条线索，这里显示全文和经过"))
        self._right.addWidget(Scrolled(self._pane))
        return self._right

    # -- list

    def _fetch(self, offset: int, limit: int) -> None:
        looking, sought = self._asked()
        self.ask(
            lambda: self._presenter.page(looking, sought, offset, limit),
            lambda found: self._side.model.fill(offset, found.items) if (looking, sought) == self._asked() else None,
        )

    def _asked(self) -> tuple[Looking, Sought]:
        return self._side.looking, self._side.sought

    def _show_list(self, found: ClueList) -> None:
        self._side.put(found)
        if found.more:
            # The first lines are painted before: both would want the processor at the same time.
            self._painted.start()
        if not found.total:
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

    def _count_all(self) -> None:
        looking, sought = self._asked()
        self.ask(
            lambda: self._presenter.total(looking, sought),
            lambda total: self._side.grow(total) if (looking, sought) == self._asked() else None,
            lane=Lane.STUDY,
        )

    def _choose(self, number: int) -> None:
        line = self._side.model.line(number)
        if line is not None:
            self.ask(lambda: self._presenter.view(line.id), self._show)

    def _show(self, view: ClueView) -> None:
        chosen = self._side.model.line(self._table.currentIndex().row())
        if chosen is not None and chosen.id == view.clue.id:
            self._put(view)

    def _put(self, view: ClueView) -> None:
        self._view, self._shown_for, self._wanted = view, self._asked(), ""
        state = view.clue.workroom_state
        self._edit_button.setVisible(state in _EDITABLE)
        rename(self._edit_button, "继续填写" if state in _UNFINISHED else "修改", "Ctrl+E")
        self._delete_button.setVisible(state is ClueState.DRAFT and view.clue.provisional_number is None)
        self._wish_button.setVisible(bool(self._asking) and (state is None or view.clue.receipt_number is not None))
        self._unseal_button.setVisible(self._presenter.reports and state is ClueState.SEALED)
        self._pane.put(view, self.context.desk.now())
        self._right.setCurrentIndex(1)

    def seek(self) -> None:
        """Go to the search field."""
        if not self.isVisible():
            self.context.frame.go(self.name)
        self._side.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _chosen(self) -> Callable[[], tuple[str, ...]]:
        """Finds the clues of the lines that are chosen now, in the background."""
        (looking, sought), lines, known = self._asked(), self._table.lines, self._side.ids
        return lambda: self._presenter.chosen(looking, sought, lines, known)

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
        """The chosen clues: one as it is looked at, several as one paper."""
        view = self._view
        if len(self._table.lines) > 1:
            self._print_book(self._chosen())
        elif view is not None:
            self.ask(
                lambda: self._presenter.paper(view.clue.id),
                lambda pdf: PaperDialog.present(self, self.context, f"附件3 {view.clue.number}", pdf),
                lane=Lane.PAPER,
            )

    def _print_all(self) -> None:
        if self._side.model.rowCount():
            looking, sought = self._asked()
            self._print_book(lambda: self._presenter.ids(looking, sought))

    def _print_book(self, ids: Callable[[], tuple[str, ...]]) -> None:
        self._books.start(
            lambda work, second: self._presenter.book(ids(), work, second),
            lambda made: PaperDialog.present(self, self.context, f"附件3 共 {made[0]} 份", made[1], at_once=True),
        )

    def _export(self) -> None:
        if self._side.model.rowCount():
            looking, sought = self._asked()
            self._lists.start(lambda work, second: self._presenter.export(looking, sought, work, second), self._keep)

    def _keep(self, made: MadePaper) -> None:
        keep_as_file(self, made.data, made.file_name, "Excel 文件 (*.xlsx)", self.context.frame.notice)

    def _reveal(self) -> None:
        view = self._view
        if view is not None:
            self.ask(
                lambda: self._presenter.reveal(view.clue.id),
                lambda person: self._pane.text.put_contact(person, masked=False),
            )
