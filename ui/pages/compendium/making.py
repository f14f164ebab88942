"""A line that shows how far a paper is and lets it be stopped; what was made is shown or kept as a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from baixing_desktop.errors import UserError
from baixing_desktop.usecases.papers import Format, MadePaper
from baixing_desktop.work import Work
from ui.jobs import Lane
from ui.keeping import keep_as_file
from ui.pages.compendium.presenter import FILES
from ui.paper import PaperDialog
from ui.shell.page import Page
from ui.widgets.work_bar import WorkBar


class Making(WorkBar):
    """Out of sight while nothing is being made."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.context.style, "生成进度", keys="Ctrl+Shift+X")
        self._page = page

    def make(
        self, make: Callable[[Work], MadePaper], done: Callable[[MadePaper], None], failed: Callable[[UserError], None]
    ) -> None:
        """Make it, unless something is being made already."""
        if self.busy:
            return

        def finish(paper: MadePaper) -> None:
            self.rest()
            done(paper)

        def fail(error: UserError) -> None:
            self.rest()
            failed(error)

        self.begin(self._page.context.jobs.long(self._page, make, finish, fail, self.tell, lane=Lane.PAPER))

    def give(self, paper: MadePaper, form: Format, back: QWidget) -> None:
        """Show a PDF, keep anything else as a file; ``back`` gets the focus afterwards."""
        if form is Format.PDF:
            name = Path(paper.file_name).stem
            PaperDialog.present(self._page, self._page.context, name, paper.data, done=back.setFocus)
        else:
            keep_as_file(self._page, paper.data, paper.file_name, FILES[form], self._page.context.frame.notice)
