"""The keyboard stays where somebody works: an answer that comes late must not take it into a page behind."""

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget


class Keyboard(QObject):
    """Watches over the pages of one stack. Qt gives the focus to a widget whether or not its page is in front."""

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._stack = stack
        self._seen: QWidget | None = None
        # Whoever is about to show a widget may give it the keyboard first.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._is_behind(now):
            if before is not None and shiboken6.isValid(before) and before.isVisible():
                self._seen = before
            self._soon.start()

    def _look(self) -> None:
        seen, self._seen = self._seen, None
        if seen is None or not shiboken6.isValid(seen) or not seen.isVisible():
            return
        if self._is_behind(QApplication.focusWidget()):
            seen.setFocus()

    def _is_behind(self, widget: QWidget | None) -> bool:
        if widget is None or not shiboken6.isValid(widget) or not self._stack.isAncestorOf(widget):
            return False
        front = self._stack.currentWidget()
        return widget is not front and not front.isAncestorOf(widget)
