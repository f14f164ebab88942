"""The form of one entry, made from what its list says of its fields."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from baixing_desktop.domain.reference import FieldKind, FieldSpec, ListSpec, Row
from ui.pages.reference.presenter import SEVERAL, choices, text_of
from ui.widgets.fields import Check, Choice, TextArea, TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import clear, column

_HINTS = {FieldKind.DAYS: "一行一天，例如 2027-01-01", FieldKind.TEXTS: "一行一个", FieldKind.CODES: "一行一个编号"}


class EntryForm(QWidget):
    """One control for each field; what the office may not edit on a shipped entry can only be read."""

    def __init__(self) -> None:
        super().__init__()
        self._spec: ListSpec | None = None
        self._controls: dict[str, QWidget] = {}
        self._code = TextLine("编号")
        self._body: QVBoxLayout = column(gap=0, parent=self)

    @property
    def code(self) -> str:
        """The code that stands in the form."""
        return self._code.text().strip()

    @property
    def texts(self) -> Mapping[str, str | bool]:
        """What stands in the controls that can be edited."""
        return {name: _read(control) for name, control in self._controls.items() if control.isEnabled()}

    def put(self, spec: ListSpec, row: Row | None) -> None:
        """Show an entry; None for a new one."""
        clear(self._body)
        self._spec, self._controls = spec, {}
        form = Form(stacked=True)
        self._code = TextLine("编号", limit=32)
        self._code.setText(str(row["code"]) if row else "")
        self._code.setEnabled(row is None)
        form.add("编号", self._code, needed=row is None)
        for field in spec.fields:
            control = _control(spec, field, row or {})
            control.setEnabled(row is None or field.editable or field.name not in row)
            self._controls[field.name] = control
            form.add(field.title, control, needed=field.required)
        self._body.addWidget(form)

    def focus(self) -> None:
        """Where writing starts."""
        wanted = [self._code, *self._controls.values()]
        next((control for control in wanted if control.isEnabled()), self._code).setFocus()


def _control(spec: ListSpec, field: FieldSpec, row: Row) -> QWidget:
    shown = text_of(spec, field, row)
    if field.kind is FieldKind.FLAG:
        check = Check(field.title)
        check.setChecked(bool(shown))
        return check
    if field.kind is FieldKind.CHOICE:
        choice = Choice(field.title, choices(spec, field))
        choice.choose(str(shown))
        return choice
    if field.kind in SEVERAL:
        area = TextArea(field.title, hint=_HINTS[field.kind], least=2, most=8)
        area.setPlainText(str(shown))
        return area
    line = TextLine(field.title, limit=field.limit)
    line.setText(str(shown))
    return line


def _read(control: QWidget) -> str | bool:
    match control:
        case Check():
            return control.isChecked()
        case Choice():
            return control.code
        case TextArea():
            return control.toPlainText()
        case TextLine():
            return control.text()
        case _:
            return ""
