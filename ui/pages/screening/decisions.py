"""The small forms that a decision against a clue needs: why, and where to instead. Whoever shows one puts a button
with its ``words`` where it stays in sight.
"""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QWidget

from ui.pages.screening.presenter import DECLINES, RETENTIONS, RETURNS, Suggestion
from ui.pages.screening.shelves import Shelf
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import TextArea, TextLine
from ui.widgets.flow import FlowLayout
from ui.widgets.form import Form
from ui.widgets.layouts import column


class ReasonForm(QFrame):
    """Reason, and where it is asked for a referral; ``decide(reason, referral)`` is called when both are there."""

    def __init__(
        self,
        style: Style,
        title: str,
        suggestions: Sequence[Suggestion],
        *,
        referral: bool,
        words: str,
        decide: Callable[[str, str], None],
    ) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._style, self._decide, self._asks_referral, self.words = style, decide, referral, words
        self._reason = TextArea(f"{title}的理由", hint="写清楚，工作室会原样转告反映人", least=3, most=8)
        self._referral = TextLine("建议去向", hint="反映人可以找谁", limit=60)
        form = Form(stacked=True)
        self._reason_field = form.add("理由", self._reason, needed=True)
        if referral:
            self._referral_field = form.add("建议去向", self._referral, needed=True)
        else:
            # Not seen, but of this form: a widget that stands nowhere is let go of by any thread.
            self._referral.setParent(self)
            self._referral.hide()
        column(plain(title, "heading"), self._chips(suggestions), form, gap=3, margin=4, parent=self)

    def begin(self) -> None:
        """Start with empty fields."""
        self._reason.clear()
        self._referral.clear()
        self._complain("", "")
        self._reason.setFocus()

    def confirm(self) -> None:
        """Decide, or say what is missing."""
        reason, referral = self._reason.toPlainText().strip(), self._referral.text().strip()
        lacking = "" if referral or not self._asks_referral else "请写反映人可以找谁。"
        self._complain("" if reason else "请写理由。", lacking)
        if reason and not lacking:
            self._decide(reason, referral)
        else:
            (self._referral if reason else self._reason).setFocus()

    def _complain(self, reason: str, referral: str) -> None:
        self._reason_field.wrong(reason)
        if self._asks_referral:
            self._referral_field.wrong(referral)

    def _chips(self, suggestions: Sequence[Suggestion]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=2)
        for each in suggestions:
            flow.addWidget(button(self._style, each.words, lambda each=each: self._take(each)))
        return holder

    def _take(self, suggestion: Suggestion) -> None:
        self._reason.setPlainText(suggestion.reason)
        self._referral.setText(suggestion.referral)
        self._reason.setFocus()


def return_form(style: Style, decide: Callable[[str, str], None]) -> ReasonForm:
    """For 退回补充."""
    return ReasonForm(style, "退回补充", RETURNS, referral=False, words="退回补充", decide=decide)


def retain_form(style: Style, decide: Callable[[str, str], None]) -> ReasonForm:
    """For 受理并留存."""
    return ReasonForm(style, "受理并留存", RETENTIONS, referral=False, words="受理并留存", decide=decide)


def again_form(shelf: Shelf, style: Style, decide: Callable[[str, str], None]) -> ReasonForm:
    """For taking up what was put aside on ``shelf``."""
    return ReasonForm(style, shelf.question, (), referral=False, words=shelf.words, decide=decide)


def decline_form(style: Style, decide: Callable[[str, str], None]) -> ReasonForm:
    """For 不予采用."""
    return ReasonForm(style, "不予采用", DECLINES, referral=True, words="不予采用", decide=decide)
