"""社区上报 on 登记: what a community reported is written down, and then completed like any other clue."""

from collections.abc import Callable
from typing import Self

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.rules.registration import TITLE_LIMIT
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.community import CommunityForm, take_community_item
from ui.context import Context
from ui.qt import set_shortcuts
from ui.shell.notices import ProblemBar
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, DateField, TextArea, TextLine
from ui.widgets.fitting import fit
from ui.widgets.form import Field, Form
from ui.widgets.layouts import Scrolled, card, column, row

Taken = Callable[[Clue, Changes], None]


class CommunityDialog(QDialog):
    """``taken`` hears of the clue that was written down."""

    def __init__(self, context: Context, taken: Taken, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("社区上报")
        self._context, self._taken, self._busy = context, taken, False
        desk = context.desk
        known = [(one.code, one.name) for one in desk.reference.communities_of(desk.unit.code)]
        self._problem = ProblemBar(context.style)
        self._community = Choice("社区", known, hint="请选社区")
        self._organisation = TextLine("登记的组织", hint="例如：某某社区党委", limit=60)
        self._day = DateField("社区登记日期", desk.today())
        self._title = TextLine("标题", hint="一条线索只说一件事", limit=TITLE_LIMIT)
        self._analysis = TextArea("情况分析", hint="社区写了什么，照写", least=3, most=8)
        self._suggestions = TextArea("具体建议", hint="没有可不填", least=2, most=6)
        self._build()
        self._community.setFocus()

    @classmethod
    def present(cls, parent: QWidget, context: Context, taken: Taken) -> Self:
        """Open over ``parent``."""
        dialog = cls(context, taken, parent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def confirm(self) -> None:
        """Write it down, or say what is missing."""
        needed = (
            (self._community, self._community.code, "请选社区。"),
            (self._organisation, self._organisation.text().strip(), "请写社区里登记的组织。"),
            (self._title, self._title.text().strip(), "请写标题。"),
        )
        for control, value, words in needed:
            self._fields[control].wrong("" if value else words)
        empty = next((control for control, value, _ in needed if not value), None)
        if empty is not None:
            empty.setFocus()
        elif not self._busy:
            self._busy = True
            form, desk = self._form(), self._context.desk
            self._context.jobs.run(self, lambda: take_community_item(desk, form), self._done, self._failed)

    def _form(self) -> CommunityForm:
        return CommunityForm(
            self._community.code,
            self._organisation.text(),
            self._day.day,
            self._title.text(),
            self._analysis.toPlainText(),
            self._suggestions.toPlainText(),
        )

    def _done(self, found: tuple[Clue, Changes]) -> None:
        self.accept()
        self._taken(*found)

    def _failed(self, error: UserError) -> None:
        self._busy = False
        self._problem.show_problem(error)

    def _build(self) -> None:
        style, form = self._context.style, Form()
        self._fields: dict[QWidget, Field] = {}
        for words, control, needed in (
            ("社区", self._community, True),
            ("登记的组织", self._organisation, True),
            ("登记日期", self._day, False),
            ("标题", self._title, True),
            ("情况分析", self._analysis, False),
            ("具体建议", self._suggestions, False),
        ):
            self._fields[control] = form.add(words, control, needed=needed)
        go = button(style, "记下社区上报", self.confirm, kind="primary", keys="Ctrl+Enter")
        foot = card("bar")
        row(None, button(style, "取消", self.reject, keys="Esc"), go, gap=2, parent=foot).setContentsMargins(
            16, 10, 16, 10
        )
        body = QWidget()
        why = plain("社区党组织登记后报来的，先记在这里；向反映人问清补齐，再登记、打印、签字。", "soft", wrap=True)
        column(why, form, None, gap=3, margin=4, parent=body)
        column(self._problem, Scrolled(body), foot, gap=0, parent=self)
        fit(self, style, 600, body)
        action = QAction(self)
        set_shortcuts(action, ["Ctrl+Return", "Ctrl+Enter"])
        action.triggered.connect(go.click)
        self.addAction(action)
