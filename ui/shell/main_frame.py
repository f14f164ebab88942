"""What the window does as a window of the desktop, whatever is in it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QPushButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class MainFrame(QMainWindow):
    """Enter presses buttons, and a second start brings it forward; ``activated`` fires when it is the one in use,
    ``painted`` while it is painted for the first time."""

    activated = Signal()
    painted = Signal()
    _seen = False

    def come_forward(self) -> None:
        """A second start asked for this window."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The window is there."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            self.painted.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Somebody turned to this window, or away from it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The enter key presses the button that has the focus, as these users' hands expect; Qt knows only Space."""
        focused = self.focusWidget()
        if event.key() in _ENTER and not event.modifiers() & ~_KEYPAD and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)
