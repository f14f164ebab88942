"""Lines of a list of any length, in pages that are fetched when they come into sight."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from ui.text import tip

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

PAGE = 128
_KEEP = 24  # pages kept: about three thousand lines, whatever the list's length
_AHEAD = 32  # so near to the end of a page the next one is fetched: who goes on finds its lines there


@dataclass(frozen=True)  # no slots: Python 3.11 cannot build a frozen generic with slots by its subscript
class Column(Generic[R]):
    """One column: its head, the words of a line, its width in letters (0 takes the rest), its tone. ``second`` gives
    smaller words below it, where there is no room for the other columns, in ``second_tone``. ``key`` is what lines are
    sorted by when the head is pressed; empty: it cannot be. ``marks`` are the words that stand out wherever they occur
    in it now.
    """

    title: str
    words: Callable[[R], str]
    width: int = 0
    tone: Callable[[R], str] | None = None
    second: Callable[[R], str] | None = None
    key: str = ""
    second_tone: Callable[[R], str] | None = None
    marks: Callable[[], Sequence[str]] | None = None


class PagedModel(QAbstractTableModel, Generic[R]):
    """Knows how many lines there are; asks for a page of lines when one is looked at.

    ``fetch(offset, limit)`` starts a background read whose answer comes back through :meth:`fill`.
    """

    def __init__(self, columns: Sequence[Column[R]], fetch: Callable[[int, int], None]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._fetch = fetch
        self._total = 0
        self._pages: OrderedDict[int, tuple[R, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._missed: set[int] = set()
        self._sorted: tuple[str, str] = ("", "")

    def rearrange(self, columns: Sequence[Column[R]]) -> None:
        """Show other columns of the same lines."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def mark_order(self, key: str, *, falling: bool) -> None:
        """Say at the head of the column with this key that the lines go by it."""
        self._sorted = (key, "↓" if falling else "↑")
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def reset(self, total: int, first: Sequence[R]) -> None:
        """Start anew with ``total`` lines of which the first ones, a page or all, are here."""
        self.beginResetModel()
        self._total = total
        starts = range(0, max(len(first), 1), PAGE)
        self._pages = OrderedDict((start // PAGE, tuple(first[start : start + PAGE])) for start in starts)
        self._asked, self._missed = set(), set()
        self.endResetModel()

    def grow(self, total: int) -> None:
        """There are ``total`` lines and not as many as was said; those that are here stay."""
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    def fill(self, offset: int, lines: Sequence[R]) -> None:
        """Take the page that was asked for."""
        number = offset // PAGE
        self._asked.discard(number)
        self._pages[number] = tuple(lines)
        while len(self._pages) > _KEEP:
            self._pages.popitem(last=False)
        last = min(offset + PAGE, self._total) - 1
        # Lines that nobody looked for yet need not be painted anew.
        missed = number in self._missed
        self._missed.discard(number)
        if missed and last >= offset:
            self.dataChanged.emit(self.index(offset, 0), self.index(last, len(self.columns) - 1))

    @property
    def pages(self) -> int:
        """How many pages are kept."""
        return len(self._pages)

    @property
    def whole(self) -> tuple[R, ...] | None:
        """Every line, in the order shown; None where some are not here."""
        lines = tuple(line for number in sorted(self._pages) for line in self._pages[number])
        return lines if len(lines) == self._total else None

    def line(self, number: int) -> R | None:
        """The line at ``number`` if its page is here; asks for it otherwise."""
        page, within = divmod(number, PAGE)
        lines = self._pages.get(page)
        if lines is None:
            self._missed.add(page)
            self._ask_for(page)
            return None
        self._pages.move_to_end(page)
        if within >= PAGE - _AHEAD and (page + 1) * PAGE < self._total:
            self._ask_for(page + 1)
        elif within < _AHEAD and page:
            self._ask_for(page - 1)
        return lines[within] if within < len(lines) else None

    def _ask_for(self, page: int) -> None:
        if page not in self._asked and page not in self._pages:
            self._asked.add(page)
            self._fetch(page * PAGE, PAGE)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """Number of lines."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """Number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; an ellipsis while its page is on the way."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.line(index.row())
        if line is not None and role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.columns[index.column()].words(line))
        return "…" if line is None else self.columns[index.column()].words(line)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The head of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            column, (key, arrow) = self.columns[section], self._sorted
            return f"{column.title} {arrow}" if key and column.key == key else column.title
        return None
