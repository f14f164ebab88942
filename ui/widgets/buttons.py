"""Buttons that say their keys and their name."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ui.icons import set_icon
from ui.style import Style

_ICON_COLOUR = {"primary": "on_accent", "quiet": "ink"}


def button(
    style: Style,
    text: str,
    run: Callable[[], object],
    *,
    kind: str = "",
    icon: str = "",
    keys: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A push button. ``kind`` is one the style sheet knows. ``keys`` are said in the tooltip, and on the button itself
    when it is the page's primary one; they are not bound here.
    """
    made = QPushButton(parent)
    made.setProperty("spaced", bool(icon))
    made.setProperty("keys", keys if kind == "primary" else "")
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
    target.setToolTip(f"{text}（{keys}）" if keys else text)


def _plain_text(text: str) -> str:
    return text.replace("&", "&&")
