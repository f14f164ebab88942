"""The line at the bottom that always says where the data are."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from ui.icons import icon_label
from ui.style import Style
from ui.widgets.layouts import row


class StatusBar(QFrame):
    """One sentence that is a button: click for the whole story."""

    def __init__(self, style: Style, tell: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._words = QPushButton()
        self._words.setProperty("kind", "status")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words.clicked.connect(lambda _on=False: tell())
        layout = row(icon_label(style, "lock", "soft", 15), gap=1, parent=self)
        layout.addWidget(self._words, 1)
        layout.setContentsMargins(16, 2, 16, 2)
        self.say("")

    def say(self, sentence: str) -> None:
        """Show where the data are."""
        self._words.setText(sentence)
        self._words.setToolTip(sentence)
        self._words.setAccessibleName(f"数据在哪里：{sentence}")
        self.setVisible(bool(sentence))
