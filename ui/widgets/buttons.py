"""Buttons that say their keys and their name."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from ui.icons import set_icon
from ui.style import Style
from ui.text import tip

_ENTER = "回车"
_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ICON_COLOUR = {"primary": "on_accent", "quiet": "ink"}


class Button(QPushButton):
    """The enter key presses it, also in a dialog, where Qt would press the one that goes on while another one has the
    focus.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter as Space."""
        if event.key() in _ENTER_KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.click()
        else:
            super().keyPressEvent(event)


class PrimaryButton(Button):
    """The page's one primary button; its focus ring lies inside, where it stands out against the red."""

    def __init__(self, style: Style, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._style = style

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The button, and the ring when it has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._style.colour("on_accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 3, 3)
            painter.end()


def button(
    style: Style,
    text: str,
    run: Callable[[], object],
    *,
    kind: str = "",
    icon: str = "",
    keys: str = "",
    show_keys: bool = False,
    parent: QWidget | None = None,
) -> QPushButton:
    """A push button. ``kind`` is one the style sheet knows. ``keys`` are said in the tooltip, and on the button itself
    when it is the page's primary one or ``show_keys`` asks for it; they are not bound here.
    """
    made = PrimaryButton(style, parent) if kind == "primary" else Button(parent)
    made.setProperty("sized", True)
    made.setProperty("spaced", bool(icon))
    made.setProperty("keys", keys if (kind == "primary" and keys != _ENTER) or show_keys else "")
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    rename(made, text, keys)
    if kind:
        made.setProperty("kind", kind)
    if icon:
        set_icon(made, style, icon, _ICON_COLOUR.get(kind, "text"))
    made.clicked.connect(lambda _on=False: run())
    return made


def rename(target: QPushButton, text: str, keys: str = "") -> None:
    """Give a button new words."""
    gap = " " if target.property("spaced") else ""
    behind = f"  {target.property('keys')}" if target.property("keys") else ""
    target.setText(f"{gap}{_plain_text(text)}{behind}")
    target.setAccessibleName(text)
    target.setToolTip(tip(f"{text}（{keys}）" if keys else text))


def _plain_text(text: str) -> str:
    return text.replace("&", "&&")
