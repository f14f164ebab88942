"""One clue or proposal to read: its facts, its words, and what happened to it."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.rules.claiming import Stage
from ui.pages.claims.presenter import Shown
from ui.pages.clues.detail import Timeline
from ui.style import Style, space
from ui.text import plain, selectable
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import column, line

_READING_EM = 42  # as the clue's own words are measured

_EMPTY = {
    Stage.TO_OFFER: "没有待遴选的线索。在“分类·转办”里按“本区·一般”分类的线索会到这里",
    Stage.OFFERED: "认领目录里没有待认领的线索",
}


class ItemText(QWidget):
    """Without anybody's contact: it is what the catalogue or the proposal may show."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._number, self._state = plain("", "soft"), plain("", "strong")
        self._title = selectable("", "heading")
        self._facts = selectable()
        self._heads = [(plain("", "soft"), selectable()) for _ in range(2)]
        self._timeline = Timeline()
        top = FlowLayout(gap=3)
        top.addWidget(self._number)
        top.addWidget(self._state)
        body = column(top, self._title, gap=2, parent=self)
        body.addWidget(self._facts)
        for head, text in self._heads:
            body.addSpacing(space(1))
            body.addWidget(head)
            body.addWidget(text)
        body.addWidget(line())
        body.addWidget(self._timeline)
        style.changed.connect(self._measure)
        self._measure()

    def put(self, shown: Shown, now: datetime) -> None:
        """Show this item."""
        self._number.setText(shown.number)
        self._number.setVisible(bool(shown.number))
        self._state.setText(shown.state)
        self._title.setText(shown.title)
        self._facts.setText("\n".join(shown.facts))
        self._facts.setVisible(bool(shown.facts))
        for (head, text), (title, words) in zip(self._heads, shown.texts, strict=True):
            head.setText(title)
            text.setText(words)
        self._timeline.put(shown.history, now)

    def _measure(self) -> None:
        for text in (self._title, self._facts, *(text for _, text in self._heads)):
            text.setMaximumWidth(self._style.pixels("base") * _READING_EM)


def empty_words(stage: Stage) -> str:
    """What a stage without anything says."""
    return _EMPTY.get(stage, "这一阶段没有内容")


def nothing_to_do(shown: Shown | None) -> str:
    """Why nothing can be done with this one here."""
    if shown is not None and shown.proposal is not None and shown.proposal.results:
        return "交办函在“分类·转办”里发出、登记答复和联系群众；都办结以后，可以在这里办结提案。"
    return "这一件现在没有您要办的事。审查立案由提案委办理。"
