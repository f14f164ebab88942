"""A form whose button stays in sight: what is filled in scrolls where the window is low, the foot below it does not."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from ui.widgets.layouts import Scrolled, column, line


class Hugging(Scrolled):
    """As high as its content where there is room for it, and never higher."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the content needs at this width."""
        content = self.widget()
        inner, hint = content.layout(), content.sizeHint()
        if inner is not None and inner.hasHeightForWidth():  # pyright: ignore[reportUnnecessaryComparison] - whatever the stub says
            hint.setHeight(inner.totalHeightForWidth(self.viewport().width()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Words that wrap otherwise need another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Footed(QFrame):
    """A card of ``content``, with ``foot`` below it that is always in sight."""

    def __init__(self, content: QWidget, foot: QWidget | QLayout) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._below = QWidget()
        column(line(), column(foot, gap=0, margin=3), gap=0, parent=self._below)
        column(Hugging(content), self._below, gap=0, parent=self)

    def show_foot(self, *, shown: bool) -> None:
        """Some contents lead nowhere by a button."""
        self._below.setVisible(shown)
