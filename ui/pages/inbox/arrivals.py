"""收到的批次: what came, by whom and when, narrowed to one unit or a span of days (seed 八(二))."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.pages.inbox.presenter import ALL, SPANS, ArrivalLine, narrowed, units_of
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice
from ui.widgets.layouts import clear, column, line, row
from ui.widgets.narrowing import narrowing

_SHOWN = 30
_NOTHING = "还没有收到批次。启动接收服务，或接收优盘上的批次文件；平台给来的表格在“导入”页导入。"


class ArrivalsCard(QFrame):
    """Batches and imported tables, newest first. ``batch`` tells that the items of one are wanted, ``table`` that the
    rows of one are.
    """

    batch = Signal(object)
    table = Signal(str)

    def __init__(self, style: Style, before: QWidget) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._style, self._after = style, before
        self._all: Sequence[ArrivalLine] = ()
        self._today = date.min
        self._unit = narrowing(Choice("哪个单位的批次", ((ALL, "全部单位"),)))
        self._span = narrowing(Choice("什么时候的批次", SPANS))
        for choice in (self._unit, self._span):
            choice.choose(ALL)
            choice.currentIndexChanged.connect(self._show)
        self._count, self._lines = plain("", "soft", wrap=True), QVBoxLayout()
        head = plain("收到的批次", "heading")
        column(head, row(self._unit, self._span, None, gap=2), self._count, self._lines, gap=3, margin=4, parent=self)

    def put(self, lines: Sequence[ArrivalLine], today: date) -> None:
        """These came until ``today``; what is chosen above them stays so."""
        self._all, self._today = lines, today
        self._unit.renew(((ALL, "全部单位"), *units_of(lines)))
        self._show()

    def _show(self) -> None:
        clear(self._lines)
        # Here and not where they are made: only now do all of them stand in one window.
        self.setTabOrder(self._after, self._unit)
        self.setTabOrder(self._unit, self._span)
        lines = narrowed(self._all, self._unit.code, self._span.code, self._today)
        for control in (self._unit, self._span, self._count):
            control.setVisible(bool(self._all))
        more = f"，下面是最近 {_SHOWN} 批" if len(lines) > _SHOWN else ""
        self._count.setText(f"共 {len(lines)} 批{more}")
        before: QWidget = self._span
        for number, each in enumerate(lines[:_SHOWN]):
            if number:
                self._lines.addWidget(line())
            way = self._add(each)
            if way is not None:
                # They are made later than the cards at the right, but stand before them.
                self.setTabOrder(before, way)
                before = way
        if not lines:
            words = "这样选，一批也没有。" if self._all else _NOTHING
            self._lines.addWidget(plain(words, "soft", wrap=True))

    def _add(self, each: ArrivalLine) -> QWidget | None:
        head = row(plain(each.when), plain(each.unit, "strong", wrap=True), gap=4)
        head.setStretch(1, 1)
        words = column(head, plain(f"{each.count}，{each.carrier}", "small", wrap=True), gap=0)
        result = plain(each.result, tone="warn" if each.rejected else "ok", wrap=True)
        way = self._way_on(each)
        whole = row(words, result, *((way,) if way else ()), gap=4)
        whole.setStretch(0, 3)
        whole.setStretch(1, 2)
        self._lines.addLayout(whole)
        return way

    def _way_on(self, each: ArrivalLine) -> QWidget | None:
        """An imported table leads to its rows, where it can be taken back; a batch to its items."""
        go: Callable[[], object]
        if each.table:
            words, go = "看每一行", lambda: self.table.emit(each.table)
        elif each.batch:
            words, go = "看每一条", lambda: self.batch.emit(each)
        else:
            return None
        made = button(self._style, words, go, kind="quiet", icon="list")
        made.setAccessibleName(f"{words}：{each.unit}，{each.carrier}，{each.when}")
        return made
