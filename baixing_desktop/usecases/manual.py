"""The manual, which is part of the program: read, and made into paper."""

from functools import cache

from baixing_desktop.domain.manual import Audience, Manual, parse_manual
from baixing_desktop.papers.layouts.manual import CardSheet, ManualBook
from baixing_desktop.papers.render import paper_pdf
from resources import manual_picture, manual_text


@cache
def manual(audience: Audience) -> Manual:
    """The book for ``audience``."""
    return parse_manual(manual_text(f"{audience}.md"))


def manual_pdf(audience: Audience) -> bytes:
    """The book for ``audience`` as PDF: a card of one page, or a book with contents and a picture of each page.

    Raises:
        PaperError: ``PAPER_TOO_LONG`` when the card does not fit its page.
    """
    book = manual(audience)
    paper = CardSheet(book) if audience is Audience.CARD else ManualBook(book, _pictures(audience))
    return paper_pdf(paper, book.title)


def _pictures(audience: Audience) -> dict[str, bytes]:
    keys = (section.key for section in manual(audience).sections)
    return {key: found for key in keys if (found := manual_picture(audience, key))}
