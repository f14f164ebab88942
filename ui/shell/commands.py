"""Commands as menus, keys and the command list: made once, so the three never disagree."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from ui.qt import set_shortcuts
from ui.shell.page import Command, Page
from ui.style import Style

if TYPE_CHECKING:
    from ui.shell.palette import Entry, Palette

MENUS = ("文件", "线索", "办理", "前往", "视图", "帮助")
"""The menus in the order of the menu bar; a menu without commands is not shown."""


class _Call:
    """A slot that drops Qt's ``checked``."""

    def __init__(self, run: Callable[[], None]) -> None:
        self._run = run

    def __call__(self, _checked: bool = False) -> None:
        self._run()


class CommandBook:
    """All commands of one window. Commands of a page work while that page is in front."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._menus: dict[str, QMenu] = {}
        self._actions: list[tuple[Command, QAction, Page | None]] = []
        self._palette: Palette | None = None

    def add(self, commands: Iterable[Command], page: Page | None = None) -> None:
        """Take these commands in; ``page`` owns them, or the window does."""
        for command in commands:
            action = QAction(command.name, self._window)
            set_shortcuts(action, command.keys.split("|") if command.keys else [])
            action.triggered.connect(_Call(command.run))
            # A page can be built while another one is in front.
            action.setEnabled(page is None or command.always)
            self._window.addAction(action)
            self._menu(command.menu).addAction(action)
            self._actions.append((command, action, page))

    def build(self) -> None:
        """Put the menus on the bar, in their order."""
        for name in MENUS:
            if name in self._menus:
                self._window.menuBar().addMenu(self._menus[name])

    def front(self, page: Page) -> None:
        """Let the commands of this page work and put those of the others to rest."""
        for command, action, owner in self._actions:
            action.setEnabled(command.always or owner is None or owner is page)

    def rest(self) -> None:
        """Let no command work."""
        for _, action, _ in self._actions:
            action.setEnabled(False)

    def clear(self) -> None:
        """Forget every command and take the menus off the bar."""
        self._window.menuBar().clear()
        for _, action, _ in self._actions:
            self._window.removeAction(action)
            action.deleteLater()
        for menu in self._menus.values():
            menu.deleteLater()
        self._actions.clear()
        self._menus.clear()

    def commands(self) -> list[tuple[Command, Page | None]]:
        """Every command with its page; None for the window's own."""
        return [(command, page) for command, _, page in self._actions]

    def find(self, style: Style) -> None:
        """Open the command list over the window; it is made when somebody first asks."""
        if self._palette is None:
            from ui.shell.palette import Palette  # noqa: PLC0415 - after first paint

            self._palette = Palette(style, self._window)
        self._palette.offer(self._entries())

    def place_list(self) -> None:
        """The window has another size."""
        if self._palette is not None:
            self._palette.place()

    def hide_list(self) -> None:
        """Put the command list away."""
        if self._palette is not None:
            self._palette.hide()

    def _entries(self) -> "list[Entry]":
        """What can be done now."""
        from ui.shell.palette import Entry  # noqa: PLC0415 - as above

        return [
            Entry(command.name, command.keys.split("|")[0], action)
            for command, action, _ in self._actions
            if action.isEnabled()
        ]

    def _menu(self, name: str) -> QMenu:
        if name not in self._menus:
            self._menus[name] = QMenu(name, self._window)
        return self._menus[name]
