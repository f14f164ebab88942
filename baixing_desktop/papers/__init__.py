"""Every official paper: what it says goes in as plain data, the bytes that are printed come out.

Nothing is loaded before the first paper is made.
"""

from baixing_desktop.papers.layouts.attachment3 import Attachment3
from baixing_desktop.papers.layouts.letter import AttachedClue, Letter
from baixing_desktop.papers.layouts.notice import Notice
from baixing_desktop.papers.layouts.strip import Imprint
from baixing_desktop.papers.preview import page_count, page_png, page_texts
from baixing_desktop.papers.render import attachment3_book_pdf, attachment3_pdf, letter_pdf

__all__ = [
    "AttachedClue",
    "Attachment3",
    "Imprint",
    "Letter",
    "Notice",
    "attachment3_book_pdf",
    "attachment3_pdf",
    "letter_pdf",
    "page_count",
    "page_png",
    "page_texts",
]
