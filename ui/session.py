"""One sitting on one home, from the first paint of its first window to the last draft saved."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer

from baixing_desktop.clock import Clock
from resources import release_keys
from ui.arrival import Arrival
from ui.context import Context, Hub
from ui.errors import IncidentDialog, incident, keep_log
from ui.jobs import Jobs
from ui.loading import HEAVY, PAGES, load
from ui.lock import Locker
from ui.offered import Offered
from ui.preferences import Preferences
from ui.shell.window import Window
from ui.style import Style
from ui.windows import Windows

if TYPE_CHECKING:
    from baixing_desktop.usecases.arriving import Program
    from baixing_desktop.usecases.desk import Desk
    from ui.attendant import Attendant
    from ui.faces import Works
    from ui.help.helper import Helper

_UNSEEN_MS = 1000
"""A window that is not painted after so long is not looked at: what takes long is loaded all the same."""


class Session(QObject):
    """Owns the windows, their lanes and the desk; decides which stage comes first. ``window`` is the one that was
    opened first, as long as it is there.

    A ``practice`` says so on every page and is never locked. ``program`` is what runs here, found out when it is None;
    ``renewing`` names its folder once a new version shall take its place and everything is closed for that.
    """

    def __init__(
        self,
        home: Path,
        style: Style,
        preferences: Preferences,
        clock: Clock,
        *,
        practice: bool = False,
        program: "Program | None" = None,
    ) -> None:
        super().__init__()
        self._program = program
        self.renewing: Path | None = None
        self._practice = practice
        self._home, self._style, self._preferences, self._clock = home, style, preferences, clock
        self.window: Window = self._make_window()
        self.windows: Windows = Windows(self.window, self)
        self.jobs = Jobs(self.broken)
        self.desk: Desk | None = None
        self._end_log: Callable[[], None] = lambda: None
        self._closed = False
        self._at_home = True
        self._painted = Event()
        self._passphrase: str | None = None
        self._arrival: Arrival | None = None
        self._attendants: list[Attendant] = []
        self._context: Context | None = None
        self._works: Works | None = None
        self.locker = Locker(self.windows, self.jobs, style)
        self._offered = Offered(self.windows, lambda: self.desk is not None and not self.locker.locked)
        self.locker.unlocked.connect(self._offered.look)

    def start(self, passphrase: str | None = None) -> None:
        """Show the window and what it asks first at once; what takes longer is loaded while somebody answers."""
        self._passphrase = passphrase
        self.jobs.run(self, self._load_heavy, lambda _done: self._all_loaded(), self.window.problem)
        self._at_home = self._arrive()
        self.window.show()
        self.window.activateWindow()
        # In the turn after the first painting all of it is on the screen. A window that opens in the task bar is not
        # painted at all.
        soon, late = (QTimer(self, singleShot=True, interval=wait) for wait in (0, _UNSEEN_MS))
        for moment in (soon, late):
            moment.timeout.connect(self._painted.set)
        self.window.painted.connect(soon.start)
        late.start()

    def close(self) -> None:
        """Finish what is being saved and close the desk; safe to call twice."""
        if self._closed:
            return
        self._closed = True
        self._painted.set()
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
        for window in self.windows:
            if window.page is not None:
                window.page.leave()
        IncidentDialog(self._style, code, self.windows.front).show()

    def put_back(self, file: Path) -> None:
        """Put the backup in ``file`` in the place of this home: all is closed before, and opened anew after."""
        if self._practice:
            self.windows.notice("练习不恢复备份。")
            return
        self._let_go()
        from ui.putting_back import PuttingBack  # noqa: PLC0415 - after first paint

        PuttingBack(self.window, self.jobs, self._style, self._anew).begin(file, self._home, self._clock)

    def renew(self, tree: Path) -> None:
        """Keep what was typed and close all windows: the last one closes the desk, and then a new version takes the
        place of the program in ``tree``."""
        self.renewing = tree
        for window in tuple(self.windows):
            window.close()

    def _let_go(self) -> None:
        """Keep what was typed, then let nothing of the home be open."""
        self.window = self.windows.only_front()
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
        self.locker = Locker(self.windows, self.jobs, self._style)

    # -- stages

    def _arrive(self) -> bool:
        """Ask what is asked first; False when there is no home."""
        self._arrival = Arrival(self._home, self._style, self._clock, self.window, self.jobs, self._arrived)
        return self._arrival.begin(self._passphrase, self._preferences.person)

    def _load_heavy(self) -> None:
        """In the lane in which the record is opened, before it is; not while the window is being painted."""
        self._painted.wait()
        load(HEAVY)

    def _all_loaded(self) -> None:
        self._load_pages(lambda: None)
        if not self._at_home and self._arrival is not None:
            self._arrival.set_up()

    def _anew(self) -> None:
        """Another home may be in this place now."""
        self._at_home = self._arrive()
        self._all_loaded()

    def _load_pages(self, then: Callable[[], None]) -> None:
        """In the lane in which the record is opened: two threads never load libraries that need each other. What was
        loaded before is there at once.
        """
        self.jobs.run(self, partial(load, PAGES), lambda _done: then(), self.window.problem)

    def _arrived(self, desk: "Desk") -> None:
        """Somebody sits here: furnish the window for this person, once the pages are loaded."""
        if self.desk is None:
            self._end_log = keep_log(self._home)
        self.desk = desk
        self._preferences.person = desk.actor.name
        self._load_pages(lambda: self.jobs.in_turns(self, self._set_up(desk)))

    def _set_up(self, desk: "Desk") -> Iterator[None]:
        from baixing_desktop.usecases.arriving import this_program  # noqa: PLC0415 - after first paint
        from ui.faces import set_to_work  # noqa: PLC0415 - after first paint
        from ui.nightly import Nightly  # noqa: PLC0415 - after first paint
        from ui.renewing import say_if_not_renewed  # noqa: PLC0415 - after first paint

        context = Context(
            desk,
            self.jobs,
            self._style,
            Hub(self),
            self.windows,
            self._preferences,
            self.put_back,
            # A practice is no place to change the program that is practised.
            None if self._practice else self._program or this_program(release_keys()),
            self.renew,
        )
        self._context, self._works = context, set_to_work(self.windows, context)
        self._attendants = [*self._works.attendants, Nightly(desk, self.jobs, self.windows)]
        helper = yield from self._furnish(self.window, context, self._works)
        say_if_not_renewed(self.windows)
        if self._practice:
            return
        self.locker.watch(desk, self._changed_places)
        if self._arrival is not None and self._arrival.first_time:
            self._arrival.first_time = False
            helper.tour.step()
        self._offered.look()

    def _furnish(self, window: Window, context: Context, works: "Works") -> Generator[None, None, "Helper"]:
        from ui.faces import furnish  # noqa: PLC0415 - after first paint

        here = replace(context, frame=window, elsewhere=partial(self.windows.elsewhere, window))
        helper, attendants = yield from furnish(window, here, works)
        self.windows.attend(window, attendants)
        window.another = self.open_another
        window.lock = lambda: self.locker.lock("asked")
        if self._practice:
            self._practise(window)
        return helper

    def _practise(self, window: Window) -> None:
        """Nobody knows the passphrase of a practice, so it is never locked; and it says what it is."""
        from ui.help.practice import PracticeMark  # noqa: PLC0415 - after first paint

        window.beside.above(PracticeMark(self._style))
        window.setWindowTitle(f"练习 · {window.windowTitle()}")
        window.lock = lambda: window.notice("练习不用锁定。")

    # -- several windows

    def open_another(self) -> None:
        """A further window of this sitting, beside the one in front, on its first page."""
        if self._context is None or self._works is None or self.locker.locked:
            return
        window = self._make_window()
        self.windows.place(window)
        self.windows.take_in(window)
        self.jobs.in_turns(window, self._another(window, self._context, self._works))

    def _another(self, window: Window, context: Context, works: "Works") -> Iterator[None]:
        yield from self._furnish(window, context, works)
        self.locker.join(window)
        window.setWindowTitle(f"{window.windowTitle()}（窗口 {len(self.windows)}）")
        window.show()
        window.activateWindow()

    def _make_window(self) -> Window:
        window = Window(self._style, self._preferences, self._home)
        window.on_close(lambda: self._closes(window))
        return window

    def _closes(self, window: Window) -> None:
        """The others stay; with the last one all is closed."""
        if not self.windows.let_go(window):
            self.close()
        elif self.window is window:
            self.window = self.windows.front

    def _changed_places(self, desk: "Desk") -> None:
        """Another person sits down at the locked window."""
        self.window = self.windows.only_front()
        self._dismiss()
        self.window.strip()
        self._arrived(desk)

    def _dismiss(self) -> None:
        for attendant in self._attendants:
            # The window may have gone before us, and its parts with it.
            if shiboken6.isValid(attendant):
                attendant.end()
        self._attendants.clear()
        self.windows.dismiss()
        self._context = self._works = None


def _close(desk: "Desk") -> None:
    """The person goes and the record is closed."""
    from baixing_desktop.usecases.sitting import sign_out  # noqa: PLC0415 - loaded long before

    sign_out(desk)
    desk.close()
