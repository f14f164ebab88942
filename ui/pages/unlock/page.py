"""One field: the passphrase."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from baixing_desktop.errors import UserError
from ui.icons import icon_label
from ui.style import Style, space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import Scrolled, card, column, row


class UnlockPage(QWidget):
    """Asks for the passphrase and hands it to ``unlock``; :meth:`failed` says why it did not open."""

    def __init__(self, style: Style, unlock: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._unlock = unlock
        self._pass = TextLine("口令", secret=True)
        self._pass.returnPressed.connect(self._try)
        form = Form(stacked=True)
        self._field = form.add("口令", self._pass)
        self._open = button(style, "打开工作台", self._try, kind="primary", icon="lock", keys="回车")
        box = card()
        box.setMaximumWidth(520)
        column(
            row(icon_label(style, "baixing", "text", 40), plain("请输入口令", "title"), None),
            plain("数据在本机加密保存，输入口令后才能打开。", "soft", wrap=True),
            form,
            row(None, self._open),
            gap=4,
            margin=6,
            parent=box,
        )
        holder = QWidget()
        middle = row(gap=0, parent=holder)
        middle.setContentsMargins(space(5), space(5), space(5), space(5))
        middle.addStretch(1)
        middle.addLayout(column(None, box, None, None), 4)
        middle.addStretch(1)
        column(Scrolled(holder), gap=0, parent=self)

    def focus(self) -> None:
        """Put the cursor where one types."""
        self._pass.setFocus()

    def failed(self, error: UserError) -> None:
        """Say at the field what is wrong."""
        self._open.setEnabled(True)
        self._field.wrong(error.sentences())
        self._pass.setFocus()
        self._pass.selectAll()

    def _try(self) -> None:
        if self._pass.text():
            self._open.setEnabled(False)
            self._field.wrong("")
            self._unlock(self._pass.text())
