"""A second person confirms on the spot that the data of many are taken out (safety P12)."""

from collections.abc import Callable
from typing import Self

from PySide6.QtWidgets import QDialog, QWidget

from baixing_desktop.domain.people import Confirmation
from baixing_desktop.errors import UserError
from ui.context import Context
from ui.shell.page import Page
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import TextLine
from ui.widgets.fitting import fit
from ui.widgets.form import Form
from ui.widgets.layouts import card, column, row
from ui.widgets.states import Remark

_NEEDED = "SECOND_PERSON_NEEDED"


def or_second(
    page: Page,
    again: Callable[[Confirmation], object],
    otherwise: Callable[[UserError], None],
    rest: Callable[[], None],
) -> Callable[[UserError], None]:
    """What hears of a failure: the page comes to ``rest``, then one that a second person can lift asks for that person
    and goes on with ``again``; any other goes to ``otherwise``, as does this one when nobody confirms.
    """

    def failed(error: UserError) -> None:
        rest()
        if error.code == _NEEDED:
            SecondPersonDialog.present(page, page.context, error, again, lambda: otherwise(error))
        else:
            otherwise(error)

    return failed


class SecondPersonDialog(QDialog):
    """Asks for name and passphrase; whether they are right is found out by what is done with them."""

    def __init__(
        self, context: Context, error: UserError, again: Callable[[Confirmation], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("请另一位同事确认")
        self._again = again
        style = context.style
        self._name, self._pass = TextLine("确认人"), TextLine("确认人的口令", secret=True)
        form = Form(stacked=True)
        self._name_field = form.add("确认人姓名", self._name, needed=True)
        self._pass_field = form.add("确认人的口令", self._pass, needed=True)
        cancel = button(style, "不做了", self.reject, keys="Esc")
        yes = button(style, "确认并继续", self.confirm, kind="primary", icon="check", keys="Enter")
        yes.setDefault(True)
        foot = card("bar")
        row(None, cancel, yes, gap=2, parent=foot).setContentsMargins(16, 10, 16, 10)
        body = QWidget()
        why = Remark(style, "info", error.advice.what)
        recorded = plain("谁确认、什么时候、多少人，都会记入操作记录。", "soft", wrap=True)
        column(why, form, recorded, None, gap=4, margin=4, parent=body)
        column(body, foot, gap=0, parent=self)
        self._name.setFocus()
        fit(self, style, 480)

    @classmethod
    def present(
        cls,
        parent: QWidget,
        context: Context,
        error: UserError,
        again: Callable[[Confirmation], object],
        given_up: Callable[[], object],
    ) -> Self:
        """Open over ``parent``'s window; ``again`` goes on, ``given_up`` hears that nobody confirmed."""
        dialog = cls(context, error, again, parent.window())
        dialog.rejected.connect(given_up)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def confirm(self) -> None:
        """Go on, or say what is missing."""
        name, passphrase = self._name.text().strip(), self._pass.text()
        self._name_field.wrong("" if name else "请写确认人的姓名。")
        self._pass_field.wrong("" if passphrase else "请由确认人输入口令。")
        if not name:
            self._name.setFocus()
        elif not passphrase:
            self._pass.setFocus()
        else:
            self.accept()
            self._again(Confirmation(name, passphrase))
