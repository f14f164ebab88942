"""The window: a frame around pages. It moves between them, shows notices, and keeps the commands."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget

from baixing_desktop.errors import UserError
from resources import icon_path
from ui.preferences import Preferences, save
from ui.shell.beside import Beside
from ui.shell.commands import CommandBook
from ui.shell.geometry import kept_geometry, restore
from ui.shell.header import Header
from ui.shell.keyboard import Keyboard
from ui.shell.looking import view_commands
from ui.shell.main_frame import MainFrame
from ui.shell.notices import NoticeBar, ProblemBar
from ui.shell.page import Command, Later, Page, page_keys
from ui.shell.rail import Rail
from ui.shell.shelf import Shelf
from ui.shell.statusbar import StatusBar
from ui.style import Style
from ui.widgets.layouts import column, row

_NARROW_EM = 66  # below this many letters' width the navigation shows icons only


class Window(MainFrame):
    """One desk's window. First it shows single stages (first start, unlocking), then it is furnished with pages."""

    went = Signal(str)

    def __init__(self, style: Style, preferences: Preferences, home: Path) -> None:
        super().__init__()
        self.setWindowTitle("百姓提案线索工作台")
        self.setWindowIcon(QIcon(str(icon_path("baixing.svg"))))
        self.setMinimumSize(880, 420)  # what is left of 1366×768 dots where 150 make 100 pixels
        self._style, self._preferences, self._home = style, preferences, home
        self._trail: list[str] = []
        self._behind: Page | None = None
        self._hand: QWidget | None = None
        self._closing: list[Callable[[], None]] = []
        self._story: Callable[[], None] = lambda: None
        self.lock: Callable[[], None] = lambda: None
        self.another: Callable[[], None] = lambda: None
        self._book = CommandBook(self)
        self._header = Header(style, self._find_command)
        self._rail = Rail(style)
        self._problem = ProblemBar(style)
        self._notice = NoticeBar(style)
        self._status = StatusBar(style, lambda: self._story())  # noqa: PLW0108 - it changes
        self._stack = QStackedWidget()
        self._shelf = Shelf(self._stack, self._book)
        self._build()
        restore(self, preferences.geometry)
        Keyboard(self._stack)

    # -- stages and pages

    def stage(self, widget: QWidget) -> None:
        """Show one thing only, without navigation."""
        self._clear_stage()
        self._stack.addWidget(widget)

    def furnish(
        self,
        pages: Sequence[Later],
        unit: str,
        operator: str,
        story: Callable[[], None],
        more: Sequence[Command] = (),
    ) -> Iterator[None]:
        """Bring in the pages in two turns; the last one shows the first page. ``story`` tells where the data are."""
        self._rail.hide()
        self._rail.fill([page.kind for page in pages], self.go)
        yield
        self._clear_stage()
        first = self._shelf.fill(pages)
        self._story = story
        self.setWindowTitle(f"{unit} · 百姓提案线索工作台")
        self._header.name(unit, operator)
        self._book.add((*self._own_commands(pages), *more))
        self._book.build()
        self._rail.show()
        self._squeeze()
        self.go(first.name)

    def cover(self, widget: QWidget) -> None:
        """Hide everything behind ``widget`` and let no command work; the pages keep what was typed."""
        if self._behind is None:
            self._behind = self.page
            self._hide_work()
            self._hand = self.page and self.page.focusWidget()
        else:
            self._drop_cover()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def uncover(self) -> None:
        """Take the cover away; the page that was in front is there again as it was left."""
        behind = self._behind
        if behind is None:
            return
        self._drop_cover()
        self._stack.setCurrentWidget(behind)
        self._behind = None
        for part in self._parts():
            part.show()
        self.beside.uncover()
        self._book.front(behind)
        if self._hand is not None and shiboken6.isValid(self._hand):
            self._hand.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def strip(self) -> None:
        """Take all pages and commands out again, so that the window can be furnished for somebody else."""
        for page in self._shelf.built:
            page.end()
        self.beside.drop()
        self._shelf.clear()
        self._trail.clear()
        self._behind = None
        self._book.clear()
        self._rail.clear()
        self._header.name("", "")
        self._status.say("")
        for part in self._parts():
            part.show()

    @property
    def page(self) -> Page | None:
        """The page in front."""
        current = self._stack.currentWidget()
        return current if isinstance(current, Page) else None

    def go(self, page: str, target: str = "") -> None:
        """Show a page by name, at ``target``."""
        wanted, present = self._shelf.page(page), self.page
        if present is not None and present is not wanted:
            present.leave()
            self._trail.append(present.name)
        self._stack.setCurrentWidget(wanted)
        self._rail.mark(page)
        self._book.front(wanted)
        wanted.enter(target)
        self.went.emit(page)

    def page_names(self) -> list[str]:
        """The pages that one can go to, built or not."""
        return self._shelf.names

    def writing(self, clue_id: str) -> str:
        """The name of the page on which this clue is being written; empty when it is not."""
        return next((page.name for page in self._shelf.built if page.writes(clue_id)), "")

    def back(self) -> None:
        """Return to the page before, if there is one."""
        if self._trail:
            name = self._trail.pop()
            self.go(name)
            if self._trail and self._trail[-1] != name:
                self._trail.pop()

    def commands(self) -> list[tuple[Command, Page | None]]:
        """Every command of this window, and the page that it belongs to."""
        return self._book.commands()

    def notice(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done."""
        self._problem.dismiss()
        self._notice.show_notice(text, undo)

    def problem(self, error: UserError) -> None:
        """Say what went wrong."""
        self._problem.show_problem(error)

    def badge(self, page: str, count: int) -> None:
        """Show a count beside a page's name."""
        self._rail.count(page, count)

    def status(self, sentence: str) -> None:
        """Say where the data are."""
        self._status.say(sentence)

    def on_close(self, call: Callable[[], None]) -> None:
        """Have ``call`` run when the window closes, in the order given."""
        self._closing.append(call)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what was typed and how the window was left."""
        if self.page is not None:
            self.page.leave()
        for page in self._shelf.built:
            page.end()
        self._preferences.geometry = kept_geometry(self)
        self._preferences.theme, self._preferences.scale = self._style.theme, self._style.scale
        # Before a home is set up its folder stays as it was found.
        if self._shelf.built:
            save(self._home, self._preferences)
        # What is still being saved takes its time; nobody has to look at a window that no longer answers.
        self.hide()
        while self._closing:
            self._closing.pop(0)()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the pages the width."""
        super().resizeEvent(event)
        self._squeeze()
        self._book.place_list()

    # -- inside

    def _clear_stage(self) -> None:
        self._rail.hide()
        while self._stack.count():
            old = self._stack.widget(0)
            self._stack.removeWidget(old)
            old.deleteLater()

    def _build(self) -> None:
        root = QWidget()
        root.setObjectName("root")
        content = column(self._problem, gap=0)
        content.addWidget(self._stack, 1)
        content.addWidget(self._notice)
        middle = row(self._rail, gap=0)
        middle.addLayout(content, 1)
        self.beside = Beside(middle, content)
        outer = column(self._header, gap=0, parent=root)
        outer.addLayout(middle, 1)
        outer.addWidget(self._status)
        self._style.dress(self)
        self.setCentralWidget(root)
        self._style.changed.connect(self._squeeze)

    def _squeeze(self) -> None:
        narrow = self.width() < self._style.pixels("base") * _NARROW_EM
        self._rail.squeeze(narrow)
        self.beside.place(over=narrow)

    def _hide_work(self) -> None:
        if self.page is not None:
            self.page.keep()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible() and self.isAncestorOf(widget):
                widget.reject()
        self._book.hide_list()
        self.beside.cover()
        self._book.rest()
        for part in self._parts():
            part.hide()

    def _drop_cover(self) -> None:
        cover = self._stack.currentWidget()
        self._stack.removeWidget(cover)
        cover.deleteLater()

    def _parts(self) -> tuple[QWidget, ...]:
        """What stands around the pages."""
        return (self.menuBar(), self._rail, self._header, self._status)

    def _find_command(self) -> None:
        if self._shelf.built:
            self._book.find(self._style)

    def _quit(self) -> None:
        self.close()

    def _escape(self) -> None:
        if self._problem.isVisible():
            self._problem.dismiss()
        elif self.page is not None and self.page.escape():
            return
        elif self._notice.isVisible():
            self._notice.dismiss()
        else:
            self.back()

    def _own_commands(self, pages: Sequence[Later]) -> tuple[Command, ...]:
        go = tuple(
            Command(page.title, page_keys(n), "前往", lambda name=page.name: self.go(name))
            for n, page in enumerate(pages, start=1)
        )
        return (
            Command("撤销", "Ctrl+Z", "文件", self._notice.undo),
            Command("新窗口", "F4", "文件", lambda: self.another()),  # noqa: PLW0108 - it changes
            Command("锁定", "Ctrl+L", "文件", lambda: self.lock()),  # noqa: PLW0108 - it changes
            Command("关闭窗口", "Ctrl+Q", "文件", self._quit),
            *go,
            Command("返回", "Esc", "前往", self._escape),
            *view_commands(self._style),
            Command("查找命令", "Ctrl+K", "帮助", self._find_command),
        )
