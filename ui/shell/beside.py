"""What stands around the pages for a while: help at their right, a line of words above them."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

_WIDEST = 0.7
"""The part of the window that may be covered: what one asks about stays in sight beside its explanation."""


class Beside:
    """Widgets that belong to one sitting; hidden with the pages and gone with the person."""

    def __init__(self, middle: QHBoxLayout, content: QVBoxLayout) -> None:
        self._middle, self._content = middle, content
        self._kept: list[QWidget] = []
        self._right: QWidget | None = None
        self._over = False
        self._covered: list[QWidget] = []

    def right(self, widget: QWidget) -> None:
        """Stand ``widget`` at the right of the pages."""
        self._middle.addWidget(widget)
        self._kept.append(widget)
        self._right, self._over = widget, False

    def place(self, *, over: bool) -> None:
        """Let what is at the right lie ``over`` the pages, which then keep the whole width, or beside them."""
        widget = self._right
        if widget is None:
            return
        if over != self._over:
            self._over = over
            shown = widget.isVisible()
            if over:
                self._middle.removeWidget(widget)
            else:
                self._middle.addWidget(widget)
            widget.setVisible(shown)
        if over:
            room = self._middle.geometry()
            width = min(widget.sizeHint().width(), round(room.width() * _WIDEST))
            widget.setGeometry(room.right() + 1 - width, room.top(), width, room.height())
            widget.raise_()

    def above(self, widget: QWidget) -> None:
        """Stand ``widget`` above the pages."""
        self._content.insertWidget(0, widget)
        self._kept.append(widget)

    def settle(self) -> None:
        """What is at the right was just shown: give it its place."""
        self.place(over=self._over)

    def cover(self) -> None:
        """The window is covered: what is in sight goes out of sight."""
        self._covered = [widget for widget in self._kept if widget.isVisible()]
        for widget in self._covered:
            widget.hide()

    def uncover(self) -> None:
        """Bring back what :meth:`cover` took away."""
        for widget in self._covered:
            widget.show()
        self._covered.clear()

    def drop(self) -> None:
        """Somebody else will sit here."""
        for widget in self._kept:
            widget.hide()
            widget.deleteLater()
        self._kept.clear()
        self._covered.clear()
        self._right = None
