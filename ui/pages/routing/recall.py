"""通知收回: a handler that holds a copy of a withdrawn clue is asked to stop, with the words to say."""

from typing import Any

from baixing_desktop.domain.kinds import OpinionChannel
from baixing_desktop.domain.labels import label
from ui.pages.routing.panels import Act, Panel
from ui.pages.routing.presenter import CaseView
from ui.text import plain, selectable
from ui.widgets.fields import Choice, DateField, TextArea, TextLine

_CHANNELS = (OpinionChannel.PHONE, OpinionChannel.LETTER, OpinionChannel.MEETING)


class RecallPanel(Panel):
    """What to say, and the record that it was said."""

    words, heading = "登记已通知收回", "请承办单位停办并退回"

    def build(self) -> None:
        """The words for the telephone above the record."""
        self._words = selectable()
        self.body.addWidget(plain("电话里可以这样说", "soft"))
        self.body.addWidget(self._words)
        self._channel = Choice("通知方式", [(one.value, label(one)) for one in _CHANNELS])
        self.form.add("通知方式", self._channel, needed=True)
        self._person = TextLine("接听人", hint="对方姓名和职务", limit=30)
        self._person_field = self.form.add("接听人", self._person, needed=True)
        self._day = DateField("通知日期", self.today)
        self.form.add("通知日期", self._day, needed=True)
        self._remark = TextArea("对方怎样答复", hint="可以不写", least=2, most=6)
        self.form.add("对方怎样答复", self._remark)
        self.body.addWidget(self.form)

    def begin(self, case: CaseView) -> None:
        """By telephone, today."""
        line = case.forwarding
        self._words.setText(self.presenter.recall_words(case.clue.clue, line) if line else "")
        self._channel.choose(OpinionChannel.PHONE)
        self._person.clear()
        self._day.put(self.today)
        self._remark.clear()
        self._person_field.wrong("")
        self._person.setFocus()

    def act(self, case: CaseView) -> Act | None:
        """Record it."""
        line, person, day = case.forwarding, self._person.text().strip(), self._day.day
        self._person_field.wrong("" if person else "请写接听人。")
        if line is None or not person:
            self._person.setFocus()
            return None
        channel, remark = OpinionChannel(self._channel.code), self._remark.toPlainText().strip()
        return lambda: self.presenter.recall(line, day, channel, person, remark)

    def done(self, case: CaseView, value: Any) -> str:
        """Whom it was about."""
        return f"已登记通知收回：{case.clue.clue.content.title}"
