"""What the list is narrowed down to, and in which order it goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.lists import ClueOrder
from baixing_desktop.domain.views import Looking, Span
from ui.pages.clues.model import ORDERS
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Check, Choice, DateField
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import row

Options = Sequence[tuple[str, str]]

_SPANS = (
    (Span.ANY, "不限收到日期"),
    (Span.THIS_MONTH, "本月收到"),
    (Span.LAST_MONTH, "上月收到"),
    (Span.THIS_YEAR, "今年收到"),
    (Span.LAST_YEAR, "去年收到"),
    (Span.OWN, "自己选日期"),
)
_SIGNED: dict[str, bool | None] = {"": None, "yes": True, "no": False}
_GONE = "（已不在列表里）"


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen, as codes with their words; empty where this desk has no such thing."""

    sources: Options = ()
    units: Options = ()
    sessions: Options = ()
    topics: Options = ()


class LookingBar(QWidget):
    """``changed`` fires when a person narrows the list down, or turns it round; ``looking`` is what is wanted now."""

    changed = Signal()

    def __init__(self, style: Style, today: date, more: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._today = today
        self._looking = Looking()
        self._source, self._unit = Choice("来源"), Choice("来自哪个单位")
        self._session, self._topic = Choice("接访活动"), Choice("选题")
        self._signed = Choice("签字件", [("", "不限签字"), ("yes", "已签字归档"), ("no", "还没有签字件")])
        self._span = Choice("收到日期", [(span.value, words) for span, words in _SPANS])
        self._first, self._last = DateField("从", today), DateField("到", today)
        self._order = Choice("排序", [(order.value, f"按{words}") for order, words in ORDERS])
        self._backwards = Check("倒过来排")
        # Its words are the longest: at the largest type the arrow would stand on the last of them.
        self._span.setMinimumContentsLength(11)
        self._days = QWidget()
        row(self._first, plain("到", "soft"), self._last, gap=1, parent=self._days)
        clear = button(style, "清除筛选", self.clear, kind="quiet", icon="x")
        self._choices = (self._source, self._unit, self._session, self._topic, self._signed, self._span, self._order)
        flow = FlowLayout(self, gap=2)
        for widget in (*self._choices[:-1], self._days, self._order, self._backwards, clear, *more):
            flow.addWidget(widget)
        for choice in self._choices:
            choice.currentIndexChanged.connect(self._edited)
        for day in (self._first, self._last):
            day.dateChanged.connect(self._edited)
        self._backwards.toggled.connect(self._edited)
        self.offer(Offered())

    @property
    def looking(self) -> Looking:
        """What is wanted now; its tab is not this bar's business."""
        return self._looking

    def offer(self, offered: Offered) -> None:
        """What can be chosen; what was chosen stays so."""
        for choice, options, words in (
            (self._source, offered.sources, "全部来源"),
            (self._unit, offered.units, "全部单位"),
            (self._session, offered.sessions, "全部接访"),
            (self._topic, offered.topics, "全部选题"),
        ):
            choice.offer([("", words), *options])
            choice.setVisible(bool(options))
        self.put(self._looking)

    def put(self, looking: Looking) -> None:
        """Show this way to look; nobody is told."""
        self._looking = looking
        widgets = (*self._choices, self._first, self._last, self._backwards)
        for widget in widgets:
            widget.blockSignals(True)
        signed = next(code for code, value in _SIGNED.items() if value is looking.signed)
        codes = (looking.source, looking.unit, looking.session, looking.topic, signed, looking.span, looking.order)
        for choice, code in zip(self._choices, codes, strict=True):
            _show(choice, code)
        self._first.put(looking.first or self._today)
        self._last.put(looking.last or self._today)
        self._backwards.setChecked(looking.backwards)
        for widget in widgets:
            widget.blockSignals(False)
        self._days.setVisible(looking.span is Span.OWN)

    def clear(self) -> None:
        """Nothing is narrowed down any more; the order stays."""
        self.put(Looking(tab=self._looking.tab, order=self._looking.order, backwards=self._looking.backwards))
        self.changed.emit()

    def sort(self, order: ClueOrder) -> None:
        """Go by this; when the lines go by it already, turn them round."""
        again = order is self._looking.order
        self.put(replace(self._looking, order=order, backwards=again and not self._looking.backwards))
        self.changed.emit()

    def focus(self) -> None:
        """Go to the first thing that can be narrowed down."""
        next(choice for choice in self._choices if choice.isVisibleTo(self)).setFocus()

    def _edited(self) -> None:
        span = Span(self._span.code)
        own = span is Span.OWN
        self._looking = Looking(
            self._looking.tab,
            self._source.code,
            self._unit.code,
            self._session.code,
            self._topic.code,
            _SIGNED[self._signed.code],
            span,
            self._first.day if own else None,
            self._last.day if own else None,
            ClueOrder(self._order.code),
            self._backwards.isChecked(),
        )
        self._days.setVisible(own)
        self.changed.emit()


def _show(choice: Choice, code: str) -> None:
    """A kept view may ask for what is no longer offered: it is said, not forgotten."""
    if code and choice.findData(code) < 0:
        choice.addItem(_GONE, code)
    choice.setCurrentIndex(choice.findData(code))
