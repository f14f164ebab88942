"""Things beside each other while there is room, below each other when there is not."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from ui.style import Style, space


class Columns(QWidget):
    """``parts`` are layouts with their share of the width; ``letters`` is the width in letters that they need."""

    def __init__(self, style: Style, parts: Sequence[tuple[QLayout, int]], letters: int) -> None:
        super().__init__()
        self._style, self._letters = style, letters
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(space(4))
        for part, share in parts:
            self._box.addLayout(part, share)
        style.changed.connect(self._arrange)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Beside or below."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never wider than its widest part: the rest can go below."""
        parts = [self._box.itemAt(n).minimumSize() for n in range(self._box.count())]
        return QSize(max(p.width() for p in parts), super().minimumSizeHint().height())

    def _arrange(self) -> None:
        beside = self.width() >= self._style.pixels("base") * self._letters
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)
