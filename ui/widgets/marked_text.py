"""A text to read in which some passages are marked, and said to be marked."""

from collections.abc import Iterable
from typing import Any, cast

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from baixing_desktop.domain.rules.differences import Span
from ui.style import Style
from ui.widgets.fields import TextArea


class MarkedText(TextArea):
    """Plain text that cannot be changed; marked passages are underlined on a coloured ground."""

    def __init__(self, style: Style, name: str) -> None:
        super().__init__(name, least=1, most=40)
        self._style = style
        self._spans: tuple[Span, ...] = ()
        self.setReadOnly(True)
        style.changed.connect(self._mark)

    def put(self, text: str, passages: Iterable[str]) -> None:
        """Show ``text`` and mark every place where one of ``passages`` stands."""
        self.put_spans(text, (span for passage in passages for span in _places_of(passage, text)))

    def put_spans(self, text: str, spans: Iterable[Span]) -> None:
        """Show ``text`` and mark these places in it, from the first character to the one behind the last."""
        self.setPlainText(text)
        # Qt counts a character outside the first 65536 as two.
        self._spans = tuple((_wide(text[:start]), _wide(text[:end])) for start, end in spans)
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
        # The stubs do not know what a selection holds.
        cast(Any, self).setExtraSelections([_selection(self._cursor(*span), look) for span in self._spans])

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _places_of(passage: str, text: str) -> Iterable[Span]:
    start = text.find(passage) if passage else -1
    while start >= 0:
        yield start, start + len(passage)
        start = text.find(passage, start + len(passage))


def _wide(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _selection(cursor: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    cast(Any, selection).cursor, cast(Any, selection).format = cursor, look
    return selection
