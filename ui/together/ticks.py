"""A list whose lines are ticked: by Space, a click, Shift with the arrows or a click."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from ui.style import Style
from ui.text import tip
from ui.widgets.paged import PAGE, Column, Index, PagedModel
from ui.widgets.table import Table

_IN, _OUT = "✓ ", "　"
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}

Tick = Callable[[Sequence[int], bool | None], None]
"""Hears of the lines to tick or not; None: the other way round."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One line: ``words`` below the title in ``tone``; one that ``may`` not be ticked stays out."""

    id: str
    title: str
    words: str
    tone: str = "soft"
    ticked: bool = False
    may: bool = True


class TickModel(PagedModel[Shown]):
    """All lines are here."""

    def __init__(self) -> None:
        column = Column[Shown](
            "线索",
            lambda s: f"{_IN if s.ticked else _OUT}{s.title}",
            tone=lambda s: "text" if s.ticked else "soft",
            second=lambda s: f"{_OUT}{s.words}",
            second_tone=lambda s: s.tone,
        )
        super().__init__((column,), lambda _offset, _limit: None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Who points at a line, or hears it, gets all of it."""
        line = self.line(index.row())
        if line is not None and role == Qt.ItemDataRole.ToolTipRole:
            return tip(f"{line.title}　{line.words}")
        if line is not None and role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{'已勾选' if line.ticked else '未勾选'}，{line.title}，{line.words}"
        return super().data(index, role)

    def renew(self, lines: Sequence[Shown]) -> None:
        """The same lines, some of them ticked otherwise: the place in the list is kept."""
        for start in range(0, len(lines), PAGE):
            self.fill(start, lines[start : start + PAGE])


class TickTable(Table):
    """``tick`` decides what may be ticked, and puts the lines into the model again."""

    def __init__(self, style: Style, name: str, model: TickModel, tick: Tick) -> None:
        super().__init__(style, name, model)
        self._tick, self._lines = tick, model
        self._anchor = 0

    def shown(self, number: int) -> Shown | None:
        """What stands in the line ``number``."""
        return self._lines.line(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space ticks, Shift and an arrow tick on."""
        here, shift = self.currentIndex().row(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Space and here >= 0:
            self._anchor = here
            self._tick((here,), None)
        elif step and shift and here >= 0:
            self.step(step)
            self._tick(sorted({here, self.currentIndex().row()}), True)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click ticks; with Shift everything up to there."""
        row = self.indexAt(event.position().toPoint()).row()
        if row < 0 or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.setFocus()
        self.choose(row)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._tick(range(min(self._anchor, row), max(self._anchor, row) + 1), True)
        else:
            self._tick((row,), None)
        self._anchor = row
