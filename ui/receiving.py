"""Receiving by itself from the shared folders that are set in the office, as long as somebody sits at its window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.errors import UserError
from baixing_desktop.work import Work
from sync import FolderLook, FolderReceived, Patience, receive_shared
from ui.context import Context
from ui.jobs import Lane
from ui.words import say_moment

SOON_MS = 10_000
"""Not at once: people sit down to work, and an old computer has enough to do."""
EVERY_MS = 20_000


class Receiving(QObject):
    """Looks into the folders now and then; ``standing`` is how that goes, in words, and ``away`` whether one cannot be
    looked into.

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
        self._patience = Patience[FolderReceived]()
        self._work: Work | None = None
        self._told: frozenset[str] = frozenset()
        self._timer = QTimer(self)
        self._timer.setInterval(soon_ms)
        self._timer.timeout.connect(self.look)
        context.hub.changed.connect(self._heard)
        self._timer.start()

    def look(self) -> None:
        """Look into the folders now, unless that is being done."""
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
            self._told = frozenset()
            self.look()

    def _receive(self, work: Work) -> tuple[FolderLook, ...]:
        jobs, hub = self._context.jobs, self._context.hub

        def announce(made: Changes) -> None:
            jobs.post(lambda: hub.announce(made))

        return receive_shared(self._context.desk, work, announce, patience=self._patience)

    def _done(self, looks: tuple[FolderLook, ...]) -> None:
        self._work = None
        words = self._said(FolderReceived(tuple(one for look in looks for one in look.found.received)))
        if words:
            self._context.frame.notice(words)
        away = {str(look.folder): look.error for look in looks if look.error}
        for error in (error for folder, error in away.items() if folder not in self._told):
            self._context.frame.problem(error)
        self._told, self.away = frozenset(away), bool(away)
        self.standing = self._standing(looks) if looks else ""
        self.changed.emit()

    def _standing(self, looks: tuple[FolderLook, ...]) -> str:
        now = self._context.desk.now()
        unread = "、".join(one.name for look in looks for one in look.found.left)
        parts = [
            *(look.error.sentences() for look in looks if look.error),
            f"{say_moment(now, now)} 看过一次，程序会一直看。" if any(not look.error for look in looks) else "",
            f"有文件收不进来，留在原处：{unread}" if unread else "",
            *(f"更新包放不进去：{one.advice.what}" for look in looks if (one := look.found.update_trouble)),
        ]
        return "\n".join(part for part in parts if part)

    def _failed(self, error: UserError) -> None:
        self._work, self.away = None, False
        if error.code != "CANCELLED" and error.code not in self._told:
            self.standing = error.sentences()
            self._context.frame.problem(error)
        self._told = frozenset({error.code})
        self.changed.emit()


def _unheard(_done: int, _total: int, _what: str) -> None:
    """Nobody is waiting for it."""
