"""Pages of a paper, drawn as they print, on a desk-coloured ground."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.style import space
from ui.text import plain
from ui.widgets.layouts import card, column, row

_A4 = 297 / 210
_BLANK = "　"  # keeps the line below the pages as high as it will be


class Sheet(QWidget):
    """One page, as wide as it may be, its height following."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_image(self, image: QImage) -> None:
        """Show another state of the same page without a flicker."""
        self._image = image
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Height follows width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the page smoothly."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        painter.end()

    def _fit(self) -> None:
        ratio = self._image.height() / self._image.width() if self._image.width() else _A4
        height = round(self.width() * ratio)
        if height != self.height():
            self.setFixedHeight(height)


class PaperPreview(QFrame):
    """Shows the pages it is given and says how many there are."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("surface", "desk")
        self.setAccessibleName(name)
        self._caption = plain(_BLANK, "small", wrap=True)
        self._problem = plain("", "soft", wrap=True)
        self._problem.setContentsMargins(space(3), space(3), space(3), space(3))
        self._problem.hide()
        holder = QWidget()
        holder.setObjectName("desk")
        self._stack = QVBoxLayout(holder)
        self._stack.setContentsMargins(space(4), space(4), space(4), space(4))
        self._stack.setSpacing(space(4))
        self._stack.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(name)
        self._scroll.setWidget(holder)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._sheets: list[Sheet] = []
        foot = card("bar")
        row(self._caption, parent=foot).setContentsMargins(12, 6, 12, 6)
        column(self._problem, self._scroll, foot, gap=0, parent=self)
        self.setMinimumWidth(300)

    @property
    def caption(self) -> QLabel:
        """The line below the pages."""
        return self._caption

    def width_in_dots(self) -> int:
        """How many device dots a page is wide here; what a picture should be made for."""
        return round((self._scroll.viewport().width() - 2 * space(4)) * self.devicePixelRatioF())

    def show_pages(self, pictures: Sequence[bytes], caption: str) -> None:
        """Show these pages (PNG bytes)."""
        self._problem.hide()
        images = [QImage.fromData(QByteArray(data)) for data in pictures]
        while len(self._sheets) > len(images):
            self._sheets.pop().deleteLater()
        for number, image in enumerate(images):
            if number < len(self._sheets):
                self._sheets[number].show_image(image)
            else:
                sheet = Sheet(image)
                self._sheets.append(sheet)
                self._stack.insertWidget(number, sheet)
            self._sheets[number].setAccessibleName(f"第 {number + 1} 页")
        self._caption.setText(caption or _BLANK)

    def show_problem(self, words: str) -> None:
        """Say why the page cannot be shown; the last good one stays below."""
        self._problem.setText(words)
        self._problem.show()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A readable page."""
        return QSize(520, 700)
