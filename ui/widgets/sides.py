"""Two sides of a page with a handle between them: what there is at the left, one of it at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget


def sides(left: QWidget, right: QWidget, shares: tuple[int, int]) -> QSplitter:
    """``left`` and ``right`` with their shares of the width; neither can be pushed out of sight."""
    both = QSplitter(Qt.Orientation.Horizontal)
    both.setChildrenCollapsible(False)
    for place, (side, share) in enumerate(zip((left, right), shares, strict=True)):
        both.addWidget(side)
        both.setStretchFactor(place, share)
    return both
