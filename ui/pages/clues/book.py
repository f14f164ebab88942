"""Everything that the list shows, printed as one paper; it can be stopped."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel

from baixing_desktop.domain.people import Confirmation
from baixing_desktop.work import Work
from ui.confirming import or_second
from ui.jobs import Lane
from ui.paper import PaperDialog
from ui.shell.page import Page
from ui.widgets.buttons import button

MakeBook = Callable[[Work, Confirmation | None], tuple[int, bytes]]
"""Makes the paper; how many forms it has, and the PDF."""


class BookPrinting:
    """Prints for ``page``; ``count`` shows how far it has got, ``stop`` is there meanwhile."""

    def __init__(self, page: Page, count: QLabel, idle: Callable[[], str]) -> None:
        self._page, self._count, self._idle = page, count, idle
        self.stop = button(page.context.style, "停止", self._cancel, kind="quiet")
        self.stop.hide()
        self._work: Work | None = None

    def start(self, make: MakeBook, second: Confirmation | None = None) -> None:
        """Print; a second press while one is being made does nothing."""
        if self._work is not None:
            return
        page, context = self._page, self._page.context

        def made(found: tuple[int, bytes]) -> None:
            self._rest()
            PaperDialog.present(page, context, f"附件3 共 {found[0]} 份", found[1], at_once=True)

        def again(given: Confirmation) -> None:
            self.start(make, given)

        failed = or_second(page, again, page.failed, self._rest)
        self.stop.show()
        self._work = context.jobs.long(page, lambda work: make(work, second), made, failed, self._tell, lane=Lane.PAPER)

    def _tell(self, done: int, total: int, what: str) -> None:
        self._count.setText(f"{what}：{done} / {total}")

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _rest(self) -> None:
        self._work = None
        self.stop.hide()
        self._count.setText(self._idle())
