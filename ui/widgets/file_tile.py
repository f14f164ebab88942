"""One attached file as a small tile: its picture, its name, and what can be done with it."""

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame

from ui.icons import set_icon
from ui.style import Style
from ui.text import plain, tip
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row

PICTURE = 96
_LETTERS = 7


class FileTile(QFrame):
    """Has the focus as a whole: Delete takes the file out, R turns a picture, Ctrl+Left and Ctrl+Right move it."""

    removed = Signal()
    turned = Signal()
    moved = Signal(int)

    def __init__(self, style: Style, name: str, size: str, *, picture: bool) -> None:
        super().__init__()
        self.setProperty("surface", "tile")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"附件 {name}，{size}")
        self.setToolTip(tip(f"{name}（{size}）"))
        self._style = style
        self._picture = plain()
        self._picture.setFixedSize(PICTURE, PICTURE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_icon(self._picture, style, "paperclip" if picture else "file-text", "soft", 32)
        width = style.pixels("small") * _LETTERS + 24
        short = QFontMetrics(self.font()).elidedText(name, Qt.TextElideMode.ElideMiddle, width)
        turn = button(style, f"旋转 {name}", self.turned.emit, kind="chip", icon="refresh-cw", keys="R")
        remove = button(style, f"移除 {name}", self.removed.emit, kind="chip", icon="x", keys="Delete")
        for made in (turn, remove):
            made.setText("")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        turn.setVisible(picture)
        self._turns = picture
        body = column(self._picture, plain(short, "small"), plain(size, "small"), row(turn, None, remove, gap=0), gap=1)
        frame = row(body, gap=0, parent=self)
        frame.setContentsMargins(8, 8, 8, 4)

    def show_picture(self, png: bytes | None) -> None:
        """Show the picture; None leaves the sign of a file that cannot be drawn."""
        if png is not None:
            ratio = self.devicePixelRatioF()
            drawing = QPixmap.fromImage(QImage.fromData(QByteArray(png)))
            drawing.setDevicePixelRatio(ratio)
            self._picture.setPixmap(drawing)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The keys of a tile."""
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() == Qt.Key.Key_R and not held and self._turns:
            self.turned.emit()
        elif held and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)
