"""A small dialog that asks for what a step needs: a few fields, one button that says the step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from PySide6.QtWidgets import QDialog, QWidget

from ui.context import Context
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, DateField, Finder, TextArea, TextLine
from ui.widgets.fitting import fit
from ui.widgets.form import Field, Form
from ui.widgets.layouts import card, column, row

Answers = Mapping[str, str]
"""What was answered, by the key of the question; a day as ``2026-11-20``."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. With ``options`` (code, words) one chooses, by typing a part if they are many (``find``), with
    ``day`` one gives a day, else one writes; ``value`` stands there at first, ``needed`` says that it may not stay
    empty, ``long`` gives room for lines.
    """

    key: str
    words: str
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    day: date | None = None
    needed: bool = False
    long: bool = False
    hint: str = ""
    find: bool = False


class AskDialog(QDialog):
    """``yes`` are the words of the button; ``go`` gets the answers when nothing that is needed is missing; ``said``
    stands above the questions."""

    def __init__(
        self,
        context: Context,
        title: str,
        asks: Sequence[Ask],
        yes: str,
        go: Callable[[Answers], object],
        parent: QWidget,
        said: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._asks, self._go = tuple(asks), go
        self._fields: dict[str, Field] = {}
        form = Form()
        for ask in self._asks:
            self._fields[ask.key] = form.add(ask.words, control_for(ask), needed=ask.needed)
        cancel = button(context.style, "不做了", self.reject, keys="Esc")
        done = button(context.style, yes, self.confirm, kind="primary", icon="check", keys="Enter")
        done.setDefault(True)
        foot = card("bar")
        row(None, cancel, done, gap=2, parent=foot).setContentsMargins(16, 10, 16, 10)
        body = QWidget()
        below = plain(said, "soft", wrap=True)
        below.setVisible(bool(said))
        column(plain(title, "heading", wrap=True), below, form, None, gap=4, margin=4, parent=body)
        column(body, foot, gap=0, parent=self).setContentsMargins(0, space(1), 0, 0)
        next(iter(self._fields.values())).control.setFocus()
        fit(self, context.style, 520)

    @classmethod
    def present(
        cls, page: Page, title: str, asks: Sequence[Ask], yes: str, go: Callable[[Answers], object], *, said: str = ""
    ) -> Self:
        """Open over the window of ``page``."""
        dialog = cls(page.context, title, asks, yes, go, page.window(), said)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def confirm(self) -> None:
        """Go on, or say what is missing."""
        answers = {key: answer_of(field.control) for key, field in self._fields.items()}
        missing = [ask for ask in self._asks if ask.needed and not answers[ask.key]]
        for ask in self._asks:
            self._fields[ask.key].wrong(f"请填写{ask.words}。" if ask in missing else "")
        if missing:
            self._fields[missing[0].key].control.setFocus()
            return
        self.accept()
        self._go(answers)


def control_for(ask: Ask) -> QWidget:
    """What is asked for as a control, with what stands there at first."""
    if ask.find:
        return Finder(ask.words, ask.options, hint=ask.hint)
    if ask.options:
        choice = Choice(ask.words, ask.options)
        choice.choose(ask.value)
        if not choice.code and ask.value == "" and ask.options[0][0] == "":
            choice.setCurrentIndex(0)
        return choice
    if ask.day is not None:
        return DateField(ask.words, ask.day)
    if ask.long:
        area = TextArea(ask.words, hint=ask.hint, least=3, most=8)
        area.setPlainText(ask.value)
        return area
    line = TextLine(ask.words, hint=ask.hint, limit=120)
    line.setText(ask.value)
    return line


def answer_of(control: QWidget) -> str:
    """What stands in a control of :func:`control_for`."""
    match control:
        case Choice():
            return control.code
        case DateField():
            return control.day.isoformat()
        case TextArea():
            return control.toPlainText().strip()
        case TextLine():
            return control.text().strip()
        case _:
            raise TypeError(type(control).__name__)


def put_answer(control: QWidget, words: str) -> None:
    """Let ``words`` stand in a control of :func:`control_for`."""
    match control:
        case Choice():
            control.setCurrentIndex(control.findData(words))
        case DateField():
            control.put(date.fromisoformat(words))
        case TextArea():
            control.setPlainText(words)
        case TextLine():
            control.setText(words)
        case _:
            raise TypeError(type(control).__name__)
