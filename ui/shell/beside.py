"""What stands around the pages for a while: help at their right, a line of words above them."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


class Beside:
    """Widgets that belong to one sitting; hidden with the pages and gone with the person."""

    def __init__(self, middle: QHBoxLayout, content: QVBoxLayout) -> None:
        self._middle, self._content = middle, content
        self._kept: list[QWidget] = []
        self._covered: list[QWidget] = []

    def right(self, widget: QWidget) -> None:
        """Stand ``widget`` at the right of the pages."""
        self._middle.addWidget(widget)
        self._kept.append(widget)

    def above(self, widget: QWidget) -> None:
        """Stand ``widget`` above the pages."""
        self._content.insertWidget(0, widget)
        self._kept.append(widget)

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
