"""The clues behind a figure, read a page at a time as far as somebody looks."""

from collections.abc import Callable

from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.usecases.statistics import clues_of
from ui.shell.page import Page
from ui.widgets.paged import PAGE, Column, PagedModel
from ui.widgets.table import Table

_Ids = tuple[str, ...]
NAMED = (Column[ClueSummary]("线索", lambda one: one.title, second=lambda one: one.number),)
"""Each clue by its title, the number below."""


class CluesBehind:
    """A ``table`` of clues that belongs to ``page``; a clue opens on Enter."""

    def __init__(self, page: Page, name: str, columns: tuple[Column[ClueSummary], ...] = NAMED) -> None:
        self._page = page
        self._ids: _Ids = ()
        self._asked = 0
        self._model = PagedModel[ClueSummary](columns, self._fetch)
        self.table = Table(page.context.style, name, self._model)
        self.table.opened.connect(self._open)

    def clear(self) -> None:
        """Nothing is behind it."""
        self._asked += 1
        self._ids = ()
        self._model.reset(0, ())

    def show(self, ids: Callable[[], _Ids]) -> None:
        """The clues that ``ids`` names; it is called in the background."""
        self.clear()
        asked, desk = self._asked, self._page.context.desk

        def read() -> tuple[_Ids, tuple[ClueSummary, ...]]:
            found = ids()
            return found, clues_of(desk, found[:PAGE])

        def put(found: tuple[_Ids, tuple[ClueSummary, ...]]) -> None:
            if asked == self._asked:
                self._ids, first = found
                self._model.reset(len(self._ids), first)
                if self._ids:
                    self.table.choose(0)

        self._page.ask(read, put)

    def _fetch(self, offset: int, limit: int) -> None:
        ids, desk = self._ids, self._page.context.desk
        wanted = ids[offset : offset + limit]

        def fill(found: tuple[ClueSummary, ...]) -> None:
            if ids is self._ids:
                self._model.fill(offset, found)

        self._page.ask(lambda: clues_of(desk, wanted), fill)

    def _open(self, number: int) -> None:
        clue = self._model.line(number)
        if clue is not None:
            self._page.context.frame.go("clues", clue.id)
