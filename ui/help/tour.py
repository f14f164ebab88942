"""The first tour: a few sentences above the pages, one at a time; it never takes the focus and can be skipped."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QFrame

from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import row


class Stop(NamedTuple):
    """One sentence, and the page that it is about."""

    page: str
    words: str


STOPS = (
    Stop("today", "“今日”列出今天要做的事，点一行就到第一件。最下面一行写着数据在哪里。"),
    Stop("entry", "在“登记”里照附件3的顺序填写，右边就是打印出来的样子；停笔就自动保存。"),
    Stop("signing", "打印、签字以后，把表扫描或拍照，放到“签字归档”，程序按二维码归到线索。"),
    Stop("submission", "在“报送”里登记这台电脑，再报送。没有网络就用优盘，见到回执才算送到。"),
    Stop("feedback", "区政协办公室有了答复，在“反馈群众”里转告反映人，并记下来。"),
    Stop("bench", "“工作台”按工作的先后列出等着办的事，点一行就到第一件。"),
    Stop("inbox", "在“收件”里启动接收服务、接收优盘上的批次，给工作室开登记凭据。"),
    Stop("screening", "在“审核”里受理、退回、并案，单个字母就是快捷键，按钮上写着。"),
    Stop("routing", "在“分类·转办”里一步一步办到办结，办完一件自动打开下一件。"),
    Stop("people", "在“人员”里打印恢复表、添加人员。请今天就把恢复表打印封存。"),
    Stop("audit", "在“操作记录”里查看、核对和导出谁在什么时候做了什么。"),
    Stop("", "随时按 F1 看这一页的帮助，按 Ctrl+K 查找命令。想先试试，菜单“帮助”里有“练习”。"),
)
"""For every face and duty; a window takes those whose page it has."""


class Tour(QFrame):
    """The bar above the pages."""

    def __init__(self, style: Style, pages: Sequence[str], go: Callable[[str], None]) -> None:
        super().__init__()
        self.setProperty("surface", "info")
        self._stops = [stop for stop in STOPS if not stop.page or stop.page in pages]
        self._go, self._at = go, -1
        self._words = plain("", wrap=True)
        self._onward = button(style, "下一步", self.step, keys="F2", show_keys=True)
        self._skip = button(style, "跳过介绍", self.skip, kind="quiet", keys="Shift+F2", show_keys=True)
        layout = row(gap=2, parent=self)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._onward)
        layout.addWidget(self._skip)
        layout.setContentsMargins(16, 4, 8, 4)
        self.hide()

    def step(self) -> None:
        """Begin, or go one on; after the last stop the bar goes away."""
        self._at += 1
        if self._at == len(self._stops):
            self.skip()
            return
        stop = self._stops[self._at]
        if stop.page:
            self._go(stop.page)
        self._say()
        self.show()

    def _say(self) -> None:
        words = f"入门介绍 {self._at + 1}/{len(self._stops)}　{self._stops[self._at].words}"
        self._words.setText(words)
        self.setAccessibleName(words)
        self._onward.setVisible(self._at + 1 < len(self._stops))

    def follow(self, page: str) -> None:
        """Somebody went to another page by himself: say what there is to say of that one."""
        at = next((number for number, stop in enumerate(self._stops) if stop.page == page), -1)
        if not self.isHidden() and at >= 0:
            self._at = at
            self._say()

    def skip(self) -> None:
        """Put the bar away; the next step begins anew."""
        self._at = -1
        self.hide()
