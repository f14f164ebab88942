"""整理稿: the office's wording beside the citizen's, with what was put in marked and what was taken out said."""

from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.rules.differences import differences
from baixing_desktop.domain.screening import ClueEdition
from ui.style import Style
from ui.text import plain
from ui.widgets.layouts import column, line
from ui.widgets.marked_text import MarkedText

_MOST_SAID = 60
_NAMES = ("标题", "情况分析", "具体建议")


class EditionView(QWidget):
    """Hidden while there is no edition."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._head = plain("", "soft", wrap=True)
        self._texts = [MarkedText(style, f"整理稿的{name}") for name in _NAMES]
        self._gone = [plain("", "small", wrap=True) for _ in _NAMES]
        self._lineage = plain("", "soft", wrap=True)
        self._holder = QWidget()
        body = column(self._head, gap=2, parent=self._holder)
        for name, text, gone in zip(_NAMES, self._texts, self._gone, strict=True):
            body.addWidget(plain(name, "soft"))
            body.addWidget(text)
            body.addWidget(gone)
        column(self._lineage, self._holder, line(), gap=2, parent=self)

    def put(self, content: ClueContent, edition: ClueEdition | None, lineage: str) -> None:
        """Show the edition beside ``content``, and where the clue comes from or went to."""
        self._lineage.setText(lineage)
        self._lineage.setVisible(bool(lineage))
        self.setVisible(edition is not None or bool(lineage))
        self._holder.setVisible(edition is not None)
        if edition is None:
            return
        why = f"，{edition.reason}" if edition.reason else ""
        self._head.setText(f"整理稿（第 {edition.ordinal} 稿，{edition.actor}{why}），底色为新增文字")
        ours = (edition.title, edition.analysis, edition.suggestions)
        theirs = (content.title, content.analysis, content.suggestions)
        for before, after, text, gone in zip(theirs, ours, self._texts, self._gone, strict=True):
            found = differences(before, after)
            text.put_spans(after, found.added)
            removed = "”“".join(before[start:end].replace("\n", " ") for start, end in found.removed)
            gone.setText(f"删去：“{removed[:_MOST_SAID]}{'…' if len(removed) > _MOST_SAID else ''}”" if removed else "")
            gone.setVisible(bool(removed))
