"""How far long work is, in words, and the button that stops it; hidden while nothing runs."""

from PySide6.QtWidgets import QProgressBar, QWidget

from baixing_desktop.work import Work
from ui.style import Style
from ui.widgets.buttons import button
from ui.widgets.layouts import row


class WorkBar(QWidget):
    """``name`` is what a reader of the screen says of the bar. One piece of work at a time."""

    def __init__(self, style: Style, name: str, *, keys: str = "") -> None:
        super().__init__()
        self._work: Work | None = None
        self._bar = QProgressBar()
        self._bar.setAccessibleName(name)
        body = row(gap=2, parent=self)
        body.addWidget(self._bar, 1)
        body.addWidget(button(style, "停止", self.stop, keys=keys))
        self.rest()

    @property
    def busy(self) -> bool:
        """Whether work is shown."""
        return self._work is not None

    def begin(self, work: Work) -> None:
        """Show ``work``, which has just begun."""
        self._work = work
        self._bar.setRange(0, 0)
        self._bar.setFormat("")
        self.show()

    def tell(self, done: int, total: int, what: str) -> None:
        """How far it is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setFormat(f"{what} %v / %m")

    def stop(self) -> None:
        """Ask the work to stop; who began it hears of it by its error."""
        if self._work is not None:
            self._work.cancel()

    def rest(self) -> None:
        """The work is over."""
        self._work = None
        self.hide()
