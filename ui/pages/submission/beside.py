"""A new version of the program that lies beside a receipt comes along: by itself, and only if one is wanted."""

from sync import Fetched
from ui.pages.submission.presenter import SubmissionPresenter
from ui.shell.page import Page
from ui.update_card import update_words


def fetch_beside(page: Page, presenter: SubmissionPresenter, path: str) -> None:
    """Copy it from where the receipt file at ``path`` lies; people hear of it once something is copied."""
    context, told = page.context, list[bool]()

    def tell(_done: int, _total: int, _what: str) -> None:
        if not told:
            told.append(True)
            context.frame.notice("旁边有新版本，正在取回，请先不要拔出优盘。")

    def fetched(found: Fetched | None) -> None:
        if found is not None and found.done:
            context.hub.announce(found.changes)
            context.frame.notice(update_words(found.offered))

    context.jobs.long(page, lambda work: presenter.fetch_beside(path, work), fetched, context.frame.problem, tell)
