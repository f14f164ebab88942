"""One small form for each thing that can be done with a line besides its next step."""

from datetime import date
from functools import partial
from typing import Any

from baixing_desktop.domain.handling import Reminder
from baixing_desktop.domain.kinds import OpinionChannel
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import Action
from ui.pages.routing.beside import open_extension
from ui.pages.routing.panels import Act, DatedPanel, Panel
from ui.pages.routing.presenter import CaseView
from ui.text import plain
from ui.widgets.fields import Choice, DateField, Finder, TextArea


class ReasonPanel(Panel):
    """What needs a reason, and mostly a day."""

    action = Action.CANCEL
    day_label = "日期"
    dated = True
    note = ""

    def build(self) -> None:
        """Reason, day, and a remark on what follows."""
        self.reason = TextArea("理由", least=3, most=8)
        self.field = self.form.add("理由", self.reason, needed=True)
        self.day = DateField(self.day_label, self.today)
        self.form.add(self.day_label, self.day, needed=True).show(shown=self.dated)
        self.body.addWidget(self.form)
        if self.note:
            self.body.addWidget(plain(self.note, "soft", wrap=True))

    def begin(self, case: CaseView) -> None:
        """Empty."""
        self.reason.clear()
        self.day.put(self.today)
        self.field.wrong("")
        self.reason.setFocus()

    def act(self, case: CaseView) -> Act | None:
        """Do it for this reason."""
        reason = self.reason.toPlainText().strip()
        self.field.wrong("" if reason else "请写理由。")
        return self.reasoned(case, reason, self.day.day) if reason else None

    def reasoned(self, case: CaseView, reason: str, on: date) -> Act | None:
        """The act itself."""
        line = case.forwarding
        return (lambda: self.presenter.beside.for_a_reason(self.action, line, reason, on)) if line else None


class CancelPanel(ReasonPanel):
    """作废."""

    words, heading, action, dated = "作废这份拟稿", "为什么作废？", Action.CANCEL, False
    note = "还没有编函号，作废后线索回到“待拟函”，可以另拟一份。"


class WaivePanel(ReasonPanel):
    """免予会办."""

    words, heading, action, dated = "免予会办", "为什么不需要这个单位会办？", Action.WAIVE, False
    undoable = True
    note = "主办单位不必再等它答复。"


class RequestReturnPanel(ReasonPanel):
    """登记退办申请."""

    words, heading, action, day_label = "登记退办申请", "承办单位为什么要求退办？", Action.REQUEST_RETURN, "申请日期"
    undoable = True
    note = "收函后 10 日内可以申请。登记后请决定是否同意。"


class RefuseReturnPanel(ReasonPanel):
    """不同意退办."""

    words, heading, action, day_label = "不同意退办", "为什么不同意？", Action.REFUSE_RETURN, "答复日期"
    undoable = True
    note = "这一天视为接办，有期限的函从这一天起算。"


class RejectReplyPanel(ReasonPanel):
    """退回重新答复."""

    words, heading, action, day_label = "退回重新答复", "答复哪里不对题？", Action.REJECT_REPLY, "退回日期"
    undoable = True
    note = "原答复保留可查，期限继续计算。"


class TakeBackPanel(ReasonPanel):
    """撤回上一步登记."""

    words, heading, action, dated = "撤回上一步登记", "上一步哪里登记错了？", Action.TAKE_BACK, False
    note = "线索回到上一步，可以重新登记。撤回的内容保留可查，工作室会看到更正。"


class UnacceptPanel(ReasonPanel):
    """撤回受理."""

    words, heading, action, dated = "撤回受理", "为什么撤回受理？", Action.UNACCEPT, False
    note = "线索回到“审核”，正式编号仍归这条线索。"

    def reasoned(self, case: CaseView, reason: str, on: date) -> Act | None:
        """Screen it again."""
        return lambda: self.presenter.beside.unaccept(case.clue.clue, reason)


class RedoPanel(ReasonPanel):
    """重新办理."""

    words, heading, action, day_label = "重新办理", "群众不满意，请承办单位重新办理", Action.REDO, "交回日期"
    undoable = True
    note = "不满意的，先重新办理一次，然后才能办结。原答复保留可查，有期限的从交回之日重新起算。"


class RefuseExtensionPanel(ReasonPanel):
    """不同意延期."""

    words, heading, action, day_label = "不同意延期", "为什么不同意？", Action.REFUSE_EXTENSION, "答复日期"
    undoable = True

    def reasoned(self, case: CaseView, reason: str, on: date) -> Act | None:
        """Refuse the open request."""
        asked = open_extension(case.history) if case.history else None
        return (lambda: self.presenter.beside.refuse_more_time(asked, reason, on)) if asked else None


class RequestExtensionPanel(ReasonPanel):
    """登记延期申请."""

    words, heading, day_label = "登记延期申请", "承办单位要延到哪一天？", "申请日期"
    undoable = True

    def build(self) -> None:
        """The day that is wanted, above the rest."""
        self.until = DateField("延期至", self.today)
        self.until_field = self.form.add("延期至", self.until, needed=True)
        super().build()

    def begin(self, case: CaseView) -> None:
        """From the present limit on."""
        super().begin(case)
        self.until.put(case.forwarding.due_on if case.forwarding and case.forwarding.due_on else self.today)
        self.until.setFocus()

    def reasoned(self, case: CaseView, reason: str, on: date) -> Act | None:
        """Ask for it."""
        line, until = case.forwarding, self.until.day
        later = line is not None and line.due_on is not None and until > line.due_on
        self.until_field.wrong("" if later else "应当晚于现在的期限。")
        return (lambda: self.presenter.beside.ask_more_time(line, until, reason, on)) if line and later else None


