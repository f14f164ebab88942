"""What became of scanned papers: filed ones with a way back, and those that wait for a person."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.signing.presenter import Filed, Left, Results
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import card, clear, column, row
from ui.widgets.preview import PaperPreview

_MOST = 50
"""The newest so many lines stay in sight; everything filed is in the record anyway."""


class ResultsCard(QWidget):
    """Grows with every act; the newest results stand first."""

    def __init__(
        self,
        style: Style,
        *,
        by_hand: Callable[[Left], object],
        undo: Callable[[Filed], object],
        look: Callable[[Left], object],
    ) -> None:
        super().__init__()
        self._style, self._by_hand, self._undo, self._look = style, by_hand, undo, look
        self.shown = Results((), ())
        self._left_rows, self._filed_rows = QVBoxLayout(), QVBoxLayout()
        self._left_card, self._filed_card = card("warn"), card()
        self._picture = PaperPreview("留待处理的扫描件")
        self._picture.setMinimumHeight(420)
        self._how = plain("先在左边选中线索，再按“归到选中的线索”。", "soft", wrap=True)
        column(plain("留待处理", "strong"), self._how, self._left_rows, gap=2, margin=4, parent=self._left_card)
        column(plain("已归档", "strong"), self._filed_rows, gap=2, margin=4, parent=self._filed_card)
        column(self._left_card, self._picture, self._filed_card, gap=3, parent=self)
        self.put(self.shown)

    def add(self, results: Results) -> None:
        """Show more results."""
        filed = (*results.filed, *self.shown.filed)[:_MOST]
        known = {(one.path, one.pages) for one in results.left}
        waiting = tuple(one for one in self.shown.left if (one.path, one.pages) not in known)
        self.put(Results(filed, (*results.left, *waiting)[:_MOST]))

    def drop(self, filed: Filed) -> None:
        """Take one line out: it was undone."""
        self.put(Results(tuple(one for one in self.shown.filed if one is not filed), self.shown.left))

    def put(self, results: Results) -> None:
        """Show exactly these."""
        self.shown = results
        clear(self._left_rows)
        clear(self._filed_rows)
        for left in results.left:
            self._left_rows.addLayout(self._waiting(left))
        for filed in results.filed:
            self._filed_rows.addLayout(self._done(filed))
        self._how.setVisible(any(left.path for left in results.left))
        self._left_card.setVisible(bool(results.left))
        self._filed_card.setVisible(bool(results.filed))
        self._picture.hide()

    def show_picture(self, jpeg: bytes) -> None:
        """Show a page, so that a person can read whose it is."""
        self._picture.show_pages([jpeg], "")
        self._picture.show()

    def _waiting(self, left: Left) -> QVBoxLayout:
        body = column(plain(left.words, wrap=True), gap=1)
        if left.path is not None:
            body.addLayout(
                row(
                    button(self._style, "看一看", lambda: self._look(left), icon="eye"),
                    button(self._style, "归到选中的线索", lambda: self._by_hand(left), icon="check"),
                    None,
                    gap=2,
                )
            )
        return body

    def _done(self, filed: Filed) -> QVBoxLayout:
        words = plain(filed.words, wrap=True, tone=filed.tone)
        if filed.scan.repeated:
            return column(words, gap=1)
        back = button(self._style, "撤销归档", lambda: self._undo(filed), kind="quiet", icon="undo-2")
        back.setAccessibleName(f"撤销归档：{filed.scan.file_name}")
        return column(words, row(back, None), gap=1)
