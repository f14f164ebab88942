"""One window on one home, from the first paint to the last draft saved."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from baixing_desktop.clock import Clock
from baixing_desktop.errors import UserError
from ui.context import Context, Hub
from ui.errors import IncidentDialog, incident, keep_log
from ui.jobs import Jobs
from ui.preferences import Preferences
from ui.shell.window import Window
from ui.style import Style
from ui.widgets.layouts import column
from ui.widgets.states import EmptyState

if TYPE_CHECKING:
    from baixing_desktop.usecases.desk import Desk

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
    """Owns the window, its lanes and the desk; decides which stage comes first."""

    def __init__(self, home: Path, style: Style, preferences: Preferences, clock: Clock) -> None:
        super().__init__()
        self._home, self._style, self._preferences, self._clock = home, style, preferences, clock
        self.window = Window(style, preferences, home)
        self.jobs = Jobs(self.broken)
        self.desk: Desk | None = None
        self._end_log: Callable[[], None] = lambda: None
        self._closed = False
        self._passphrase: str | None = None
        self.window.on_close(self.close)

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
        self.jobs.close()
        if self.desk is not None:
            self.desk.close()
        self._end_log()

    def broken(self, error: BaseException) -> None:
        """An error of ours: save first, then say so."""
        code = incident(error)
        page = self.window.page
        if page is not None:
            page.leave()
        IncidentDialog(self._style, code, self.window).show()

    # -- stages

    def _load(self) -> None:
        for name in _HEAVY:
            importlib.import_module(name)

    def _decide(self) -> None:
        from baixing_desktop.usecases.setup import home_exists, needs_passphrase  # noqa: PLC0415 - after first paint

        if not home_exists(self._home):
            self._first_start()
        elif self._passphrase is None and self._asks(needs_passphrase):
            self._unlock()
        else:
            self._open(self._passphrase, self.window.problem)

    def _asks(self, needs: Callable[[Path], bool]) -> bool:
        try:
            return needs(self._home)
        except UserError as error:
            self.window.problem(error)
            return False

    def _first_start(self) -> None:
        from ui.pages.first_start.page import FirstStartPage  # noqa: PLC0415 - after first paint
        from ui.pages.first_start.presenter import FirstStart  # noqa: PLC0415 - after first paint

        def ready(passphrase: str) -> None:
            self._open(passphrase or None, self.window.problem)

        page = FirstStartPage(self._style, self.jobs, FirstStart(self._home, self._clock), ready)
        self.window.stage(page)
        page.focus()

    def _unlock(self) -> None:
        from ui.pages.unlock.page import UnlockPage  # noqa: PLC0415 - after first paint

        page = UnlockPage(self._style, lambda passphrase: self._open(passphrase, page.failed))
        self.window.stage(page)
        page.focus()

    def _open(self, passphrase: str | None, failed: Callable[[UserError], None]) -> None:
        from baixing_desktop.usecases.setup import open_desk  # noqa: PLC0415 - after first paint

        def opened() -> "Desk":
            # Kept at once, so that closing the window finds it whenever that happens.
            self.desk = open_desk(self._home, passphrase=passphrase, clock=self._clock)
            return self.desk

        self.jobs.run(self, opened, self._furnish, failed)

    def _furnish(self, desk: "Desk") -> None:
        from ui.faces import furnish  # noqa: PLC0415 - after first paint

        self._end_log = keep_log(self._home)
        furnish(self.window, Context(desk, self.jobs, self._style, Hub(), self.window, self._preferences))


def _waiting(style: Style) -> QWidget:
    holder = QWidget()
    holder.setObjectName("page")
    column(EmptyState(style, "clock", "正在打开工作台"), parent=holder)
    return holder
