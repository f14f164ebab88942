"""Notices that nobody has touched keyboard or mouse for a while."""

from typing import cast

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleWatch(QObject):
    """Emits ``idle`` once when nothing was touched for as long as :meth:`start` said.

    It listens at the window that has the focus, and to the moving cursor for what an input method composes. A filter on
    the whole application would see every event there is, and letters of input methods get lost on that way (fcitx 5).
    """

    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        self._window: QWindow | None = None
        self._connections = (
            cast("QGuiApplication", QGuiApplication.instance()).focusWindowChanged.connect(self._listen_at),
            QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._touched),
        )

    def start(self, minutes: float) -> None:
        """Begin to watch."""
        self._timer.start(round(minutes * 60_000))
        self._listen_at(QGuiApplication.focusWindow())

    def stop(self) -> None:
        """Watch no more for now."""
        self._timer.stop()

    def end(self) -> None:
        """Listen no more: what is said after the window has gone must reach nobody."""
        self.stop()
        for connection in self._connections:
            self.disconnect(connection)  # pyright: ignore[reportUnknownMemberType] - open type
        self._connections = ()
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Every touch begins the time anew; nothing is kept from anybody."""
        if event.type() in _TOUCHES:
            self._touched()
        return False

    def _touched(self) -> None:
        if self._timer.isActive():
            self._timer.start()

    def _listen_at(self, window: QWindow | None) -> None:
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
