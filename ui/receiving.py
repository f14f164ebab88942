"""Receiving by itself from the shared folder that is set in the office, as long as somebody sits at its window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.errors import UserError
from baixing_desktop.work import Work
from sync import FolderReceived, receive_shared
from ui.context import Context
from ui.jobs import Lane
from ui.words import say_moment

SOON_MS = 10_000
"""Not at once: people sit down to work, and an old computer has enough to do."""
EVERY_MS = 20_000


class Receiving(QObject):
    """Looks into the folder now and then; ``standing`` is how that goes, in words, and ``away`` whether it cannot.

    ``said`` puts what came into words, none if nobody need hear of it. ``changed`` fires after every look. A folder
    that is away is told once, and again only after it was there.
    """

    changed = Signal()

    def __init__(
        self,
        context: Context,
        said: Callable[[FolderReceived], str],
        *,
        soon_ms: int = SOON_MS,
        every_ms: int = EVERY_MS,
    ) -> None:
        super().__init__()
        self._context, self._said, self._every_ms = context, said, every_ms
        self.standing, self.away = "", False
        self._work: Work | None = None
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setInterval(soon_ms)
        self._timer.timeout.connect(self.look)
        context.hub.changed.connect(self._heard)
        self._timer.start()

    def look(self) -> None:
        """Look into the folder now, unless that is being done."""
        self._timer.setInterval(self._every_ms)
        if self._work is None:
            jobs = self._context.jobs
            self._work = jobs.long(self, self._receive, self._done, self._failed, _unheard, lane=Lane.NETWORK)

    def end(self) -> None:
        """Another person sits down, or the window closes; what is being taken in is finished."""
        self._timer.stop()
        if self._work is not None:
            self._work.cancel()
        self._context.hub.changed.disconnect(self._heard)
        self.deleteLater()

    def _heard(self, changes: Changes) -> None:
        if changes.touches(Kind.SETTING):
            self._told = ""
            self.look()

    def _receive(self, work: Work) -> FolderReceived | None:
        jobs, hub = self._context.jobs, self._context.hub
        return receive_shared(self._context.desk, work, lambda made: jobs.post(lambda: hub.announce(made)))

    def _done(self, found: FolderReceived | None) -> None:
        self._work, self._told, self.away = None, "", False
        self.standing = ""
        if found is not None:
            words = self._said(found)
            if words:
                self._context.frame.notice(words)
            desk = self._context.desk
            looked = f"{say_moment(desk.now(), desk.now())} 看过一次，程序会一直看。"
            unread = "、".join(one.name for one in found.left)
            self.standing = f"{looked}有文件收不进来，留在原处：{unread}" if unread else looked
        self.changed.emit()

    def _failed(self, error: UserError) -> None:
        self._work = None
        self.away = error.code == "SYNC_FOLDER"
        if error.code not in ("CANCELLED", self._told):
            self.standing = error.sentences()
            self._context.frame.problem(error)
        self._told = error.code
        self.changed.emit()


def _unheard(_done: int, _total: int, _what: str) -> None:
    """Nobody is waiting for it."""
