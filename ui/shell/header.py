"""The line at the top: whose desk this is, the way to every command, who sits here."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.icons import icon_label
from ui.style import Style
from ui.text import plain
from ui.widgets.layouts import row


class Header(QFrame):
    """Unit at the left, command search and operator at the right."""

    def __init__(self, style: Style, find: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._unit = plain("百姓提案线索工作台", "heading")
        self._operator = plain("", "soft")
        self._find = QPushButton("查找命令    Ctrl+K")
        self._find.setProperty("kind", "search")
        self._find.setProperty("sized", True)
        self._find.setToolTip("按名称或拼音首字母查找命令（Ctrl+K）")
        self._find.setAccessibleName("查找命令")
        self._find.clicked.connect(lambda _on=False: find())
        self._person = icon_label(style, "user", "soft", 18)
        layout = row(
            icon_label(style, "baixing", "text", 30),
            self._unit,
            None,
            self._find,
            self._person,
            self._operator,
            parent=self,
        )
        layout.setContentsMargins(16, 8, 20, 8)
        self.name("", "")

    def name(self, unit: str, operator: str) -> None:
        """Say whose desk this is; both empty before it is known."""
        self._unit.setText(unit or "百姓提案线索工作台")
        self._operator.setText(operator)
        for widget in (self._find, self._person, self._operator):
            widget.setVisible(bool(unit))
