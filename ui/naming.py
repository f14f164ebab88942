"""Asks under which name something is kept."""

from collections.abc import Callable
from typing import Self

from PySide6.QtWidgets import QDialog, QWidget

from baixing_desktop.usecases.views import LONGEST_NAME
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import TextLine
from ui.widgets.fitting import fit
from ui.widgets.form import Form
from ui.widgets.layouts import card, column, row


class NameDialog(QDialog):
    """Asks for the name."""

    def __init__(self, style: Style, name: str, keep: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("保存查看方式")
        self._keep = keep
        self._name = TextLine("名称", hint="例如：今年还没签字的", limit=LONGEST_NAME)
        self._name.setText(name)
        form = Form(stacked=True)
        self._field = form.add("名称", self._name, needed=True)
        yes = button(style, "保存", self.confirm, kind="primary", icon="save", keys="Enter")
        yes.setDefault(True)
        foot = card("bar")
        row(None, button(style, "取消", self.reject, keys="Esc"), yes, gap=2, parent=foot).setContentsMargins(
            16, 10, 16, 10
        )
        body = QWidget()
        what = plain("筛选和排序会记下，查找的字不会。只有您自己看得到。", "soft", wrap=True)
        column(form, what, None, gap=3, margin=4, parent=body)
        column(body, foot, gap=0, parent=self)
        self._name.setFocus()
        self._name.selectAll()
        fit(self, style, 440)

    @classmethod
    def present(cls, parent: QWidget, style: Style, name: str, keep: Callable[[str], None]) -> Self:
        """Open over ``parent``."""
        dialog = cls(style, name, keep, parent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def confirm(self) -> None:
        """Keep it, or say that a name is needed."""
        name = self._name.text().strip()
        self._field.wrong("" if name else "请写一个名称。")
        if name:
            self.accept()
            self._keep(name)
