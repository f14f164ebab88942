"""What a place shows when it has little to show: nothing yet, a remark, a sum."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.icons import icon_label
from ui.style import Style, space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row

_ICONS = {"ok": "check", "warn": "alert-triangle", "bad": "alert-triangle", "info": "info"}


class EmptyState(QWidget):
    """Says that there is nothing here and what one can do."""

    def __init__(
        self,
        style: Style,
        icon: str,
        words: str,
        hint: str = "",
        *,
        action: str = "",
        keys: str = "",
        run: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        picture, title, more = (
            icon_label(style, icon, "edge", 40),
            plain(words, "heading", wrap=True),
            plain(hint, "soft", wrap=True),
        )
        for label in (picture, title, more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body = self._body = column(None, gap=2, margin=5, parent=self)
        body.addWidget(picture, 0, Qt.AlignmentFlag.AlignCenter)
        body.addWidget(title)
        body.addWidget(more)
        self._picture, self._title, self._more = picture, title, more
        self.setAccessibleName(words)
        if run is not None:
            made = button(style, action, run, keys=keys)
            body.addWidget(made, 0, Qt.AlignmentFlag.AlignCenter)
        body.addStretch(2)

    def say(self, words: str, hint: str = "") -> None:
        """Say something else."""
        self._title.setText(words)
        self._more.setText(hint)
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room it goes to the words."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        words = [each for each in (self._title, self._more) if each.text()]
        wide = self.width() - 2 * space(5)
        needed = sum(each.heightForWidth(wide) + space(2) for each in words)
        roomy = self.height() >= needed + self._picture.sizeHint().height() + 2 * space(5)
        self._picture.setVisible(roomy)
        edge = space(5) if roomy else 0
        self._body.setContentsMargins(space(5), edge, space(5), edge)


class Remark(QFrame):
    """A framed sentence beside the matter it is about; ``tone`` is ok, warn, bad or info."""

    def __init__(self, style: Style, tone: str, words: str = "") -> None:
        super().__init__()
        self.setProperty("surface", tone)
        self._words = plain(words, wrap=True)
        body = row(icon_label(style, _ICONS[tone], "ink" if tone == "info" else tone, 18), gap=2, parent=self)
        body.setContentsMargins(12, 8, 12, 8)
        body.addWidget(self._words, 1)
        self.say(words)

    def say(self, words: str) -> None:
        """Show other words; without words the frame goes."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))


def heading(title: str, *right: QWidget, note: str = "") -> QWidget:
    """The head of a page: its name, a remark, and buttons at the right."""
    holder, name = QWidget(), QWidget()
    words = row(plain(title, "title"), gap=3, parent=name)
    if note:
        words.addWidget(plain(note, "soft"), 0, Qt.AlignmentFlag.AlignBottom)
    # As high as the words, not as the buttons beside them: so the remark stands on their line.
    body = row(gap=3, parent=holder)
    body.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
    body.addStretch(1)
    for widget in right:
        body.addWidget(widget)
    return holder
