"""The pages of one window: the first is built, the others when somebody goes there or asks for what they do."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QStackedWidget

from ui.shell.commands import CommandBook
from ui.shell.page import Later, Page


class Shelf(QObject):
    """Keeps the pages in ``stack`` and their commands in ``book``."""

    def __init__(self, stack: QStackedWidget, book: CommandBook) -> None:
        super().__init__(stack)
        self._stack, self._book = stack, book
        self._built: dict[str, Page] = {}
        self._later: dict[str, Later] = {}
        self._made: dict[str, Page] = {}
        # Without an interval a timer waits until nothing else is to be done: painting goes first.
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._build_next)

    def fill(self, pages: Sequence[Later]) -> Page:
        """Take these pages in and return the first, built; the commands that work everywhere are there at once."""
        for later in pages:
            self._later[later.name] = later
            self._book.add(each.command(lambda name=later.name: self.page(name)) for each in later.kind.everywhere)
        first = self.page(pages[0].name)
        first.installEventFilter(self)
        return first

    def page(self, name: str) -> Page:
        """The page of this name, built now if nobody went there yet."""
        later = self._later.pop(name, None)
        if later is not None:
            made = self._made.pop(name, None)
            page = self._built[name] = later.make() if made is None else made
            self._stack.addWidget(page)
            self._book.add(page.commands, page)
            self._book.build()
        return self._built[name]

    @property
    def built(self) -> tuple[Page, ...]:
        """The pages that are there by now."""
        return tuple(self._built.values())

    @property
    def names(self) -> list[str]:
        """The pages that one can go to, built or not."""
        return [*self._built, *self._later]

    def clear(self) -> None:
        """Forget all pages; the stack lets them go by itself."""
        self._idle.stop()
        self._built.clear()
        self._later.clear()
        for page in self._made.values():
            page.deleteLater()
        self._made.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The first page has something to show now: the time that nobody needs goes to those wanted soon."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._idle.start()
        return False

    def _build_next(self) -> None:
        """One at a time, first made and then dressed and put in, so that keys and clicks get in between."""
        wanted = next((later for later in self._later.values() if later.soon), None)
        if wanted is None:
            return
        if wanted.name in self._made:
            self.page(wanted.name)
        else:
            self._made[wanted.name] = wanted.make()
        self._idle.start()
