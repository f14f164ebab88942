"""Horizontal bars, now and before, painted by ourselves: the same on the screen and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.qt import set_painter_font
from ui.style import Style

_MOST_LABEL = 0.4
"""The part of the width that names may take."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the chart: its name, the figure, and that of the period before if there is one."""

    name: str
    figure: int
    before: int | None = None


class Bars(QWidget):
    """A chart of :class:`Bar`; its words for who cannot see it are its accessible description."""

    def __init__(self, style: Style, name: str) -> None:
        super().__init__()
        self._style = style
        self._bars: tuple[Bar, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        style.changed.connect(self.updateGeometry)

    def put(self, bars: Sequence[Bar]) -> None:
        """Show these bars."""
        self._bars = tuple(bars)
        self.setAccessibleDescription("，".join(map(_words, bars)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A line for each bar."""
        return QSize(320, self._line() * max(len(self._bars), 1) + 8)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the lines, however narrow."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Names at the left, bars, figures behind them; the period before as a thin line below."""
        painter = QPainter(self)
        font = self._font()
        set_painter_font(painter, font)
        metrics = QFontMetrics(font)
        line = self._line()
        label = min(self._widest(metrics), int(self.width() * _MOST_LABEL))
        most = max((max(bar.figure, bar.before or 0) for bar in self._bars), default=0) or 1
        room = self.width() - label - 12 - metrics.horizontalAdvance(f" {most}（{most}）") - 4
        for number, bar in enumerate(self._bars):
            top = 4 + number * line
            self._name(painter, metrics, bar.name, QRectF(0, top, label, line))
            self._bar(painter, bar, QRectF(label + 12, top, max(room, 1), line), most)

    def _name(self, painter: QPainter, metrics: QFontMetrics, name: str, place: QRectF) -> None:
        painter.setPen(self._style.colour("text"))
        fitting = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, fitting)

    def _bar(self, painter: QPainter, bar: Bar, place: QRectF, most: int) -> None:
        length = place.width() * bar.figure / most
        before = place.width() * (bar.before or 0) / most
        high = place.height()
        painter.fillRect(QRectF(place.x(), place.y() + high * 0.2, length, high * 0.45), self._style.colour("ink"))
        painter.fillRect(QRectF(place.x(), place.y() + high * 0.7, before, high * 0.12), self._style.colour("edge"))
        painter.fillRect(QRectF(place.x() - 1, place.y(), 1, high), self._style.colour("line"))
        painter.setPen(self._style.colour("text" if bar.figure else "soft"))
        words = QRectF(place.x() + max(length, before) + 6, place.y(), 400, high)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(bar.figure))

    def _widest(self, metrics: QFontMetrics) -> int:
        return max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0) + 2

    def _font(self) -> QFont:
        font = self.font()
        font.setPixelSize(self._style.pixels("base"))
        return font

    def _line(self) -> int:
        return round(self._style.pixels("base") * 1.75)


def _words(bar: Bar) -> str:
    return f"{bar.name}{bar.figure}" if bar.before is None else f"{bar.name}{bar.figure}，上期{bar.before}"
