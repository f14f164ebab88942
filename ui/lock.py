"""Locking the windows: when asked, when nobody touched one for a while, after twelve hours; what was typed stays."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from baixing_desktop.errors import UserError
from ui.idle import IdleWatch
from ui.jobs import Jobs
from ui.style import Style
from ui.windows import Windows

if TYPE_CHECKING:  # the shell paints before the store's libraries are loaded
    from baixing_desktop.usecases.desk import Desk
    from ui.jobs import Failed
    from ui.shell.window import Window

_LOOK_MS = 60_000


class Locker(QObject):
    """Locks the windows of one sitting and lets the same person, or another one, in again, at whichever window;
    ``unlocked`` fires when the same one is.
    """

    unlocked = Signal()

    def __init__(self, windows: Windows, jobs: Jobs, style: Style) -> None:
        super().__init__(windows)
        self._windows, self._jobs, self._style = windows, jobs, style
        self._desk: Desk | None = None
        self._since: datetime | None = None
        self._changed_places: Callable[[Desk], None] = lambda _desk: None
        self.locked = False
        self._idle = IdleWatch(self)
        self._idle.idle.connect(lambda: self.lock("idle"))
        self._day = QTimer(self, interval=_LOOK_MS)
        self._day.timeout.connect(self.look_at_the_clock)

    def watch(self, desk: "Desk", changed_places: Callable[["Desk"], None]) -> None:
        """Begin to watch over this sitting; ``changed_places`` hears when another person sits down."""
        from baixing_desktop.usecases.people import IDLE_MINUTES  # noqa: PLC0415 - loaded before
        from baixing_desktop.usecases.sitting import idle_minutes  # noqa: PLC0415 - loaded before

        self._desk, self._changed_places = desk, changed_places
        self._since, self.locked = desk.now(), False
        # Watched from the first moment, whatever comes of reading what was set.
        self._idle.start(IDLE_MINUTES)
        self._jobs.run(self, lambda: idle_minutes(desk), self._watch_idle, self._windows.problem)
        self._day.start()

    def _watch_idle(self, minutes: int) -> None:
        if not self.locked:
            self._idle.start(minutes)

    def end(self) -> None:
        """The window closes."""
        self._idle.end()
        self._day.stop()

    def look_at_the_clock(self) -> None:
        """Lock when this sitting has lasted too long."""
        from baixing_desktop.usecases.sitting import LONGEST_SITTING  # noqa: PLC0415 - loaded before

        if self._desk is not None and self._since is not None and self._desk.now() - self._since >= LONGEST_SITTING:
            self.lock("long")

    def lock(self, why: str) -> None:
        """Cover every window; ``why`` is ``asked``, ``idle`` or ``long``."""
        from baixing_desktop.usecases.setup import people_of  # noqa: PLC0415 - loaded before
        from baixing_desktop.usecases.sitting import lock  # noqa: PLC0415 - loaded before

        desk = self._desk
        if desk is None or self.locked:
            return
        self.locked = True
        self._idle.stop()
        self._day.stop()
        names = people_of(desk.home)
        for window in self._windows:
            self._cover(window, names, desk.actor.name)
        self._jobs.run(self, lambda: lock(desk, why), lambda _none: None, self._windows.problem)

    def join(self, window: "Window") -> None:
        """A further window came: where the lock fell while it was furnished, it is covered as the others are."""
        from baixing_desktop.usecases.setup import people_of  # noqa: PLC0415 - loaded before

        if self.locked and self._desk is not None:
            self._cover(window, people_of(self._desk.home), self._desk.actor.name)

    def _cover(self, window: "Window", names: tuple[str, ...], name: str) -> None:
        from ui.pages.unlock.page import UnlockPage  # noqa: PLC0415 - after first paint

        def failed(error: UserError) -> None:
            if shiboken6.isValid(page):
                page.failed(error)

        def unlock(who: str, passphrase: str) -> None:
            self._unlock(who, passphrase, failed)

        page = UnlockPage(self._style, names, name, unlock, locked=True)
        window.cover(page)
        page.focus()

    def _unlock(self, name: str, passphrase: str, failed: "Failed") -> None:
        from baixing_desktop.usecases.sitting import change_places, unlock  # noqa: PLC0415 - loaded before

        desk = self._desk
        if desk is None:
            return
        if name == desk.actor.name:
            self._jobs.run(self, lambda: unlock(desk, passphrase), self._back, failed)
        else:
            self._jobs.run(self, lambda: change_places(desk, name, passphrase), self._another, failed)

    def _back(self, desk: "Desk") -> None:
        def go_on(ready: "Desk") -> None:
            for window in self._windows:
                window.uncover()
            self.watch(ready, self._changed_places)
            self.unlocked.emit()

        self._with_own_passphrase(desk, go_on)

    def _another(self, desk: "Desk") -> None:
        self._desk = desk
        self._with_own_passphrase(desk, self._changed_places)

    def _with_own_passphrase(self, desk: "Desk", go_on: Callable[["Desk"], None]) -> None:
        """Go on at once, or first have the passphrase changed."""
        from baixing_desktop.usecases.people import change_passphrase, policy  # noqa: PLC0415 - loaded before
        from ui.pages.unlock.choose import renewal  # noqa: PLC0415 - after first paint

        if not desk.actor.must_change:
            go_on(desk)
            return

        def done(before: str, after: str) -> None:
            self._jobs.run(self, lambda: change_passphrase(desk, before, after)[0], go_on, page.failed)

        page = renewal(self._style, desk.actor.name, policy(desk).words, done)
        self._windows.front.cover(page)
        page.focus()
