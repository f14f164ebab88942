"""认领目录: on paper or as a workbook."""

from collections.abc import Callable
from functools import partial

from baixing_desktop.usecases.papers import Format, MadePaper
from baixing_desktop.work import Work
from ui.jobs import Lane
from ui.keeping import keep_as_file
from ui.pages.claims.presenter import ClaimsPresenter
from ui.paper import PaperDialog
from ui.shell.page import Page


def catalogue(page: Page, presenter: ClaimsPresenter) -> tuple[Callable[[], None], Callable[[], None]]:
    """What prints it, and what keeps it as a workbook; ``page`` runs the jobs."""

    def make(form: Format) -> None:
        page.ask(lambda: presenter.catalogue(form, Work()), partial(made, form), lane=Lane.PAPER)

    def made(form: Format, paper: MadePaper) -> None:
        if form is Format.PDF:
            PaperDialog.present(page, page.context, "认领目录", paper.data)
        else:
            keep_as_file(page, paper.data, paper.file_name, "Excel 文件 (*.xlsx)", page.context.frame.notice)

    return partial(make, Format.PDF), partial(make, Format.WORKBOOK)
