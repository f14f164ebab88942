"""A dialog that says exactly what will happen before something that cannot be undone; then it happens."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QWidget

from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fitting import fit
from ui.widgets.layouts import card, column, row


class StatingDialog(QDialog):
    """``what`` it is about and the ``sentences`` that say what follows; ``yes`` are the words of the button that has
    ``go`` done, ``no`` those of the one that leaves everything as it is.
    """

    def __init__(
        self,
        style: Style,
        title: str,
        what: str,
        sentences: Sequence[str],
        words: tuple[str, str],
        go: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._go = go
        no = button(style, words[0], self.reject, keys="Esc")
        yes = button(style, words[1], self.confirm, kind="danger")
        foot = card("bar")
        row(None, no, yes, gap=2, parent=foot).setContentsMargins(16, 10, 16, 10)
        body = QWidget()
        told = (plain(each, wrap=True) for each in sentences)
        column(plain(what, "strong", wrap=True), *told, None, gap=3, margin=4, parent=body)
        column(body, foot, gap=0, parent=self)
        no.setFocus()
        fit(self, style, 520)

    def confirm(self) -> None:
        """It is wanted. The dialog goes first: what it stands over may be about to be closed."""
        self.accept()
        self.deleteLater()
        self._go()
