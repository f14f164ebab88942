"""One clue to read: the citizen's words, the masked contact, and what happened to it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import TimelineEntry
from baixing_desktop.domain.states import ClueState
from baixing_desktop.usecases.wording import contact_words
from ui.colleagues import ColleagueLine, Colleagues
from ui.pages.clues.marking import MARK, MARK_KEYS
from ui.pages.clues.presenter import ClueView
from ui.pages.wording import size_words, state_tone, state_words
from ui.style import Style, space
from ui.text import plain, selectable, set_tone
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import card, clear, column, line, row
from ui.words import say_moment

_READING_EM = 42  # reading text stays within about forty characters a line


class ClueText(QWidget):
    """The citizen's own words and data, and which of the ``colleagues`` has it open too. ``reveal`` fires when the
    contact is asked for.
    """

    reveal = Signal()

    def __init__(
        self, style: Style, colleagues: Colleagues | None = None, remark: Callable[[], object] | None = None
    ) -> None:
        """``remark`` changes the marks of the clue, where the page can."""
        super().__init__()
        self._style = style
        self._can_mark = remark is not None
        self._marked = plain("", wrap=True)
        self._remark = button(style, MARK, remark or (lambda: None), kind="quiet", keys=MARK_KEYS)
        self._beside = ColleagueLine(colleagues) if colleagues else None
        self._number, self._state = plain("", "soft"), plain("", "strong")
        self._title = selectable("", "heading")
        self._reason = plain("", wrap=True, tone="warn")
        self._meta = plain("", "small", wrap=True)
        self._analysis, self._suggestions = selectable(), selectable()
        self._contact = selectable()
        self._consents = plain("", "small", wrap=True)
        self._files = plain("", wrap=True)
        self._show = button(style, "显示联系方式", self.reveal.emit, kind="quiet", icon="eye", keys="F9")
        top = FlowLayout(gap=3)
        for each in (self._number, self._state):
            top.addWidget(each)
        above = [self._beside] if self._beside else []
        self._marks = QWidget()
        marks = row(gap=2, parent=self._marks)
        marks.addWidget(self._marked, 1)
        marks.addWidget(self._remark)
        self._body = column(*above, top, self._title, self._marks, self._reason, self._meta, gap=2, parent=self)
        for words, text in (("情况分析", self._analysis), ("具体建议", self._suggestions)):
            self._body.addSpacing(space(1))
            self._body.addWidget(plain(words, "soft"))
            self._body.addWidget(text)
        person = column(self._contact, row(self._show, None, gap=0), gap=0)
        self._body.addWidget(line())
        self._body.addLayout(person)
        for widget in (self._consents, self._files):
            self._body.addWidget(widget)
        style.changed.connect(self._measure)
        self._measure()

    def put(self, view: ClueView) -> None:
        """Show this clue with its contact masked."""
        clue, content = view.clue, view.clue.content
        if self._beside:
            self._beside.put(clue.id)
        self._number.setText(clue.number)
        self._state.setText(_state_sentence(view))
        set_tone(self._state, state_tone(clue))
        self._title.setText(content.title or "（还没有标题）")
        markable = view.markable and self._can_mark
        self._marked.setText(f"标记：{view.marked or '还没有'}")
        self._remark.setVisible(markable)
        self._marks.setVisible(markable or bool(view.marked))
        returned = clue.workroom_state is ClueState.RETURNED or bool(clue.return_reason)
        self._reason.setText(f"{state_words(clue)}：{clue.return_reason}" if returned and clue.return_reason else "")
        self._reason.setVisible(bool(self._reason.text()))
        day = f"{content.received_on:%Y-%m-%d}" if content.received_on else "未填日期"
        self._meta.setText("　".join(w for w in (view.source, content.receiver, day) if w))
        self._analysis.setText(content.analysis or "（未填）")
        self._suggestions.setText(content.suggestions or "（未填）")
        self.put_contact(content.contributor, masked=True)
        if view.erased:
            self._contact.setText(view.erased)
        agreed = content.consents
        given = [("收集", agreed.collect), ("转承办单位", agreed.handover), ("宣传使用", agreed.publicity)]
        self._consents.setText("反映人同意：" + ("、".join(w for w, yes in given if yes) or "未勾选"))
        self._consents.setVisible(not content.contributor.anonymous)
        names = "，".join(f"{a.name}（{size_words(a.length)}）" for a in content.attachments)
        self._files.setText(f"附件：{names}" + (f"\n{view.files}" if view.files else ""))
        self._files.setVisible(bool(names))

    def put_contact(self, person: Contributor, *, masked: bool) -> None:
        """Show the contact, masked or in full."""
        words = contact_words(person)
        self._contact.setText("匿名，没有留联系方式" if person.anonymous else f"联系人　{words}")
        self._show.setVisible(masked and not person.anonymous and bool(words))

    def _measure(self) -> None:
        for text in (self._title, self._analysis, self._suggestions):
            text.setMaximumWidth(self._style.pixels("base") * _READING_EM)


class Timeline(QWidget):
    """What happened, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._list = QVBoxLayout()
        self._list.setSpacing(space(2))
        column(plain("经过", "strong"), self._list, gap=2, parent=self)

    def put(self, entries: Sequence[TimelineEntry], now: datetime) -> None:
        """Show these entries."""
        clear(self._list)
        for entry in entries:
            when = plain(say_moment(entry.at, now), "small")
            what = plain(entry.text, wrap=True)
            words: list[QLabel] = [when, what]
            if entry.detail:
                words.append(plain(entry.detail, "soft", wrap=True))
            self._list.addLayout(column(*words, gap=0))
        if not entries:
            self._list.addWidget(plain("还没有经过。", "soft"))


class DetailPane(QWidget):
    """A clue with buttons below its head; what the buttons do belongs to the page."""

    def __init__(
        self,
        style: Style,
        buttons: Sequence[QWidget],
        reveal: Callable[[], None],
        remark: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.text = ClueText(style, remark=remark)
        self.text.reveal.connect(reveal)
        self._timeline = Timeline()
        box, history = card(), card()
        bar = FlowLayout(gap=2)
        for each in buttons:
            bar.addWidget(each)
        column(bar, self.text, gap=3, margin=4, parent=box)
        column(self._timeline, gap=0, margin=4, parent=history)
        column(box, history, None, gap=4, parent=self)

    def put(self, view: ClueView, now: datetime) -> None:
        """Show this clue."""
        self.text.put(view)
        self._timeline.put(view.history, now)


def _state_sentence(view: ClueView) -> str:
    clue = view.clue
    if state_words(clue) == label(ClueState.ACKNOWLEDGED) and clue.receipt_number:
        return f"{label(ClueState.ACKNOWLEDGED)}（回执 {clue.receipt_number}）"
    return state_words(clue)
