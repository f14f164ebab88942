"""Reporting by itself: in the background, at the pace of ``sync.Automatic``, as long as the liaison wants it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.errors import StoreError, UserError
from baixing_desktop.work import Work
from sync import Automatic, SyncReport
from ui.context import Context
from ui.jobs import Lane

SOON_MS = 15_000
"""Not at once: people sit down to work, and an old computer has enough to do."""
EVERY_MS = 5_000
"""How often it is seen whether an attempt is due; the pace itself is the automatic's."""
AFTER_FAILURE_MS = 60_000
"""A full disk or a broken record will not be better in five seconds."""

TROUBLE = "连不上区办公室，程序会自己再试"
FOLDER_AWAY = "共享文件夹用不了，程序会自己再试"


class Sending(QObject):
    """Owns the pace of one person's desk; ``said`` puts a report into words. ``changed`` fires when its standing may
    have changed; ``looked`` counts how often it was seen whether an attempt is due.
    """

    changed = Signal()

    def __init__(
        self,
        context: Context,
        said: Callable[[SyncReport], str],
        *,
        soon_ms: int = SOON_MS,
        every_ms: int = EVERY_MS,
        automatic: Automatic | None = None,
    ) -> None:
        super().__init__()
        self._context, self._said, self._every_ms = context, said, every_ms
        self.automatic = automatic or Automatic(context.desk, program=context.program)
        self._work: Work | None = None
        self._telling = False
        self.looked = 0
        self._told = self._fetch_told = ""
        self._timer = QTimer(self)
        self._timer.setInterval(soon_ms)
        self._timer.timeout.connect(self._look)
        context.hub.changed.connect(self._heard)
        self._timer.start()

    @property
    def trouble(self) -> str:
        """What the status line says while the line is down; empty while all is well."""
        if not self.wanted or not self.automatic.failing:
            return ""
        return FOLDER_AWAY if self.automatic.folder_away else TROUBLE

    @property
    def wanted(self) -> bool:
        """Whether the liaison lets it send by itself."""
        return self._context.preferences.sending

    def want(self, *, wanted: bool) -> None:
        """Let it send by itself, or not."""
        self._context.preferences.sending = wanted
        self.changed.emit()

    def end(self) -> None:
        """Another person sits down, or the window closes; what is on its way is broken off safely."""
        self._timer.stop()
        if self._work is not None:
            self._work.cancel()
        self._context.hub.changed.disconnect(self._heard)
        self.deleteLater()

    def _heard(self, changes: Changes) -> None:
        if self._telling:
            return
        if changes.touches(Kind.SETTING):
            self.automatic.begin_anew()
        if changes.touches(Kind.CLUE):
            self.automatic.hurry()

    def _look(self) -> None:
        self._timer.setInterval(self._every_ms)
        self.looked += 1
        if self._work is None and self.wanted and self.automatic.due:
            jobs = self._context.jobs
            self._work = jobs.long(self, self._step, self._done, self._failed, _unheard, lane=Lane.NETWORK)

    def _step(self, work: Work) -> SyncReport | None:
        jobs, hub = self._context.jobs, self._context.hub
        return self.automatic.step(work, lambda changes: jobs.post(lambda: hub.announce(changes)))

    def _done(self, report: SyncReport | None) -> None:
        self._work = None
        if report is not None:
            if report.confirmed or report.news or report.laid or not report.agrees or report.upgrade_needed:
                self._context.frame.notice(self._said(report))
            # What we brought ourselves is no reason to go again.
            self._telling = True
            self._context.hub.announce(report.changes)
            self._telling = False
            self._told = ""
        self._tell_of_fetching()
        self.changed.emit()

    def _tell_of_fetching(self) -> None:
        """That a new version does not get on because of this computer is told once; a line down tells itself."""
        error = self.automatic.fetch_error
        code = error.code if isinstance(error, StoreError) else ""
        if error is not None and code not in ("", self._fetch_told):
            self._context.frame.problem(error)
        self._fetch_told = code

    def _failed(self, error: UserError) -> None:
        self._work = None
        if error.code not in ("CANCELLED", self._told):
            self._context.frame.problem(error)
        self._told = error.code
        self._timer.setInterval(AFTER_FAILURE_MS)
        self.changed.emit()


def _unheard(_done: int, _total: int, _what: str) -> None:
    """Nobody is waiting for it."""
