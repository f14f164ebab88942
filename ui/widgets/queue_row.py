"""One line of work waiting: how many, what, since when; one press leads there."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.icons import icon_label
from ui.style import Style, space
from ui.text import plain, set_tone
from ui.widgets.layouts import column, row


class QueueRow(QPushButton):
    """A row that is a button; pale while there is nothing to do."""

    def __init__(self, style: Style, title: str, note: str) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._words = title
        self._style = style
        self._count, self._age = plain("0", "figure"), plain("", "soft")
        self._title, self._note = plain(title, "strong"), plain(note, "small")
        self._arrow = icon_label(style, "chevron-right", "soft", 18)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for part in (self._count, self._age, self._title, self._note, self._arrow):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._body = row(
            self._count, column(self._title, self._note, gap=0), None, self._age, self._arrow, gap=4, parent=self
        )
        self._body.setContentsMargins(space(2), space(2), space(3), space(2))
        style.changed.connect(self._fit)
        self._fit()

    def show_count(self, count: int, age: str, *, alarm: bool = False) -> None:
        """Show how many wait and since when; ``alarm`` marks what is late."""
        self._count.setText(str(count))
        self._age.setText(age if count else "")
        self._arrow.setVisible(bool(count))
        set_tone(self._count, "soft" if not count else "bad" if alarm else "")
        set_tone(self._title, "strong" if count else "soft", "role")
        self.setEnabled(bool(count))
        self.setAccessibleName(f"{self._words}，{count} 件，{age}" if count else f"{self._words}，没有")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the words need."""
        return self._body.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the words need at least."""
        return self._body.minimumSize()

    def _fit(self) -> None:
        self._count.setMinimumWidth(self._style.pixels("title") * 2)
        self.updateGeometry()
