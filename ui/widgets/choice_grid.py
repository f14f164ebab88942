"""One of many, all in sight: a grid of buttons of which one is down."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSizePolicy, QWidget

from ui.style import Style, space


class _Choice(QPushButton):
    """``pointed`` fires when the mouse chose it, and the hand is not on the keys."""

    pointed = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click that ends on the button chooses it."""
        super().mouseReleaseEvent(event)
        if self.isChecked() and self.rect().contains(event.position().toPoint()):
            self.pointed.emit()


class ChoiceGrid(QWidget):
    """Buttons in as many columns as fit; arrow keys move, Space chooses. ``picked`` carries the code; ``pointed`` fires
    after it when the mouse did it: whoever has a next field may go on to it, which would stop who moves by keys.
    """

    picked = Signal(str)
    pointed = Signal()

    def __init__(self, style: Style, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._style = style
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(space(2))
        self._buttons: dict[str, QPushButton] = {}
        self._columns = 0
        style.changed.connect(self._arrange)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Replace the choices by these pairs of code and words; none is down."""
        for old in self._buttons.values():
            self._group.removeButton(old)
            old.deleteLater()
        self._buttons = {}
        for code, words in options:
            made = _Choice(words, self)
            made.setProperty("kind", "choice")
            made.setProperty("sized", True)
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.setAccessibleName(words)
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.pointed.connect(self.pointed)
            made.clicked.connect(lambda _on=False, code=code: self.picked.emit(code))
            self._group.addButton(made)
            self._buttons[code] = made
        self._columns = 0
        self._arrange()

    @property
    def code(self) -> str:
        """The code of the button that is down, empty for none."""
        return next((code for code, made in self._buttons.items() if made.isChecked()), "")

    def choose(self, code: str) -> None:
        """Put this button down."""
        self._buttons[code].setChecked(True)

    def focus_first(self) -> None:
        """Put the focus on the chosen button, or on the first."""
        wanted = self.code or next(iter(self._buttons), "")
        if wanted:
            self._buttons[wanted].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """As many columns as fit."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One column is always enough."""
        return QSize(self._cell(), super().minimumSizeHint().height())

    def _cell(self) -> int:
        font = self.font()
        font.setPixelSize(self._style.pixels("base"))
        font.setBold(True)
        metrics = QFontMetrics(font)
        return max((metrics.horizontalAdvance(b.text()) for b in self._buttons.values()), default=80) + 48

    def _arrange(self) -> None:
        columns = max((self.width() + space(2)) // (self._cell() + space(2)), 1)
        if columns == self._columns or not self._buttons:
            return
        for number in range(self._columns):
            self._grid.setColumnStretch(number, 0)
        self._columns = columns
        for number, made in enumerate(self._buttons.values()):
            self._grid.addWidget(made, number // columns, number % columns)
        for number in range(columns):
            self._grid.setColumnStretch(number, 1)
