"""The navigation at the left: one button per page, Alt+1 … Alt+9 and Alt+0."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy, QWidget

from ui.icons import set_icon
from ui.shell.page import Page, page_keys
from ui.style import Style
from ui.text import set_tone
from ui.widgets.layouts import Scrolled, column

_EDGE, _TIGHT_EDGE = 8, 2


class Rail(QFrame):
    """Page buttons with counts; shows only icons when the window is narrow for its type size."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("页面导航")
        self._style = style
        self._buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._narrow = self._tight = False
        self._usual = 0
        self._group = QButtonGroup(self)
        # More pages than the window is high: first the rows move together, then a slim bar says that there are more.
        # The wheel, the keys and going to a page move the rail.
        self._holder = QWidget()
        self._column = column(None, gap=0, parent=self._holder)
        self._column.setContentsMargins(0, _EDGE, 0, _EDGE)
        self._scrolled = Scrolled(self._holder)
        column(self._scrolled, gap=0, parent=self)
        style.changed.connect(self._resize)

    def fill(self, pages: Sequence[type[Page]], go: Callable[[str], None]) -> None:
        """Make a button for each page."""
        for number, page in enumerate(pages, start=1):
            made = QPushButton(page.title, self._holder)
            made.setProperty("kind", "nav")
            made.setProperty("sized", True)
            made.setCheckable(True)
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            made.setAccessibleName(page.title)
            keys = page_keys(number)
            made.setToolTip(f"{page.title}（{keys}）" if keys else page.title)
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            set_icon(made, self._style, page.icon, "soft")
            made.clicked.connect(lambda _checked=False, name=page.name: go(name))
            self._group.addButton(made)
            self._buttons[page.name], self._titles[page.name] = made, page.title
            self._column.insertWidget(number - 1, made)
        self._resize()

    def clear(self) -> None:
        """Take all buttons out."""
        for made in self._buttons.values():
            self._group.removeButton(made)
            self._column.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._buttons.clear()
        self._titles.clear()
        self._counts.clear()

    def mark(self, page: str) -> None:
        """Show which page is in front."""
        if page in self._buttons:
            self._buttons[page].setChecked(True)
            self._scrolled.ensureWidgetVisible(self._buttons[page], 0, 0)

    def count(self, page: str, number: int) -> None:
        """Show a count behind the page's name."""
        if page in self._buttons and self._counts.get(page) != number:
            self._counts[page] = number
            self._write(page)

    def squeeze(self, narrow: bool) -> None:
        """Names or only icons."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._resize()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Rows closer together where they do not fit otherwise."""
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self._tighten()

    def _tighten(self) -> None:
        made = next(iter(self._buttons.values()), None)
        if made is None or not self.height():
            return
        if not self._tight:
            self._usual = made.sizeHint().height()
        tight = self._usual * len(self._buttons) + 2 * _EDGE > self.height()
        if tight != self._tight:
            self._press_together(tight=tight)

    def _press_together(self, *, tight: bool) -> None:
        self._tight = tight
        edge = _TIGHT_EDGE if tight else _EDGE
        self._column.setContentsMargins(0, edge, 0, edge)
        for each in self._buttons.values():
            set_tone(each, "true" if tight else "", "tight")

    def _resize(self) -> None:
        for page in self._buttons:
            self._write(page)
        font = self.font()
        font.setPixelSize(self._style.pixels("base"))
        font.setBold(True)
        metrics = QFontMetrics(font)
        widest = max((metrics.horizontalAdvance(f"{t}  99") for t in self._titles.values()), default=0)
        icon = round(20 * self._style.scale / 100)
        self.setFixedWidth(icon + 42 if self._narrow else icon + widest + 56)
        self._usual = 0
        self._press_together(tight=False)
        self._tighten()

    def _write(self, page: str) -> None:
        title, number = self._titles[page], self._counts.get(page, 0)
        words = f"{title}  {number}" if number else title
        self._buttons[page].setText("" if self._narrow else f" {words}")
        self._buttons[page].setAccessibleName(f"{title}，{number} 件" if number else title)
