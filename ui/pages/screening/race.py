"""Somebody else was faster: what is being written here stays, and both versions are in sight."""

from PySide6.QtWidgets import QWidget

from ui.pages.screening.edition import EditionView
from ui.pages.screening.presenter import OnDesk
from ui.style import Style
from ui.text import plain
from ui.widgets.layouts import column

GONE = "这一条刚在别处办过，您写的还在，按 Esc 到下一条"
"""Said where the clue is no longer among those to decide."""


class Race(QWidget):
    """Watches over the form that is open: whether the clue that it is about changed meanwhile; shows what it is now.
    Until the writer was told, confirming is refused by the version that the form was opened on.
    """

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._edition = EditionView(style)
        column(plain("刚在别处改过，现在是：", "strong", tone="warn", wrap=True), self._edition, gap=2, parent=self)
        self._told = False
        self.hide()

    def begin(self) -> None:
        """A form is opened on what is in sight, or closed."""
        self._told = False
        self.hide()

    def tell(self) -> None:
        """The writer was told: confirming again means the newer one."""
        self._told = True

    def overtaken(self, begun: OnDesk | None, now: OnDesk) -> bool:
        """Whether ``now`` is newer than what the form was ``begun`` on, and the writer does not know yet."""
        before, clue = begun and begun.view.clue, now.view.clue
        if before is None or before.id != clue.id or before.version == clue.version:
            return False
        self._edition.put(clue.content, now.edition, now.lineage)
        self.show()
        return not self._told
