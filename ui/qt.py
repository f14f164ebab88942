"""The few Qt calls whose types the bindings leave open, given their real ones once."""

from PySide6.QtGui import QAction, QFont, QKeySequence, QPainter
from PySide6.QtWidgets import QApplication


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


def set_painter_font(painter: QPainter, font: QFont) -> None:
    """The face of what is painted next."""
    painter.setFont(font)  # pyright: ignore[reportUnknownMemberType] - open type in the bindings
