"""疑似重复: clues that may be about the same matter, why, and what to do about it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.rules.similarity import Likeness, Verdict
from baixing_desktop.usecases.duplicates import Candidate
from ui.pages.clues.presenter import ClueView
from ui.style import Style, space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import clear, column, row
from ui.widgets.marked_text import MarkedText

_TONES = {Verdict.SAME: "warn", Verdict.RELATED: "", Verdict.DIFFERENT: ""}

Choice = Callable[[Candidate], object]


class AlikePanel(QWidget):
    """The candidates below each other, the most alike first; each with its reasons and its buttons.

    Those that are only somewhat alike stand apart below: they can be read side by side, and are not counted or offered.
    """

    def __init__(self, style: Style, *, merge: Choice, apart: Choice, compare: Choice) -> None:
        super().__init__()
        self._style, self._merge, self._apart, self._compare = style, merge, apart, compare
        self._head = plain("疑似重复", "strong")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space(4))
        column(self._head, self._rows, gap=2, parent=self)

    def wait(self) -> None:
        """Another clue is on the desk: what was said of the one before is no longer true."""
        clear(self._rows)
        self._head.setText("疑似重复")
        self._rows.addWidget(plain("正在查找相近的线索。", "soft"))

    def put(self, candidates: Sequence[Candidate]) -> None:
        """Show these."""
        clear(self._rows)
        near, far = ([c for c in candidates if faint(c) is wanted] for wanted in (False, True))
        self._head.setText(f"疑似重复（{len(near)}）" if near else "疑似重复")
        if not near:
            self._rows.addWidget(plain("没有找到相近的线索。", "soft"))
        for place, candidate in enumerate(near):
            self._rows.addLayout(self._row(candidate, first=place == 0))
        if far:
            self._rows.addWidget(plain("只是有些相近", "soft"))
        for place, candidate in enumerate(far):
            self._rows.addLayout(self._faint_row(candidate, first=place == 0 and not near))

    def _row(self, candidate: Candidate, *, first: bool) -> QVBoxLayout:
        likeness = candidate.likeness
        head = plain(f"{_percent(likeness)}　{label(likeness.verdict)}", "strong", tone=_TONES[likeness.verdict])
        body = column(
            head,
            plain(f"{candidate.clue.number}　{candidate.clue.title}", wrap=True),
            plain(reasons(candidate), "small", wrap=True),
            gap=1,
        )
        body.addLayout(self._buttons(candidate, first=first))
        return body

    def _faint_row(self, candidate: Candidate, *, first: bool) -> QVBoxLayout:
        body = column(
            plain(f"{candidate.clue.number}　{candidate.clue.title}", "soft", wrap=True),
            plain(f"{_percent(candidate.likeness)}　{reasons(candidate)}", "small", wrap=True),
            gap=1,
        )
        body.addLayout(self._flow(candidate, [self._compare_button(candidate, first=first)]))
        return body

    def _buttons(self, candidate: Candidate, *, first: bool) -> FlowLayout:
        style = self._style
        apart = button(style, "不是同一件", lambda: self._apart(candidate), keys="N" if first else "", show_keys=first)
        made = [self._compare_button(candidate, first=first), apart]
        if candidate.obstacle is None:
            merge = button(style, "并案", lambda: self._merge(candidate), keys="M" if first else "", show_keys=first)
            made.insert(1, merge)
        return self._flow(candidate, made)

    def _compare_button(self, candidate: Candidate, *, first: bool) -> QPushButton:
        return button(self._style, "对照", lambda: self._compare(candidate), keys="C" if first else "", show_keys=first)

    def _flow(self, candidate: Candidate, made: Sequence[QPushButton]) -> FlowLayout:
        flow = FlowLayout(gap=2)
        for each in made:
            each.setAccessibleName(f"{each.accessibleName()}：{candidate.clue.number}")
            flow.addWidget(each)
        return flow


class ComparePanel(QFrame):
    """One candidate in full beside the clue on the desk; what both say is marked."""

    def __init__(
        self, style: Style, *, merge: Callable[[], object], apart: Callable[[], object], close: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._title = plain("", "heading", wrap=True)
        self._meta = plain("", "small", wrap=True)
        self._why = plain("", "soft", wrap=True)
        self._analysis = MarkedText(style, "对照线索的情况分析")
        self._suggestions = MarkedText(style, "对照线索的具体建议")
        self._merge = button(style, "并案", merge, keys="M", show_keys=True)
        self._close = button(style, "返回", close, keys="Esc")
        foot = row(self._close, None, button(style, "不是同一件", apart, keys="N", show_keys=True), self._merge, gap=2)
        parts = (plain("情况分析", "soft"), self._analysis, plain("具体建议", "soft"), self._suggestions)
        column(plain("对照", "strong"), self._title, self._meta, self._why, *parts, foot, gap=2, margin=4, parent=self)

    def put(self, candidate: Candidate, view: ClueView) -> None:
        """Show this candidate, read as ``view``."""
        content, passages = view.clue.content, candidate.likeness.passages
        self._title.setText(content.title)
        self._meta.setText(f"{view.clue.number}　{view.unit}")
        likeness = candidate.likeness
        said = "只是有些相近" if faint(candidate) else label(likeness.verdict)
        self._why.setText(f"{_percent(likeness)}　{said}：{reasons(candidate)}")
        self._analysis.put(content.analysis, passages)
        self._suggestions.put(content.suggestions, passages)
        self._merge.setVisible(candidate.obstacle is None)
        self._close.setFocus()


def faint(candidate: Candidate) -> bool:
    """Whether it is only somewhat alike: for whoever wants to look on, and never offered as the same."""
    return candidate.likeness.verdict is Verdict.DIFFERENT


def reasons(candidate: Candidate) -> str:
    """Why this one is offered, and what stands in the way, in sentences."""
    likeness = candidate.likeness
    said = [
        f"都提到“{'”“'.join(likeness.places[:2])}”" if likeness.places else "",
        f"相同语句 {len(likeness.passages)} 处" if likeness.passages else "",
        "同一反映人" if candidate.same_person else "",
        f"所指不同：{'、'.join(likeness.differing[:4])}" if likeness.differing else "",
        f"不能并入：{label(candidate.obstacle)}" if candidate.obstacle else "",
    ]
    return "；".join(words for words in said if words) + "。" if any(said) else "用词相近。"


def _percent(likeness: Likeness) -> str:
    return f"{round(likeness.score * 100)}%"
