"""A text to read in which some passages are marked, and said to be marked."""

from collections.abc import Iterable
from typing import Any, cast

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from ui.style import Style
from ui.widgets.fields import TextArea


class MarkedText(TextArea):
    """Plain text that cannot be changed; marked passages are underlined on a coloured ground."""

    def __init__(self, style: Style, name: str) -> None:
        super().__init__(name, least=1, most=40)
        self._style = style
        self._passages: tuple[str, ...] = ()
        self.setReadOnly(True)
        style.changed.connect(self._mark)

    def put(self, text: str, passages: Iterable[str]) -> None:
        """Show ``text`` and mark every place where one of ``passages`` stands."""
        self.setPlainText(text)
        self._passages = tuple(passages)
        self._mark()

    @property
    def marked(self) -> tuple[str, ...]:
        """The words that are marked now, in the order of the marking."""
        return tuple(selection.cursor.selectedText() for selection in cast(Any, self).extraSelections())

    def _mark(self) -> None:
        look = QTextCharFormat()
        look.setBackground(self._style.colour("warn_ground"))
        look.setForeground(self._style.colour("text"))
        look.setFontUnderline(True)
        found = (cursor for passage in self._passages for cursor in self._find(passage))
        # The stubs do not know what a selection holds.
        cast(Any, self).setExtraSelections([_selection(cursor, look) for cursor in found])

    def _find(self, passage: str) -> Iterable[QTextCursor]:
        document: QTextDocument = self.document()
        cursor = document.find(passage)
        while not cursor.isNull():
            yield cursor
            cursor = document.find(passage, cursor)


def _selection(cursor: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    cast(Any, selection).cursor, cast(Any, selection).format = cursor, look
    return selection