class GrantExtensionPanel(DatedPanel):
    """同意延期."""

    words, heading, label = "同意延期", "延到哪一天？", "新的期限"
    undoable = True
    note = "原来的期限保留可查，工作室会看到新的期限。"

    def begin(self, case: CaseView) -> None:
        """The day that was asked for."""
        super().begin(case)
        asked = open_extension(case.history) if case.history else None
        if asked:
            self.day.put(asked.wanted_due_on)

    def act(self, case: CaseView) -> Act | None:
        """Grant the open request."""
        asked, until = open_extension(case.history) if case.history else None, self.day.day
        late = asked is not None and until <= asked.old_due_on
        self.field.wrong("应当晚于原来的期限。" if late else "")
        if asked is None or late:
            return None
        return lambda: self.presenter.beside.grant_more_time(asked, until, self.today)


class GrantReturnPanel(Panel):
    """同意退办并改派."""

    words, heading = "同意退办并改派", "改派给哪个单位？"
    undoable = True

    def build(self) -> None:
        """Handler, remark, day."""
        self._handler = Finder("改派单位", self.presenter.handlers(), hint="输入单位名称的一部分")
        self._field = self.form.add("改派单位", self._handler, needed=True)
        self._decision = TextArea("答复意见", hint="可以不写", least=2, most=6)
        self.form.add("答复意见", self._decision)
        self._day = DateField("答复日期", self.today)
        self.form.add("答复日期", self._day, needed=True)
        self.body.addWidget(self.form)
        self._left_out = plain("", "soft", wrap=True)
        self.body.addWidget(self._left_out)
        self.body.addWidget(plain("将为新的单位拟一份转送函，请到“待发函”核准。", "soft", wrap=True))

    def begin(self, case: CaseView) -> None:
        """What the handler suggested, if it did."""
        self._handler.follow(partial(self.presenter.handlers, case.barred))
        why = self.presenter.why_not_offered(case.barred)
        self._left_out.setText(why)
        self._left_out.setVisible(bool(why))
        asked = [one for one in case.history.returns if one.granted is None] if case.history else []
        if asked and asked[0].suggested_handler:
            self._handler.choose(asked[0].suggested_handler)
        self._decision.clear()
        self._day.put(self.today)
        self._field.wrong("")
        self._handler.setFocus()

    def act(self, case: CaseView) -> Act | None:
        """Reassign."""
        line, handler = case.forwarding, self._handler.code
        self._field.wrong("" if handler else "请选一个单位。")
        decision, on = self._decision.toPlainText().strip(), self._day.day
        if line is None or not handler:
            return None
        return lambda: self.presenter.beside.reassign(line, handler, on, decision)


class NotePanel(DatedPanel):
    """阅知."""

    words, heading, label = "登记阅知", "承办单位只作阅知？", "阅知日期"
    undoable = True
    note = "没有规定答复期限的函可以到此为止。"

    def act(self, case: CaseView) -> Act | None:
        """Note it."""
        line, on = case.forwarding, self.day.day
        return (lambda: self.presenter.beside.note_only(line, on)) if line else None


class RemindPanel(Panel):
    """催办."""

    words, heading = "登记催办", "怎样催办？"
    undoable = True

    def build(self) -> None:
        """Way, words, day."""
        channels = [(one.value, label(one)) for one in (OpinionChannel.LETTER, OpinionChannel.PHONE)]
        channels.append((OpinionChannel.MEETING.value, label(OpinionChannel.MEETING)))
        self._channel = Choice("催办方式", channels)
        self.form.add("催办方式", self._channel, needed=True)
        self._text = TextArea("催办情况", hint="可以不写", least=2, most=6)
        self.form.add("催办情况", self._text)
        self._day = DateField("催办日期", self.today)
        self.form.add("催办日期", self._day, needed=True)
        self.body.addWidget(self.form)
        self.body.addWidget(
            plain("书面催办会编定函号；登记错了可以撤回，函号作废。催办单在“表册”里打印。", "soft", wrap=True)
        )

    def begin(self, case: CaseView) -> None:
        """By telephone, unless somebody chooses otherwise: it takes no number."""
        self._channel.choose(OpinionChannel.PHONE)
        self._text.clear()
        self._day.put(self.today)
        self._channel.setFocus()

    def act(self, case: CaseView) -> Act | None:
        """Remind."""
        line, channel = case.forwarding, OpinionChannel(self._channel.code)
        text, on = self._text.toPlainText().strip(), self._day.day
        return (lambda: self.presenter.beside.remind(line, channel, text, on)) if line else None

    def done(self, case: CaseView, value: Any) -> str:
        """With the number that a letter took."""
        number = value.letter_number if isinstance(value, Reminder) else None
        return f"已登记催办，{number}" if number else f"已登记催办：{case.clue.clue.content.title}"


BESIDE_PANELS: dict[Action, type[Panel]] = {
    Action.REMIND: RemindPanel,
    Action.REQUEST_EXTENSION: RequestExtensionPanel,
    Action.GRANT_EXTENSION: GrantExtensionPanel,
    Action.REFUSE_EXTENSION: RefuseExtensionPanel,
    Action.REQUEST_RETURN: RequestReturnPanel,
    Action.REFUSE_RETURN: RefuseReturnPanel,
    Action.NOTE_ONLY: NotePanel,
    Action.WAIVE: WaivePanel,
    Action.REJECT_REPLY: RejectReplyPanel,
    Action.CANCEL: CancelPanel,
    Action.TAKE_BACK: TakeBackPanel,
    Action.UNACCEPT: UnacceptPanel,
}
