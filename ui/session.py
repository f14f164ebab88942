"""One window on one home, from the first paint to the last draft saved."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from baixing_desktop.clock import Clock
from ui.context import Context, Hub
from ui.errors import IncidentDialog, incident, keep_log
from ui.jobs import Jobs
from ui.lock import Locker
from ui.offered import Offered
from ui.preferences import Preferences
from ui.shell.window import Window
from ui.style import Style
from ui.widgets.layouts import column
from ui.widgets.states import EmptyState

if TYPE_CHECKING:
    from baixing_desktop.usecases.desk import Desk
    from ui.arrival import Arrival
    from ui.attendant import Attendant

# The store's, the papers' and the network's libraries take longer to load than the window takes to appear.
_HEAVY = (
    "baixing_desktop.usecases.setup",
    "baixing_desktop.usecases.drafting",
    "baixing_desktop.usecases.casework",
    "baixing_desktop.usecases.reading",
    "baixing_desktop.usecases.printing",
    "sync",
)


class Session(QObject):
    """Owns the window, its lanes and the desk; decides which stage comes first.

    A ``practice`` says so on every page and is never locked.
    """

    def __init__(
        self, home: Path, style: Style, preferences: Preferences, clock: Clock, *, practice: bool = False
    ) -> None:
        super().__init__()
        self._practice = practice
        self._home, self._style, self._preferences, self._clock = home, style, preferences, clock
        self.window = Window(style, preferences, home)
        self.jobs = Jobs(self.broken)
        self.desk: Desk | None = None
        self._end_log: Callable[[], None] = lambda: None
        self._closed = False
        self._passphrase: str | None = None
        self._arrival: Arrival | None = None
        self._attendants: list[Attendant] = []
        self.locker = Locker(self.window, self.jobs, style)
        self.window.on_close(self.close)
        self._offered = Offered(self.window, lambda: self.desk is not None and not self.locker.locked)
        self.locker.unlocked.connect(self._offered.look)

    def start(self, passphrase: str | None = None) -> None:
        """Show the window at once; what takes longer follows."""
        self._passphrase = passphrase
        self.window.stage(_waiting(self._style))
        self.window.show()
        self.window.activateWindow()
        self.jobs.run(self, self._load, lambda _done: self._decide(), self.window.problem)

    def close(self) -> None:
        """Finish what is being saved and close the desk; safe to call twice."""
        if self._closed:
            return
        self._closed = True
        self._dismiss()
        # The window may have gone before us, and its parts with it.
        if shiboken6.isValid(self.locker):
            self.locker.end()
        self.jobs.close()
        desk = self.desk or (self._arrival.desk if self._arrival else None)
        if desk is not None:
            _close(desk)
        self._end_log()

    def offer(self, file: str) -> None:
        """Somebody opened a batch or receipt file from the desktop."""
        self._offered.offer(file)

    def broken(self, error: BaseException) -> None:
        """An error of ours: save first, then say so."""
        code = incident(error)
        page = self.window.page
        if page is not None:
            page.leave()
        IncidentDialog(self._style, code, self.window).show()

    def put_back(self, file: Path) -> None:
        """Put the backup in ``file`` in the place of this home: all is closed before, and opened anew after."""
        if self._practice:
            self.window.notice("练习不恢复备份。")
            return
        self._let_go()
        from ui.putting_back import PuttingBack  # noqa: PLC0415 - after first paint

        PuttingBack(self.window, self.jobs, self._style, self._decide).begin(file, self._home, self._clock)

    def _let_go(self) -> None:
        """Keep what was typed, then let nothing of the home be open."""
        if self.window.page is not None:
            self.window.page.leave()
        self._dismiss()
        self.locker.end()
        self.jobs.close()
        if self.desk is not None:
            _close(self.desk)
        self._end_log()
        self.desk, self._arrival, self._end_log = None, None, lambda: None
        self.window.strip()
        self.jobs = Jobs(self.broken)
        self.locker = Locker(self.window, self.jobs, self._style)

    # -- stages

    def _load(self) -> None:
        for name in _HEAVY:
            importlib.import_module(name)

    def _decide(self) -> None:
        from ui.arrival import Arrival  # noqa: PLC0415 - after first paint

        self._arrival = Arrival(self._home, self._style, self._clock, self.window, self.jobs, self._arrived)
        self._arrival.begin(self._passphrase, self._preferences.person)

    def _arrived(self, desk: "Desk") -> None:
        """Somebody sits here: furnish the window for this person."""
        if self.desk is None:
            self._end_log = keep_log(self._home)
        self.desk = desk
        self._preferences.person = desk.actor.name
        from ui.faces import furnish  # noqa: PLC0415 - after first paint
        from ui.nightly import Nightly  # noqa: PLC0415 - after first paint

        context = Context(desk, self.jobs, self._style, Hub(self), self.window, self._preferences, self.put_back)
        helper, attendants = furnish(self.window, context)
        self._attendants = [*attendants, helper, Nightly(desk, self.jobs, self.window)]
        if self._practice:
            self._practise()
            return
        self.locker.watch(desk, self._changed_places)
        if self._arrival is not None and self._arrival.first_time:
            self._arrival.first_time = False
            helper.tour.step()
        self._offered.look()

    def _practise(self) -> None:
        """Nobody knows the passphrase of a practice, so it is never locked; and it says what it is."""
        from ui.help.practice import PracticeMark  # noqa: PLC0415 - after first paint

        self.window.beside.above(PracticeMark(self._style))
        self.window.setWindowTitle(f"练习 · {self.window.windowTitle()}")
        self.window.lock = lambda: self.window.notice("练习不用锁定。")

    def _changed_places(self, desk: "Desk") -> None:
        """Another person sits down at the locked window."""
        self._dismiss()
        self.window.strip()
        self._arrived(desk)

    def _dismiss(self) -> None:
        for attendant in self._attendants:
            # The window may have gone before us, and its parts with it.
            if shiboken6.isValid(attendant):
                attendant.end()
        self._attendants.clear()


def _waiting(style: Style) -> QWidget:
    holder = QWidget()
    holder.setObjectName("page")
    column(EmptyState(style, "clock", "正在打开工作台"), parent=holder)
    return holder


def _close(desk: "Desk") -> None:
    """The person goes and the record is closed."""
    from baixing_desktop.usecases.sitting import sign_out  # noqa: PLC0415 - loaded long before

    sign_out(desk)
    desk.close()
