"""Words on the screen: always plain text, never markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def plain(
    text: str = "", role: str = "", *, wrap: bool = False, tone: str = "", parent: QWidget | None = None
) -> QLabel:
    """A label that never reads its text as markup. ``role`` and ``tone`` are known to the style sheet."""
    return _dressed(QLabel(parent), text, role, wrap=wrap, tone=tone)


def _dressed(label: QLabel, text: str, role: str, *, wrap: bool, tone: str = "") -> QLabel:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    if role:
        label.setProperty("role", role)
    if tone:
        label.setProperty("tone", tone)
    if wrap:
        label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    return label


class _Reading(QLabel):
    """Lines no longer than its greatest width. Qt asks how high it is for the whole width of the place where it
    stands, and would cut off what needs more lines than that. It asks a dozen times for every layout, and setting a
    long text takes milliseconds: what it was told for the same words and letters holds.
    """

    _about: tuple[str, str] | None = None
    _heights: dict[int, int]

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Pixels that the words need where ``width`` pixels are free."""
        about = (self.text(), self.font().key())
        if about != self._about:
            self._about, self._heights = about, {}
        free = min(width, self.maximumWidth())
        if free not in self._heights:
            self._heights[free] = super().heightForWidth(free)
        return self._heights[free]


def selectable(text: str = "", role: str = "", *, wrap: bool = True) -> QLabel:
    """A plain label whose words can be marked and copied, by mouse and keyboard; it may be given a greatest width."""
    label = _dressed(_Reading(), text, role, wrap=wrap)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def set_tone(widget: QWidget, tone: str, name: str = "tone") -> None:
    """Change a property that the style sheet reads, and let it show."""
    if widget.property(name) != tone:
        widget.setProperty(name, tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def tip(text: str) -> str:
    """``text`` for a tooltip, which would read markup in it."""
    if "<" not in text:
        return text
    # html.escape would cost the first paint the library behind it.
    return "<p>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</p>"
