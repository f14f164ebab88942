"""A line that shows how far a paper is and lets it be stopped; what was made is shown or kept as a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QWidget

from baixing_desktop.errors import UserError
from baixing_desktop.usecases.papers import Format, MadePaper
from baixing_desktop.work import Work
from ui.jobs import Lane
from ui.keeping import keep_as_file
from ui.pages.compendium.presenter import FILES
from ui.paper import PaperDialog
from ui.shell.page import Page
from ui.widgets.buttons import button
from ui.widgets.layouts import row


class Making(QWidget):
    """Out of sight while nothing is being made."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._work: Work | None = None
        self._bar = QProgressBar()
        self._bar.setAccessibleName("生成进度")
        halt = button(page.context.style, "停止", self.stop, keys="Ctrl+Shift+X")
        body = row(gap=2, parent=self)
        body.addWidget(self._bar, 1)
        body.addWidget(halt)
        self.hide()

    def begin(
        self, make: Callable[[Work], MadePaper], done: Callable[[MadePaper], None], failed: Callable[[UserError], None]
    ) -> None:
        """Make it, unless something is being made already."""
        if self._work is not None:
            return

        def finish(paper: MadePaper) -> None:
            self.rest()
            done(paper)

        def fail(error: UserError) -> None:
            self.rest()
            failed(error)

        self._bar.setRange(0, 0)
        self.show()
        self._work = self._page.context.jobs.long(self._page, make, finish, fail, self._tell, lane=Lane.PAPER)

    def stop(self) -> None:
        """Stop it."""
        if self._work is not None:
            self._work.cancel()

    def rest(self) -> None:
        """Nothing is being made."""
        self._work = None
        self.hide()

    def give(self, paper: MadePaper, form: Format, back: QWidget) -> None:
        """Show a PDF, keep anything else as a file; ``back`` gets the focus afterwards."""
        if form is Format.PDF:
            name = Path(paper.file_name).stem
            PaperDialog.present(self._page, self._page.context, name, paper.data, done=back.setFocus)
        else:
            keep_as_file(self._page, paper.data, paper.file_name, FILES[form], self._page.context.frame.notice)

    def _tell(self, done: int, total: int, what: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setFormat(f"{what} %v / %m")
