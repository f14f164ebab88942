"""A line of names that offers those that are known; any other name can be typed all the same."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QWidget

from ui.widgets.fields import TextLine, dress_matches

BETWEEN = "、，,；; "
"""What stands between names."""


class NamesLine(TextLine):
    """One name, or several with 、 between them; what is offered completes the last one."""

    def __init__(self, name: str, *, hint: str = "", limit: int = 0) -> None:
        super().__init__(name, hint=hint, limit=limit)
        self._known = QStringListModel(self)
        completer = _LastName(self)
        completer.setModel(self._known)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.textEdited.connect(self._dress)

    def suggest(self, names: Sequence[str]) -> None:
        """Offer these."""
        if self._known.stringList() != list(names):
            self._known.setStringList(list(names))  # pyright: ignore[reportUnknownMemberType] - open type in the bindings

    def _dress(self, _words: str) -> None:
        dress_matches(self)


class _LastName(QCompleter):
    def __init__(self, line: QWidget) -> None:
        super().__init__(parent=line)  # pyright: ignore[reportUnknownMemberType] - open type in the bindings
        self._line = line

    def splitPath(self, path: str) -> list[str]:  # noqa: N802 - Qt's name
        """Only the last name is looked for."""
        last = path[_begin(path) :]
        # A name that is written in full needs no list, which would take the next key for itself.
        model = self.model()
        full = isinstance(model, QStringListModel) and last in model.stringList()
        return ["\0"] if full or not last else [last]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802 - Qt's name
        """The line with the name in the place of what was typed of it."""
        written = self._line.text() if isinstance(self._line, TextLine) else ""
        return written[: _begin(written)] + super().pathFromIndex(index)


def _begin(text: str) -> int:
    """Where the last name begins."""
    return max(text.rfind(sign) for sign in BETWEEN) + 1
