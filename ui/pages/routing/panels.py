"""One small form for each step. A panel says what is missing, or gives the work to do in the background."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from typing import Any

from PySide6.QtWidgets import QFrame

from baixing_desktop.changes import Changes
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.rules.deadlines import LimitPolicy
from ui.pages.routing.presenter import CaseView, RoutingPresenter
from ui.style import Style
from ui.text import plain
from ui.widgets.fields import Check, DateField, Finder, TextArea
from ui.widgets.form import Form
from ui.widgets.layouts import column

Act = Callable[[], tuple[Any, Changes]]


class Panel(QFrame):
    """The form of one step; ``words`` are on the button that does it."""

    words = ""
    heading = ""
    undoable = False
    """Whether what it does to a line can be taken back at once."""

    def __init__(self, style: Style, presenter: RoutingPresenter, today: date) -> None:
        super().__init__()
        self.style_, self.presenter, self.today = style, presenter, today
        self.body = column(plain(self.heading, "heading"), gap=3, parent=self)
        self.build()

    @cached_property
    def form(self) -> Form:
        """The fields. Made by the panels that have some: one that stands nowhere would be let go of by whichever thread
        the collector happens to run in, and Qt's widgets belong to the window's."""
        return Form(stacked=True)

    @abstractmethod
    def build(self) -> None:
        """Put the fields in."""

    @abstractmethod
    def begin(self, case: CaseView) -> None:
        """Start for this clue; the focus goes to the first field."""

    def renew(self, case: CaseView) -> None:
        """The clue was read again while its form is being filled in; what stands in it stays."""

    @abstractmethod
    def act(self, case: CaseView) -> Act | None:
        """The work, or None after saying at the fields what is missing."""

    def done(self, case: CaseView, value: Any) -> str:
        """What to say when it is done."""
        return f"{self.words}：{case.clue.clue.content.title}"


class DraftPanel(Panel):
    """拟函: to whom; several handlers help the first, or each answers for itself (主办、会办、分办)."""

    words, heading = "拟转送函", "转送给哪个单位？"

    def build(self) -> None:
        """A finder over the handlers, and some more for those who help."""
        handlers, hint = self.presenter.handlers(), "输入单位名称的一部分"
        self._handler = Finder("承办单位", handlers, hint=hint)
        self._field = self.form.add("承办单位", self._handler, needed=True)
        self._others = [Finder(f"会办单位{number}", handlers, hint="没有可不填") for number in "一二三"]
        fields = [self.form.add(finder.accessibleName(), finder) for finder in self._others]
        self._twice = fields[-1]
        self.body.addWidget(self.form)
        self._left_out = plain("", "soft", wrap=True)
        self.body.addWidget(self._left_out)
        self._separate = Check("分办：各单位分别答复，不分主次")
        self._limited = Check("请对方在接办之日起 1 个月内答复")
        self._limited.setToolTip("八(四)1。不勾选时，函中不写答复期限。")
        self.body.addWidget(self._separate)
        self.body.addWidget(self._limited)

    def begin(self, case: CaseView) -> None:
        """Nothing chosen."""
        for finder in (self._handler, *self._others):
            finder.follow(partial(self.presenter.handlers, case.barred))
        why = self.presenter.why_not_offered(case.barred)
        self._left_out.setText(why)
        self._left_out.setVisible(bool(why))
        for check in (self._separate, self._limited):
            check.setChecked(False)
        self._field.wrong("")
        self._twice.wrong("")
        self._handler.setFocus()

    def take(self, code: str) -> None:
        """Choose this handler."""
        self._handler.choose(code)
        self._handler.setFocus()

    def act(self, case: CaseView) -> Act | None:
        """Draft it."""
        handler, limited, separate = self._handler.code, self._limited.isChecked(), self._separate.isChecked()
        others = tuple(finder.code for finder in self._others if finder.code)
        twice = len({handler, *others}) <= len(others)
        self._field.wrong("" if handler else "请选一个承办单位。")
        self._twice.wrong("同一个单位选了两次。" if twice else "")
        if not handler or twice:
            return None
        return lambda: self.presenter.draft(case.clue.clue, handler, others, separate=separate, limited=limited)


class DatedPanel(Panel):
    """A step that needs only a day."""

    label = "日期"
    note = ""

    def build(self) -> None:
        """The day and a remark about it."""
        self.day = DateField(self.label, self.today)
        self.field = self.form.add(self.label, self.day, needed=True)
        self.body.addWidget(self.form)
        self.remark = plain(self.note, "soft", wrap=True)
        self.body.addWidget(self.remark)
        self.day.dateChanged.connect(self.day_changed)

    def begin(self, case: CaseView) -> None:
        """Today is the most likely day."""
        self.day.put(self.today)
        self.day_changed()
        self.day.setFocus()

    def day_changed(self) -> None:
        """Another day."""

    def step(self, forwarding: Forwarding, day: date) -> tuple[Forwarding, Changes]:
        """The step itself."""
        raise NotImplementedError

    def act(self, case: CaseView) -> Act | None:
        """Do the step on the day shown."""
        forwarding, day = case.forwarding, self.day.day
        return (lambda: self.step(forwarding, day)) if forwarding else None


class IssuePanel(DatedPanel):
    """发函: cannot be undone, so it says exactly what will happen."""

    words, heading, label = "发出转送函", "核准并发函", "发函日期"
    note = "将编定函号、生成转送函，线索转入办理中。函号一经编定不能收回，请先核对承办单位。"

    def step(self, forwarding: Forwarding, day: date) -> tuple[Forwarding, Changes]:
        """发函."""
        return self.presenter.issue(forwarding, day)

    def done(self, case: CaseView, value: Any) -> str:
        """With the number of the letter."""
        return f"已发函 {value.letter_number}" if isinstance(value, Forwarding) else super().done(case, value)


class ReceivePanel(DatedPanel):
    """收函."""

    words, heading, label = "登记收函", "承办单位收到函了吗？", "收函日期"
    undoable = True

    def step(self, forwarding: Forwarding, day: date) -> tuple[Forwarding, Changes]:
        """收函."""
        return self.presenter.received(forwarding, day)


class TakeOverPanel(DatedPanel):
    """接办: the clock starts, if the letter sets a limit."""

    words, heading, label = "登记接办", "承办单位接办了吗？", "接办日期"
    undoable = True
    _limit: LimitPolicy | None = None

    def begin(self, case: CaseView) -> None:
        """Whether there is a limit stands in the letter."""
        self._limit = case.limit if case.forwarding is not None and case.forwarding.limited else None
        super().begin(case)

    def day_changed(self) -> None:
        """Say when the reply is due."""
        self.remark.setText(
            self.presenter.due(self.day.day, self._limit) if self._limit else "这封函没有规定答复期限。"
        )

    def step(self, forwarding: Forwarding, day: date) -> tuple[Forwarding, Changes]:
        """接办."""
        return self.presenter.take_over(forwarding, day)


class ClosePanel(Panel):
    """办结."""

    words, heading = "办结", "可以办结了"
    undoable = True

    def build(self) -> None:
        """A sentence; a reason is asked for only when the citizen is still dissatisfied."""
        self.body.addWidget(plain("已经答复，并已联系反映人。办结后线索转为“已办结”，工作室会看到。", wrap=True))
        self._reason = TextArea("办结理由", hint="重新办理后仍不满意，为什么可以办结；工作室会看到", least=3, most=8)
        self._field = self.form.add("办结理由", self._reason, needed=True)
        self.body.addWidget(self.form)

    def begin(self, case: CaseView) -> None:
        """Nothing to fill in, unless somebody is dissatisfied."""
        self._reason.clear()
        self._field.wrong("")
        self._field.show(shown=case.needs_reason)
        (self._reason if case.needs_reason else self).setFocus()

    def act(self, case: CaseView) -> Act | None:
        """Close."""
        forwarding, reason = case.forwarding, self._reason.toPlainText().strip()
        lacking = case.needs_reason and not reason
        self._field.wrong("群众仍不满意，请写办结理由。" if lacking else "")
        if forwarding is None or lacking:
            self._reason.setFocus()
            return None
        return lambda: self.presenter.close(forwarding, reason)
