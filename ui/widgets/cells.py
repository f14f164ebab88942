"""What Qt tells a delegate about a cell, whose types the bindings leave open.

They stand apart from ``ui.qt``: the bindings make the 300 names of a style when it is first named, which takes a
fortieth of a start, and nothing that is painted first asks for one.
"""

from typing import Any, cast

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem


def cell_rect(option: QStyleOptionViewItem) -> QRect:
    """Where a cell is drawn."""
    return cast("Any", option).rect


def is_chosen(option: QStyleOptionViewItem) -> bool:
    """Whether a cell is part of the selection."""
    return bool(cast("Any", option).state & QStyle.StateFlag.State_Selected)
