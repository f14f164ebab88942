"""How far long work is, in words, and the button that stops it; hidden while nothing runs."""

from PySide6.QtWidgets import QProgressBar, QWidget

from baixing_desktop.work import Work
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row


class WorkBar(QWidget):
    """``name`` is what a reader of the screen says of the bar, ``stop`` what its button says. One piece of work at a
    time. The words stand above the bar, which is too thin for them.
    """

    def __init__(self, style: Style, name: str, *, stop: str = "停止", keys: str = "") -> None:
        super().__init__()
        self._work: Work | None = None
        self._words, self._bar = plain("", "soft", wrap=True), QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(name)
        told = row(gap=2)
        told.addWidget(self._words, 1)
        told.addWidget(button(style, stop, self.stop, keys=keys))
        column(told, self._bar, gap=1, parent=self)
        self.rest()

    @property
    def busy(self) -> bool:
        """Whether work is shown."""
        return self._work is not None

    def begin(self, work: Work) -> None:
        """Show ``work``, which has just begun."""
        self._work = work
        self._bar.setRange(0, 0)
        self._words.setText("正在准备")
        self.show()

    def tell(self, done: int, total: int, what: str) -> None:
        """How far it is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._words.setText(f"{what} {done} / {total}" if total > 1 else what)

    def stop(self) -> None:
        """Ask the work to stop; who began it hears of it by its error."""
        if self._work is not None:
            self._work.cancel()

    def rest(self) -> None:
        """The work is over."""
        self._work = None
        self.hide()
