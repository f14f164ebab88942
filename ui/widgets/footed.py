"""A form whose button stays in sight: what is filled in scrolls where the window is low, the foot below it does not."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from ui.widgets.layouts import Scrolled, card, column, line


class Hugging(Scrolled):
    """As high as its content where there is room for it, and never higher."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the content needs at this width."""
        inner = self.widget().layout()
        wraps = inner is not None and inner.hasHeightForWidth()  # pyright: ignore[reportUnnecessaryComparison] - whatever the stub says
        high = inner.totalHeightForWidth(self.viewport().width()) if wraps else self.widget().sizeHint().height()
        return QSize(self.widget().sizeHint().width(), high)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Words that wrap otherwise need another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def footed(content: QWidget, foot: QWidget | QLayout) -> QFrame:
    """A card of ``content``, with ``foot`` below it that is always in sight. Hiding the parent of a foot that is a
    widget takes the line above it away too.
    """
    framed, below = card(), QWidget()
    column(line(), column(foot, gap=0, margin=3), gap=0, parent=below)
    column(Hugging(content), below, gap=0, parent=framed)
    return framed
