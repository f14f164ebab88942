"""The left side of 线索: search, tabs, what is narrowed down, the list, how many lines there are."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from baixing_desktop.domain.lists import ClueList, ClueOrder, ClueSummary
from baixing_desktop.domain.rules.redaction import tells_a_number
from baixing_desktop.domain.views import Looking
from ui.context import Context
from ui.pages.clues.looking import LookingBar, Offered
from ui.pages.clues.model import FALLING, TITLE, all_columns, chosen_columns, shown
from ui.pages.clues.presenter import CluesPresenter, Sought
from ui.pages.clues.sealing import SEAL, SEAL_KEYS
from ui.pages.clues.views import SavedViews
from ui.shell.page import Command, Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.fields import SearchLine
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import Scrolled, column, row
from ui.widgets.paged import PagedModel
from ui.widgets.states import EmptyState
from ui.widgets.table import Table
from ui.widgets.tabs import Tabs

_SEARCH_MS = 200
_LEAST = 160
"""So many pixels of the list stay at every type size; with the filter open the rest scrolls."""
_FILTER, _EXPORT = "筛选", "导出 Excel"
_CONTACTS, _CONTACTS_KEYS = "也找联系方式", "Shift+F9"
_FILTER_KEYS, _EXPORT_KEYS = "Ctrl+Shift+F", "Ctrl+Shift+E"


class ListSide(QWidget):
    """``asked`` fires when another list is wanted: ``looking`` and ``sought`` say which."""

    asked = Signal()

    def __init__(
        self,
        page: Page,
        presenter: CluesPresenter,
        fetch: Callable[[int, int], None],
        acts: tuple[Callable[[], None], Callable[[], None]],
    ) -> None:
        """``acts`` take the list out and seal what is chosen in it."""
        super().__init__()
        self._context: Context = page.context
        self._presenter = presenter
        self._more = False
        self._may_ask, self._in_contacts = presenter.may_look_in_contacts, False
        self._columns = all_columns(presenter.unit_short_name, presenter.source_name)
        self.model = PagedModel[ClueSummary]((), fetch)
        self.count = plain("", "small")
        self.table = Table(page.context.style, "线索列表", self.model, several=True)
        self.views = SavedViews(page, presenter, lambda: self.looking, self._use)
        self._build(*acts)
        self._show_columns()
        self._mark_order()

    @property
    def looking(self) -> Looking:
        """How the list is looked at."""
        return replace(self.bar.looking, tab=self._tabs.chosen)

    @property
    def sought(self) -> Sought:
        """What is searched for; a number among contact data only after somebody asked for it, and until another word
        is typed."""
        return Sought(self.search.text(), self._in_contacts)

    @property
    def commands(self) -> tuple[Command, ...]:
        """Looking for a telephone number."""
        return (Command(_CONTACTS, _CONTACTS_KEYS, "线索", self._look_in_contacts),) if self._may_ask else ()

    @property
    def ids(self) -> list[str | None]:
        """The clues of the lines that are chosen; None for one that is not here yet."""
        lines = (self.model.line(number) for number in self.table.lines)
        return [line.id if line else None for line in lines]

    def pick(self, tab: str) -> None:
        """Look at this tab."""
        self._tabs.choose(tab)
        self.bar.put(replace(self.bar.looking, tab=tab))
        self.asked.emit()

    def show_everything(self) -> None:
        """Take away whatever could hide a clue; nobody is told."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._forget_contacts()
        self.bar.put(Looking(order=self.bar.looking.order, backwards=self.bar.looking.backwards))

    def offer(self, offered: Offered) -> None:
        """What can be chosen in the bar."""
        self.bar.offer(offered)

    def put(self, found: ClueList) -> None:
        """Show the first lines of the list."""
        self.model.reset(found.total, found.items)
        self._more = found.more
        self.lists.setCurrentIndex(0 if found.total else 1)
        self._mark_order()
        self.views.follow(self.looking)
        narrowed = self.bar.looking.filtered
        rename(self._filter, f"{_FILTER} {narrowed}" if narrowed else _FILTER, _FILTER_KEYS)
        self.say_count()
        wanted = self.search.text().strip()
        if wanted:
            self._nothing.say(f"没有找到“{wanted}”", "换个词试试，两个字也可以。")
        else:
            self._nothing.say("这里没有线索", "有筛选条件，可以按“清除筛选”。" if narrowed else "")

    def grow(self, total: int) -> None:
        """All lines of a long list are counted."""
        self.model.grow(total)
        self._more = False
        self.say_count()

    def say_count(self) -> None:
        """How many lines there are, how many of them are chosen."""
        self.count.setText(self.count_words())

    def count_words(self) -> str:
        """``共 12 条，已筛选，已选 3 条``."""
        chosen = len(self.table.lines)
        parts = (
            f"共 {self.model.rowCount()}{' 多条' if self._more else ' 条'}",
            "已筛选" if self.bar.looking.filtered else "",
            f"已选 {chosen} 条" if chosen > 1 else "",
        )
        return "，".join(part for part in parts if part)

    def show_views(self) -> None:
        """To the ways to look that are kept; while there are none, to the filter, where one is."""
        if not self.views.choice.isHidden():
            self.views.choice.setFocus()
        elif self.bar.isHidden():
            self.turn_filter()

    def turn_filter(self) -> None:
        """Open the bar and go there, or close it."""
        shown_now = not self.bar.isHidden()
        self.bar.setVisible(not shown_now)
        self._filter.setChecked(not shown_now)
        if shown_now:
            self.table.setFocus()
        else:
            self.bar.focus()

    # -- inside

    def _build(self, export: Callable[[], None], seal: Callable[[], None]) -> None:
        style = self._context.style
        self.search = SearchLine("查找线索", "查找：标题、内容、编号")
        self.search.onward.connect(self.table.setFocus)
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._timer.timeout.connect(self.asked)
        self.search.textChanged.connect(self._search_soon)
        self._tabs = Tabs("查看范围", [(t.name, t.title) for t in self._presenter.tabs])
        self._tabs.picked.connect(self.pick)
        self.bar = LookingBar(style, self._context.desk.today(), (self.views.keep, self.views.drop))
        self.bar.changed.connect(self.asked)
        self.bar.hide()
        self.table.sorted_by.connect(self._sort)
        self.table.marked.connect(self.say_count)
        self._filter = button(style, _FILTER, self.turn_filter, keys=_FILTER_KEYS)
        self._filter.setCheckable(True)
        columns = button(style, "显示的列", lambda: None, icon="list")
        columns.setMenu(self._column_menu())
        columns.setProperty("drops", True)
        tools = FlowLayout(gap=2)
        sealing = [button(style, SEAL, seal, keys=SEAL_KEYS)] if self._presenter.reports else []
        exporting = button(style, _EXPORT, export, keys=_EXPORT_KEYS)
        for widget in (self._filter, columns, exporting, *sealing, self.views.choice):
            tools.addWidget(widget)
        self._nothing = EmptyState(style, "search", "没有线索")
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self._nothing)
        self._offered = plain("", "small")
        self._ask = button(style, _CONTACTS, self._look_in_contacts, kind="quiet", icon="eye", keys=_CONTACTS_KEYS)
        self._offer = QWidget()
        row(self._offered, self._ask, None, gap=2, parent=self._offer)
        self._offer.hide()
        head = row(plain("线索", "title"), gap=4)
        head.addWidget(self.search, 1)
        inside = QWidget()
        within = column(self._tabs, tools, self.bar, gap=2, parent=inside)
        within.addWidget(self.lists, 1)
        self.lists.setMinimumHeight(_LEAST)
        body = column(head, self._offer, gap=2, parent=self)
        body.addWidget(Scrolled(inside), 1)
        self.foot = row(self.count, None)
        body.addLayout(self.foot)
        body.setContentsMargins(space(5), space(4), space(2), space(3))

    def _column_menu(self) -> QMenu:
        menu = QMenu(self)
        wanted = self._wanted()
        for name, each in self._columns.items():
            if name != TITLE:
                action = QAction(each.title, menu)
                action.setCheckable(True)
                action.setChecked(name in wanted)
                action.setData(name)
                menu.addAction(action)
        menu.triggered.connect(self._want_column)
        return menu

    def _wanted(self) -> tuple[str, ...]:
        return chosen_columns(self._presenter.face, self._context.preferences.columns)

    def _want_column(self, action: QAction) -> None:
        name = str(action.data())
        wanted = [*(one for one in self._wanted() if one != name), *([name] if action.isChecked() else [])]
        self._context.preferences.columns = ",".join(wanted) or TITLE
        self._show_columns()
        self.asked.emit()

    def _show_columns(self) -> None:
        self.model.rearrange(shown(self._columns, self._wanted()))
        self._mark_order()

    def _mark_order(self) -> None:
        looking = self.bar.looking
        self.model.mark_order(looking.order, falling=(looking.order in FALLING) != looking.backwards)

    def _search_soon(self) -> None:
        self._forget_contacts()
        self._timer.start()

    def _forget_contacts(self) -> None:
        self._in_contacts = False
        self._offer.setVisible(tells_a_number(self.search.text()))
        self._say_contacts()

    def _say_contacts(self) -> None:
        asked = "联系方式里也找过了，已记入操作记录。"
        able = "号码只在编号和正文里找。" if self._may_ask else "号码只在编号和正文里找，不找联系方式。"
        self._offered.setText(asked if self._in_contacts else able)
        self._ask.setVisible(self._may_ask and not self._in_contacts)

    def _look_in_contacts(self) -> None:
        if tells_a_number(self.search.text()):
            self._in_contacts = True
            self._say_contacts()
            self._timer.stop()
            self.table.setFocus()
            self.asked.emit()

    def _sort(self, key: str) -> None:
        self.bar.sort(ClueOrder(key))

    def _use(self, looking: Looking) -> None:
        known = {tab.name for tab in self._presenter.tabs}
        self._tabs.choose(looking.tab if looking.tab in known else "all")
        self.bar.put(looking)
        self.asked.emit()
