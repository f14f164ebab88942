"""退回补充 on 报送: what the office sent back, why, and the way to go on with it."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.pages.submission.presenter import ReturnedLine
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import clear, column, line, row


class ReturnedCard(QFrame):
    """There only while something has come back."""

    def __init__(self, style: Style, go_on: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("surface", "warn")
        self._style, self._go_on = style, go_on
        self._head, self._list = plain("", "heading"), QVBoxLayout()
        column(self._head, self._list, gap=3, margin=4, parent=self)
        self.hide()

    def put(self, lines: tuple[ReturnedLine, ...]) -> None:
        """Show these, newest first."""
        clear(self._list)
        self._head.setText(f"区办公室请您补充 {len(lines)} 条")
        self.setVisible(bool(lines))
        for number, each in enumerate(lines):
            if number:
                self._list.addWidget(line())
            title = row(plain(each.number, "soft"), gap=4)
            title.addWidget(plain(each.title, "strong", wrap=True), 1)
            clue_id = each.id
            more = button(self._style, "去补充", lambda clue_id=clue_id: self._go_on(clue_id), icon="file-text")
            more.setAccessibleName(f"去补充 {each.title}")
            why = row(gap=4)
            why.addWidget(plain(f"退回补充：{each.reason}", wrap=True), 1)
            why.addWidget(more)
            self._list.addLayout(column(title, why, gap=1))
