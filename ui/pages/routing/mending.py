"""撤回催办 and 更正发函日期: what stands beside the steps of a letter is put right."""

from datetime import date

from baixing_desktop.domain.states import Action
from ui.pages.routing.beside import reminder_words
from ui.pages.routing.beside_panels import ReasonPanel
from ui.pages.routing.panels import Act
from ui.pages.routing.presenter import CaseView
from ui.text import plain


class UnremindPanel(ReasonPanel):
    """撤回催办: the newest one."""

    words, heading, action, dated = "撤回催办", "这次催办哪里登记错了？", Action.UNREMIND, False
    note = "撤回的内容保留可查。书面催办的函号在发文登记里作废，不再使用。"

    def build(self) -> None:
        """Which one it is, above the rest."""
        self._which = plain("", wrap=True)
        self.body.addWidget(self._which)
        super().build()

    def begin(self, case: CaseView) -> None:
        """The newest."""
        super().begin(case)
        newest = case.history.reminders[-1:] if case.history else ()
        self._which.setText("".join(f"撤回最近一次催办：{reminder_words(one, self.today)}" for one in newest))

    def reasoned(self, case: CaseView, reason: str, on: date) -> Act | None:
        """Take it back."""
        newest = case.history.reminders[-1] if case.history and case.history.reminders else None
        return (lambda: self.presenter.beside.unremind(newest, reason)) if newest else None


class CorrectIssuePanel(ReasonPanel):
    """更正发函日期."""

    words, heading, action, day_label = "更正发函日期", "发函日期为什么要更正？", Action.CORRECT_ISSUE, "发函日期"
    note = "函号不变，发文登记里的日期随之更正，原来的日期保留可查。已经寄出的函上的日期不会变，需要时请重新打印。"

    def begin(self, case: CaseView) -> None:
        """The day as it stands."""
        super().begin(case)
        if case.forwarding and case.forwarding.issued_on:
            self.day.put(case.forwarding.issued_on)
