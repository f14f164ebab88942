"""Long work on the list, such as everything in it printed as one paper; it can be stopped."""

from collections.abc import Callable
from typing import Generic, TypeVar

from baixing_desktop.domain.people import Confirmation
from baixing_desktop.work import Work
from ui.confirming import or_second
from ui.jobs import Lane
from ui.shell.page import Page
from ui.widgets.buttons import button

T = TypeVar("T")

Make = Callable[[Work, Confirmation | None], T]
"""Does the work; a second person may have confirmed it."""


class ListWork(Generic[T]):
    """One piece of work for ``page`` at a time: ``tell`` shows how far it has got, ``stop`` is there meanwhile,
    ``idle`` comes when it is over.
    """

    def __init__(self, page: Page, tell: Callable[[str], object], idle: Callable[[], object]) -> None:
        self._page, self._say, self._idle = page, tell, idle
        self.stop = button(page.context.style, "停止", self._cancel, kind="quiet")
        self.stop.hide()
        self._work: Work | None = None

    def start(self, make: Make[T], done: Callable[[T], object], second: Confirmation | None = None) -> None:
        """Do it; a second press while one is going on does nothing."""
        if self._work is not None:
            return
        page = self._page

        def made(found: T) -> None:
            self._rest()
            done(found)

        def again(given: Confirmation) -> None:
            self.start(make, done, given)

        failed = or_second(page, again, page.failed, self._rest)
        self.stop.show()
        jobs = page.context.jobs
        self._work = jobs.long(page, lambda work: make(work, second), made, failed, self._tell, lane=Lane.PAPER)

    def _tell(self, done: int, total: int, what: str) -> None:
        self._say(f"{what}：{done} / {total}")

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _rest(self) -> None:
        self._work = None
        self.stop.hide()
        self._idle()
