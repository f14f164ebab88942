"""Bundled line icons in the colours of the theme."""

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from ui.style import Style

_SIZE = 20
_ON_PRIMARY = "on_accent"


def picture(style: Style, name: str, colour: str, size: int, ratio: float = 2.0) -> QPixmap:
    """The icon as a square picture of ``size`` logical pixels."""
    # A window shows the same few on hundreds of buttons.
    key = f"icon {name} {style.colour(colour).name()} {size} {ratio}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(style.svg(name, colour))).render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, pixmap)
    return pixmap


class _Tint(QObject):
    """Keeps one widget's icon in the colour and size of the present look."""

    def __init__(self, widget: QAbstractButton | QLabel, style: Style, name: str, colour: str, size: int) -> None:
        super().__init__(widget)
        self._widget, self._style, self._name, self._colour, self._size = widget, style, name, colour, size
        style.changed.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        """Draw the icon anew."""
        size = round(self._size * max(self._style.scale / 100, 1.0))
        drawing = picture(self._style, self._name, self._colour, size)
        if isinstance(self._widget, QLabel):
            self._widget.setPixmap(drawing)
        else:
            icon = QIcon(drawing)
            if self._colour == _ON_PRIMARY:
                # What is white on the red would be lost on the pale ground of a button that cannot be pressed.
                icon.addPixmap(picture(self._style, self._name, "disabled", size), QIcon.Mode.Disabled)
            self._widget.setIcon(icon)
            self._widget.setIconSize(QSize(size, size))


def set_icon(
    widget: QAbstractButton | QLabel, style: Style, name: str, colour: str = "text", size: int = _SIZE
) -> None:
    """Show the bundled icon ``name`` on a button or label, in the ``colour`` token of whatever theme is on."""
    for old in widget.children():
        if isinstance(old, _Tint):
            old.setParent(None)
            old.deleteLater()
    _Tint(widget, style, name, colour, size)


def icon_label(
    style: Style, name: str, colour: str = "soft", size: int = _SIZE, parent: QWidget | None = None
) -> QLabel:
    """A label that shows only an icon; the words beside it carry the meaning."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    set_icon(label, style, name, colour, size)
    return label
