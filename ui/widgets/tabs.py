"""Ways to look at a list, one of them chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.widgets.flow import FlowLayout


class Tabs(QWidget):
    """A line of words that wraps when it must; ``picked`` carries the name. Arrow keys move within."""

    picked = Signal(str)

    def __init__(self, name: str, tabs: Sequence[tuple[str, str]], *, begin: bool = True) -> None:
        """``begin``: the first is chosen; else none is until one is picked."""
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._titles = dict(tabs)
        flow = FlowLayout(self)
        for key, title in tabs:
            made = QPushButton(title)
            made.setProperty("kind", "tab")
            made.setProperty("sized", True)
            made.setCheckable(True)
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            made.setAccessibleName(title)
            made.clicked.connect(lambda _on=False, key=key: self.picked.emit(key))
            self._group.addButton(made)
            self._buttons[key] = made
            flow.addWidget(made)
        if begin:
            self.choose(tabs[0][0])

    @property
    def chosen(self) -> str:
        """The name of the tab chosen."""
        return next(key for key, made in self._buttons.items() if made.isChecked())

    @property
    def title(self) -> str:
        """The words of the tab chosen, without its count."""
        return self._titles[self.chosen]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all tabs."""
        return tuple(self._buttons)

    def choose(self, key: str) -> None:
        """Choose a tab; nobody is told."""
        self._buttons[key].setChecked(True)

    def take_focus(self) -> None:
        """The keyboard goes to the tab chosen."""
        self._buttons[self.chosen].setFocus()

    def count(self, key: str, number: int) -> None:
        """Show how many wait under a tab."""
        words = f"{self._titles[key]} {number}" if number else self._titles[key]
        self._buttons[key].setText(words)
        self._buttons[key].setAccessibleName(words)
