"""The form of one step, built from what it asks for."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame, QWidget

from ui.steps.asks import Answers, Ask, AskKind, Step, Value
from ui.text import plain
from ui.widgets.fields import Check, Choice, DateField, Finder, TextArea, TextLine
from ui.widgets.form import Field, Form
from ui.widgets.layouts import clear, column


class StepForm(QFrame):
    """Shows one step at a time; what was typed for another one is gone."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._body = column(gap=3, parent=self)
        self._first: QWidget | None = None
        self._fields: list[tuple[Ask, Field, Callable[[], Value]]] = []

    def show_step(self, step: Step | None) -> None:
        """Begin this step anew; None shows nothing."""
        clear(self._body)
        self._fields, self._first = [], None
        if step is None:
            return
        self._body.addWidget(plain(step.heading, "strong", wrap=True))
        form = Form(stacked=True)
        for ask in step.asks:
            self._add(form, ask)
        self._body.addWidget(form)
        if step.note:
            self._body.addWidget(plain(step.note, "soft", wrap=True))

    def renew(self, step: Step) -> None:
        """The same step, read again: what can be chosen may be another, what was filled in stays."""
        options = {ask.key: ask.options for ask in step.asks}
        for ask, field, _ in self._fields:
            if isinstance(field.control, Choice) and ask.key in options:
                field.control.renew(options[ask.key])

    def focus(self) -> bool:
        """To the first field; False when there is none."""
        if self._first is not None:
            self._first.setFocus()
        return self._first is not None

    def answers(self) -> Answers | None:
        """What was filled in, or None after saying at the fields what is missing."""
        values: dict[str, Value] = {}
        lacking: list[QWidget] = []
        for ask, field, read in self._fields:
            values[ask.key] = value = read()
            missing = ask.needed and not value
            field.wrong(ask.lack if missing else "")
            if missing:
                lacking.append(field.control)
        if lacking:
            lacking[0].setFocus()
            return None
        return Answers(values)

    def _add(self, form: Form, ask: Ask) -> None:
        if ask.kind is AskKind.CHECKS:
            self._add_checks(form, ask)
            return
        control, read = self._control(ask)
        field = form.add(ask.words, control, needed=ask.needed)
        self._take(ask, field, read)

    def _add_checks(self, form: Form, ask: Ask) -> None:
        boxes = {code: Check(words) for code, words in ask.options}
        chosen = ask.start if isinstance(ask.start, frozenset) else frozenset[str]()
        for code, box in boxes.items():
            box.setChecked(code in chosen)
        first = next(iter(boxes.values()))
        field = form.add(ask.words, first, beside=column(*boxes.values(), gap=0), needed=ask.needed)
        self._take(ask, field, lambda: frozenset(code for code, box in boxes.items() if box.isChecked()))

    def _take(self, ask: Ask, field: Field, read: Callable[[], Value]) -> None:
        self._fields.append((ask, field, read))
        self._first = self._first or field.control

    def _control(self, ask: Ask) -> tuple[QWidget, Callable[[], Value]]:
        words = ask.start if isinstance(ask.start, str) else ""
        match ask.kind:
            case AskKind.DAY:
                day = DateField(ask.words, ask.start if isinstance(ask.start, date) else self._today)
                return day, lambda: day.day
            case AskKind.TEXT:
                area = TextArea(ask.words, hint=ask.hint, least=3, most=8)
                area.setPlainText(words)
                return area, lambda: area.toPlainText().strip()
            case AskKind.CHOICE:
                choice = Choice(ask.words, ask.options, hint=ask.hint)
                choice.choose(words)
                return choice, lambda: choice.code
            case AskKind.FIND:
                finder = Finder(ask.words, ask.options, hint=ask.hint)
                if words:
                    finder.choose(words)
                return finder, lambda: finder.code
            case _:
                line = TextLine(ask.words, hint=ask.hint, limit=ask.limit)
                line.setText(words)
                line.setCursorPosition(0)
                return line, lambda: line.text().strip()
