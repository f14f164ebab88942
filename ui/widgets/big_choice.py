"""A large button with an icon, a title and a sentence."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.icons import icon_label
from ui.style import Style, space
from ui.text import plain
from ui.widgets.layouts import column, row


class BigChoice(QPushButton):
    """As high as its words need."""

    def __init__(self, style: Style, icon: str, title: str, what: str) -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.setAccessibleName(f"{title}：{what}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        parts = (icon_label(style, icon, "accent_text", 32), plain(title, "heading"), plain(what, "soft", wrap=True))
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._body = row(parts[0], gap=4, parent=self)
        self._body.addLayout(column(parts[1], parts[2], gap=1), 1)
        self._body.setContentsMargins(space(4), space(4), space(4), space(4))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The sentence may wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """What the words need at this width."""
        return self._body.heightForWidth(width)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the words need."""
        return self._body.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the words need at least."""
        return self._body.minimumSize()
