"""The calm card in the middle of an otherwise empty window, for everything that is asked before work begins."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.help.door import DoorHelp
from ui.icons import icon_label
from ui.style import Style, space
from ui.text import plain
from ui.widgets.layouts import Item, Scrolled, card, column, row

_WIDE = 560


class CardPage(QWidget):
    """A page that is one card: a title, a sentence, and what :meth:`fill` puts below."""

    def __init__(self, style: Style, icon: str, title: str, sentence: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self._box = card()
        self._box.setMaximumWidth(_WIDE)
        self._title = plain(title, "title", wrap=True)
        self._sentence = plain(sentence, "soft", wrap=True)
        head = row(icon_label(style, icon, "accent_text" if icon != "baixing" else "text", 40), gap=4)
        head.addLayout(column(self._title, self._sentence, gap=1), 1)
        self._head = head
        holder = QWidget()
        middle = row(gap=0, parent=holder)
        middle.setContentsMargins(space(5), space(5), space(5), space(5))
        middle.addStretch(1)
        middle.addLayout(column(None, self._box, None, None), 4)
        middle.addStretch(1)
        self._help = DoorHelp(style, self, "passphrase")
        around = row(gap=0, parent=self)
        around.addWidget(Scrolled(holder), 1)
        around.addWidget(self._help)

    def fill(self, *items: Item) -> None:
        """Put these below the title; called once."""
        column(self._head, *items, row(self._help.button, None), gap=4, margin=6, parent=self._box)

    def focus(self) -> None:
        """Put the cursor where one types."""


def options(names: Sequence[str]) -> list[tuple[str, str]]:
    """Names as the lines of a list to choose from."""
    return [(name, name) for name in names]
