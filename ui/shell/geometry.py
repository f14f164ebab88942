"""Where the window stood and how large it was."""

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QMainWindow

_TITLE_BAR = 40  # what desktops draw around a window, in their own pixels, at most


def restore(window: QMainWindow, kept: str) -> None:
    """Put the window where it was left; ``kept`` is from :func:`kept_geometry`, empty the first time."""
    # Room for the title bar that the desktop draws around us.
    room = window.screen().availableSize() - QSize(0, _TITLE_BAR)
    window.resize(QSize(1280, 800).boundedTo(room))
    if kept:
        window.restoreGeometry(QByteArray(bytes.fromhex(kept)))


def kept_geometry(window: QMainWindow) -> str:
    """Qt's own record of place and size, in hexadecimal."""
    return bytes(window.saveGeometry().data()).hex()
