"""The few Qt calls whose types the bindings leave open, given their real ones once."""

from typing import Any, cast

from PySide6.QtCore import QRect
from PySide6.QtGui import QAction, QFont, QKeySequence, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem


def set_families(font: QFont, families: list[str]) -> None:
    """The faces to try, in this order."""
    font.setFamilies(families)  # pyright: ignore[reportUnknownMemberType] - open type in the bindings


def set_app_font(font: QFont) -> None:
    """The face of every widget."""
    QApplication.setFont(font)  # pyright: ignore[reportUnknownMemberType] - open type in the bindings


def set_shortcuts(action: QAction, keys: list[str]) -> None:
    """Several keys for one action."""
    sequences = [QKeySequence(each) for each in keys]
    action.setShortcuts(sequences)  # pyright: ignore[reportUnknownMemberType] - open type in the bindings


def cell_rect(option: QStyleOptionViewItem) -> QRect:
    """Where a cell is drawn."""
    return cast("Any", option).rect


def is_chosen(option: QStyleOptionViewItem) -> bool:
    """Whether a cell is part of the selection."""
    return bool(cast("Any", option).state & QStyle.StateFlag.State_Selected)


def set_painter_font(painter: QPainter, font: QFont) -> None:
    """The face of what is painted next."""
    painter.setFont(font)  # pyright: ignore[reportUnknownMemberType] - open type in the bindings
