"""What was done, with a way back; what went wrong, in three sentences. Neither stops anyone typing."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QWidget

from baixing_desktop.errors import UserError
from ui.icons import icon_label
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row

UNDO_MS = 10_000
"""How long a way back is offered; it waits while the pointer rests on the bar."""


class NoticeBar(QFrame):
    """The bar above the status line."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "info")
        self._undo: Callable[[], None] | None = None
        self._words = plain("", wrap=True)
        self._back = button(style, "撤销", self.undo, kind="quiet", icon="undo-2", keys="Ctrl+Z")
        self._close = button(style, "知道了", self.dismiss, kind="quiet", keys="Esc")
        layout = row(gap=2, parent=self)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._back)
        layout.addWidget(self._close)
        layout.setContentsMargins(16, 4, 8, 4)
        self._timer = QTimer(self, singleShot=True, interval=UNDO_MS)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    @property
    def can_undo(self) -> bool:
        """Whether a way back is on offer."""
        return self._undo is not None

    def show_notice(self, text: str, undo: Callable[[], None] | None) -> None:
        """Say ``text``; it stays ten seconds, and the way back with it."""
        self._undo = undo
        self._words.setText(text)
        self.setAccessibleName(text)
        self._back.setVisible(undo is not None)
        self.show()
        self._timer.start()

    def undo(self) -> None:
        """Take back what was just done; with nothing to take back what is said stays to be read."""
        undo = self._undo
        if undo is not None:
            self.dismiss()
            undo()

    def dismiss(self) -> None:
        """Put the bar away."""
        self._timer.stop()
        self._undo = None
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Someone is reading: wait."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Reading is over."""
        if self.isVisible():
            self._timer.start()
        super().leaveEvent(event)


class ProblemBar(QFrame):
    """Three sentences and a code; stays until it is put away."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problem")
        self.setProperty("surface", "bad")
        self._what = plain("", "strong", wrap=True)
        self._safe = plain("", wrap=True)
        self._todo = plain("", wrap=True)
        self._code = plain("", "small")
        self._close = button(style, "知道了", self.dismiss, kind="quiet", keys="Esc")
        words = column(self._what, self._safe, self._todo, self._code, gap=1)
        layout = row(icon_label(style, "alert-triangle", "bad", 24), gap=4, parent=self)
        layout.addLayout(words, 1)
        layout.addWidget(self._close)
        layout.setContentsMargins(16, 12, 12, 12)
        self.hide()

    def show_problem(self, error: UserError) -> None:
        """Show this error."""
        self._what.setText(error.advice.what)
        self._safe.setText(error.advice.safe)
        self._todo.setText(error.advice.todo)
        self._code.setText(f"代号 {error.code}")
        self.setAccessibleName(error.sentences())
        self.show()

    def dismiss(self) -> None:
        """Put the bar away."""
        self.hide()
