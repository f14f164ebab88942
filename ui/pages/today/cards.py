"""The cards at the side of 今日: the month, the topics now called for."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from ui.pages.today.presenter import TodayView
from ui.style import Style
from ui.text import plain, set_tone
from ui.widgets.buttons import button
from ui.widgets.layouts import clear, column, row


class MonthCard(QFrame):
    """This month's number of clues against the quota: it informs, and never scolds."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._month = plain("本月", "heading")
        self._count = plain("", "figure")
        self._quota = plain("", "soft", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("本月件数")
        column(row(self._month, None, self._count), self._bar, self._quota, gap=2, margin=4, parent=self)

    def put(self, view: TodayView) -> None:
        """Show the month."""
        self._month.setText(f"{view.month}登记")
        self._count.setText(f"{view.count} 件")
        self._bar.setVisible(view.quota is not None)
        self._bar.setRange(0, max(view.quota or 1, 1))
        self._bar.setValue(min(view.count, view.quota or 1))
        set_tone(self._bar, "" if view.quota is None or view.count >= view.quota else "short")
        self._quota.setText(view.quota_words)


class TopicsCard(QFrame):
    """The topics now called for; nothing where there are none."""

    def __init__(self, style: Style, *, go: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._titles = QVBoxLayout()
        more = button(style, "看选题", go, kind="quiet", icon="landmark")
        column(plain("正在征集的选题", "heading"), self._titles, row(more, None), gap=2, margin=4, parent=self)
        self.hide()

    def put(self, titles: tuple[str, ...]) -> None:
        """Show these."""
        clear(self._titles)
        for title in titles:
            self._titles.addWidget(plain(title, wrap=True))
        self.setVisible(bool(titles))
