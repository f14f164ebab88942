"""The small forms at the right: answer a request, propose an erasure, approve it, enter a new request."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.privacy import ErasureGround, ErasureScope, RequestKind
from ui.pages.privacy.presenter import GROUNDS, KINDS, SCOPES
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, DateField, TextArea, TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import column, row
from ui.widgets.states import Remark


class AnswerPanel(QWidget):
    """答复请求: what the person is told, granted or not."""

    def __init__(self, style: Style, answer: Callable[[str, bool], None], erase: Callable[[], None]) -> None:
        super().__init__()
        self._answer = answer
        self._words = TextArea("答复", hint="怎样告诉本人，例如：已交本人查阅件", least=2, most=6)
        form = Form(stacked=True)
        self._field = form.add("答复", self._words, needed=True)
        refuse = button(style, "不予办理", lambda: self.confirm(granted=False))
        erasing = button(style, "建议删除", erase)
        done = button(style, "已办理", self.confirm, kind="primary", icon="check", keys="Ctrl+Enter")
        column(form, row(erasing, None, refuse, done, gap=2), gap=3, parent=self)

    def begin(self) -> None:
        """Empty."""
        self._words.clear()
        self._field.wrong("")

    def confirm(self, *, granted: bool = True) -> None:
        """Answer, or say what is missing."""
        words = self._words.toPlainText().strip()
        self._field.wrong("" if words else "请写怎样答复本人。" if granted else "请写不予办理的理由。")
        if words:
            self._answer(words, granted)
        else:
            self._words.setFocus()


class ProposePanel(QWidget):
    """建议删除: how much, on what ground, why."""

    def __init__(self, style: Style, propose: Callable[[str, str, str], None]) -> None:
        super().__init__()
        self._propose = propose
        self._scope, self._ground = Choice("删除范围", SCOPES), Choice("依据", GROUNDS)
        self._reason = TextLine("理由", hint="例如：本人 11月20日 来电要求", limit=200)
        form = Form(stacked=True)
        form.add("删除范围", self._scope, needed=True)
        form.add("依据", self._ground, needed=True)
        self._field = form.add("理由", self._reason, needed=True)
        go = button(style, "建议删除", self.confirm, kind="primary", keys="Ctrl+Enter")
        remark = Remark(style, "info", "建议以后由另一个人审批，批准以前什么都不会删除。")
        column(plain("建议删除", "strong"), form, remark, row(None, go, gap=2), gap=3, parent=self)

    def begin(self, ground: ErasureGround) -> None:
        """With the gentlest choice, on the ground that is likely."""
        self._scope.choose(ErasureScope.CONTACT.value)
        self._ground.choose(ground.value)
        self._reason.clear()
        self._field.wrong("")

    def confirm(self) -> None:
        """Propose, or say what is missing."""
        reason = self._reason.text().strip()
        self._field.wrong("" if reason else "请写理由。")
        if reason:
            self._propose(self._scope.code, self._ground.code, reason)
        else:
            self._reason.setFocus()


class ApprovePanel(QWidget):
    """审批删除: by another person than the one who proposed, here or with name and passphrase."""

    def __init__(self, style: Style, approve: Callable[[str, str], None], keep: Callable[[str], None]) -> None:
        super().__init__()
        self._approve, self._keep = approve, keep
        self._own = Remark(style, "info", "这是您建议的。请另一位同事来这里输入姓名和口令审批。")
        self._name, self._pass = TextLine("审批人"), TextLine("审批人的口令", secret=True)
        self._remark = TextLine("不批准的理由", limit=200)
        form = Form(stacked=True)
        self._name_field = form.add("审批人", self._name, needed=True)
        self._pass_field = form.add("口令", self._pass, needed=True)
        self._remark_field = form.add("不批准时写明理由", self._remark)
        self._no = button(style, "不批准", self.refuse)
        yes = button(style, "批准并删除", self.confirm, kind="primary", icon="check", keys="Ctrl+Enter")
        warning = Remark(style, "warn", "删除以后不能恢复。")
        column(self._own, form, warning, row(None, self._no, yes, gap=2), gap=3, parent=self)
        self._mine = False

    def begin(self, *, mine: bool) -> None:
        """Empty; ``mine`` when whoever sits here proposed it."""
        self._mine = mine
        self._own.setVisible(mine)
        for field in (self._name_field, self._pass_field):
            field.show(shown=mine)
            field.wrong("")
        self._remark_field.show(shown=not mine)
        self._no.setVisible(not mine)
        for line in (self._name, self._pass, self._remark):
            line.clear()
        self._remark_field.wrong("")

    def forget(self) -> None:
        """A passphrase does not stay on the screen."""
        self._pass.clear()

    def confirm(self) -> None:
        """Approve, or say who is missing."""
        if self._mine and not (self._name.text().strip() and self._pass.text()):
            self._name_field.wrong("" if self._name.text().strip() else "请写审批人的姓名。")
            self._pass_field.wrong("" if self._pass.text() else "请由审批人输入口令。")
            (self._pass if self._name.text().strip() else self._name).setFocus()
            return
        self._approve(self._name.text().strip(), self._pass.text())

    def refuse(self) -> None:
        """Do not approve, or ask for the reason."""
        remark = self._remark.text().strip()
        self._remark_field.wrong("" if remark else "请写不批准的理由。")
        if remark:
            self._keep(remark)
        else:
            self._remark.setFocus()


class RegisterPanel(QWidget):
    """登记请求: what a person asked for at the office itself."""

    def __init__(self, style: Style, register: Callable[[str, str, date], None], today: date) -> None:
        super().__init__()
        self._register = register
        self._kind = Choice("请求", KINDS)
        self._reason = TextLine("请求的内容", hint="本人怎样说的", limit=200)
        self._day = DateField("提出日期", today)
        form = Form(stacked=True)
        form.add("请求", self._kind, needed=True)
        self._field = form.add("请求的内容", self._reason, needed=True)
        form.add("提出日期", self._day, needed=True)
        go = button(style, "登记请求", self.confirm, icon="plus")
        column(plain("登记请求", "strong"), form, row(None, go, gap=2), gap=3, parent=self)

    def begin(self, today: date) -> None:
        """To look into what is held is what people ask for most."""
        self._kind.choose(RequestKind.ACCESS.value)
        self._reason.clear()
        self._day.put(today)
        self._field.wrong("")

    def confirm(self) -> None:
        """Enter it, or say what is missing."""
        reason = self._reason.text().strip()
        self._field.wrong("" if reason else "请写本人请求什么。")
        if reason:
            self._register(self._kind.code, reason, self._day.day)
        else:
            self._reason.setFocus()
