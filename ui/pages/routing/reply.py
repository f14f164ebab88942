"""办复 and 联系群众: what was answered, and how the citizen was told."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from baixing_desktop.domain.casework import CitizenContact
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Satisfaction
from ui.pages.routing.panels import Act, Panel
from ui.pages.routing.presenter import CaseView
from ui.widgets.fields import Choice, DateField, TextArea, TextLine
from ui.widgets.layouts import column


class ReplyPanel(Panel):
    """The result A/B/C and the words of the reply."""

    words, heading = "登记答复", "承办单位怎样答复？"
    undoable = True

    def build(self) -> None:
        """Result, text, day."""
        self._group = QButtonGroup(self)
        self._outcomes: dict[Outcome, QRadioButton] = {}
        for outcome in Outcome:
            made = QRadioButton(label(outcome))
            made.setAccessibleName(label(outcome))
            self._group.addButton(made)
            self._outcomes[outcome] = made
        first = self._outcomes[Outcome.RESOLVED]
        self._outcome_field = self.form.add(
            "办理结果", first, beside=column(*self._outcomes.values(), gap=0), needed=True
        )
        self._text = TextArea("答复内容", hint="按承办单位的答复原文填写", least=4)
        self._text_field = self.form.add("答复内容", self._text, needed=True)
        self._day = DateField("答复日期", self.today)
        self.form.add("答复日期", self._day, needed=True)
        self._promised = DateField("计划完成日期", self.today)
        self._promised_field = self.form.add("计划完成日期", self._promised, needed=True)
        self._outcomes[Outcome.PLANNED].toggled.connect(self._ask_for_day)
        self.body.addWidget(self.form)

    def _ask_for_day(self, planned: bool) -> None:
        self._promised_field.show(shown=planned)

    def begin(self, case: CaseView) -> None:
        """Empty fields; only a planned item (B) asks for the day by which it is to be finished."""
        self._group.setExclusive(False)
        for made in self._outcomes.values():
            made.setChecked(False)
        self._group.setExclusive(True)
        self._text.clear()
        self._day.put(self.today)
        self._promised.put(self.today)
        self._promised_field.wrong("")
        self._promised_field.show(shown=False)
        self._outcome_field.wrong("")
        self._text_field.wrong("")
        self._outcomes[Outcome.RESOLVED].setFocus()

    def act(self, case: CaseView) -> Act | None:
        """Record the reply."""
        outcome = next((o for o, made in self._outcomes.items() if made.isChecked()), None)
        text, day, forwarding = self._text.toPlainText().strip(), self._day.day, case.forwarding
        self._outcome_field.wrong("" if outcome else "请选办理结果。")
        self._text_field.wrong("" if text else "请填写答复内容。")
        if outcome is None or not text or forwarding is None:
            (self._text if outcome else self._outcomes[Outcome.RESOLVED]).setFocus()
            return None
        promised = self._promised.day if outcome is Outcome.PLANNED else None
        late = promised is None or promised > day
        self._promised_field.wrong("" if late else "请填写答复以后的日期。")
        if not late:
            self._promised.setFocus()
            return None
        return lambda: self.presenter.reply(forwarding, outcome, text, day, promised)


class ContactPanel(Panel):
    """Who told the citizen, how, when, and what the citizen thought of it."""

    words, heading = "记录已联系群众", "怎样告知反映人？"
    undoable = True

    def build(self) -> None:
        """Channel, person, day, note, satisfaction."""
        self._channel = Choice("联系方式", [(c, label(c)) for c in ContactChannel])
        self._person = TextLine("联系人员", hint="谁去联系的", limit=30)
        self._day = DateField("联系日期", self.today)
        self._note = TextArea("情况说明", hint="无法联系时，请写明试过哪些办法", least=2, most=6)
        self._satisfaction = Choice("满意度", [("", "没有表示"), *((s, label(s)) for s in Satisfaction)])
        self._channel_field = self.form.add("方式", self._channel, needed=True)
        self._person_field = self.form.add("联系人员", self._person, needed=True)
        self.form.add("联系日期", self._day, needed=True)
        self._note_field = self.form.add("情况说明", self._note)
        self.form.add("反映人是否满意", self._satisfaction)
        self.body.addWidget(self.form)

    def begin(self, case: CaseView) -> None:
        """The usual way is the telephone."""
        self._channel.choose(ContactChannel.PHONE)
        self._person.clear()
        self._day.put(self.today)
        self._note.clear()
        self._satisfaction.setCurrentIndex(0)
        for field in (self._channel_field, self._person_field, self._note_field):
            field.wrong("")
        self._channel.setFocus()

    def act(self, case: CaseView) -> Act | None:
        """Record the contact."""
        person, note, forwarding = self._person.text().strip(), self._note.toPlainText().strip(), case.forwarding
        unreachable = self._channel.code == ContactChannel.UNREACHABLE
        self._person_field.wrong("" if person else "请写联系人员。")
        self._note_field.wrong("请写明试过哪些办法。" if unreachable and not note else "")
        if not person or (unreachable and not note) or forwarding is None:
            (self._note if person else self._person).setFocus()
            return None
        satisfaction = Satisfaction(self._satisfaction.code) if self._satisfaction.code else None
        contact = CitizenContact(ContactChannel(self._channel.code), self._day.day, person, note, satisfaction)
        return lambda: self.presenter.contact(forwarding, contact)
