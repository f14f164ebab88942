"""The things that are open at the same time, one of them in front; each can be put away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QWidget

from ui.style import Style, space
from ui.text import tip
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import row

_LETTERS = 10
_ELIDE = Qt.TextElideMode.ElideRight


class OpenStrip(QFrame):
    """A line of names, hidden while only one is open; ``picked`` and ``closed`` carry the key of a name."""

    picked = Signal(int)
    closed = Signal(int)

    def __init__(self, style: Style, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._style = style
        self._group = QButtonGroup(self)
        self._flow = FlowLayout(self, gap=1)
        self._flow.setContentsMargins(space(5), space(2), space(5), 0)
        self._shown: list[tuple[int, str, bool]] = []

    def show_all(self, items: list[tuple[int, str]], chosen: int) -> None:
        """Show these keys and names."""
        wanted = [(key, words, key == chosen) for key, words in items]
        self.setVisible(len(items) > 1)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._flow.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for key, words, front in wanted:
            self._flow.addWidget(self._one(key, words, chosen=front))

    def _one(self, key: int, words: str, *, chosen: bool) -> QWidget:
        holder = QFrame()
        holder.setProperty("surface", "chip")
        holder.setProperty("chosen", "true" if chosen else "false")
        short = QFontMetrics(self.font()).elidedText(words, _ELIDE, self._style.pixels("base") * _LETTERS)
        name = QPushButton(short.replace("&", "&&"))
        name.setProperty("kind", "chip")
        name.setCheckable(True)
        name.setChecked(chosen)
        name.setAccessibleName(words)
        name.setToolTip(tip(words))
        name.clicked.connect(lambda _on=False: self.picked.emit(key))
        self._group.addButton(name)
        away = button(self._style, f"收起 {words}", lambda: self.closed.emit(key), kind="chip", icon="x")
        away.setText("")
        row(name, away, gap=0, parent=holder)
        return holder
