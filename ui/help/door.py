"""F1 before anybody sits here: the manual beside the card that asks for a passphrase or sets a home up."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.style import Style
from ui.widgets.buttons import button
from ui.widgets.layouts import column

if TYPE_CHECKING:
    from ui.help.panel import HelpPanel


class DoorHelp(QWidget):
    """Stands at the right of a ``page`` without a menu, and shows the section ``key`` when F1 is pressed there."""

    def __init__(self, style: Style, page: QWidget, key: str) -> None:
        super().__init__()
        self._style, self._page, self._key = style, page, key
        self._panel: HelpPanel | None = None
        self.button = button(style, "帮助", self.toggle, kind="quiet", icon="help-circle", keys="F1", show_keys=True)
        column(gap=0, parent=self)
        shortcut = QShortcut(QKeySequence("F1"), page)
        # The window's own F1 belongs to its pages; this one only to the card in front.
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle)

    def toggle(self) -> None:
        """Show the section, or put it away and go back to where one types."""
        panel = self._panel or self._made()
        if panel.isVisible():
            panel.hide()
            self._page.setFocus()
        else:
            panel.show()
            panel.about(self._key)

    def _made(self) -> "HelpPanel":
        # The manual is read only when somebody asks: the card shall appear at once.
        from baixing_desktop.domain.manual import Audience  # noqa: PLC0415 - see above
        from baixing_desktop.usecases.manual import manual  # noqa: PLC0415 - see above
        from ui.help.panel import HelpPanel  # noqa: PLC0415 - see above

        # Nobody has said yet who sits here; the liaison's book tells of passphrases and of the first start.
        books = (Audience.LIAISON, Audience.ADMIN)
        self._panel = HelpPanel(self._style, tuple((audience, manual(audience)) for audience in books))
        layout = self.layout()
        if layout is not None:  # pyright: ignore[reportUnnecessaryComparison] - given in the constructor
            layout.addWidget(self._panel)
        return self._panel
