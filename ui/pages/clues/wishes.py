"""群众要求: a citizen takes a clue back, changes a consent, or wants the data erased (PIPL 15, 47; safety P6)."""

from collections.abc import Callable
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.domain.clue import Clue, Consents
from baixing_desktop.errors import UserError
from baixing_desktop.usecases import messages
from baixing_desktop.usecases.desk import Desk
from ui.context import Context
from ui.qt import set_shortcuts
from ui.shell.notices import ProblemBar
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Check, TextArea
from ui.widgets.fitting import fit
from ui.widgets.form import Form
from ui.widgets.layouts import Scrolled, card, column, row
from ui.widgets.one_of import OneOf
from ui.widgets.tabs import Tabs

_CONSENT, _WITHDRAW, _ERASE = "consent", "withdraw", "erase"
_TABS = ((_CONSENT, "变更同意"), (_WITHDRAW, "撤回线索"), (_ERASE, "删除个人信息"))
_DONE = {_CONSENT: "已记下同意事项", _WITHDRAW: "已撤回", _ERASE: "已记下删除请求"}
_WHAT_FOLLOWS = {
    _CONSENT: "从现在起生效，签过字的表不变。撤回“收集和保存”的，区办公室会去除联系方式。",
    _WITHDRAW: "区办公室收到后停止办理，已经发出的会通知收回。线索仍可查看。",
    _ERASE: "由区办公室两人审批，30 日内答复反映人。",
}


class WishDialog(QDialog):
    """One clue, one wish, one press; the office hears of it with the next report."""

    def __init__(self, context: Context, clue: Clue, done: Callable[[str, Changes], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"群众要求　{clue.number}")
        self._context, self._clue, self._told = context, clue, done
        self._busy = False
        self._problem = ProblemBar(context.style)
        self._tabs = Tabs("群众要求什么", _TABS)
        self._tabs.picked.connect(self._pick)
        given = clue.content.consents
        self._collect = self._check("同意收集和保存联系方式", checked=given.collect)
        self._handover = self._check("同意把联系方式交给承办单位", checked=given.handover)
        self._publicity = self._check("同意公开宣传", checked=given.publicity)
        self._reason = TextArea("理由", hint="反映人怎样说的", least=2, most=6)
        self._follows = plain("", "soft", wrap=True)
        self._parts = OneOf()
        self._build()
        self._pick(_CONSENT)
        self._collect.setFocus()
        fit(self, context.style, 560, self._body)

    @classmethod
    def present(cls, parent: QWidget, context: Context, clue: Clue, done: Callable[[str, Changes], None]) -> Self:
        """Open over ``parent``'s window; ``done`` hears what was done in words, and what changed."""
        dialog = cls(context, clue, done, parent.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def confirm(self) -> None:
        """Write it down, or say what is missing."""
        wish, reason = self._tabs.chosen, self._reason.toPlainText().strip()
        lacking = wish != _CONSENT and not reason
        self._field.wrong("请写反映人说的理由。" if lacking else "")
        if lacking:
            self._reason.setFocus()
        elif not self._busy:
            self._busy = True
            act = self._act(wish, reason)
            desk = self._context.desk
            self._context.jobs.run(self, lambda: act(desk), lambda changes: self._finish(wish, changes), self._failed)

    def _act(self, wish: str, reason: str) -> Callable[[Desk], Changes]:
        clue_id = self._clue.id
        if wish == _WITHDRAW:
            return lambda desk: messages.withdraw_clue(desk, clue_id, reason)[1]
        if wish == _ERASE:
            return lambda desk: messages.request_erasure(desk, clue_id, reason, desk.today())[1]
        agreed = Consents(
            self._collect.isChecked(),
            self._handover.isChecked(),
            self._publicity.isChecked(),
            self._clue.content.consents.notice,
        )
        return lambda desk: messages.change_consents(desk, clue_id, agreed)[1]

    def _finish(self, wish: str, changes: Changes) -> None:
        self.accept()
        self._told(f"{_DONE[wish]}：{self._clue.number}。下次报送时告诉区办公室。", changes)

    def _failed(self, error: UserError) -> None:
        self._busy = False
        self._problem.show_problem(error)

    def _pick(self, wish: str) -> None:
        self._tabs.choose(wish)
        self._parts.show_one(self._agreed if wish == _CONSENT else self._why)
        self._follows.setText(_WHAT_FOLLOWS[wish])
        self._field.wrong("")

    def _build(self) -> None:
        style = self._context.style
        self._agreed, self._why = QWidget(), Form(stacked=True)
        column(self._collect, self._handover, self._publicity, gap=2, parent=self._agreed)
        self._field = self._why.add("理由", self._reason, needed=True)
        for part in (self._agreed, self._why):
            self._parts.add(part)
        self._go = button(style, "记下", self.confirm, kind="primary", keys="Ctrl+Enter")
        cancel = button(style, "取消", self.reject, keys="Esc")
        foot = card("bar")
        row(None, cancel, self._go, gap=2, parent=foot).setContentsMargins(16, 10, 16, 10)
        body = self._body = QWidget()
        column(self._tabs, self._parts, self._follows, None, gap=3, margin=4, parent=body)
        column(self._problem, Scrolled(body), foot, gap=0, parent=self)
        action = QAction(self)
        set_shortcuts(action, ["Ctrl+Return", "Ctrl+Enter"])
        action.triggered.connect(self._go.click)
        self.addAction(action)

    @staticmethod
    def _check(words: str, *, checked: bool) -> Check:
        made = Check(words)
        made.setChecked(checked)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return made
