"""The forms in which the office words a clue anew, or makes several of one; the original stays in sight beside them."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from baixing_desktop.domain.rules.registration import TITLE_LIMIT
from baixing_desktop.usecases.curating import Wording
from ui.style import Style, space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import TextArea, TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import column, row

MOST_PARTS = 5
_EMPTY = Wording("", "", "")


class WordingFields(QWidget):
    """Title, analysis and suggestions; ``place`` stands in the names of the fields (``第 2 件``)."""

    def __init__(self, heading: str = "", place: str = "") -> None:
        super().__init__()
        self.title = TextLine(f"{place}标题", hint="一条线索只说一件事", limit=TITLE_LIMIT)
        self._analysis = TextArea(f"{place}情况分析", least=3)
        self._suggestions = TextArea(f"{place}具体建议", least=2)
        form = Form(stacked=True)
        self._field = form.add("标题", self.title, needed=True)
        form.add("情况分析", self._analysis, needed=True)
        form.add("具体建议", self._suggestions, needed=True)
        column(*([plain(heading, "strong")] if heading else []), form, gap=2, parent=self)

    @property
    def wording(self) -> Wording:
        """What is written now."""
        return Wording(self.title.text(), self._analysis.toPlainText(), self._suggestions.toPlainText()).cleaned()

    def put(self, wording: Wording) -> None:
        """Show these texts."""
        self.title.setText(wording.title)
        self._analysis.setPlainText(wording.analysis)
        self._suggestions.setPlainText(wording.suggestions)
        self._field.wrong("")

    def complain(self) -> bool:
        """Say what is missing and go there; whether anything is."""
        whole = self.wording.is_whole()
        self._field.wrong("" if whole else "标题、情况分析和具体建议都要写。")
        if not whole:
            wording = self.wording
            empty = self.title if not wording.title else self._analysis if not wording.analysis else self._suggestions
            empty.setFocus()
        return not whole


class EditForm(QFrame):
    """修改整理稿; ``decide(wording, reason)``."""

    words = "保存整理稿"

    def __init__(self, decide: Callable[[Wording, str], None]) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._decide = decide
        self._fields = WordingFields()
        self._reason = TextLine("修改说明", hint="可以不写", limit=60)
        form = Form(stacked=True)
        form.add("修改说明", self._reason)
        note = plain("原文不会改动。转送函、汇编和认领目录用整理稿，附件3仍是原文。", "soft", wrap=True)
        column(plain("整理稿", "heading"), note, self._fields, form, gap=3, margin=4, parent=self)

    def begin(self, wording: Wording) -> None:
        """Start from the wording in force."""
        self._fields.put(wording)
        self._reason.clear()
        self._fields.title.setFocus()

    def confirm(self) -> None:
        """Save, or say what is missing."""
        if not self._fields.complain():
            self._decide(self._fields.wording, self._reason.text().strip())


class SplitForm(QFrame):
    """拆分; ``decide(kept, parts, reason)``."""

    words = "拆分"

    def __init__(self, style: Style, decide: Callable[[Wording, tuple[Wording, ...], str], None]) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._decide = decide
        self._parts: list[WordingFields] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space(4))
        self._reason = TextLine("拆分说明", hint="可以不写", limit=60)
        form = Form(stacked=True)
        form.add("拆分说明", self._reason)
        self._more = button(style, "再加一件", self._add, icon="plus")
        note = plain("第 1 件留在原编号；其余各件另成线索，反映人、同意事项和附件相同，分别审核。", "soft", wrap=True)
        more = row(self._more, None)
        column(plain("拆分为几条", "heading"), note, self._rows, more, form, gap=3, margin=4, parent=self)
        for _ in range(MOST_PARTS):
            self._make()

    def begin(self, wording: Wording) -> None:
        """The first matter starts from the whole text, the second is empty."""
        for number, part in enumerate(self._parts):
            part.put(wording if number == 0 else _EMPTY)
            part.setVisible(number < 2)
        self._reason.clear()
        self._more.show()
        self._parts[0].title.setFocus()

    def confirm(self) -> None:
        """Split, or say what is missing; a further matter in which nothing is written does not count."""
        shown = [part for part in self._parts if not part.isHidden()]
        counted = shown[:2] + [part for part in shown[2:] if part.wording != _EMPTY]
        if any(part.complain() for part in counted):
            return
        kept, *parts = (part.wording for part in counted)
        self._decide(kept, tuple(parts), self._reason.text().strip())

    def _add(self) -> None:
        hidden = [part for part in self._parts if part.isHidden()]
        hidden[0].show()
        hidden[0].title.setFocus()
        self._more.setVisible(len(hidden) > 1)

    def _make(self) -> None:
        number = len(self._parts) + 1
        heading = f"第 {number} 件（留在原编号）" if number == 1 else f"第 {number} 件"
        made = WordingFields(heading, f"第 {number} 件")
        self._parts.append(made)
        self._rows.addWidget(made)
