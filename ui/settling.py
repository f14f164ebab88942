"""What keeps a large record fast is done beside the work: the figures of an office are brought up to date, so that 统计
hardly ever has to count them all, and the pieces of the search index are put together.

Small records have nothing to settle: looking whether there is takes a millisecond.
"""

from PySide6.QtCore import QObject, QTimer

from baixing_desktop.domain.units import Face
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.statistics import settle_figures
from baixing_desktop.usecases.tidying import tidy_index
from baixing_desktop.work import Work
from ui.jobs import Jobs, Lane

SOON_MS = 5_000
"""After people have sat down and the first page is there."""
EVERY_MS = 60_000


class Settling(QObject):
    """Looks after figures and index as long as one person sits here. ``looked`` counts how often it did."""

    def __init__(self, desk: Desk, jobs: Jobs, *, soon_ms: int = SOON_MS, every_ms: int = EVERY_MS) -> None:
        super().__init__()
        self._desk, self._jobs, self._every_ms = desk, jobs, every_ms
        self._work: Work | None = None
        self.looked = 0
        self._timer = QTimer(self)
        self._timer.setInterval(soon_ms)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def end(self) -> None:
        """Another person sits down, or the window closes: what was counted so far stays."""
        self._timer.stop()
        if self._work is not None:
            self._work.cancel()
        self.deleteLater()

    def _look(self) -> None:
        self._timer.stop()
        self.looked += 1
        self._work = self._jobs.long(self, self._settle, self._rest, self._rest, _unheard, lane=Lane.STUDY)

    def _settle(self, work: Work) -> None:
        if self._desk.face is Face.OFFICE and may(self._desk, "statistics.settle_figures"):
            settle_figures(self._desk, work)
        tidy_index(self._desk, work)

    def _rest(self, _answer: UserError | None) -> None:
        """An office that is busy or out of reach is asked again; its figures are right either way."""
        self._work = None
        self._timer.start(self._every_ms)


def _unheard(_done: int, _total: int, _what: str) -> None:
    """Nobody is waiting for it."""
