"""From what a paper says to the bytes that are printed, stored and shown."""

from collections.abc import Iterable, Iterator, Sequence

from baixing_desktop.papers.layouts.attachment3 import Attachment3, lay_out_form
from baixing_desktop.papers.layouts.letter import Letter, lay_out_letter
from baixing_desktop.papers.sheet.faces import FaceName, face
from baixing_desktop.papers.sheet.marks import Page
from baixing_desktop.work import Work


def attachment3_pdf(form: Attachment3, *, strict: bool = False) -> bytes:
    """One form with its 附页 as PDF; ``strict`` (严格按附件3) leaves the strip away.

    Raises:
        PaperError: ``PAPER_NO_GLYPH`` or ``PAPER_TOO_LONG``; then there is no paper at all.
    """
    return _pdf(lay_out_form(form, strict=strict), f"海珠区“百姓提案”{form.number}")


def attachment3_book_pdf(forms: Sequence[Attachment3], work: Work, *, strict: bool = False) -> bytes:
    """Many forms in one PDF, each beginning on a page of its own and counting its own pages.

    Raises:
        PaperError: as :func:`attachment3_pdf`; one form that cannot be made stops the book.
        UserError: ``CANCELLED`` by way of ``work``.
    """
    return _pdf(_book(forms, work, strict=strict), "海珠区“百姓提案”")


def letter_pdf(letter: Letter) -> bytes:
    """One 转送函 with the clue attached, as PDF.

    Raises:
        PaperError: ``PAPER_NO_GLYPH`` or ``PAPER_TOO_LONG``; then there is no paper at all.
    """
    return _pdf(lay_out_letter(letter), f"转送函 {letter.letter_number}")


def _book(forms: Sequence[Attachment3], work: Work, *, strict: bool) -> Iterator[Page]:
    for done, form in enumerate(forms):
        work.at(done, len(forms), "正在生成表格")
        yield from lay_out_form(form, strict=strict)
    work.at(len(forms), len(forms), "正在生成表格")


def _pdf(pages: Iterable[Page], title: str) -> bytes:
    face(FaceName.SERIF)
    # As in faces.face: only a process that makes papers pays for the library.
    from baixing_desktop.papers.sheet.engine import write_pdf  # noqa: PLC0415 - see above

    return write_pdf(pages, title)
