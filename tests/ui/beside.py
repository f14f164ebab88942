"""What the routing page offers besides the next step, chosen by keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from baixing_desktop.domain.states import Action
from tests.ui.seat import Seat
from ui.pages.routing.every_panel import PANELS


def beside(seat: Seat, action: Action) -> None:
    """Choose something else to do from the menu of its button."""
    seat.press("Ctrl+Shift+m")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(entry for entry in menu.actions() if entry.text() == PANELS[action].words)
    menu.setActiveAction(entry)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    seat.settle()
