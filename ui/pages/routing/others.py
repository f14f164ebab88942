"""其他办理: the button and the menu of what can be done besides the next step."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from baixing_desktop.domain.states import Action
from ui.pages.routing.every_panel import PANELS
from ui.style import Style
from ui.widgets.buttons import button


class Others:
    """``choose`` hears which one is wanted; ``parent`` owns the menu."""

    def __init__(self, style: Style, choose: Callable[[Action], object], parent: QWidget) -> None:
        self._choose, self._menu = choose, QMenu(parent)
        self.button = button(style, "其他办理", self.look, keys="Ctrl+Shift+M")

    def offer(self, actions: Sequence[Action]) -> None:
        """These can be done now."""
        self._menu.clear()
        for action in actions:
            self._menu.addAction(PANELS[action].words).triggered.connect(partial(self._take, action))
        self.button.setVisible(bool(actions))

    def look(self) -> None:
        """Open the menu, if there is anything in it."""
        if self.button.isVisible():
            self._menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _take(self, action: Action, _checked: bool = False) -> None:
        self._choose(action)
