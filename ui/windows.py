"""The windows of one sitting: one person, one record, one lock, and each window on a page of its own."""

from collections.abc import Callable, Iterator, Sequence

import shiboken6
from PySide6.QtCore import QObject, QPoint

from baixing_desktop.errors import UserError
from ui.attendant import Attendant
from ui.shell.window import Window

_STEP = 40
"""By how much a further window stands lower and to the right, so that both can be seen."""


class Windows(QObject):
    """All that are open, in the order of their opening; at least one is. ``front`` is the one that was used last: what
    concerns none in particular is said there. It is a :class:`ui.context.Frame` for what works beside all pages.
    """

    def __init__(self, first: Window, parent: QObject) -> None:
        super().__init__(parent)
        self._open: list[Window] = []
        self._attendants: dict[Window, list[Attendant]] = {}
        self._sentence, self._counts = "", dict[str, int]()
        self.front: Window = first
        self.take_in(first)

    def __iter__(self) -> Iterator[Window]:
        return iter(tuple(self._open))

    def __len__(self) -> int:
        return len(self._open)

    # -- coming and going

    def take_in(self, window: Window) -> None:
        """One more is open."""
        self._open.append(window)
        self._attendants[window] = []
        window.activated.connect(lambda: self._use(window))

    def attend(self, window: Window, attendants: Sequence[Attendant]) -> None:
        """``attendants`` look after this window alone; it is told how things stand."""
        self._attendants[window] += attendants
        window.status(self._sentence)
        for page, count in self._counts.items():
            window.badge(page, count)

    def place(self, window: Window) -> None:
        """As large as the one in front and a little lower, without leaving the screen."""
        front, room = self.front, self.front.screen().availableGeometry()
        window.resize(front.size())
        wanted = front.pos() + QPoint(_STEP, _STEP)
        furthest = QPoint(room.right() - front.width(), room.bottom() - front.height())
        window.move(min(wanted.x(), max(furthest.x(), room.left())), min(wanted.y(), max(furthest.y(), room.top())))

    def let_go(self, window: Window) -> bool:
        """This one closes; False when it is the last, which is the end of the sitting."""
        if len(self._open) < 2:
            return False
        self._open.remove(window)
        _end(self._attendants.pop(window))
        if self.front is window:
            self.front = self._open[-1]
        window.deleteLater()
        return True

    def only_front(self) -> Window:
        """Close all but the one in front, and return that."""
        for window in self:
            if window is not self.front:
                window.strip()
                window.close()
        return self.front

    def dismiss(self) -> None:
        """The person goes: nobody looks after the windows any more."""
        for attendants in self._attendants.values():
            _end(attendants)
            attendants.clear()
        self._sentence = ""
        self._counts.clear()

    def elsewhere(self, here: Window, clue_id: str) -> bool:
        """Whether another window than ``here`` has this clue in writing; it comes forward then."""
        for window in self:
            page = window.writing(clue_id) if window is not here else ""
            if page:
                window.come_forward()
                window.go(page, clue_id)
                return True
        return False

    # -- said to all

    def status(self, sentence: str) -> None:
        """Say where the data are."""
        self._sentence = sentence
        for window in self._open:
            window.status(sentence)

    def badge(self, page: str, count: int) -> None:
        """Show a count beside a page's name."""
        self._counts[page] = count
        for window in self._open:
            window.badge(page, count)

    # -- said in front

    def come_forward(self) -> None:
        """A second start asked for the program."""
        self.front.come_forward()

    def page_names(self) -> list[str]:
        """The pages that one can go to; the same in every window."""
        return self.front.page_names()

    def go(self, page: str, target: str = "") -> None:
        """Show a page by name, at ``target``."""
        self.front.go(page, target)

    def back(self) -> None:
        """Return to the page before."""
        self.front.back()

    def notice(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done."""
        self.front.notice(text, undo)

    def problem(self, error: UserError) -> None:
        """Say what went wrong."""
        self.front.problem(error)

    def _use(self, window: Window) -> None:
        if window in self._open:
            self.front = window


def _end(attendants: Sequence[Attendant]) -> None:
    for attendant in attendants:
        # The window may have gone before us, and its parts with it.
        if shiboken6.isValid(attendant):
            attendant.end()
