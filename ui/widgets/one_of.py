"""Several widgets in one place, of which one is seen; as high as that one, not as the highest."""

from PySide6.QtWidgets import QWidget

from ui.widgets.layouts import column


class OneOf(QWidget):
    """Like a stack of pages, but the hidden ones take no room."""

    def __init__(self) -> None:
        super().__init__()
        self._column = column(gap=0, parent=self)
        self._all: list[QWidget] = []

    def add(self, widget: QWidget) -> None:
        """One more; the first one added is seen."""
        self._column.addWidget(widget)
        widget.setVisible(not self._all)
        self._all.append(widget)

    def show_one(self, widget: QWidget) -> None:
        """Show this one and hide the others."""
        for each in self._all:
            if each is not widget:
                each.hide()
        widget.show()

    @property
    def shown(self) -> int:
        """The place of the one that is seen."""
        return next((n for n, each in enumerate(self._all) if not each.isHidden()), 0)
