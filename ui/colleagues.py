"""Who has the same clue open, at another seat or in another window here: said where one works, and told of oneself."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from baixing_desktop.clock import local
from baixing_desktop.domain.seats import AtWork
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.at_work import others_at_work, take_up
from baixing_desktop.usecases.desk import Desk
from ui.jobs import Jobs
from ui.shell.window import Window
from ui.text import plain
from ui.widgets.layouts import column

LOOK_MS = 5_000
"""How often one looks who else is there."""
_STAY_MS = 400
"""Who goes on to the next clue sooner has not taken this one up."""
_STILL = 12
"""After so many looks one says again that one is still there; well before others take one to have gone."""


class Here(QObject):
    """Which clue lies open in which window of this computer; ``changed`` when another one does."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._open: dict[str, str] = {}

    def put(self, window_id: str, clue_id: str) -> None:
        """``clue_id`` lies open in this window; empty: none does."""
        if self._open.get(window_id, "") != clue_id:
            self._open[window_id] = clue_id
            self.changed.emit()

    def beside(self, window_id: str, clue_id: str) -> bool:
        """Whether another window than this one has it open."""
        return bool(clue_id) and any(one != window_id and open_ == clue_id for one, open_ in self._open.items())

    def knows(self, window_id: str) -> bool:
        """Whether it is a window of this computer."""
        return window_id in self._open


class Colleagues(QObject):
    """Tells the other windows of the office which clue lies open in this one, and knows theirs; ``changed`` when they
    move. Other seats are asked only where there can be any.
    """

    changed = Signal()

    def __init__(self, window: Window, desk: Desk, jobs: Jobs, here: Here) -> None:
        super().__init__(window)
        self._window, self._desk, self._jobs, self._here = window, desk, jobs, here
        self._me = new_id()
        here.changed.connect(self.changed)
        self._others: Mapping[str, tuple[AtWork, ...]] = {}
        self._wanted = self._told = ""
        self._looks = 0
        self._stay = QTimer(self, interval=_STAY_MS, singleShot=True)
        self._stay.timeout.connect(self._tell)
        self._watch = QTimer(self, interval=LOOK_MS)
        self._watch.timeout.connect(self._look)
        if desk.store.on_server:
            self._watch.start()
            self._read()

    def at(self, clue_id: str) -> None:
        """``clue_id`` lies open here from now on; empty: none does."""
        self._wanted = clue_id
        self._here.put(self._me, clue_id)
        if self._desk.store.on_server:
            self._stay.start()

    def beside(self, clue_id: str) -> tuple[AtWork, ...]:
        """Who has it open at another seat."""
        return tuple(one for one in self._others.get(clue_id, ()) if not self._here.knows(one.id))

    def in_another_window(self, clue_id: str) -> bool:
        """Whether it is open in another window of this computer as well."""
        return self._here.beside(self._me, clue_id)

    def end(self) -> None:
        """The window closes, or another person sits down: nothing lies open any more."""
        self._watch.stop()
        self._here.changed.disconnect(self.changed)
        self._wanted = ""
        self._here.put(self._me, "")
        self._tell()
        self.deleteLater()

    def _look(self) -> None:
        self._looks += 1
        if self._told and self._looks % _STILL == 0:
            self._told = ""
            self._tell()
        else:
            self._read()

    def _tell(self) -> None:
        self._stay.stop()
        if self._wanted != self._told:
            self._told = self._wanted
            tell = partial(take_up, self._desk, self._me, self._wanted)
            self._jobs.run(self, tell, lambda _none: self._read(), self._window.problem)

    def _read(self) -> None:
        self._jobs.run(self, partial(others_at_work, self._desk, self._me), self._show, self._window.problem)

    def _show(self, others: Mapping[str, tuple[AtWork, ...]]) -> None:
        there = {clue: [one.id for one in ones] for clue, ones in others.items()}
        before = {clue: [one.id for one in ones] for clue, ones in self._others.items()}
        self._others = others
        if there != before:
            self.changed.emit()


class ColleagueLine(QWidget):
    """Says who else has the clue open that is shown here. As long as it can be seen, the clue counts as open."""

    def __init__(self, colleagues: Colleagues) -> None:
        super().__init__()
        self._colleagues, self._clue = colleagues, ""
        self._words = plain("", wrap=True, tone="warn")
        self._words.hide()
        column(self._words, gap=0, parent=self)
        colleagues.changed.connect(self._say)

    def put(self, clue_id: str) -> None:
        """Another clue is shown."""
        self._clue = clue_id
        if self.isVisible():
            self._colleagues.at(clue_id)
        self._say()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The page comes to the front."""
        super().showEvent(event)
        self._colleagues.at(self._clue)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Another page, or the lock, covers it."""
        super().hideEvent(event)
        self._colleagues.at("")

    def _say(self) -> None:
        others = self._colleagues.beside(self._clue)
        names = "、".join(f"{one.actor}（{local(one.since):%H:%M} 起）" for one in others)
        said = [
            "您在另一个窗口也打开了这一条。" if self._colleagues.in_another_window(self._clue) else "",
            f"{names}也打开了这一条，办理前请先问一声。" if others else "",
        ]
        self._words.setText("".join(said))
        self._words.setVisible(any(said))
