"""Short ways to stack widgets with the design's spacing."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.style import space

Item = QWidget | QLayout | int | None
_L = TypeVar("_L", bound=QBoxLayout)


def column(*items: Item, gap: int = 3, margin: int = 0, parent: QWidget | None = None) -> QVBoxLayout:
    """Items below each other; an int is a spacing step, None a stretch. ``gap`` and ``margin`` are steps, 0 is none."""
    return _fill(QVBoxLayout(parent) if parent else QVBoxLayout(), items, gap, margin)


def row(*items: Item, gap: int = 3, margin: int = 0, parent: QWidget | None = None) -> QHBoxLayout:
    """Items beside each other; see :func:`column`."""
    return _fill(QHBoxLayout(parent) if parent else QHBoxLayout(), items, gap, margin)


def _fill(layout: _L, items: tuple[Item, ...], gap: int, margin: int) -> _L:
    layout.setSpacing(space(gap) if gap else 0)
    edge = space(margin) if margin else 0
    layout.setContentsMargins(edge, edge, edge, edge)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(space(item))
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout


def card(surface: str = "card") -> QFrame:
    """A framed surface; ``surface`` is a word of the style sheet."""
    frame = QFrame()
    frame.setProperty("surface", surface)
    return frame


def line() -> QFrame:
    """A thin horizontal line."""
    return card("line")


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:  # pyright: ignore[reportUnnecessaryComparison] - None at the end, whatever the stub says
        widget, inner = item.widget(), item.layout()
        if widget is not None:  # pyright: ignore[reportUnnecessaryComparison] - None for a layout or a spacer
            widget.hide()
            widget.deleteLater()
        elif inner is not None:  # pyright: ignore[reportUnnecessaryComparison] - None for a spacer
            clear(inner)


class Scrolled(QScrollArea):
    """A page's content that may be taller than the window; never scrolls sideways."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        content.setObjectName("scrolled")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._wide = 0

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the content must be, and the bar beside it."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.widget().minimumSizeHint().width() + bar, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Content that needs another width says so to whoever gives it; a scroll area by itself keeps that secret."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Words that wrap otherwise need another height."""
        super().resizeEvent(event)
        # That of the viewport. Asked for the viewport itself, the bindings look up what kind of widget it is, and make
        # the names of every kind there is for that: a sixtieth of a start.
        self._wide = event.size().width()
        self._fit()

    def _fit(self) -> None:
        """Give the content the height that it needs at this width: by itself Qt adds up what every text would need in
        a narrow column, and one scrolls through what is empty.
        """
        inner = self.widget().layout()
        if inner is None or inner.sizeConstraint() is not QLayout.SizeConstraint.SetDefaultConstraint:  # pyright: ignore[reportUnnecessaryComparison] - whatever the stub says
            return
        wraps = inner.hasHeightForWidth()
        self.widget().setMinimumHeight(inner.totalHeightForWidth(self._wide) if wraps else 0)


def stacked(*widgets: QWidget) -> QStackedWidget:
    """One of these at a time, the first one now."""
    stack = QStackedWidget()
    for widget in widgets:
        stack.addWidget(widget)
    return stack
