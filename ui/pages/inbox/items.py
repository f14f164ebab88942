"""One batch that arrived, item by item."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.batch import ItemResult
from baixing_desktop.usecases.arrivals import ArrivedItem
from ui.context import Context
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row, stacked
from ui.widgets.paged import Column, PagedModel
from ui.widgets.states import EmptyState
from ui.widgets.table import Table

_RESULTS = {ItemResult.ACCEPTED: "收下", ItemResult.DUPLICATE: "以前收过", ItemResult.REJECTED: "退回"}
_TONES = {ItemResult.ACCEPTED: "ok", ItemResult.DUPLICATE: "soft", ItemResult.REJECTED: "bad"}


def _remark(one: ArrivedItem) -> str:
    lacking = f"还缺 {one.lacking} 个附件" if one.lacking else ""
    return "；".join(filter(None, (lacking, one.reason)))


def _below(one: ArrivedItem) -> str:
    words = (_RESULTS[one.result], one.what, one.number, one.state, _remark(one))
    return "　".join(filter(None, words))


class BatchItems(QWidget):
    """What became of each item; Enter opens its clue. ``leave`` shows the page again."""

    def __init__(self, context: Context, leave: Callable[[], object]) -> None:
        super().__init__()
        self._context = context
        self._items: tuple[ArrivedItem, ...] = ()
        columns = (
            Column[ArrivedItem]("结果", lambda one: _RESULTS[one.result], 5, lambda one: _TONES[one.result]),
            Column[ArrivedItem]("内容", lambda one: one.what, 9),
            Column[ArrivedItem]("编号", lambda one: one.number, 13),
            Column[ArrivedItem]("标题", lambda one: one.title, second=_below),
            Column[ArrivedItem]("现在", lambda one: one.state, 8),
            Column[ArrivedItem]("说明", _remark, 12),
        )
        self._model = PagedModel[ArrivedItem](columns, lambda _offset, _limit: None)
        style = context.style
        self._table = Table(style, "批次里的每一条", self._model)
        self._table.opened.connect(self.look)
        self._head = plain("", "heading", wrap=True)
        back = button(style, "返回", leave, icon="chevron-left", keys="Esc")
        clue = button(style, "看这条线索", self.look, icon="file-text", keys="Ctrl+E")
        nothing = EmptyState(style, "inbox", "这一批里没有内容", "工作站只是来取回执和进展。")
        self._lists = stacked(self._table, nothing)
        body = column(row(back, clue, None, gap=2), self._head, gap=3, margin=5, parent=self)
        body.addWidget(self._lists, 1)
        self.setFocusProxy(self._table)

    def put(self, head: str, items: tuple[ArrivedItem, ...]) -> None:
        """Show these items under ``head``."""
        self._items = items
        self._head.setText(head)
        self._model.reset(len(items), items)
        self._lists.setCurrentIndex(0 if items else 1)
        if items:
            self._table.choose(0)
        self._table.setFocus()

    def look(self, _row: int = 0) -> None:
        """Show the clue of the item that is chosen."""
        at = self._table.currentIndex().row()
        if 0 <= at < len(self._items) and self._items[at].clue_id:
            self._context.frame.go("clues", self._items[at].clue_id)
