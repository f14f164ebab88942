"""The size of a dialog: as wide as its words want at this type size, as high as they then are, within the window."""

from PySide6.QtWidgets import QDialog, QWidget

from ui.style import Style

_EDGE = 48
"""So many pixels of the window below stay in sight, that one knows where one is."""


def fit(dialog: QDialog, style: Style, width: int, body: QWidget | None = None) -> None:
    """Give ``dialog`` its size before it is opened: ``width`` pixels at 100 %, more at a larger type. ``body`` is what
    scrolls in it where the window is too low for all of it.

    Qt by itself takes two thirds of the screen at most and cuts off what is higher after it made it narrower.
    """
    layout, parent = dialog.layout(), dialog.parentWidget()
    if layout is None or parent is None:  # pyright: ignore[reportUnnecessaryComparison] - whatever the stub says
        return
    room = parent.window().size()
    wide = min(max(width * style.scale // 100, dialog.minimumSizeHint().width()), room.width() - _EDGE)
    high = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    inner = body.layout() if body is not None else None
    if body is not None and inner is not None:
        wanted = inner.totalHeightForWidth(wide) if inner.hasHeightForWidth() else inner.totalSizeHint().height()
        around = sum(each.sizeHint().height() for each in _beside(dialog, body))
        # A little more than it says, or the bar shows for three pixels.
        high = around + wanted + 8
    dialog.setMinimumWidth(min(width, wide))
    dialog.resize(wide, min(high, room.height() - _EDGE))


def _beside(dialog: QDialog, body: QWidget) -> list[QWidget]:
    """What stands above and below the part that scrolls."""
    parts = [each for each in dialog.children() if isinstance(each, QWidget) and not each.isHidden()]
    return [each for each in parts if not each.isAncestorOf(body)]
