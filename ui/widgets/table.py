"""The table of a list: whole lines, chosen by keys, as narrow as the window."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.qt import set_painter_font
from ui.style import Style
from ui.widgets.cells import cell_rect, is_chosen
from ui.widgets.paged import Column, Index, PagedModel

_TITLE_LETTERS = 12  # below this much room for a title the other columns go into its second line
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _Cell(QStyledItemDelegate):
    """Paints a cell itself: one call instead of seven, which keeps long lists smooth (speed.md trap 12)."""

    def __init__(self, style: Style, model: PagedModel[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._model = model
        self.two_lines = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words, line below."""
        line: Any = self._model.line(index.row())
        column: Column[Any] = self._model.columns[index.column()]
        rect, chosen = cell_rect(option), is_chosen(option)
        painter.save()
        if chosen:
            painter.fillRect(rect, self._style.colour("selection"))
        painter.setPen(self._style.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        tone = column.tone(line) if column.tone and line is not None else "text"
        colour = self._style.colour("on_selection" if chosen else tone or "text")
        inner = rect.adjusted(10, 0, -6, 0)
        marks = column.marks() if column.marks else ()
        if column.second is None or line is None or not self.two_lines:
            self._write(painter, inner, "…" if line is None else column.words(line), colour, marks)
        else:
            upper = inner.adjusted(0, 4, 0, -inner.height() // 2)
            lower = inner.adjusted(0, inner.height() // 2, 0, -4)
            self._write(painter, upper, column.words(line), colour, marks)
            font = painter.font()
            font.setPixelSize(self._style.pixels("small"))
            set_painter_font(painter, font)
            tone = column.second_tone(line) if column.second_tone else "soft"
            soft = colour if chosen else self._style.colour(tone)
            self._write(painter, lower, column.second(line), soft, marks)
        painter.restore()

    def _write(self, painter: QPainter, rect: QRect, words: str, colour: QColor, marks: Sequence[str]) -> None:
        metrics = painter.fontMetrics()
        # No character is wider than a line is high: what surely fits need not be measured.
        fits = len(words) * metrics.height() <= rect.width()
        fitting = words if fits else metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        for start, end in places(fitting, marks):
            left = rect.left() + metrics.horizontalAdvance(fitting[:start])
            width = metrics.horizontalAdvance(fitting[start:end])
            below = rect.center().y() + metrics.height() // 2
            painter.fillRect(left, below - 1, width, 2, self._style.colour("warn"))
        painter.setPen(colour)
        painter.drawText(rect, _LEFT, fitting)


def places(text: str, marks: Sequence[str]) -> list[tuple[int, int]]:
    """Where one of ``marks`` stands in ``text``, whatever the case of its letters: its first character and the one
    behind its last.
    """
    found: list[tuple[int, int]] = []
    plain = text.lower() if len(text.lower()) == len(text) else text
    for mark in filter(None, marks):
        start = plain.find(mark.lower())
        while start >= 0:
            found.append((start, start + len(mark)))
            start = plain.find(mark.lower(), start + len(mark))
    return found


class Table(QTableView):
    """Whole lines are chosen; J/K and the arrows move; ``opened`` fires on Enter or a double click.

    Where ``several`` can be chosen at once, Shift and Ctrl work as everywhere, Ctrl+A takes all; ``marked`` tells how
    many are. ``sorted_by`` carries the key of the column whose head was pressed.
    """

    opened = Signal(int)
    chosen = Signal(int)
    marked = Signal(int)
    sorted_by = Signal(str)

    def __init__(self, style: Style, name: str, model: PagedModel[Any], *, several: bool = False) -> None:
        super().__init__()
        self._style, self._model = style, model
        self.setAccessibleName(name)
        self.setModel(model)
        # It goes with the table, in the window's thread.
        model.setParent(self)
        self._cell = _Cell(style, model, self)
        self.setItemDelegate(self._cell)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._open)
        self.activated.connect(self._open)
        model.modelReset.connect(self._fit)
        style.changed.connect(self._fit)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._sort)
        self._fit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 - Qt's name
        """Tell how many lines are chosen."""
        super().selectionChanged(selected, deselected)
        self.marked.emit(len(self.selectionModel().selectedRows()))

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines that are chosen, from the top."""
        return tuple(sorted(index.row() for index in self.selectionModel().selectedRows()))

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Tell which line is chosen now."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.chosen.emit(current.row())

    def choose(self, number: int) -> None:
        """Choose a line and bring it into sight."""
        index = self.model().index(number, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def step(self, step: int) -> None:
        """Choose the line ``step`` below (or above)."""
        last = self.model().rowCount() - 1
        if last >= 0:
            self.choose(min(max(self.currentIndex().row() + step, 0), last))

    def _sort(self, section: int) -> None:
        key = self._model.columns[section].key
        if key:
            self.sorted_by.emit(key)

    def _open(self, index: Index) -> None:
        self.opened.emit(index.row())

    def _fit(self) -> None:
        font = self.font()
        font.setPixelSize(self._style.pixels("base"))
        metrics = QFontMetrics(font)
        head = self.horizontalHeader()
        em = metrics.horizontalAdvance("海")
        columns = self._model.columns
        narrow = self.width() < sum(c.width for c in columns) * em + _TITLE_LETTERS * em
        two_lines = any(c.second for c in columns) and (narrow or len(columns) == 1)
        self._cell.two_lines = two_lines
        for number, each in enumerate(columns):
            self.setColumnHidden(number, two_lines and each.second is None)
        self.verticalHeader().setDefaultSectionSize(max(40, round(metrics.height() * (3.0 if two_lines else 1.9))))
        for number, each in enumerate(columns):
            if each.width:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                head.resizeSection(number, each.width * em + 16)
            else:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """All columns, or two lines in one."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A handful of lines."""
        return QSize(480, 320)
